"""Code that was switched off by turning it into comments, or into a string.

## What it does
Finds runs of comment lines that parse as code which does something: four lines or more that
hold two statements or more, or three entries of the dictionary they stand in; and strings that
nothing reads, if all they hold is code of three statements or more. A file gets one finding, at
its largest block, with the other blocks beside it.

## Why it is debt
Nobody runs, tests or renames commented code, so it stops working within weeks. Everyone who
changes the file still reads it and wonders which of the two versions is the right one.

## Example
```python
def embed(tokens):
    # counts = CountVectorizer().fit(tokens)  # debt: commented-code
    # matrix = counts.transform(tokens)
    # matrix = matrix / matrix.sum(axis=1)
    # return matrix
    return encoder(tokens)
```

## How to pay it back
Delete it: version control keeps it. If the two versions are alternatives that somebody still
compares, make the choice an option, so that both are run and the choice is recorded.

## Known limits
Only Python that parses is recognised, with Python 2's `print` as the one exception. Code that a
remark introduces as an example, as usage, as an equivalent of something or as kept for reference
is left alone; so are legends of symbols and shapes, script metadata and jupytext cells. Tests,
examples and documentation are not judged,
nor are repositories of lessons, where a slow version beside the fast one explains it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.facts import CommentedCode
from debtscan.project.starts.teaching import is_course
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Project,
    Related,
    Severity,
    project_rule,
)


@dataclass(frozen=True)
class Options:
    """How much commented code is worth a remark."""

    #: Blocks with fewer comment lines are let pass.
    min_lines: int = 4
    #: Blocks with fewer statements are let pass.
    min_statements: int = 2


@project_rule(
    "commented-code",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=5,
    minutes_per_member=2,
    minutes_cap=60,
    since="0.1",
    options=Options,
)
def commented_code(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per file, at its largest block of commented code."""
    files = project.source_files
    if is_course([file.path for file in files]):
        return
    for file in files:
        blocks = [block for block in file.commented_code if _counts(block, options)]
        if blocks:
            yield _hit(file, blocks)


def _hit(file: FileFacts, blocks: list[CommentedCode]) -> Hit:
    largest = max(blocks, key=_lines)
    others = [block for block in blocks if block is not largest]
    return Hit(
        at=file.locate(largest.at),
        message=_message(largest, others),
        advice=f"Delete the {sum(map(_lines, blocks))} commented lines; version control keeps "
        "them. If this is a switch, make it an option",
        subject=largest.excerpt,
        related=tuple(
            Related(file.locate(block.at), "also commented out", part=block.excerpt)
            for block in others
        ),
        members=len(blocks),
        parts=tuple(block.excerpt for block in blocks),
    )


def _counts(block: CommentedCode, options: Options) -> bool:
    return block.lines >= options.min_lines and block.statements >= options.min_statements


def _lines(block: CommentedCode) -> int:
    return block.lines


def _message(largest: CommentedCode, others: list[CommentedCode]) -> str:
    seen = f"{largest.lines} lines of code are commented out from `{largest.excerpt}` on"
    if not others:
        return seen
    lines = sum(map(_lines, others))
    blocks = "another block" if len(others) == 1 else f"{len(others)} more blocks"
    return f"{seen}, and {lines} lines in {blocks} of this file"
