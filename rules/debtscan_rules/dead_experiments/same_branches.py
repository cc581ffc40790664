"""A choice whose two sides do the same.

## What it does
Finds `if` and `else` with the same statements in them, word for word, and `elif` and `else` of two
statements or more. Comments, and how the lines are broken, do not count.

## Why it is debt
The condition decides nothing, and reads as if it did. One side was copied to be changed and never
was, or an experiment was taken back in one of them: whoever sets the option that selects the side
gets what all others get, and compares a run with itself.

## Example
```python
def create(name, size, classes):
    if size < 128:  # debt: same-branches
        model = MODELS[name](classes=classes)
    else:
        model = MODELS[name](classes=classes)
    return model.cuda()
```

## How to pay it back
Write what the other side was meant to do, or keep one side without the condition, and delete the
option that nothing else reads.

## Known limits
An `elif` with one statement that the `else` repeats is let pass: it often spells out a default.
Sides that agree in all but their names or numbers are not seen, nor are two `elif`s that agree,
conditional expressions, and sides that are yet to be written (`pass`, functions without a body).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.facts import Branch, FileFacts, Span
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Related,
    Severity,
    file_rule,
)
from debtscan.rulekit.parts import inside, owner
from debtscan.rulekit.wording import count

_LEAST = {"if": 1, "elif": 2}  #: statements of a side; a loop with `else` is no choice


@file_rule(
    "same-branches",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=10,
    minutes_per_member=3,
    minutes_cap=30,
    since="0.1",
    options=NoOptions,
)
def same_branches(file: FileFacts, options: NoOptions) -> Iterator[Hit]:
    """One hit per condition, however often it was copied."""
    chained = {one.at.line for one in file.branches if one.kind == "elif"}
    copies: dict[str, list[tuple[Branch, Span]]] = defaultdict(list)
    for one in file.branches:
        if one.orelse is None or one.orelse.line in chained or not _is_judged(one):
            continue
        if _are_same(file, one.body, one.orelse) and not _is_stub(file, one):
            copies[one.text].append((one, one.orelse))
    for (first, other), *further in copies.values():
        yield _hit(file, first, other, [one for one, _ in further])


def _is_judged(one: Branch) -> bool:
    """A side on the line of its condition has no rows of its own."""
    least = _LEAST.get(one.kind)
    if least is None or one.body.line <= one.at.end_line:
        return False
    return least <= one.body_statements == one.orelse_statements


def _are_same(file: FileFacts, left: Span, right: Span) -> bool:
    """Rows do not tell functions of one name apart that were imported from different modules."""
    return _rows(file, left) == _rows(file, right) and _called(file, left) == _called(file, right)


def _called(file: FileFacts, block: Span) -> list[str]:
    return [one.callee for one in file.calls if _holds(block, one.at)]


def _rows(file: FileFacts, block: Span) -> list[tuple[int, int]]:
    table = file.statements
    own = slice(bisect_left(table.lines, block.line), bisect_right(table.lines, block.end_line))
    return list(zip(table.exacts[own], table.depths[own], strict=True))


def _is_stub(file: FileFacts, one: Branch) -> bool:
    """Sides that are yet to be written: `pass`, or functions without a body."""
    if not _does_anything(file, one.body, one.scope):
        return True
    return any(each.body and _holds(one.body, each.at) for each in file.definitions)


def _does_anything(file: FileFacts, block: Span, scope: int) -> bool:
    places = [each.at for each in file.calls]
    places += [each.at for each in file.assignments]
    places += [each.at for each in file.returns]
    reads = (line for lines in file.reads[scope].values() for line in lines)
    return any(_holds(block, at) for at in places) or any(
        block.line <= line <= block.end_line for line in reads
    )


def _holds(block: Span, at: Span) -> bool:
    return block.line <= at.line and at.end_line <= block.end_line


def _hit(file: FileFacts, one: Branch, other: Span, further: Sequence[Branch]) -> Hit:
    size = count(one.body_statements, "statement")
    again = f", here and in {count(len(further), 'copy', 'copies')} below" if further else ""
    return Hit(
        at=file.locate(one.at),
        message=f"both sides of `{one.kind} {one.text}` do the same ({size}){again}: the "
        "condition decides nothing",
        advice="Write what one of them was meant to do, or keep one without the condition",
        subject=inside(owner(file, one.scope), one.text),
        related=(
            Related(file.locate(other), "the other side"),
            *(Related(file.locate(each.at), "so here", part=_part(file, each)) for each in further),
        ),
        members=1 + len(further),
        parts=tuple(_part(file, each) for each in (one, *further)),
    )


def _part(file: FileFacts, one: Branch) -> str:
    return inside(owner(file, one.scope), one.text)
