"""Writing baselines: what each `debtscan baseline` command does."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from debtscan.acceptance import Matched, Record, encode_baseline, match, record_of
from debtscan.cli import values
from debtscan.cli.accepting import asked_only, definitions_of, paths_of, suppressed
from debtscan.cli.baselines import baseline_file, read_baseline
from debtscan.cli.outputs import write_whole
from debtscan.cli.progress import progress_bar
from debtscan.cli.streams import deliver, notice
from debtscan.cli.targets import Targets
from debtscan.cli.told import told
from debtscan.engine import load_packs, scan
from debtscan.model import DebtscanError
from debtscan.report import visible
from debtscan.rulekit.wording import count
from debtscan.source import find_root


@dataclass(frozen=True, slots=True)
class _Today:
    """The baseline's file, its records of rules that were not asked, and what a scan finds now
    (suppressed findings left out) held against the others; None where there is no file."""

    file: Path
    unasked: tuple[Record, ...]
    found: tuple[Record, ...]
    matched: Matched | None


def create(typed: Mapping[str, Any]) -> int:
    """Write a first baseline. Raises `DebtscanError` where there is one."""
    today = _look(typed)
    if today.matched is not None:
        raise DebtscanError(f"{today.file.name} is there already: debtscan baseline update")
    _write(today, today.found)
    deliver(f"{count(len(today.found), 'finding')} kept in {visible(today.file.name)}\n")
    return 0


def update(typed: Mapping[str, Any]) -> int:
    """Accept everything there is now."""
    today, matched = _existing(typed)
    _write(today, today.found)
    deliver(f"{len(matched.new):,} added, {len(matched.stale):,} dropped\n")
    return 0


def prune(typed: Mapping[str, Any]) -> int:
    """Drop what was paid; what is new stays new."""
    today, matched = _existing(typed)
    _write(today, [*map(record_of, matched.known), *matched.outgrown])
    deliver(f"{len(matched.stale):,} dropped\n")
    return 0


def show(typed: Mapping[str, Any]) -> int:
    """By rule: how many are kept; then what was paid, and how much is new."""
    today, matched = _existing(typed)
    deliver("".join(f"{line}\n" for line in _summary(today, matched)))
    return 0


def _summary(today: _Today, matched: Matched) -> Iterator[str]:
    kept = Counter(finding.rule for finding in matched.known)
    kept.update(record.rule for record in (*matched.outgrown, *today.unasked))
    yield f"{visible(today.file.name)}: {kept.total():,} of debt that is still there"
    for rule, number in sorted(kept.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {number:5,}  {visible(rule)}"
    yield f"{len(matched.stale):,} stale (debtscan baseline prune)"
    for record in matched.stale:
        yield visible(f"  {record.path} {record.rule} {record.subject}"[:160])
    yield f"{count(len(matched.new), 'new finding')} not in it"


def _existing(typed: Mapping[str, Any]) -> tuple[_Today, Matched]:
    today = _look(typed)
    if today.matched is None:
        raise DebtscanError(f"there is no {today.file.name}: debtscan baseline create")
    return today, today.matched


def _look(typed: Mapping[str, Any]) -> _Today:
    path: Path = typed["path"]
    root = find_root([path])
    settings = told(root, values.keeping(typed), typed["config"])
    packs = load_packs()
    with progress_bar(quiet=False) as progress:
        found = scan(root, settings, progress, packs=packs)
    for each in found.notices:
        notice(each)
    kept = suppressed(found, settings, Targets(), packs).kept
    file = baseline_file(root, settings)
    if not os.path.lexists(file):
        return _Today(file, (), tuple(map(record_of, kept)), None)
    records = read_baseline(file)
    asked = asked_only(records, found)
    unasked = tuple(record for record in records if record not in set(asked))
    matched = match(kept, asked, paths_of(found), definitions_of(found))
    return _Today(file, unasked, tuple(map(record_of, kept)), matched)


def _write(today: _Today, records: Iterable[Record]) -> None:
    write_whole(today.file, encode_baseline([*records, *today.unasked]))
