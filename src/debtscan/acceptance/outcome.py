"""What acceptance made of the findings of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debtscan.acceptance.records import Record
from debtscan.model import Finding, Location

#: A comment, an `[[ignore]]` entry of the settings, or a pattern of paths there.
By = Literal["comment", "settings", "per-file-ignores", "overrides"]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding somebody decided to live with: by a comment (``at``) or in the settings.
    ``reason`` is what they gave, or the pattern where only a pattern of paths says so."""

    finding: Finding
    by: By
    reason: str = ""
    at: Location | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A suppression that does nothing, or cannot: unused, unknown, malformed, expired.

    ``at`` is None for one that stands in the settings.
    """

    at: Location | None
    message: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is not in the report, or need not be acted on, and who said so.

    ``in_baseline`` and ``in_revision`` are findings that were there before; ``stale`` are records
    of the baseline whose debt is gone.
    """

    suppressed: tuple[Suppressed, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    in_baseline: tuple[Finding, ...] = ()
    stale: tuple[Record, ...] = ()
    in_revision: tuple[Finding, ...] = ()
    revision: str = ""  #: as it was typed; empty when none was

    @property
    def minutes(self) -> int:
        """What paying back all suppressed debt would cost."""
        return sum(each.finding.minutes for each in self.suppressed)

    def count(self, by: By) -> int:
        """How many findings are suppressed this way."""
        return sum(each.by == by for each in self.suppressed)
