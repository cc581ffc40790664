"""Code that edits `sys.path` to reach its own repository.

## What it does
Finds `sys.path.append`, `.insert`, `.extend`, `sys.path += ...` and `site.addsitedir` with a
folder of the repository: a relative path, or one put together from `__file__` or the working
directory. All files that add the same folder are one finding. Lines after which nothing is imported
that is not loaded already have no effect; they are one finding of their own.

## Why it is debt
Imports then depend on where a script lies and from where it is started. Moving a file breaks
it, two modules of one name hide each other, and no tool can follow the imports. The lines spread,
since every new script is copied from an old one.

## Example
`scripts/train.py`:

```python
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))  # debt: sys-path-hack

from churn.features import build
```

## How to pay it back
Make the code installable (a `pyproject.toml` and `pip install -e .`) or start scripts as modules
(`python -m scripts.train`), then delete the lines. Lines without effect can go at once.

## Known limits
Folders that only the running program knows (plug-ins, downloads, environment variables) and
absolute paths are not judged; nor are notebooks, tests, documentation, `setup.py` and other files
that run before anything is installed.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from debtscan.facts import (
    Call,
    Collection,
    FileFacts,
    Item,
    Kind,
    Member,
    Operation,
    Reference,
    Result,
    Span,
    Value,
)
from debtscan.project.names.path_needs import PathNeed
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Location,
    NoOptions,
    Project,
    Related,
    Role,
    Severity,
    Stage,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside

_ADDING = frozenset({"sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir"})
_LOADING = frozenset({"__import__", "importlib.import_module", "runpy.run_path"})
_ENVIRONMENT = frozenset({"os.environ.get", "os.getenv"})
_EARLY = frozenset({"setup.py", "conf.py", "conftest.py", "noxfile.py", "env.py", "hubconf.py"})
_DEPTH = 8
#: Where a folder lies that is computed from the file's own place in a way not followed here.
_SOMEWHERE = "?"


@project_rule(
    "sys-path-hack",
    category=Category.GLUE_CODE,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=15,
    minutes_per_member=2,
    minutes_cap=120,
    since="0.1",
    options=NoOptions,
    stage=Stage.PRODUCTION,
)
def sys_path_hack(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per folder that is added, whatever the number of files that add it."""
    places: dict[str, list[Location]] = defaultdict(list)
    idle: dict[Location, str] = {}
    for folder, at in _edits(project):
        if project.path_needs.of(at) or project.path_needs.is_open(at):
            places[folder].append(at)
        else:
            idle[at] = folder
    for folder, found in places.items():
        yield _hit(project, folder, sorted(found))
    if idle:
        yield _idle(idle)


def _edits(project: Project) -> Iterator[tuple[str, Location]]:
    for file in project.with_role(Role.SOURCE):
        if file.kind is Kind.PYTHON and file.path.rpartition("/")[2] not in _EARLY:
            for value, scope, at in _added(file):
                folder = _folder(project, file, value, scope)
                if folder is not None:
                    yield folder, file.locate(at)


def _added(file: FileFacts) -> Iterator[tuple[Value, int, Span]]:
    """Every value put on `sys.path`, with its scope and place."""
    loading = {call.scope for call in file.calls if call.callee in _LOADING}
    for call in file.calls:
        plug_in = call.scope and call.scope in loading
        if call.callee in _ADDING and call.arguments and not plug_in:
            for value in _members(call.arguments[-1]):
                yield value, call.scope, call.at
    for one in file.assignments:
        if one.target in ("sys.path", "sys.path[]"):
            for value in _members(one.value):
                yield value, one.scope, one.at


def _members(value: Value) -> Iterator[Value]:
    match value:
        case Collection(items, _):
            yield from items
        case Operation("+", operands):
            for operand in operands:
                yield from _members(operand)
        case Reference("sys.path"):
            return
        case _:
            yield value


