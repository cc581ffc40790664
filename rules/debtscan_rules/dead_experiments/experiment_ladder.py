"""The same names of models, data or methods are asked one by one in several functions.

## What it does
Finds ladders (`if task == "squad": ... elif task == "xsum": ...`) of four names or more that at
least two functions climb for mostly the same names of experiments: models, data sets, losses,
methods. Copies of one function or script count once. Names that only some of the ladders know are
named in the message. One function is enough where three of the names or more are versions of each
other and say that they are tries (`crop_v2`, `crop_v2_fix`, `crop_new`).

## Why it is debt
The list of experiments has no place of its own: whoever adds one has to find every ladder, and
whoever takes one away leaves its arms behind. A ladder that was forgotten falls into its `else`,
or through it without a word.

## Example
```python
def load(task):
    if task == "squad":  # debt: experiment-ladder
        return read_json("squad.json")
    elif task == "xsum":
        return read_lines("xsum.txt")
    elif task == "cmrc":
        return read_json("cmrc.json")
    elif task == "gigaword":
        return read_lines("gigaword.txt")

def score(task, answers):
    if task == "squad":
        return exact(answers)
    elif task == "xsum":
        return rouge(answers, 2)
    elif task == "cmrc":
        return exact(answers) + overlap(answers)
    elif task == "gigaword":
        return rouge(answers, 1)
```

## How to pay it back
Give each name one entry in a table, or one class, with all that differs for it (how to load it,
how to score it), and let the functions ask the entry.

## Known limits
Only comparisons with strings are seen. What protocols, files and commands have for names (events,
actions, splits) does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.project.clones.repeated_ladders import RepeatedLadder, repeated_ladders
from debtscan.project.clones.versioned_ladders import VersionedLadder, versioned_ladders
from debtscan.project.options.dispatches import Dispatch
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import inside, part
from debtscan.rulekit.wording import count, few


@dataclass(frozen=True)
class Options:
    """How long a ladder is worth a remark."""

    #: So many names at least have to be asked in each of the functions.
    min_names: int = 4
    #: So many names of one ladder have to be versions of each other.
    min_versions: int = 3


@project_rule(
    "experiment-ladder",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=45,
    minutes_per_member=15,
    minutes_cap=240,
    since="0.1",
    options=Options,
)
def experiment_ladder(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per group of ladders over the same names, at the longest; and per ladder whose
    names are versions of one another."""
    seen: set[tuple[str, int]] = set()
    for group in repeated_ladders(project.source_files, project.script_families, options.min_names):
        seen.update((one.file.path, one.scope) for one in group.ladders)
        yield _hit(group)
    for one in versioned_ladders(project.source_files, options.min_names, options.min_versions):
        if (one.ladder.file.path, one.ladder.scope) not in seen:
            yield _versioned(one)


def _hit(group: RepeatedLadder) -> Hit:
    first, *others = group.ladders
    return Hit(
        at=first.at(first.arms[0]),
        message=_message(group),
        advice=f"Give each {first.asked.replace('_', ' ').strip()} one entry with all that differs "
        "for it, and let the functions ask the entry",
        subject=f"{first.asked} {' '.join(sorted(group.shared)[:4])}",
        related=tuple(Related(one.at(one.arms[0]), _place(one)) for one in others),
        members=len(group.ladders),
        parts=tuple(part(one.file.path, one.function, one.asked) for one in group.ladders),
        severity=Severity.MEDIUM if group.partly else None,
    )


def _versioned(one: VersionedLadder) -> Hit:
    ladder = one.ladder
    return Hit(
        at=ladder.at(ladder.arms[0]),
        message=f"`{ladder.subject}` chooses between {len(one.versions)} versions of one thing: "
        f"{few(one.versions, 4)}",
        advice="Keep the version that won, and delete the arms of the others",
        subject=f"{ladder.asked} {' '.join(sorted(one.versions)[:4])}",
        related=tuple(Related(ladder.at(arm), "another version") for arm in ladder.arms[1:]),
        members=len(one.versions),
        parts=tuple(inside(ladder.function, version) for version in one.versions),
    )


def _message(group: RepeatedLadder) -> str:
    places = f"{count(len(group.ladders), 'function')} ask `{group.ladders[0].subject}`"
    seen = f"{places} for {few(group.shared)}, one by one"
    return f"{seen}; not all of them know {few(group.partly)}" if group.partly else seen


def _place(one: Dispatch) -> str:
    return f"`{one.function}` asks it again" if one.function else "asked again here"
