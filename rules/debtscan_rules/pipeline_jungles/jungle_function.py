"""A function that joins and reworks tables until nobody knows where a column comes from.

## What it does
Finds functions, and cells of notebooks that write a table, with four joins or concatenations
(`merge`, `join`, `concat`) and ten changes of columns (assigned, added, renamed, dropped) or
more.

## Why it is debt
Every source and every feature passes through one body, in one order. Nothing in it can be tested,
reused for prediction or taken out: a feature of an older experiment stays since nobody knows what
hangs on it, and a join that doubles rows shows as a better or worse model.

## Example
```python
import pandas as pd


def build(stays, people, wards, visits, drugs):  # debt: jungle-function
    table = stays.merge(people, on="person")
    table = table.merge(wards, on="ward", how="left")
    table = table.merge(visits.groupby("person").size().rename("visits"), on="person")
    table = pd.concat([table, drugs], axis=1)
    table["days"] = table["left"] - table["came"]
    table["long"] = table["days"] > 7
    table["old"] = table["age"] > 70
    table["alone"] = table["family"] == 0
    table["week"] = table["came"] // 7
    table["night"] = table["hour"] > 20
    table["again"] = table["visits"] > 1
    table["full"] = table["beds"] == table["taken"]
    table["cost"] = table["days"] * table["rate"]
    table["risk"] = table["old"] * table["alone"]
    return table.drop(columns=["left", "came"])
```

## How to pay it back
One function for each source and each group of features, with its columns named at both ends, and
one short function that joins their results. Say with `validate=` what a join may do to the rows.

## Known limits
Calls are counted where they stand: a function that calls four others which join once each is let
pass, and so are notebooks that only look at data, and work on tables by SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.facts import Kind, Span
from debtscan.project.artifacts.table_work import TableWork, table_work, writes_table
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Lifecycle,
    Related,
    Severity,
    file_rule,
)

_SHOWN = 8  #: joins listed as places


@dataclass(frozen=True, slots=True)
class JungleFunction:
    """From which size on a function is a jungle."""

    joins: int = 4  #: joins and concatenations of tables
    changes: int = 10  #: columns assigned, added, renamed or dropped


@file_rule(
    "jungle-function",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=90,
    since="0.1",
    options=JungleFunction,
    lifecycle=Lifecycle.PREVIEW,
)
def jungle_function(file: FileFacts, options: JungleFunction) -> Iterator[Hit]:
    """One hit per function, module body or cell, at its name or first join."""
    for (scope, cell), work in table_work(file).items():
        judged = scope or file.kind is not Kind.NOTEBOOK or writes_table(file)
        large = len(work.joins) >= options.joins and len(work.changes) >= options.changes
        if judged and large:
            yield _hit(file, scope, cell, work)


def _hit(file: FileFacts, scope: int, cell: int, work: TableWork) -> Hit:
    name, at = _place(file, scope, cell, work)
    return Hit(
        at=file.locate(at),
        message=f"{name} joins tables {len(work.joins)} times and changes columns "
        f"{len(work.changes)} times",
        advice="Give each source and each group of features a function of its own, and join "
        "their results in one short function",
        subject=f"{name} joins and changes",
        related=tuple(Related(file.locate(one), "joins") for one in work.joins[:_SHOWN]),
    )


def _place(file: FileFacts, scope: int, cell: int, work: TableWork) -> tuple[str, Span]:
    if scope:
        definition = file.definitions[scope - 1]
        return f"`{definition.name}`", Span(definition.at.line, 1, definition.at.line)
    return ("this cell" if cell else "the body of this module"), min(work.joins)
