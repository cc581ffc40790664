"""Imports that nothing uses: false ties between modules, libraries kept for nothing, leftovers.

## What it does
Finds imports whose names their file never reads. A library that no file of the repository uses,
though some import it, is one finding. The modules of the repository that a file imports and does
not use are one finding per file. All other unused imports together are one finding, where there are
several.

## Why it is debt
An import of a module of one's own ties two files together for nothing: the one cannot be moved,
run or tested without the other, and what the other imports comes along. An import of a library
that nothing uses keeps it among the dependencies, to be installed, pinned and updated. The rest is
what experiments leave behind at the top of a file; it says nothing true about what the file does.

## Example
`schedule.py`:

```python
def decay(rate, step):
    return rate * 0.9**step
```

`train.py`:

```python
import schedule  # debt: unused-import


def train(rows, rate=0.1):
    return [row * rate for row in rows]


print(train([1, 2]))
```

## How to pay it back
Delete the imports; `ruff check --select F401 --fix` does most of it. Take libraries that nothing
uses from the requirements too.

## Known limits
Silent in `__init__.py`, in notebooks, for imports under `try` or a condition, for names that other
files take from the file, that stand in `__all__` or in any string, and where a linter was told to
be quiet (`noqa`). Modules of the repository and libraries that may be imported for what importing
them does are let pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from debtscan.model import Location
from debtscan.project.libraries.distributions import distribution_of
from debtscan.project.names.unused_imports import UnusedImport
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import count, few

_SHOWN = 20
_Found = Sequence[UnusedImport]


@dataclass(frozen=True)
class Options:
    """How many leftovers are worth a remark."""

    #: Fewer unused names of libraries that are used elsewhere are let pass.
    min_names: int = 5


@project_rule(
    "unused-import",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=3,
    minutes_per_member=1,
    minutes_cap=60,
    since="0.1",
    deletes="place",
    options=Options,
)
def unused_import(project: Project, options: Options) -> Iterator[Hit]:
    """Libraries first, then one hit per file with false ties, then one for the rest."""
    told: set[UnusedImport] = set()
    for library, found in project.unused_imports.libraries.items():
        told.update(found)
        yield _of_library(project, library, found)
    ties: dict[str, dict[str, _Found]] = defaultdict(dict)
    for (path, target), found in project.unused_imports.couplings.items():
        told.update(found)
        ties[path][target] = found
    yield from (_of_ties(project, path, targets) for path, targets in ties.items())
    rest = [one for one in project.unused_imports.found if one not in told]
    if len(rest) >= options.min_names:
        yield _of_rest(project, rest)


def _of_library(project: Project, library: str, found: _Found) -> Hit:
    files = dict.fromkeys(one.path for one in found)
    declared = [
        Related(file.locate(one.at), "declared as a dependency here")
        for file in project.files.values()
        for one in file.dependencies
        if one.name == distribution_of(library)
    ]
    return Hit(
        at=_place(project, found[0]),
        message=f"`{library}` is imported by {count(len(files), 'file')} and used by none"
        f"{', though it is a declared dependency' if declared else ''}",
        advice=f"Delete the imports{' and the dependency' if declared else ''}",
        subject=library,
        related=(*declared, *_others(project, found)),
        members=len(found),
        parts=_parts(found),
    )


def _of_ties(project: Project, path: str, targets: Mapping[str, _Found]) -> Hit:
    found = [one for each in targets.values() for one in each]
    return Hit(
        at=_place(project, found[0]),
        message=f"this file imports {few(targets)} and uses nothing of "
        f"{'it' if len(targets) == 1 else 'them'}",
        advice="Delete the imports, so that the files no longer hang together",
        subject=path,
        related=tuple(_others(project, found)),
        members=len(found),
        parts=_parts(found),
    )


def _of_rest(project: Project, rest: _Found) -> Hit:
    by_file: dict[str, list[UnusedImport]] = defaultdict(list)
    for one in rest:
        by_file[one.path].append(one)
    ranked = [one for each in sorted(by_file.values(), key=lambda e: -len(e)) for one in each]
    names = few(one.imported.bound for one in by_file[ranked[0].path])
    return Hit(
        at=_place(project, ranked[0]),
        message=f"{count(len(rest), 'imported name')} in {count(len(by_file), 'file')} "
        f"{'is' if len(rest) == 1 else 'are'} never used, here {names}",
        advice="Delete them, and let a linter watch over it (`ruff check --select F401 --fix`)",
        subject="unused imports",
        related=tuple(_others(project, ranked)),
        members=len(rest),
        parts=_parts(rest),
    )


def _parts(found: _Found) -> tuple[str, ...]:
    return tuple(map(_part, found))


def _part(one: UnusedImport) -> str:
    return part(one.path, one.imported.bound)


def _others(project: Project, found: _Found) -> Iterator[Related]:
    for one in found[1:_SHOWN]:
        said = f"`{one.imported.bound}` is not used either"
        yield Related(_place(project, one), said, "place", _part(one))


def _place(project: Project, one: UnusedImport) -> Location:
    return project.files[one.path].locate(one.imported.at)
