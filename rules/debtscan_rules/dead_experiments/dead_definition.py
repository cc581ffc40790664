"""Functions and classes that nothing reaches.

## What it does
Finds functions and classes of a module that nobody calls, derives from, passes on, registers,
exports or names, and those that only such definitions, or methods that nothing calls, use. One
finding per file, the largest first.

## Why it is debt
Most dead code in experiments is what an earlier idea left behind: the loss that lost, the loader of
the old format, the second model class. It is read, searched, refactored and copied into the next
repository as if it mattered; and the reader who wants to know what the model does has to find out
first which of the models it is.

## Example
```python
def load(path):
    return read(path)


def load_with_cache(path):  # debt: dead-definition
    rows = recall(path)
    if rows is None:
        rows = read(path)
        keep(path, rows)
    return rows


print(load("rows.csv"))
```

## How to pay it back
Delete them; version control keeps them. What is kept for later needs a test, so that it still works
then.

## Known limits
Methods are not judged, nor public names of published packages, nor names that are bound twice, nor
what stands in `examples.py` or `demo.py` for people to choose from.
Silent where a name may be looked up (`getattr`, `globals()`, `eval`), where a decorator, a
metaclass or a base class may register, where documents choose among classes by dotted names, and
where any string, configuration, command, document or unread file says the name. What only tests
call counts as used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.starts.unreached_definitions import Unreached, UnreachedFile
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
from debtscan.rulekit.wording import beside, count, few

_MOST = 4  #: definitions told by name
_MODELS = ("Module", "LightningModule", "Model", "Layer", "BaseEstimator", "PreTrainedModel")


@dataclass(frozen=True)
class Options:
    """How much dead code is worth a remark."""

    #: Files whose unreached definitions have fewer statements in all are let pass.
    min_statements: int = 3


@project_rule(
    "dead-definition",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=10,
    minutes_per_member=3,
    minutes_cap=120,
    since="0.1",
    options=Options,
)
def dead_definition(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per file and its copies, at its largest unreached definition."""
    copies: dict[tuple[tuple[str, int], ...], list[UnreachedFile]] = defaultdict(list)
    for file in project.unreached_definitions:
        if file.statements >= options.min_statements:
            copies[_content(file)].append(file)
    for files in copies.values():
        yield _hit(project, *files)


def _content(file: UnreachedFile) -> tuple[tuple[str, int], ...]:
    """Names and sizes; what stands alone in its file is no copy of a file."""
    found = tuple((one.symbol.name, one.symbol.definition.statements) for one in file.found)
    return found if len(found) > 1 else (*found, (file.path, 0))


def _hit(project: Project, file: UnreachedFile, *copies: UnreachedFile) -> Hit:
    ranked = _ranked(file)
    total = project.files[file.path].size
    return Hit(
        at=ranked[0].symbol.at,
        message=f"{_share(file)} reached by nothing{_so_too(file, copies)}: "
        f"{_told(project, ranked)}",
        advice=f"Delete {'it' if len(ranked) == 1 else 'them'}; version control keeps what was",
        subject=file.path,
        related=(
            *(
                Related(
                    _ranked(one)[0].symbol.at,
                    "its copy, not reached either",
                    "place",
                    _part(_ranked(one)[0], copies),
                )
                for one in copies
            ),
            *_places(ranked[1:], copies),
        ),
        members=len(ranked) * (len(copies) + 1),
        parts=tuple(_part(one, copies) for each in (file, *copies) for one in _ranked(each)),
        severity=Severity.MEDIUM if file.statements * 2 > total else None,
    )


def _ranked(file: UnreachedFile) -> Sequence[Unreached]:
    return sorted(file.found, key=lambda one: -one.symbol.definition.statements)


def _so_too(file: UnreachedFile, copies: Sequence[UnreachedFile]) -> str:
    return f", and in {few(beside(one.path, file.path) for one in copies)}" if copies else ""


def _share(file: UnreachedFile) -> str:
    found = len(file.found)
    verb = "is" if found == 1 else "are"
    return f"{found} of {count(file.of, 'definition')} of this file {verb}"


def _told(project: Project, ranked: Sequence[Unreached]) -> str:
    parts = [_one(project, one) for one in ranked[:_MOST]]
    rest = len(ranked) - _MOST
    return ", ".join(parts) + (f" and {rest} more" if rest > 0 else "")


def _one(project: Project, one: Unreached) -> str:
    size = count(one.symbol.definition.statements, "statement")
    kind = "a model class, " if _is_model(project, one) else ""
    users = f", used only by `{one.users[0].name}`" if one.users else ""
    return f"`{one.symbol.name}` ({kind}{size}{users})"


def _is_model(project: Project, one: Unreached) -> bool:
    bases = project.symbols.outside_bases(one.symbol) if one.symbol.is_class else ()
    return any(base.rpartition(".")[2] in _MODELS for base in bases)


def _part(one: Unreached, copies: Sequence[UnreachedFile]) -> str:
    return part(one.symbol.path, one.symbol.name) if copies else one.symbol.name


def _places(rest: Sequence[Unreached], copies: Sequence[UnreachedFile]) -> Iterator[Related]:
    for one in rest[:20]:
        users = f", only `{one.users[0].name}` uses it" if one.users else ""
        said = f"`{one.symbol.name}` is not reached either{users}"
        yield Related(one.symbol.at, said, "place", _part(one, copies))
