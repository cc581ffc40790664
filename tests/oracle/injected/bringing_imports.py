"""The imports that copied code needs in its new file, as whoever copies it has to add them."""

from __future__ import annotations

import ast

from drafts import MARK, Draft
from injection_site import Definition, Site


def bring_imports(site: Site, draft: Draft, one: Definition, target: str) -> None:
    """Import into the target what the function reads of its own module."""
    wanted = {
        node.id
        for node in ast.walk(one.node)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    } - {one.name}
    there = _bound(site.host.trees[target])
    module = _dotted(one.path)
    lines = []
    for name, line in _bound(site.host.trees[one.path], module).items():
        if name in wanted and name not in there:
            lines.append(line)
    if lines:
        _insert(draft, target, sorted(lines))


def _bound(tree: ast.Module, module: str = "") -> dict[str, str]:
    """Names of a module and a line that imports each from elsewhere."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                told = f"{alias.name} as {alias.asname}" if alias.asname else alias.name
                found[alias.asname or alias.name.partition(".")[0]] = f"import {told}"
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(node, module)
            for alias in node.names:
                told = f"{alias.name} as {alias.asname}" if alias.asname else alias.name
                found[alias.asname or alias.name] = f"from {source} import {told}"
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] = f"from {module} import {node.name}"
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for each in targets:
                if isinstance(each, ast.Name):
                    found[each.id] = f"from {module} import {each.id}"
    return found


def _absolute(node: ast.ImportFrom, module: str) -> str:
    if not node.level:
        return node.module or ""
    base = module.split(".")[: -node.level]
    return ".".join([*base, *([node.module] if node.module else [])])


def _dotted(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removeprefix("src.")


def _insert(draft: Draft, target: str, lines: list[str]) -> None:
    tree = ast.parse(draft.text(target).replace(MARK, ""))
    imports = [
        node
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and getattr(node, "module", "") != "__future__"
    ]
    row = imports[0].lineno if imports else len(draft.text(target).splitlines()) + 1
    draft.cut(target, row, row - 1, lines)
