"""What became of every file, put into words that a report can use."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from debtscan.engine import Scan
from debtscan.facts import FileFacts, Role, Unread
from debtscan.report import Coverage


def coverage(found: Scan, unread: Sequence[Unread]) -> Coverage:
    """Of the whole project, whatever the report is narrowed to."""
    return Coverage(
        analysed=len(found.files),
        cached=found.cached,
        listed=len(found.listed),
        unread=tuple(unread),
        ignored=found.ignored,
        excluded=found.excluded,
        unjudged=_unjudged(found.files),
    )


def unread_of(found: Scan) -> list[Unread]:
    """The files that could not be read, and the parts of others."""
    return [*found.unread, *(_placed(each, file) for file in found.files for each in file.problems)]


def _placed(problem: Unread, file: FileFacts) -> Unread:
    """With the line of the file itself: facts of a notebook count through its code cells."""
    at = file.line(problem.line)
    return msgspec.structs.replace(problem, line=at.raw_line) if at.cell else problem


def _unjudged(files: Sequence[FileFacts]) -> dict[Role, list[str]]:
    """The paths of the files that are not the project's own production code, by role."""
    by_role = {role: [file.path for file in files if file.role is role] for role in Role}
    return {role: paths for role, paths in by_role.items() if paths and role is not Role.SOURCE}
