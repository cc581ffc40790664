"""What a rule's own page says, for a reader who doubts a finding of it."""

from __future__ import annotations

from dataclasses import dataclass

from debtscan.report.content import RuleInfo
from debtscan.rulekit.page import Page

_SECTIONS = ("What it does", "How to pay it back", "Known limits")


@dataclass(frozen=True, slots=True)
class RuleNotes:
    """``sections`` are headings with their paragraphs; ``url`` is empty unless it is one that
    a browser may follow."""

    sections: tuple[tuple[str, tuple[str, ...]], ...]
    url: str


def notes(info: RuleInfo) -> RuleNotes:
    """The sections of prose; examples are left to `debtscan explain`."""
    bodies = Page(info.page).sections
    sections = tuple((head, _paragraphs(bodies[head])) for head in _SECTIONS if head in bodies)
    return RuleNotes(sections, info.url if info.url.startswith(("https://", "http://")) else "")


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip())
