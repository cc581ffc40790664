"""Options that are read, and do not do what they say."""

from __future__ import annotations

from drafts import MARK, Draft, UnfitError
from injection_site import Site

from injected.argparse_sites import declaration, read_option, script
from injected.registry import kind


@kind("flag-type-bool")
def flag_type_bool(site: Site) -> Draft:
    """An option of type bool, read where it was meant to act."""
    chosen = script(site)
    option, indent = declaration(site, chosen)
    _, _, read = read_option(_same(site, chosen.path))
    name, draft = site.compound(), site.draft()
    lines = site.host.files[chosen.path].splitlines()
    if read.lineno <= option.last:
        raise UnfitError("read above the declaration")
    statement = lines[read.lineno - 1]
    if not _plain(statement):
        raise UnfitError("read inside a longer statement")
    depth = statement[: len(statement) - len(statement.lstrip())]
    use = [f"{depth}if {chosen.namespace}.{name}:", f'{depth}    print("{site.noun()}s are kept")']
    draft.cut(chosen.path, read.lineno, read.lineno - 1, use)
    value = site.pick(["True", "False"])
    declared = f'{option.parser}.add_argument("--{name}", type=bool, default={value})'
    draft.cut(chosen.path, option.last + 1, option.last, [f"{indent}{declared}  {MARK}"])
    return draft


@kind("option-read-under-another-name")
def option_read_under_another_name(site: Site) -> Draft:
    """The option was renamed, or never was called what the code reads."""
    chosen, option, read = read_option(site)
    draft = site.draft()
    lines = site.host.files[chosen.path].splitlines()
    line = lines[read.lineno - 1]
    end = read.end_col_offset or len(line)
    if not line.isascii() or line[end - len(option.name) : end] != option.name:
        raise UnfitError("an odd line")
    other = site.pick(
        [
            f"{option.name}s",
            f"{option.name}_path" if "_" not in option.name else option.name.replace("_", ""),
            f"{option.name[: max(3, len(option.name) // 2)]}_size",
            f"n_{option.name}",
        ]
    )
    if any(other == one.name for one in chosen.options):
        raise UnfitError("that one exists")
    new = f"{line[: end - len(option.name)]}{other}{line[end:]}  {MARK}"
    draft.cut(chosen.path, read.lineno, read.lineno, [new])
    for number in range(option.call.lineno, option.last + 1):
        draft.cut(chosen.path, number, number, [f"{lines[number - 1]}  {MARK}"])
    return draft


@kind("option-overwritten")
def option_overwritten(site: Site) -> Draft:
    """A value typed over an option before anything has read it."""
    path, draft = "research/train.py", site.draft()
    option, value = site.pick(
        [("epochs", "5"), ("batch_size", "16"), ("lr", "3e-4"), ("seed", "1234")]
    )
    draft.after(path, "args = parse_args()", f"    args.{option} = {value}  {MARK}")
    return draft


@kind("variable-overwritten")
def variable_overwritten(site: Site) -> Draft:
    """A value taken from an option, and replaced by a constant two lines later."""
    path, draft = "research/shards.py", site.draft()
    if site.rng.random() < 0.5:
        draft.after(
            path,
            "args = parse_args()",
            f"    rate = args.rate  {MARK}\n    rate = 250  {MARK}",
        )
        draft.replace(path, "read_recording(path, args.rate)", "read_recording(path, rate)")
    else:
        draft.after(
            path,
            "args = parse_args()",
            f'    limit = args.limit  {MARK}\n    print("reading", args.source)\n'
            f"    limit = 2000  {MARK}",
        )
        draft.replace(
            path,
            "if args.limit:\n            rows = rows[: args.limit]",
            "if limit:\n            rows = rows[:limit]",
        )
    return draft


@kind("wrong-help-default")
def wrong_help_default(site: Site) -> Draft:
    """A help text that promises another default than the code has."""
    path = site.pick(["research/train.py", "research/evaluate.py"])
    draft = site.draft()
    option, _old, text = site.pick(
        [
            ('"--channels", type=int, default=32', "32", "width of the first layer (default: 64)"),
            ('"--traits", type=int, default=4', "4", "number of classes, default 10"),
            ('"--net", default="conv"', '"conv"', "which network (default: recurrent)"),
        ]
    )
    lines = draft.text(path).splitlines()
    words = option.split(",")[0]
    if words == '"--traits"' and not any(words in line for line in lines):
        words = next((line.split('"')[1] for line in lines if "type=int, default=4" in line), "")
        words = f'"{words}"'
    row = next((n for n, line in enumerate(lines) if f"add_argument({words}" in line), None)
    if row is None or not lines[row].endswith(")"):
        raise UnfitError("no such option")
    head = lines[row].split(", help=")[0].rstrip(")")
    if "sorted(NETS" in head:
        head += ")"
    draft.cut(path, row + 1, row + 1, [f'{head}, help="{text}")  {MARK}'])
    return draft


@kind("required-option-never-given")
def required_option_never_given(site: Site) -> Draft:
    """A required option that none of the commands in scripts and README gives."""
    draft, name = site.draft("research/run.sh", "research/README.md"), site.compound()
    flag = name.replace("_", "-")
    path, anchor, use = site.pick(
        [
            ("research/train.py", '"--seed"', 'print("best", best, args.{})'),
            ("research/shards.py", '"--rate"', 'print("done", target, args.{})'),
        ]
    )
    draft.after(
        path, anchor, f'    parser.add_argument("--{flag}", type=float, required=True)  {MARK}'
    )
    draft.before(path, 'if __name__ == "__main__"', "")
    text = draft.text(path)
    head, main, tail = text.partition('if __name__ == "__main__":')
    draft.files[path] = f"{head.rstrip()}\n    {use.format(name)}\n\n\n{main}{tail}"
    return draft


@kind("unreachable-option-branch")
def unreachable_option_branch(site: Site) -> Draft:
    """An option whose branch fails as soon as it runs."""
    path, draft, name = "research/train.py", site.draft(), site.compound()
    flag = name.replace("_", "-")
    draft.after(path, '"--seed"', f'    parser.add_argument("--{flag}", action="store_true")')
    body = site.pick(
        [
            f"        net = wrap_{site.noun()}(net, args.{name})  {MARK}",
            f"        net = make_net(args.net, args.channels)  {MARK}",
            f"        train_loader = build_{site.noun()}_loader(args)  {MARK}",
            f"        loss = losses.{site.noun().title()}Loss(args.strength)  {MARK}",
        ]
    )
    draft.after(path, "loss = make_loss(args.loss", f"    if args.{name}:\n{body}")
    return draft


def _same(site: Site, path: str) -> Site:
    """The site, with one script alone."""
    from injection_site import HostText

    return Site(HostText({path: site.host.files[path]}), site.rng, site.package)


def _plain(line: str) -> bool:
    text = line.strip()
    return (
        text.count("(") == text.count(")")
        and not text.endswith((",", "(", "[", "{"))
        and (" = " in text or text.startswith(("print(", "if ")))
        and not text.startswith(("elif", "else", "for"))
    )
