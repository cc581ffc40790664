"""What the settings accept (`[[tool.debtscan.ignore]]`), and which entries accept nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

from debtscan.acceptance.known_rules import KnownRules
from debtscan.acceptance.outcome import Complaint, Suppressed
from debtscan.acceptance.settings import AcceptedDebt
from debtscan.model import Finding

Matches = Callable[[str, str], bool]  #: (gitignore pattern, path)


class Entries:
    """The entries of the settings on the day ``today``, the last of an expiring one included."""

    def __init__(
        self,
        entries: Sequence[AcceptedDebt],
        rules: KnownRules,
        today: datetime.date,
        matches: Matches,
    ) -> None:
        self._entries = entries
        self._rules = rules
        self._today = today
        self._matches = matches
        self._used: set[AcceptedDebt] = set()

    def accept(self, finding: Finding, rest: Finding) -> Suppressed | None:
        """The ``rest`` that comments left, with the entry that covers the whole finding; None
        when none does."""
        for entry in self._entries:
            if self._covers(entry, finding) and not self._expired(entry):
                self._used.add(entry)
                return Suppressed(rest, "settings", entry.reason)
        return None

    def _covers(self, entry: AcceptedDebt, finding: Finding) -> bool:
        return (
            entry.rule == finding.rule
            and entry.subject in (None, finding.subject)
            and (entry.path is None or self._matches(entry.path, finding.at.path))
        )

    def _expired(self, entry: AcceptedDebt) -> bool:
        return entry.expires is not None and entry.expires < self._today

    def complaints(self, whole: bool) -> Iterator[Complaint]:
        """Entries that name no rule, whose time is over, or, of a ``whole`` project, that cover
        nothing."""
        for entry in self._entries:
            if message := self._complaint(entry, whole):
                yield Complaint(None, message)

    def _complaint(self, entry: AcceptedDebt, whole: bool) -> str:
        about = " ".join(each for each in (entry.path, entry.subject) if each)
        of = f" ({about})" if about else ""
        if problem := self._rules.problem(entry.rule):
            return f"ignore: {problem}{of}"
        if self._expired(entry):
            return f"ignore: `{entry.rule}`{of} expired on {entry.expires}: {entry.reason}"
        if whole and entry.rule in self._rules.asked and entry not in self._used:
            return f"ignore: `{entry.rule}`{of} covers no finding: delete the entry"
        return ""
