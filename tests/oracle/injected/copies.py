"""Functions and files that were copied, and what then became of the copy."""

from __future__ import annotations

import ast
import re

from drafts import MARK, Draft, UnfitError, marked
from injection_site import Definition, Site

from injected.bringing_imports import bring_imports
from injected.registry import kind

_SCRIPTS = {
    "research/shards.py": ("target.mkdir(parents=True", ["args.source", "args.rate", "target"]),
    "research/train.py": ("out.mkdir(parents=True", ["args.data", "args.channels", "out"]),
    "pipeline/prepare.py": ("log.info(describe(frame))", ["frame", "cfg", "log"]),
    "pipeline/score.py": ("cfg = load_settings()", ["cfg", "COLUMNS", "lightgbm"]),
}


@kind("copied-function")
def copied_function(site: Site) -> Draft:
    """A function of the package pasted into a script that then calls it."""
    one = _original(site)
    return _pasted(site, one, one.text)


@kind("copied-function-constant")
def copied_function_constant(site: Site) -> Draft:
    """The same, with one number or text changed in the copy."""
    one = _original(site)
    return _pasted(site, one, _drifted(site, one, _constants(one.node)))


@kind("copied-function-sign")
def copied_function_sign(site: Site) -> Draft:
    """The same, with one comparison or sign turned in the copy."""
    one = _original(site)
    return _pasted(site, one, _drifted(site, one, _signs(one.node)))


@kind("copied-function-missing-statement")
def copied_function_missing_statement(site: Site) -> Draft:
    """The same, with one statement that the copy has not."""
    one = _original(site, least=10)
    inner = [
        each
        for block in ast.walk(one.node)
        if isinstance(block, (ast.FunctionDef, ast.For, ast.If, ast.With))
        for each in block.body
        if isinstance(each, (ast.Assign, ast.AugAssign, ast.Expr, ast.If))
        and len(block.body) > 2
        and each is not one.node.body[0]
        and (each.end_lineno or 0) - each.lineno < 3
    ]
    gone = site.pick(inner)
    lines = one.text.splitlines()
    first, last = gone.lineno - one.first, (gone.end_lineno or gone.lineno) - one.first
    return _pasted(site, one, "\n".join(lines[:first] + lines[last + 1 :]))


@kind("copied-inside-package")
def copied_inside_package(site: Site) -> Draft:
    """A private copy of a function in another module of the package, used there."""
    one = _original(site)
    others = sorted({each.path for each in site.functions() if each.path != one.path})
    target, draft = site.pick(others), site.draft(one.path)
    draft.claims.add(one.path)
    bring_imports(site, draft, one, target)
    draft.append(target, marked(one.text))
    arguments = ", ".join(_parameters(one.node))
    draft.append(target, f"def {site.helper()}({arguments}):\n    return {one.name}({arguments})")
    draft.note = f"{one.name} of {one.path}"
    return draft


@kind("copied-module-v2")
def copied_module(site: Site) -> Draft:
    """A module copied beside itself under a name with a version, two constants changed."""
    rich = {one.path for one in site.functions(6) if one.path.count("/") <= 2}
    paths = [path for path in sorted(rich) if 60 <= _length(site, path) <= 500]
    path = site.pick([one for one in paths if not one.endswith("__init__.py")])
    suffix = site.pick(["_v2", "_old", "_new", "_backup", "2"])
    draft = site.draft(path)
    draft.claims.add(path)
    draft.write(path.replace(".py", f"{suffix}.py"), _changed(site, site.host.files[path]), True)
    return draft


@kind("copied-script-v2")
def copied_script(site: Site) -> Draft:
    """A script copied beside itself, some settings changed: the next experiment."""
    path = site.pick(["research/train.py", "research/evaluate.py", "pipeline/fit.py"])
    suffix = site.pick(["_v2", "_final", "_exp3", f"_{site.noun()}", "_2"])
    draft = site.draft(path)
    draft.claims.add(path)
    draft.write(path.replace(".py", f"{suffix}.py"), _changed(site, site.host.files[path]), True)
    return draft


def _length(site: Site, path: str) -> int:
    return site.host.files[path].count("\n")


