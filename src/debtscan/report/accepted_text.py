"""What a report leaves out and why, in plain lines: nothing is hidden in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.acceptance import Acceptance, Complaint, Record
from debtscan.report.visibility import visible
from debtscan.report.wording import effort
from debtscan.rulekit.wording import count

_SHOWN = 10
_WIDEST = 158  #: characters of a record


def hidden_line(acceptance: Acceptance, unsure: int) -> str:
    """`hidden: 212 by baseline, 14 by comment (accepted debt, about 3 h)`; empty for nothing."""
    parts = [
        (len(acceptance.in_baseline), "by baseline"),
        (len(acceptance.in_revision), f"already in {visible(acceptance.revision)}"),
        (unsure, "by min-confidence"),
        (acceptance.count("per-file-ignores"), "by per-file-ignores"),
        (acceptance.count("overrides"), "by overrides"),
        (acceptance.count("comment"), "by comment"),
        (acceptance.count("settings"), "by ignore entries"),
    ]
    told = ", ".join(f"{number:,} {how}" for number, how in parts if number)
    debt = f" (accepted debt, about {effort(acceptance.minutes)})"
    return f"hidden: {told}{debt if acceptance.suppressed else ''}" if told else ""


def acceptance_lines(acceptance: Acceptance) -> Iterator[str]:
    """Suppressions that do nothing and records whose debt was paid, the first ten of each."""
    complaints = acceptance.complaints
    if complaints:
        yield f"{count(len(complaints), 'suppression')} to look at"
    for line in complaint_lines(complaints[:_SHOWN]):
        yield f"  {line}"
    yield from _more(len(complaints))
    stale = acceptance.stale
    if stale:
        entries = "entry" if len(stale) == 1 else "entries"
        yield f"{len(stale):,} stale {entries} in the baseline (debtscan baseline prune)"
    for line in stale_lines(stale[:_SHOWN]):
        yield f"  {line}"
    yield from _more(len(stale))


def complaint_lines(complaints: Sequence[Complaint]) -> Iterator[str]:
    """`src/a.py:7:1: no rule is named ...`, one line each."""
    for each in complaints:
        yield f"{visible(f'{each.at}: ' if each.at else '')}{visible(each.message)}"


def stale_lines(stale: Sequence[Record]) -> Iterator[str]:
    """`src/a.py commented-code x = 1`, one line each."""
    for record in stale:
        yield visible(f"{record.path} {record.rule} {record.subject}"[:_WIDEST])


def _more(number: int) -> Iterator[str]:
    if number > _SHOWN:
        yield f"  and {number - _SHOWN:,} more"
