"""The tally beside a rule: its findings on real repositories, read by a person.

`<rule>.tally.toml` holds one `[[read]]` table per repository with `repository`, `findings`,
`read`, `real`, `harmless` (true, but nothing to act on) and `wrong`; `few = true` admits that
all repositories together held less than ten. `strong = true` holds the rule to the stricter
limits of the catalogue's first detectors. `[second]` is a random sample that two further
readers judged, who saw neither these verdicts nor one another's: `read`, `agreed` (both gave the
same verdict), `real` (both called it real) and `half` (one of them did). Findings of that sample
that the rule no longer reports are `gone` and count in none of these.
"""

from __future__ import annotations

import inspect
import math
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from debtscan.model import DebtscanError
from debtscan.rulekit import Rule

PRECISION = 0.85  #: of the findings that were read, so many must be real for a stable rule
BOUND = 0.70  #: and the lower end of what that says about all findings must reach this
STRONG = (0.92, 0.80)  #: the two limits for the detectors that matter most
AGAIN = 0.50  #: two further readers must find more than this share worth a repair...
ENOUGH = 5  #: ... where they read so many
FEW = 10
_Z = 1.96  #: 95 %


class Reading(Struct, frozen=True, forbid_unknown_fields=True):
    """One repository's findings of one rule."""

    repository: str
    findings: int
    read: int
    real: int
    harmless: int = 0
    wrong: int = 0

    def __post_init__(self) -> None:
        if min(self.findings, self.read, self.real, self.harmless, self.wrong) < 0:
            raise ValueError(f"{self.repository}: a count below zero")
        if self.real + self.harmless + self.wrong != self.read or self.read > self.findings:
            raise ValueError(f"{self.repository}: the counts do not add up")


class SecondReading(Struct, frozen=True, forbid_unknown_fields=True):
    """A sample that two people read on their own."""

    read: int
    agreed: int
    real: int = 0
    half: int = 0
    gone: int = 0

    def __post_init__(self) -> None:
        if min(self.real, self.half, self.gone) < 0 or not 0 <= self.agreed <= self.read:
            raise ValueError("second reading: agreed must lie between 0 and read")
        if self.real > self.agreed or self.half > self.read - self.agreed:
            raise ValueError("second reading: real is a part of agreed, half of the others")

    @property
    def share(self) -> float:
        """Of what was read, the part that is real, as the mean of both readers."""
        return (self.real + self.half / 2) / self.read if self.read else 0.0

    @property
    def doubts(self) -> bool:
        """Whether enough was read to say that a rule annoys more than its first reader saw."""
        return self.read >= ENOUGH and self.share <= AGAIN


class Tally(Struct, frozen=True, forbid_unknown_fields=True):
    """All readings of one rule."""

    read: tuple[Reading, ...]
    few: bool = False
    strong: bool = False
    second: SecondReading = SecondReading(0, 0)

    @property
    def findings(self) -> int:
        """In all repositories together."""
        return sum(each.findings for each in self.read)

    @property
    def looked_at(self) -> int:
        """How many of them were read."""
        return sum(each.read for each in self.read)

    @property
    def real(self) -> int:
        """How many of those their owner would act on."""
        return sum(each.real for each in self.read)

    @property
    def harmless(self) -> int:
        """How many were true and nothing to act on."""
        return sum(each.harmless for each in self.read)

    @property
    def wrong(self) -> int:
        """How many were not true."""
        return sum(each.wrong for each in self.read)

    @property
    def precision(self) -> float:
        """The share of real ones among those read; 0 when none was."""
        return self.real / self.looked_at if self.looked_at else 0.0

    @property
    def bound(self) -> float:
        """The lower end of the 95 % interval of the precision (Wilson 1927)."""
        return wilson(self.real, self.looked_at)

    @property
    def good(self) -> bool:
        """Whether the rule may be stable on this evidence: the first reading reaches its limits
        and the second one, where there is enough of it, does not deny them."""
        precision, bound = STRONG if self.strong else (PRECISION, BOUND)
        few = self.few and self.findings < FEW
        enough = self.precision >= precision and (few or self.bound >= bound)
        return enough and not self.second.doubts


def wilson(successes: int, trials: int) -> float:
    """Lower bound of the 95 % score interval for a proportion; 0 without successes."""
    if not successes:
        return 0.0
    share, square = successes / trials, _Z * _Z
    middle = share + square / (2 * trials)
    spread = _Z * math.sqrt((share * (1 - share) + square / (4 * trials)) / trials)
    return max(0.0, (middle - spread) / (1 + square / trials))


def tally_path(rule: Rule[Any, Any]) -> Path:
    """Where the rule's tally lies: beside its module."""
    return Path(inspect.getfile(rule.check)).with_suffix(".tally.toml")


def load_tally(rule: Rule[Any, Any]) -> Tally:
    """The rule's tally. Raises `DebtscanError` when it is missing or does not add up."""
    path = tally_path(rule)
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Tally)
    except FileNotFoundError as error:
        raise DebtscanError(f"{rule.id}: no evidence, {path.name} is missing") from error
    except msgspec.DecodeError as error:
        raise DebtscanError(f"{path.name}: {error}") from error