def _original(site: Site, least: int = 8) -> Definition:
    return site.pick(
        [
            one
            for one in site.functions(least, 45)
            if not one.owner
            and not one.node.decorator_list
            and one.text.isascii()
            and one.name not in ("main", "cli")
            and isinstance(one.node, ast.FunctionDef)
            and _statements(one.node) >= 9
        ]
    )


def _statements(node: ast.AST) -> int:
    return sum(isinstance(each, ast.stmt) for each in ast.walk(node)) - 1


def _pasted(site: Site, one: Definition, text: str) -> Draft:
    path = site.pick([path for path in sorted(_SCRIPTS) if path in site.host.files])
    anchor, names = _SCRIPTS[path]
    draft = site.draft(one.path)
    draft.claims.add(one.path)
    bring_imports(site, draft, one, path)
    draft.before(path, "def main():", marked(text) + "\n\n\n")
    given = [site.pick(names) for _ in _required(one.node)]
    draft.after(path, anchor, f"    print({one.name}({', '.join(given)}))")
    draft.note = f"{one.name} of {one.path}"
    return draft


def _parameters(node: ast.AST) -> list[str]:
    return [arg.arg for arg in node.args.args]  # type: ignore[attr-defined]


def _required(node: ast.AST) -> list[str]:
    names = _parameters(node)
    return names[: len(names) - len(node.args.defaults)]  # type: ignore[attr-defined]


Edit = tuple[int, int, int, str]  #: line, column, end column, new text


def _drifted(site: Site, one: Definition, edits: list[Edit]) -> str:
    line, column, end, new = site.pick(edits)
    lines = one.text.splitlines()
    row = line - one.first
    lines[row] = lines[row][:column] + new + lines[row][end:]
    return "\n".join(lines)


def _constants(node: ast.AST) -> list[Edit]:
    documents = {id(each.value) for each in ast.walk(node) if isinstance(each, ast.Expr)}
    inside_text = {
        id(part)
        for each in ast.walk(node)
        if isinstance(each, ast.JoinedStr)
        for part in ast.walk(each)
    }
    found = []
    for each in ast.walk(node):
        if not isinstance(each, ast.Constant) or id(each) in documents | inside_text:
            continue
        if each.lineno != each.end_lineno or isinstance(each.value, (bool, type(None), bytes)):
            continue
        if isinstance(each.value, (int, float)):
            new = repr(each.value * 2 + 1)
        elif isinstance(each.value, str) and re.fullmatch(r"\w{3,20}", each.value):
            new = repr(f"{each.value}_id")
        else:
            continue
        found.append((each.lineno, each.col_offset, each.end_col_offset or 0, new))
    return found


def _signs(node: ast.AST) -> list[Edit]:
    turned = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Add: "-", ast.Sub: "+"}
    old = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Add: "+", ast.Sub: "-"}
    found = []
    for each in ast.walk(node):
        if isinstance(each, ast.Compare) and len(each.ops) == 1:
            left, kind_of, right = each.left, type(each.ops[0]), each.comparators[0]
        elif isinstance(each, ast.BinOp):
            left, kind_of, right = each.left, type(each.op), each.right
            if isinstance(left, ast.Constant) and isinstance(left.value, str):
                continue
        else:
            continue
        if kind_of not in turned or left.end_lineno != right.lineno:
            continue
        start, end = left.end_col_offset or 0, right.col_offset
        if end - start == len(old[kind_of]) + 2:
            found.append((right.lineno, start, end, f" {turned[kind_of]} "))
    return found


def _changed(site: Site, text: str) -> str:
    """A file with two of its numbers changed and a function added at its end."""
    spots = list(re.finditer(r"(?<=[=( ])\d+(\.\d+)?(?=[,)\n ])", text))
    if len(spots) < 2:
        raise UnfitError("too few numbers")
    for spot in sorted(site.rng.sample(spots, 2), key=lambda one: -one.start()):
        number = spot[0]
        new = str(int(number) + 3) if number.isdigit() else f"{float(number) * 2:g}"
        text = text[: spot.start()] + new + text[spot.end() :]
    return text.replace(MARK, "")
