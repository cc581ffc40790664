"""Runs rules on the files of a case, through the stages of a real scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from debtscan.engine import check
from debtscan.engine.gathering import Gathered, gather
from debtscan.engine.workers import in_process
from debtscan.facts import Unread
from debtscan.model import Finding
from debtscan.rulekit import Rule
from debtscan.source import discover
from debtscan.testing.cases import Case
from debtscan.testing.markers import without_markers
from debtscan.testing.notebooks import notebook


@dataclass(frozen=True)
class Trial:
    """What was reported, and which files could not be read."""

    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]


def try_rules(case: Case, rules: Sequence[Rule[Any, Any]]) -> Trial:
    """Discover, read, extract, link, check and settle the case's files, in a folder of their
    own. Raises `DebtscanError` as a scan does: for options that do not fit, or a rule that
    fails."""
    facts = _facts(case)
    unread = [*facts.unread, *facts.listed]
    findings = check(facts.files, unread, rules, case.options)
    return Trial(tuple(findings), tuple(facts.unread))


def _facts(case: Case) -> Gathered:
    with TemporaryDirectory(prefix="debtscan-case-") as folder:
        Path(folder, ".git").mkdir()  # ignore files above, whoever's they are, do not count
        for name, text in case.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_content(case, name, text), encoding="utf-8", newline="")
        return gather(discover(Path(folder)), None, in_process)


def _content(case: Case, name: str, text: str) -> str:
    plain = without_markers(text)
    return notebook(plain) if name in case.notebooks else plain
