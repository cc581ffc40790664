"""Code that repeats itself on purpose: lessons, recipes of many data sets, zoos of models."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Set

#: words of paths whose files repeat one another to be read one by one
_LESSONS = frozenset(
    {"example", "examples", "tutorial", "tutorials", "lesson", "lessons", "lecture", "lectures"}
    | {"course", "class", "chapter", "exercise", "exercises", "homework", "demo", "demos"}
    | {"sample", "samples", "template", "templates", "section", "snippets", "workshop"}
)
_ZOOS = frozenset(
    {"models", "model_zoo", "zoo", "architectures", "backbones", "networks", "environments"}
)
#: folders of programs that each stand alone on purpose, to be read one by one
_GALLERIES = frozenset({"implementations"})
#: folders that are gone through in order
_NUMBERED = re.compile(
    r"(?:week|day|part|lab|lesson|lecture|session|unit|module|chapter|ch|step)s?[ _-]?\d+(?!\d).*",
    re.IGNORECASE,
)
_IN_A_ROW = 3  #: such folders beside one another
_MANY = 20  #: code files from which on a folder of models is a zoo


def teaches(path: str) -> bool:
    """Whether a path says that its file is a lesson, an example or a template."""
    return not _LESSONS.isdisjoint(re.split(r"[\W_\d]+", path.lower()))


def is_course(paths: Collection[str]) -> bool:
    """Whether a third of all code files teach: a repository of lessons."""
    return bool(paths) and 3 * sum(map(teaches, paths)) >= len(paths)


def steps_of_a_course(paths: Iterable[str]) -> tuple[str, ...]:
    """Folders that are numbered like the lessons of a course: `week_1`, `week_2`, `week_3`."""
    beside: dict[str, set[str]] = defaultdict(set)
    for folder in {above for path in paths for above in _above(path)}:
        parent, name = posixpath.split(folder)
        if _NUMBERED.fullmatch(name):
            beside[parent].add(folder)
    courses = (found for found in beside.values() if len(found) >= _IN_A_ROW)
    return tuple(sorted(folder for found in courses for folder in found))


def _above(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


def are_recipes(paths: Collection[str]) -> bool:
    """Whether files are recipes of different data sets, each in a folder of its own."""
    apart = len({posixpath.dirname(path) for path in paths}) == len(paths)
    return apart and all("recipes/" in path for path in paths)


def zoos(paths: Iterable[str]) -> tuple[str, ...]:
    """Folders that hold many models, one file or package each."""
    return _crowded(paths, _ZOOS)


def galleries(paths: Iterable[str]) -> tuple[str, ...]:
    """Folders that hold many programs, each of which shows one model."""
    return _crowded(paths, _GALLERIES)


def _crowded(paths: Iterable[str], names: Set[str]) -> tuple[str, ...]:
    held: Counter[str] = Counter()
    for path in paths:
        folder = posixpath.dirname(path)
        while folder:
            if posixpath.basename(folder) in names:
                held[folder] += 1
            folder = posixpath.dirname(folder)
    return tuple(sorted(folder for folder, count in held.items() if count >= _MANY))


def in_one_zoo(paths: Iterable[str], folders: Collection[str]) -> bool:
    """Whether all paths lie in the same zoo."""
    every = list(paths)
    return any(all(path.startswith(f"{folder}/") for path in every) for folder in folders)
