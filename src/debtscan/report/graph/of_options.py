"""Options between the file that declares them and the files that read them."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.project import OptionUse, Project
from debtscan.report.graph.picture import Link, Node, Picture, picture
from debtscan.rulekit.wording import count


def of_project(project: Project, name: str) -> Picture:
    """An option is marked when nobody reads it and nothing else can."""
    links = [link for use in project.options for link in _links(use)]
    nodes = [*_files(links), *(_option(use) for use in project.options)]
    dead = sum(1 for use in project.options if _is_dead(use))
    size = count(len(project.options), "option")
    title = (
        f"options of {name}: {size}, {dead} never read" if dead else f"options of {name}: {size}"
    )
    return picture("options", title, nodes, links)


def _option(use: OptionUse) -> Node:
    label = use.option.flags[0] if use.option.flags else use.option.name
    marks = ("never-read",) if _is_dead(use) else ()
    return Node(_id(use), label, "option", use.file.path, marks, _note(use), use.at)


def _note(use: OptionUse) -> str:
    return f"may be read: {use.escape}" if use.escape and not use.reads else ""


def _links(use: OptionUse) -> Iterator[Link]:
    """One line to the file that declares it, whether or not that reads it; one to each other."""
    readers = sorted({at.path for at in use.reads})
    kind = "declares and reads" if use.file.path in readers else "declares"
    yield Link(use.file.path, _id(use), kind, at=use.at)
    for path in readers:
        if path != use.file.path:
            yield Link(_id(use), path, "read", at=min(at for at in use.reads if at.path == path))


def _files(links: list[Link]) -> Iterator[Node]:
    for path in {end for link in links for end in (link.source, link.target) if "#" not in end}:
        yield Node(path, path, "module", path)


def _id(use: OptionUse) -> str:
    return f"{use.file.path}#{use.option.name}@{use.option.at.line}"


def _is_dead(use: OptionUse) -> bool:
    return not (use.reads or use.escape or use.mentions)
