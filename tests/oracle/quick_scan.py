"""Scans a folder again and again, keeping the facts of what has not changed in memory."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from debtscan.engine import cache_folder, check, load_packs
from debtscan.engine.cache import Cache
from debtscan.engine.codec import decode
from debtscan.engine.gathering import Gathered, gather
from debtscan.engine.workers import in_process
from debtscan.facts import FileFacts, Kind, Role, Unread
from debtscan.model import Finding
from debtscan.source import discover


class KeptFacts(Cache):
    """The facts cache of the machine, with what was asked before in memory."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._known: dict[tuple[str, Kind], FileFacts | Unread] = {}

    def load(self, digest: str, kind: Kind) -> FileFacts | Unread | None:
        """From memory, else from the folder."""
        if (digest, kind) not in self._known:
            found = super().load(digest, kind)
            if found is None:
                return None
            self._known[digest, kind] = found
        return self._known[digest, kind]

    def store(self, digest: str, kind: Kind, encoded: bytes) -> None:
        """Into memory and the folder."""
        self._known[digest, kind] = decode(encoded)
        super().store(digest, kind, encoded)

    def forget(self) -> None:
        """Free the memory."""
        self._known.clear()


@dataclass(frozen=True)
class Scanned:
    """Findings of one scan and what there was to judge."""

    findings: tuple[Finding, ...]
    facts: Gathered

    @property
    def statements(self) -> int:
        """Statements of production code."""
        return sum(
            len(file.statements.lines) for file in self.facts.files if file.role is Role.SOURCE
        )


@dataclass
class Scanner:
    """All installed rules, preview ones too, in this process. For trusted text alone."""

    folder: Path | None = None
    rules: tuple[str, ...] = ()
    _cache: KeptFacts = field(init=False)

    def __post_init__(self) -> None:
        self._cache = KeptFacts(cache_folder(self.folder, os.environ))
        installed = [rule for pack in load_packs() for rule in pack.rules]
        self._rules = [rule for rule in installed if not self.rules or rule.id in self.rules]

    def forget(self) -> None:
        """Drop the facts in memory; those in the folder stay."""
        self._cache.forget()

    def rule_ids(self) -> list[str]:
        """What this scanner asks."""
        return [rule.id for rule in self._rules]

    def scan(self, root: Path) -> Scanned:
        """Everything below a folder."""
        facts = gather(discover(root), self._cache, in_process)
        findings = check(facts.files, [*facts.unread, *facts.listed], self._rules)
        return Scanned(tuple(findings), facts)

    def facts(self, root: Path) -> dict[str, FileFacts]:
        """The facts of everything below a folder, by path, without asking a rule."""
        return {file.path: file for file in gather(discover(root), self._cache, in_process).files}
