"""Scripts with an argparse parser, the clean ones or a repository's own."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from drafts import UnfitError
from injection_site import Site


@dataclass(frozen=True)
class DeclaredOption:
    """One `add_argument` call of a script."""

    flag: str
    name: str  #: as the namespace has it
    call: ast.Call
    parser: str

    @property
    def last(self) -> int:
        """The line the declaration ends on."""
        return self.call.end_lineno or self.call.lineno


@dataclass(frozen=True)
class Script:
    """A script with options, and the name its namespace goes by."""

    path: str
    options: tuple[DeclaredOption, ...]
    namespace: str
    tree: ast.Module

    def reads(self, name: str) -> list[ast.Attribute]:
        """Places that read `namespace.name`."""
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Attribute)
            and node.attr == name
            and isinstance(node.value, ast.Name)
            and node.value.id == self.namespace
            and isinstance(node.ctx, ast.Load)
        ]


def script(site: Site) -> Script:
    """One script of the host with two options or more that it reads itself. Raises `UnfitError`."""
    return site.pick(_scripts(site))


def read_option(site: Site) -> tuple[Script, DeclaredOption, ast.Attribute]:
    """An option that its script reads exactly once."""
    found = [
        (one, option, one.reads(option.name)[0])
        for one in _scripts(site)
        for option in one.options
        if len(one.reads(option.name)) == 1
    ]
    return site.pick(found)


def declaration(site: Site, chosen: Script) -> tuple[DeclaredOption, str]:
    """An option to declare another one below, and the indentation there."""
    option = site.pick(chosen.options)
    line = site.host.files[chosen.path].splitlines()[option.call.lineno - 1]
    indent = line[: len(line) - len(line.lstrip())]
    if not line.lstrip().startswith(f"{option.parser}.add_argument("):
        raise UnfitError("the declaration is part of a statement")
    return option, indent


def _scripts(site: Site) -> list[Script]:
    found = []
    for path, tree in site.host.trees.items():
        if "test" in path:
            continue
        options = tuple(
            option
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and (option := _option(node.value))
        )
        names = {one for node in ast.walk(tree) if (one := _namespace(node))}
        for name in sorted(names):
            chosen = Script(path, options, name, tree)
            if sum(bool(chosen.reads(option.name)) for option in options) >= 2:
                found.append(chosen)
                break
    return found


def _option(node: ast.expr) -> DeclaredOption | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    if node.func.attr != "add_argument" or not isinstance(node.func.value, ast.Name):
        return None
    flags = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    long = next((str(flag) for flag in flags if str(flag).startswith("--")), "")
    given = {word.arg for word in node.keywords}
    if not long or "dest" in given:
        return None
    return DeclaredOption(long, long[2:].replace("-", "_"), node, node.func.value.id)


def _namespace(node: ast.AST) -> str:
    if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
        return ""
    target, function = node.targets[0], node.value.func
    made = function.attr if isinstance(function, ast.Attribute) else ""
    made = function.id if isinstance(function, ast.Name) else made
    wanted = made in ("parse_args", "get_args", "parse_arguments", "get_parser_args")
    return target.id if wanted and isinstance(target, ast.Name) else ""
