"""Comments that accept debt: `# debtscan: ignore[rule-id] reason`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.facts import Comment, FileFacts

_DIRECTIVE = re.compile(
    r"#\s*debtscan:\s*(?P<verb>[\w-]*)\s*(?:\[(?P<rules>[^\]]*)\])?\s*(?P<reason>.*)", re.DOTALL
)
_VERBS = {"ignore": False, "ignore-file": True}
_FORM = "`# debtscan: ignore[rule-id] reason`"


@dataclass(frozen=True, slots=True)
class Directive:
    """One rule accepted by one comment. ``line`` counts through a notebook's assembled text."""

    rule: str
    line: int
    alone: bool
    whole_file: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """A comment that speaks to debtscan and says nothing it understands."""

    line: int
    problem: str


def directives(file: FileFacts) -> Iterator[Directive | Malformed]:
    """What the file's comments say to debtscan, in order."""
    for comment in file.comments:
        if comment.kind == "directive":
            yield from _parsed(comment)


def _parsed(comment: Comment) -> Iterator[Directive | Malformed]:
    said = _DIRECTIVE.match(comment.text)
    verb = said["verb"] if said else ""
    if said is None or _is_prose(said):
        return
    if verb not in _VERBS:
        yield Malformed(comment.at.line, f"`debtscan: {verb}` is not understood; write {_FORM}")
        return
    rules = [rule.strip() for rule in (said["rules"] or "").split(",") if rule.strip()]
    if not rules:
        yield Malformed(comment.at.line, f"no rule is named; write {_FORM}")
    reason = said["reason"].strip(" -:\t")
    for rule in rules:
        yield Directive(rule, comment.at.line, comment.alone, _VERBS[verb], reason)


def _is_prose(said: re.Match[str]) -> bool:
    """`# debtscan: the tool that ...` speaks of debtscan, not to it."""
    return said["verb"] not in _VERBS and said["rules"] is None and " " in said["reason"].strip()
