"""Which files train, serve, evaluate or prepare data, with the evidence."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.entry_points import EntryPoints


class Side(enum.Enum):
    """A part of a machine-learning system."""

    TRAINING = "training"
    SERVING = "serving"
    EVALUATION = "evaluation"
    PREPARATION = "preparation"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a file counts as one side, in words, and where it shows."""

    reason: str
    at: Location


class Sides:
    """Sides by file."""

    def __init__(self, files: Sequence[FileFacts], entry_points: EntryPoints) -> None:
        self._by_path: dict[str, Mapping[Side, Evidence]] = {}

    def of(self, path: str) -> Mapping[Side, Evidence]:
        """The sides a file is on, each with its first evidence; often none, sometimes two."""
        return self._by_path.get(path, {})

    def files(self, side: Side) -> tuple[str, ...]:
        """Paths of the files on a side."""
        return tuple(path for path, sides in self._by_path.items() if side in sides)