def _folder(project: Project, file: FileFacts, value: Value, scope: int) -> str | None:
    """The folder that is added, from the repository's root; None when it is not of the
    repository or only known at run time."""
    if isinstance(value, Result) and file.calls[value.call].callee in _ENVIRONMENT:
        return None
    pattern = project.values.pattern(file, value, scope)
    if pattern is not None and "*" not in pattern:
        folder = posixpath.normpath(pattern or ".")
        above = folder.startswith("..") and _own_place(file, value, scope, _DEPTH)
        return None if above or pattern.startswith(("/", "~")) else folder
    return _SOMEWHERE if _own_place(file, value, scope, _DEPTH) else None


def _own_place(file: FileFacts, value: Value, scope: int, depth: int) -> bool:
    """Whether a value is put together from `__file__`."""
    if depth <= 0:
        return False
    match value:
        case Reference("__file__") | Item(Reference("sys.path"), _):
            return True
        case Reference(name):
            return any(
                _own_place(file, one.value, one.scope, depth - 1)
                for one in file.assignments
                if one.target == name.partition(".")[0] and one.scope in (0, scope)
            )
        case Result(index):
            return _of_call(file, file.calls[index], scope, depth)
        case Item(of, _) | Member(of, _):
            return _own_place(file, of, scope, depth - 1)
        case Operation(_, operands):
            return any(_own_place(file, one, scope, depth - 1) for one in operands)
    return False


def _of_call(file: FileFacts, call: Call, scope: int, depth: int) -> bool:
    parts = list(call.arguments)
    if call.receiver is not None:
        parts.append(call.receiver)
    elif "." in call.callee:
        parts.append(Reference(call.callee.rpartition(".")[0]))
    return any(_own_place(file, part, scope, depth - 1) for part in parts)


def _hit(project: Project, folder: str, places: list[Location]) -> Hit:
    files = {place.path for place in places}
    who = "This file adds" if len(files) == 1 else f"{len(files)} files add"
    needs = [need for place in places if (need := project.path_needs.of(place))]
    need = next((one for one in needs if one.is_own), next(iter(needs), None))
    return Hit(
        at=places[0],
        message=f"{who} {_named(folder)} to `sys.path`{_reason(project, need, places[0])}",
        advice="Make the code installable (`pip install -e .`) or start it as a module "
        f"(`python -m ...`), then delete {_lines(places)}",
        subject=folder,
        related=(
            *([Related(need.at, "needs the folder")] if need and need.is_own else []),
            *(
                Related(place, "the same folder is added", part=part(place.path, folder))
                for place in places[1:]
            ),
        ),
        members=len(places),
        parts=tuple(part(place.path, folder) for place in places),
        severity=None if need and need.is_own else Severity.LOW,
    )


def _reason(project: Project, need: PathNeed | None, at: Location) -> str:
    own = need is not None and need.is_own
    if need is None or (project.path_needs.is_open(at) and not own):
        return "; what is loaded by name afterwards depends on where it is started"
    where = f"`{need.module}` ({beside(need.at.path, at.path)}:{need.at.line})"
    return f"{'' if own else ', perhaps'} for the import of {where}"


def _idle(found: Mapping[Location, str]) -> Hit:
    """Lines that anybody may delete today."""
    places = sorted(found)
    first, *others = places
    lines = "This line" if not others else f"{len(places)} lines"
    verb = "adds" if not others else "add"
    return Hit(
        at=first,
        message=f"{lines} {verb} {_folders(found.values())} to `sys.path`, and nothing is imported "
        "afterwards that is not loaded by then: no effect",
        advice=f"Delete {_lines(places)}",
        subject="no effect",
        related=tuple(
            Related(at, "no effect either", part=part(at.path, found[at])) for at in others
        ),
        members=len(places),
        parts=tuple(part(at.path, folder) for at, folder in found.items()),
        severity=Severity.LOW,
    )


def _lines(places: Sequence[Location]) -> str:
    return "this line" if len(places) == 1 else f"these {len(places)} lines"


def _named(folder: str) -> str:
    if folder == _SOMEWHERE:
        return "a folder computed from its own place"
    if folder == ".":
        return "the root or the working folder"
    return f"`{folder}`" + (" of the working folder" if folder.startswith("..") else "")


def _folders(folders: Iterable[str]) -> str:
    named = list(dict.fromkeys(_named(one) for one in folders))
    return named[0] if len(named) == 1 else "folders"
