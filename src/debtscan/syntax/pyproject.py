"""What pyproject.toml, a Pipfile and their like declare: dependencies, and tasks to run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from debtscan.facts import Command, Dependency, Span
from debtscan.syntax.requirements import dependency, normalised
from debtscan.syntax.shell import Setting, read_commands
from debtscan.syntax.toml_places import Path

#: arrays of requirements; `*` stands for every key
_LISTS: tuple[tuple[str, ...], ...] = (
    ("project", "dependencies"),
    ("project", "optional-dependencies", "*"),
    ("dependency-groups", "*"),
    ("tool", "pdm", "dev-dependencies", "*"),
    ("tool", "uv", "dev-dependencies"),
    ("tool", "hatch", "envs", "*", "dependencies"),
)
#: tables from a name to a version
_TABLES: tuple[tuple[str, ...], ...] = (
    ("tool", "poetry", "dependencies"),
    ("tool", "poetry", "dev-dependencies"),
    ("tool", "poetry", "group", "*", "dependencies"),
    ("tool", "pixi", "dependencies"),
    ("tool", "pixi", "pypi-dependencies"),
    ("tool", "pixi", "feature", "*", "dependencies"),
    ("packages",),
    ("dev-packages",),
)
_TASKS: tuple[tuple[str, ...], ...] = (
    ("tool", "poe", "tasks"),
    ("tool", "pdm", "scripts"),
    ("tool", "pixi", "tasks"),
    ("tool", "taskipy", "tasks"),
    ("tool", "rye", "scripts"),
    ("tool", "hatch", "envs", "*", "scripts"),
    ("scripts",),
    ("tasks",),
)
_SOURCES = ("git", "url", "path", "file")


def toml_dependencies(data: Any, spans: Mapping[Path, Span]) -> Iterator[Dependency]:
    """Declared packages, by the places of their names or requirement strings."""
    for pattern in _LISTS:
        for path, listed in _matching(data, pattern, ()):
            for number, item in enumerate(listed if isinstance(listed, list) else ()):
                at = _nearest(spans, (*path, number))
                found = dependency(item, at) if isinstance(item, str) else None
                if found is not None:
                    yield found
    for pattern in _TABLES:
        for path, table in _matching(data, pattern, ()):
            for name, given in table.items() if isinstance(table, dict) else ():
                if name != "python":
                    at = _nearest(spans, (*path, name))
                    yield Dependency(normalised(name), _specifier(given), at)


def _matching(data: Any, pattern: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    if not pattern:
        yield path, data
    elif isinstance(data, dict):
        names = list(data) if pattern[0] == "*" else [pattern[0]] if pattern[0] in data else []
        for name in names:
            yield from _matching(data[name], pattern[1:], (*path, name))


def _nearest(spans: Mapping[Path, Span], path: Path) -> Span:
    """The place of a path, or of the closest thing above it that has one."""
    while path and path not in spans:
        path = path[:-1]
    return spans.get(path, Span(1))


def _specifier(given: Any) -> str:
    if isinstance(given, list):
        given = given[0] if given else ""
    if isinstance(given, dict):
        source = next((str(given[key]) for key in _SOURCES if key in given), "")
        if source:
            pin = next(
                (str(given[key]) for key in ("rev", "tag", "branch", "ref") if key in given), ""
            )
            return f"@ {source}@{pin}" if pin else f"@ {source}"
        given = given.get("version", "")
    text = str(given).replace(" ", "")
    if text in ("*", "latest"):
        return ""
    return f"=={text}" if text[:1].isdigit() else text


def toml_commands(data: Any, spans: Mapping[Path, Span]) -> Iterator[Command]:
    """Tasks of poe, pdm, pixi, hatch, taskipy and Pipfiles; the step is the task's name."""
    for pattern in _TASKS:
        for path, tasks in _matching(data, pattern, ()):
            for name, task in tasks.items() if isinstance(tasks, dict) else ():
                yield from _task(name, task, _nearest(spans, (*path, name)))


def _task(name: str, task: Any, at: Span) -> Iterator[Command]:
    if isinstance(task, dict):
        task = next((task[key] for key in ("cmd", "shell", "composite") if key in task), None)
    for line in task if isinstance(task, list) else [task]:
        if isinstance(line, str):
            yield from read_commands(line, lambda start, end: at, Setting("make", name))[0]
