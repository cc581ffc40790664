"""Names for what a cluster holds, which no edit around them changes."""

from __future__ import annotations

from debtscan.facts import FileFacts
from debtscan.model import Location


def part(path: str, *names: str) -> str:
    """`path:name`, known throughout a project; the mere path without a name."""
    return f"{path}:{inside(*names)}" if any(names) else path


def inside(*names: str) -> str:
    """What has to be named to be known within its file; the module itself has no name."""
    return " ".join(filter(None, names))


def owner(file: FileFacts, scope: int) -> str:
    """The function or class whose body a scope is, dotted; empty for the module."""
    return file.definitions[scope - 1].name if scope else ""


def owner_at(file: FileFacts, at: Location) -> str:
    """The innermost function or class around a place, dotted; empty for the module."""
    line = file.line_of(at)
    around = [one for one in file.definitions if one.at.line <= line <= one.at.end_line]
    return max(around, key=lambda one: one.at.line).name if around else ""
