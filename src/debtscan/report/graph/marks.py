"""What is marked in graphs, in words, and how it is coloured: never by colour alone."""

from __future__ import annotations

#: mark -> (what it says of one thing, colour on white)
MARKS = {
    "undeclared": ("hand-off that nothing orders", "#c92a2a"),
    "dangling": ("nobody writes it", "#c92a2a"),
    "write-only": ("nobody reads it", "#b35900"),
    "report": ("for people to look at", "#4a5a63"),
    "cycle": ("part of a cycle", "#862e9c"),
    "never-read": ("nobody reads it", "#c92a2a"),
    "drifted": ("the copies differ", "#c92a2a"),
    "missing": ("not in the repository", "#c92a2a"),
}
#: kinds of nodes that are data rather than code
DATA = frozenset({"file", "table", "object", "url", "model", "dataset", "topic", "memory"})
#: (fill, border) by kind; code is blue, what orders code grey, data green or sand
FILLS = {
    "script": ("#e7f0fd", "#1c5fb8"),
    "notebook": ("#fdf0e1", "#b35900"),
    "stage": ("#e7f0fd", "#1c5fb8"),
    "node": ("#e7f0fd", "#1c5fb8"),
    "handler": ("#f3e8fb", "#7a3db8"),
    "shell": ("#eceff1", "#4a5a63"),
    "target": ("#eceff1", "#4a5a63"),
    "job": ("#eceff1", "#4a5a63"),
    "pipeline": ("#eceff1", "#4a5a63"),
    "module": ("#e7f0fd", "#1c5fb8"),
    "folder": ("#eceff1", "#4a5a63"),
    "option": ("#fdf0e1", "#b35900"),
    "function": ("#e7f0fd", "#1c5fb8"),
}
DATA_FILL = ("#eaf6ec", "#2b7a3d")
OTHER_FILL = ("#ffffff", "#4a5a63")


def fill(kind: str) -> tuple[str, str]:
    """Fill and border of a node."""
    return DATA_FILL if kind in DATA else FILLS.get(kind, OTHER_FILL)


def colour(marks: tuple[str, ...]) -> str:
    """The colour of the first mark that has one; "" for none."""
    return next((MARKS[mark][1] for mark in marks if mark in MARKS), "")


def words(marks: tuple[str, ...]) -> str:
    """The marks as a person reads them, "" for none."""
    return "; ".join(MARKS[mark][0] if mark in MARKS else mark for mark in marks)
