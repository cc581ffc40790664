"""Statements that stand behind a `return`, `raise`, `continue`, `break` or exit.

## What it does
Finds statements of a block that follow one which always leaves it: a `return`, `raise`, `continue`
or `break`, an `if` and `else` that both do, or a call of `sys.exit`. One finding per file.

## Why it is debt
They never run. A shortcut was put in front of them for an experiment, or the new version above the
old one; either way the reader takes for the behaviour what is only its past, and a step that is
listed, a loss term or a normalisation, does not take place.

## Example
```python
def scaled(rows):
    return rows / rows.max()
    centred = rows - rows.mean()  # debt: unreachable-code
    return centred / centred.std()
```

## How to pay it back
Decide which of the two is meant, and delete the other; version control keeps it.

## Known limits
Statements with `yield` are let pass, since they make a generator of the function, and so are a
`pass`, `break` or plain `return` that only keep a linter quiet. Code behind endless loops, and
behind functions that never return, is not seen; nor is code of a notebook outside functions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.facts import FileFacts, Kind, Unreachable
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Related,
    Severity,
    file_rule,
)
from debtscan.rulekit.parts import inside
from debtscan.rulekit.wording import count

_SHOWN = 20


@dataclass(frozen=True)
class Options:
    """How much dead code is worth a remark."""

    #: Files with fewer statements that never run are let pass.
    min_statements: int = 1


@file_rule(
    "unreachable-code",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=5,
    minutes_per_member=3,
    minutes_cap=60,
    since="0.1",
    options=Options,
)
def unreachable_code(file: FileFacts, options: Options) -> Iterator[Hit]:
    """One hit per file, at its largest block that never runs."""
    found = [one for one in _outermost(file.unreachable) if one.scope or file.kind is Kind.PYTHON]
    if sum(_size(file, one) for one in found) >= options.min_statements and found:
        yield _hit(file, sorted(found, key=lambda one: -_size(file, one)))


def _outermost(found: Sequence[Unreachable]) -> Iterator[Unreachable]:
    """Without what stands inside another."""
    end = 0
    for one in sorted(found, key=lambda one: (one.at.line, -one.at.end_line)):
        if one.at.line > end:
            yield one
            end = one.at.end_line


def _size(file: FileFacts, one: Unreachable) -> int:
    lines = file.statements.lines
    return bisect_right(lines, one.at.end_line) - bisect_left(lines, one.at.line) or 1


def _hit(file: FileFacts, ranked: Sequence[Unreachable]) -> Hit:
    first, *others = ranked
    size = _size(file, first)
    verb, them = ("runs", "it") if size == 1 else ("run", "them")
    more = sum(_size(file, one) for one in others)
    rest = f"; nor {'does' if more == 1 else 'do'} {count(more, 'statement')} elsewhere" * bool(
        more
    )
    return Hit(
        at=file.locate(first.at),
        message=f"{count(size, 'statement')} never {verb}: {_what(first)} in line "
        f"{file.locate(first.after).line} always leaves {_where(file, first)} above {them}{rest}",
        advice=f"Delete {them}, or {_what(first)} that was put above {them}",
        subject=_where(file, first),
        related=(
            Related(file.locate(first.after), "always leaves here"),
            *(
                Related(file.locate(one.at), f"behind a `{one.how}`", "place", _part(file, one))
                for one in others[:_SHOWN]
            ),
        ),
        members=len(ranked),
        parts=tuple(_part(file, one) for one in ranked),
        severity=Severity.MEDIUM if "return" in first.how and size > 1 else None,
    )


def _part(file: FileFacts, one: Unreachable) -> str:
    return inside(_where(file, one), one.how)


def _what(one: Unreachable) -> str:
    return "every side of the `if`" if " or " in one.how else f"the `{one.how}`"


def _where(file: FileFacts, one: Unreachable) -> str:
    if one.how in ("continue", "break"):
        return "the loop"
    return f"`{file.definitions[one.scope - 1].name}`" if one.scope else "the module"
