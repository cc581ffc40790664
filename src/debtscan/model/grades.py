"""How sure, how bad, how mature, where: the scales a finding or a rule is placed on."""

from __future__ import annotations

import enum


class Confidence(enum.IntEnum):
    """How good the evidence is. It belongs to a finding's evidence, not to a rule."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def probability(self) -> float:
        """The share of such findings an owner would agree with, used by the score."""
        return {Confidence.LOW: 0.5, Confidence.MEDIUM: 0.75, Confidence.HIGH: 0.95}[self]

    @property
    def label(self) -> str:
        """The lower-case word that outputs print."""
        return self.name.lower()


class Severity(enum.IntEnum):
    """What the debt can do: litter is LOW, a drag on every change MEDIUM, a wrong result HIGH."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        """The lower-case word that outputs print."""
        return self.name.lower()


class Stage(enum.Enum):
    """What a repository is for; what is debt in a product may be custom in research."""

    RESEARCH = "research"
    PRODUCTION = "production"


class Lifecycle(enum.Enum):
    """Where a rule stands; only STABLE rules run unless previews are asked for."""

    PREVIEW = "preview"
    STABLE = "stable"
    DEPRECATED = "deprecated"
    REMOVED = "removed"
