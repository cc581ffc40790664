"""An import of the repository's own code that is not there.

## What it does
Looks every import up in the packages of this repository and finds modules, and names of a package,
that are nowhere in it. Everything that needs one missing module is one finding; it tells which
programs fail as they start.

## Why it is debt
The module was renamed, deleted, never committed, or belongs to the project this file was copied
from. Who clones the repository gets an `ImportError`, and whatever the importing file still
promises cannot be run by anybody.

## Example
`nets/__init__.py`:

```python
```

`nets/blocks_bak.py`:

```python
def block(rows):
    return rows
```

`nets/net.py`:

```python
from nets import blocks  # debt: missing-module


def forward(rows):
    return blocks.block(rows)
```

`train.py`:

```python
from nets.net import forward

print(forward([1]))
```

## How to pay it back
Restore the module, or import what took its place. Where nobody misses what fails, delete it.

## Known limits
Only names below a folder of this repository are looked up, and only where most imports of that
folder work: a missing top-level module may be installed. Silent about modules that `setup.py`, C++
source, `.gitmodules`, `.gitignore` or a command that fetches or copies may give, names that begin
with `_` where code is compiled, imports under `try`, files that put unknown folders on `sys.path`,
and files that a command copies into another project.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.model.nearest import did_you_mean
from debtscan.project.names.missing_modules import MissingModule, MissingPlace
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Project,
    Related,
    Role,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import few

_JUDGED = (Role.SOURCE, Role.EXAMPLE)
_MOST = 6
_NO_PACKAGE = re.compile(r"^.*[^\w/][^/]*/")  #: as far down as a folder that is no package


@project_rule(
    "missing-module",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=20,
    minutes_per_member=3,
    minutes_cap=90,
    since="0.1",
    options=NoOptions,
    roles=_JUDGED,
)
def missing_module(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per module; what the very same files miss has one cause."""
    together: dict[frozenset[str], list[MissingModule]] = defaultdict(list)
    for one in project.missing_modules:
        together[frozenset(place.at.path for place in one.places)].append(one)
    for modules in together.values():
        places = [place for one in modules for place in one.places]
        judged = [one for one in places if project.files[one.at.path].role in _JUDGED]
        if judged:
            yield _hit(project, modules, sorted(judged, key=lambda one: (one.late, one.at)))


def _hit(project: Project, modules: Sequence[MissingModule], places: Sequence[MissingPlace]) -> Hit:
    first, *others = places
    programs = project.broken_starts.of(one.at for one in places if not one.late)
    names = few(_said(one) for one in modules)
    what = f"{names} {'is' if len(modules) == 1 else 'are'} imported here"
    return Hit(
        at=first.at,
        message=f"{what} and not in the repository: {_failing(first, programs)}",
        advice=f"{_instead(modules[0])}, or delete what needs it",
        subject=" ".join(one.path for one in modules),
        related=(
            *(
                Related(one.at, "imported here too", part=part(one.at.path, one.text))
                for one in others[:_MOST]
            ),
            *(Related(project.files[one].line(1), "fails") for one in programs[:_MOST]),
        ),
        members=len(places),
        parts=tuple(part(one.at.path, one.text) for one in places),
        severity=Severity.HIGH if programs else Severity.MEDIUM,
    )


def _said(one: MissingModule) -> str:
    """The module as imports write it; as far up as it can be imported when all are relative."""
    path = one.path.split("/")
    for text in (place.text for place in one.places if not place.text.startswith(".")):
        names = text.split(".")
        for count in range(len(names), 0, -1):
            if names[:count] == path[-count:]:
                return ".".join(names[:count])
    return _NO_PACKAGE.sub("", one.path).replace("/", ".")


def _failing(first: MissingPlace, programs: Sequence[str]) -> str:
    if programs:
        return f"{few(programs)} {'fails' if len(programs) == 1 else 'fail'} at once"
    return "this fails when it is reached" if first.late else "nothing can import this file"


def _instead(one: MissingModule) -> str:
    """What may be meant: of nearly this name in the folder, or of this name elsewhere."""
    name = posixpath.basename(one.path)
    near = did_you_mean(name, one.beside)
    if not near and one.elsewhere:
        near = f" ({few(one.elsewhere, 2)} has its name)"
    return f"Import what took the place of `{name}`{near}, restore it"
