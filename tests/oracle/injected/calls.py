"""Calls and tables of names whose other end has moved."""

from __future__ import annotations

import ast
from collections import Counter

from drafts import MARK, Draft, UnfitError
from injection_site import Site

from injected.registry import kind


@kind("rotten-call-keyword")
def rotten_call_keyword(site: Site) -> Draft:
    """A keyword that the function has no parameter for (any more)."""
    spots = [
        (path, call, word)
        for path, call in _calls(site)
        for word in call.keywords
        if word.arg and word.lineno == word.end_lineno
    ]
    path, call, word = site.pick(spots)
    line = site.host.files[path].splitlines()[word.lineno - 1]
    start = word.col_offset
    new = site.pick([f"{word.arg}_{site.noun()}", f"{site.noun()}_{word.arg}"])
    draft = site.draft(*_homes(site, call))
    edited = line[:start] + new + line[start + len(word.arg or "") :]
    draft.cut(path, word.lineno, word.lineno, [f"{edited}  {MARK}"])
    _mark_head(draft, path, call, word.lineno)
    return draft


@kind("rotten-call-arity")
def rotten_call_arity(site: Site) -> Draft:
    """One argument more than the function takes, or a required one left out."""
    spots = [
        (path, call)
        for path, call in _calls(site)
        if call.args and not call.keywords and call.lineno == call.end_lineno
    ]
    path, call = site.pick(spots)
    line = site.host.files[path].splitlines()[call.lineno - 1]
    end = call.end_col_offset or 0
    if site.rng.random() < 0.5 and len(call.args) > 1:
        cut = call.args[-2].end_col_offset or 0
        edited = f"{line[:cut]}){line[end:]}"
        if _optional(site, call, len(call.args) - 1):
            raise UnfitError("the argument may be left out")
    else:
        edited = f"{line[: end - 1]}, None){line[end:]}"
        if not _too_many(site, call, len(call.args) + 1):
            raise UnfitError("there is room for one more")
    draft = site.draft(*_homes(site, call))
    draft.cut(path, call.lineno, call.lineno, [f"{edited}  {MARK}"])
    return draft


@kind("rotten-script-call")
def rotten_script_call(site: Site) -> Draft:
    """The function's signature changed in one file, a caller in another file was forgotten."""
    draft = site.draft()
    where, old, new, caller, text = site.pick(
        [
            (
                "research/nets.py",
                "def make_net(name, channels, traits, dropout)",
                "def make_net(name, channels, traits, dropout, layers)",
                "research/evaluate.py",
                "make_net(",
            ),
            (
                "pipeline/features.py",
                "def describe(frame)",
                "def describe(frame, columns)",
                "pipeline/prepare.py",
                "describe(frame)",
            ),
            (
                "research/losses.py",
                "def make_loss(name, strength)",
                "def make_loss(name)",
                "research/train.py",
                "make_loss(args.loss",
            ),
            (
                "research/dataset.py",
                "split, window=128, augment=None)",
                "split, window=128)",
                "research/train.py",
                "augment=augment",
            ),
        ]
    )
    head = old.split("traits")[0] if "traits" in old else old
    line = next((one for one in draft.text(where).splitlines() if head in one), "")
    if not line:
        raise UnfitError("no such function")
    if "traits" in old:
        draft.replace(where, line, line.replace("dropout):", "dropout, layers):"))
    else:
        draft.replace(where, old, new)
    if "augment" in old:
        draft.replace(where, "        self.augment = augment\n", "        self.augment = None\n")
    if "(name)" in new:
        draft.files[where] = draft.text(where).replace("(strength)", "(0.1)")
    rows = draft.text(caller).splitlines()
    row = next(n for n, one in enumerate(rows) if text in one and "import" not in one)
    draft.cut(caller, row + 1, row + 1, [f"{rows[row]}  {MARK}"])
    rows = draft.text(where).splitlines()
    row = next(
        n
        for n, one in enumerate(rows)
        if one.lstrip().startswith("def ")
        and one.strip().startswith((new.split("(")[0], "def __init__(self, folder"))
    )
    draft.cut(where, row + 1, row + 1, [f"{rows[row]}  {MARK}"])
    return draft


