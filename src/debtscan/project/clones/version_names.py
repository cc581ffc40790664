"""Names that say "another version of": `train_v2`, `eda-Copy1`, `predict_old`, `run_20190403`."""

from __future__ import annotations

import posixpath
import re

_WORDS = frozenset(
    {"final", "finall", "old", "older", "new", "newer", "latest", "copy", "copied", "backup"}
    | {"back", "bak", "orig", "original", "tmp", "temp", "alt", "alternative", "modified"}
    | {"updated", "fixed", "fix", "exp", "experiment", "experimental", "try", "trial", "attempt"}
    | {"draft", "wip", "legacy", "deprecated", "refactored", "rewrite", "clean", "cleaned"}
    | {"working", "bis", "dev", "test"}
)
_VERSION = re.compile(r"v\d+(?:[._]\d+)*|ver\d+|version\d+|copy\d*|final\d+|old\d+|new\d+|exp\d+")
_DATE = re.compile(r"(?:19|20)?\d{2}[01]\d[0-3]\d|(?:19|20)\d{2}|\d{1,4}")
_DAY = re.compile(r"(?:19|20)?\d{2}[01]\d[0-3]\d")
_PART = re.compile(r"[^\W_]+(?:\.\d+)*")
_TRAILING = re.compile(r"(?<=[a-z])\d{1,2}$")


def version_marks(path: str) -> tuple[str, tuple[str, ...]]:
    """A file's stem without its marks of version, and the marks: `train_v2.py` is
    (`train`, (`v2`,)). A name that is nothing but marks keeps its first part."""
    stem = posixpath.splitext(posixpath.basename(path))[0].lower()
    kept: list[str] = []
    marks: list[str] = []
    for part in _PART.findall(stem):
        if _is_mark(part):
            marks.append(part)
            continue
        digits = _TRAILING.search(part)
        kept.append(part[: digits.start()] if digits else part)
        marks += [digits.group()] if digits else []
    return ("_".join(kept), tuple(marks)) if kept else (stem, ())


def are_versions(one: str, other: str) -> bool:
    """Whether two names differ in marks of version only, one of them at least having some."""
    stem, marks = version_marks(one)
    other_stem, other_marks = version_marks(other)
    return stem == other_stem and marks != other_marks


def says_leftover(path: str) -> bool:
    """Whether a name says that the file was left behind (`old`, `copy`, `backup`, a date);
    `v2` alone may be the name of a model."""
    _, marks = version_marks(path)
    return any(mark in _WORDS or _DAY.fullmatch(mark) for mark in marks)


def _is_mark(part: str) -> bool:
    return part in _WORDS or bool(_VERSION.fullmatch(part) or _DATE.fullmatch(part))
