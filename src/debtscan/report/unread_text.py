"""The files that were not read or are not judged, by name and reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from debtscan.facts import Unread
from debtscan.report.content import Coverage


def unread_places(unread: Iterable[Unread]) -> Iterator[tuple[str, str]]:
    """`old/a.py:12` and `python2  print statement`, in the order of the files."""
    for each in sorted(unread, key=lambda each: (each.path, each.line)):
        place = f"{each.path}:{each.line}" if each.line else each.path
        yield place, f"{each.reason}  {each.detail}" if each.detail else each.reason


def unjudged_places(coverage: Coverage) -> Iterator[tuple[str, str]]:
    """`vendor/a.py` and `not judged: vendored`, by role."""
    for role, paths in coverage.unjudged.items():
        for path in paths:
            yield path, f"not judged: {role.value}"


def left_out_lines(coverage: Coverage) -> Iterator[str]:
    """All of them, one plain line each."""
    for place, why in (*unread_places(coverage.unread), *unjudged_places(coverage)):
        yield f"  {place}  {why}"
