# ruff: noqa: E501  (what is injected is kept on the lines it will have)
"""Knobs that nothing is connected to: options, fields and keys nobody reads."""

from __future__ import annotations

from drafts import MARK, Draft
from injection_site import Site

from injected.argparse_sites import declaration, script
from injected.registry import kind


@kind("dead-option")
def dead_option(site: Site) -> Draft:
    """An argparse option that is declared among others and never read."""
    chosen = script(site)
    option, indent = declaration(site, chosen)
    name = site.compound()
    flag = name.replace("_", "-") if "-" in option.flag.lstrip("-") else name
    detail = site.pick(
        [
            "type=float, default=0.3",
            "type=int, default=4",
            'action="store_true"',
            "type=str, default=None",
            f'default="{site.noun()}", help="which {site.noun()} to prefer"',
        ]
    )
    draft = site.draft()
    line = f'{indent}{option.parser}.add_argument("--{flag}", {detail})  {MARK}'
    draft.cut(chosen.path, option.last + 1, option.last, [line])
    return draft


@kind("dead-option-click")
def dead_option_click(site: Site) -> Draft:
    """A click option that arrives in a parameter nobody looks at."""
    draft, name = site.draft(), site.compound()
    flag = name.replace("_", "-")
    if site.rng.random() < 0.5:
        draft.before(
            "pipeline/manage.py", "def load(", f'@click.option("--{flag}", type=int)  {MARK}'
        )
        draft.replace("pipeline/manage.py", "encoding, append)", f"encoding, append, {name})")
    else:
        draft.before(
            "pipeline/manage.py", "def count(", f'@click.option("--{flag}", is_flag=True)  {MARK}'
        )
        draft.replace("pipeline/manage.py", "column, top)", f"column, top, {name})")
    return draft


@kind("dead-settings-field")
def dead_settings_field(site: Site) -> Draft:
    """A field of a settings dataclass that no code reads, beside two that are read."""
    draft, name, noun = site.draft(), site.compound(), site.noun()
    draft.before(
        "research/evaluate.py",
        "def load_net(",
        f"""
@dataclass
class {noun.title()}Config:
    smallest: float = 0.2
    {name}: int = 3  {MARK}
    listed: int = 50


{noun.upper()}_CONFIG = {noun.title()}Config()


""".replace("\n\n\n", "\n\n"),
    )
    draft.replace(
        "research/evaluate.py", "import csv\n", "import csv\nfrom dataclasses import dataclass\n"
    )
    draft.replace(
        "research/evaluate.py",
        "    for label, best, certainty in sorted(wrong",
        f"    wrong = [row for row in wrong if row[2] > {noun.upper()}_CONFIG.smallest]\n"
        f"    wrong = wrong[: {noun.upper()}_CONFIG.listed]\n"
        "    for label, best, certainty in sorted(wrong",
    )
    return draft


@kind("dead-config-key")
def dead_config_key(site: Site) -> Draft:
    """A key of the loaded configuration that no code reads."""
    draft, name = site.draft("pipeline/fit.py", "pipeline/settings.py"), site.compound()
    anchor, indent, value = site.pick(
        [
            ("rounds: 400", "  ", "12"),
            ("depth: 6", "  ", "0.25"),
            ("learning_rate: 0.05", "  ", "true"),
            ("seed: 7", "", "3"),
            ("clean: data/clean", "  ", f"data/{site.noun()}.csv"),
        ]
    )
    draft.after("pipeline/conf/base.yaml", anchor, f"{indent}{name}: {value}  {MARK}")
    return draft


@kind("key-without-definition")
def key_without_definition(site: Site) -> Draft:
    """Code that reads a key no configuration has any more."""
    draft, name = site.draft("pipeline/conf/base.yaml"), site.compound()
    if site.rng.random() < 0.5:
        draft.replace(
            "pipeline/fit.py",
            '        max_depth=options["depth"],',
            f'        max_depth=options["depth"],\n        min_child_samples=options["{name}"],  {MARK}',
        )
    else:
        draft.after(
            "pipeline/fit.py",
            'frame = add_features(frame, **cfg["features"])',
            f'    frame = frame[frame["age"] > cfg["model"]["{name}"]]  {MARK}',
        )
    return draft


@kind("unreached-seed")
def unreached_seed(site: Site) -> Draft:
    """A seed option that no generator ever sees."""
    path = "research/shards.py"
    draft = site.draft()
    draft.after(
        path, '"--limit"', f'    parser.add_argument("--seed", type=int, default=0)  {MARK}'
    )
    if site.rng.random() < 0.5:
        draft.after(
            path,
            "rows = normalise(read_recording",
            "        rows = rows[np.random.permutation(len(rows))]",
        )
        draft.after(path, "target = Path(args.target)", '    print("seed", args.seed)')
        return draft
    draft.replace(path, "import argparse\n", "import argparse\nimport random\n")
    draft.after(
        path,
        "rows = normalise(read_recording",
        "        rows = rows[random.sample(range(len(rows)), len(rows))]",
    )
    draft.after(path, "target = Path(args.target)", '    target = target / f"seed{args.seed}"')
    return draft