@kind("broken-registry-entry")
def broken_registry_entry(site: Site) -> Draft:
    """An entry of a table whose target does not exist."""
    draft, noun = site.draft(), site.noun()
    entry = site.pick(
        [
            ("research/nets.py", "import torch", f'    "{noun}": torch_nets.{noun.title()}Net,'),
            ("research/nets.py", "", f'    "{noun}": {noun.title()}Transformer,'),
        ]
    )
    path, needed, line = entry
    if needed:
        draft.write(
            "research/torch_nets.py",
            "from torch import nn\n\n\nclass Plain(nn.Module):\n"
            "    def forward(self, batch):\n        return batch\n",
        )
        draft.before(path, "from torch import nn", "import torch_nets\n")
        draft.after(path, "NETS = {", '    "plain": torch_nets.Plain,')
    draft.after(path, "NETS = {", f"{line}  {MARK}")
    return draft


@kind("broken-entry-point")
def broken_entry_point(site: Site) -> Draft:
    """A command of the package whose function is gone."""
    module = sorted(one.path for one in site.functions(3) if not one.owner)
    path = site.pick([one for one in module if not one.endswith("__init__.py")])
    dotted = path.removesuffix(".py").replace("/", ".").removeprefix("src.")
    draft = site.draft(path)
    text = draft.text("pyproject.toml").rstrip()
    draft.files["pyproject.toml"] = (
        f'{text}\n\n[project.scripts]\n{site.noun()}-tool = "{dotted}:run_{site.noun()}"  {MARK}\n'
    )
    return draft


@kind("missing-module")
def missing_module(site: Site) -> Draft:
    """An import by the name that a module beside it had before."""
    spots = [
        (path, node)
        for path, tree in site.host.trees.items()
        if path.startswith(site.below)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        and node.level == 1
        and f"{path.rpartition('/')[0]}/{node.module}.py" in site.host.files
    ]
    path, node = site.pick(spots)
    new = site.pick([f"{node.module}_{site.noun()}", f"{site.noun()}_{node.module}"])
    line = site.host.files[path].splitlines()[node.lineno - 1]
    edited = line.replace(f".{node.module} ", f".{new} ", 1)
    draft = site.draft()
    draft.cut(path, node.lineno, node.lineno, [f"{edited}  {MARK}"])
    for row in range(node.lineno + 1, (node.end_lineno or node.lineno) + 1):
        text = draft.text(path).splitlines()[row - 1]
        draft.cut(path, row, row, [f"{text}  {MARK}"])
    return draft


def _calls(site: Site) -> list[tuple[str, ast.Call]]:
    """Calls by plain name of functions that the package defines once, without stars."""
    known = _targets(site)
    return [
        (path, node)
        for path, tree in site.host.trees.items()
        if path.startswith(site.below)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and _reaches(tree, path, node.func.id, known)
        and not any(isinstance(arg, ast.Starred) for arg in node.args)
        and all(word.arg for word in node.keywords)
    ]


def _reaches(
    tree: ast.Module, path: str, name: str, known: dict[str, tuple[str, ast.FunctionDef]]
) -> bool:
    """Whether the name is the known function: defined in this file, or imported from its."""
    if name not in known:
        return False
    home = known[name][0]
    if home == path:
        return True
    module = home.removesuffix(".py").rpartition("/")[2]
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").rpartition(".")[2] == module
        and any(one.name == name and not one.asname for one in node.names)
        for node in tree.body
    )


def _targets(site: Site) -> dict[str, tuple[str, ast.FunctionDef]]:
    named = Counter(one.name for one in site.host.functions)
    bound = Counter(
        node.id
        for tree in site.host.trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    return {
        one.name: (one.path, one.node)
        for one in site.functions(2)
        if named[one.name] == 1
        and not bound[one.name]
        and not one.owner
        and not one.node.decorator_list
        and isinstance(one.node, ast.FunctionDef)
        and not one.node.args.vararg
        and not one.node.args.kwarg
    }


def _homes(site: Site, call: ast.Call) -> list[str]:
    return [_targets(site)[call.func.id][0]]  # type: ignore[attr-defined]


def _optional(site: Site, call: ast.Call, given: int) -> bool:
    arguments = _targets(site)[call.func.id][1].args  # type: ignore[attr-defined]
    return given >= len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)


def _too_many(site: Site, call: ast.Call, given: int) -> bool:
    arguments = _targets(site)[call.func.id][1].args  # type: ignore[attr-defined]
    return given > len(arguments.posonlyargs) + len(arguments.args)


def _mark_head(draft: Draft, path: str, call: ast.Call, done: int) -> None:
    """A finding may stand on the first line of the call as well."""
    if call.lineno != done:
        line = draft.text(path).splitlines()[call.lineno - 1]
        draft.cut(path, call.lineno, call.lineno, [f"{line}  {MARK}"])
