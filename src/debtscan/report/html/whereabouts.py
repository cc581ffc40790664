"""Where the debt lies: files and folders by the minutes of the findings that stand in them."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from debtscan.model import Category, Finding

KINDS = {c: c.value if c.headline else "other" for c in Category}  #: what shares a colour


@dataclass(frozen=True, slots=True)
class Spot:
    """A file or folder. ``kinds`` are the minutes by kind of debt, most first."""

    path: str
    minutes: int
    findings: int
    kinds: tuple[tuple[str, int], ...]

    @property
    def kind(self) -> str:
        """What most of it is."""
        return self.kinds[0][0]


def files(findings: Iterable[Finding]) -> list[Spot]:
    """Most minutes first. A finding counts where it is reported, not at its other ends."""
    return _ranked(findings, lambda path: path)


def folders(findings: Iterable[Finding]) -> list[Spot]:
    """The same by the folder that holds the file; "." is the project's own."""
    return _ranked(findings, folder_of)


def folder_of(path: str) -> str:
    """The folder of a file, ending in a slash."""
    return posixpath.dirname(path) + "/" if "/" in path else "./"


def _ranked(findings: Iterable[Finding], place: Callable[[str], str]) -> list[Spot]:
    found = defaultdict(list)
    for finding in findings:
        found[place(finding.at.path)].append(finding)
    spots = [_spot(path, own) for path, own in found.items()]
    return sorted(spots, key=lambda spot: (-spot.minutes, spot.path))


def _spot(path: str, own: list[Finding]) -> Spot:
    kinds = dict.fromkeys(KINDS.values(), 0)
    for finding in own:
        kinds[KINDS[finding.category]] += finding.minutes
    most = sorted(((k, m) for k, m in kinds.items() if m), key=lambda pair: -pair[1])
    minutes = sum(finding.minutes for finding in own)
    return Spot(path, minutes, len(own), tuple(most) or (("other", 0),))
