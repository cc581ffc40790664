"""Path patterns: `*` stands for anything within or across folders that is not known."""

from __future__ import annotations

import posixpath
import re
from fnmatch import fnmatchcase

_ENOUGH = 3  #: literal characters a wildcard name must have to say which file it is
_ENDS_IN_WORD = re.compile(r"[^.*][^.]*$|\*[_-][^.]*$")  #: `squad*`, `*_best`, but not `*csv`
_SCHEME = re.compile(r"^[a-z0-9+]+://", re.IGNORECASE)


def normal(pattern: str) -> str:
    """Without `./`, leading `../` and doubled slashes; schemes and roots are kept."""
    if _SCHEME.match(pattern):
        return pattern
    clean = posixpath.normpath(pattern.replace("\\", "/"))
    while clean.startswith("../"):
        clean = clean[3:]
    return "" if clean == "." else clean


def is_resolved(pattern: str) -> bool:
    """Whether the end of the path is known: `*/model.pt`, `out/*.csv`, not `data/*`."""
    return bool(pattern) and pattern != "-" and not pattern.endswith(("*", "/", "?"))


def unify(one: str, other: str) -> bool:
    """Whether two normal patterns may mean one file, by their common number of last parts.

    A name that is nearly all wildcard (`*.csv`) says too little and unifies only with itself.
    """
    left, right = one.split("/"), other.split("/")
    if not (_telling(left[-1]) and _telling(right[-1])) and left[-1] != right[-1]:
        return False
    if not (_telling(left[-1]) or len(left) > 1) or not (_telling(right[-1]) or len(right) > 1):
        return False
    for a, b in zip(reversed(left), reversed(right), strict=False):
        if a == "*" or b == "*":
            return True
        if not _matches(a, b):
            return False
    return True


def covers(pattern: str, path: str) -> bool:
    """Whether a pattern that names a folder may mean this very path: `conf/*.yaml`."""
    folder, _, name = pattern.rpartition("/")
    if not folder.replace("*", "") or "*" not in name:
        return False
    here, _, own = path.rpartition("/")
    return _matches(name, own) and unify(f"{folder}/x", f"{here}/x")


def stands_for(general: str, special: str) -> bool:
    """Whether a pattern means whatever another one may mean: every part that it writes down is
    met, its `*` by anything."""
    if general == "*":
        return True
    ours, theirs = general.removeprefix("*/").split("/"), special.split("/")
    if len(theirs) < len(ours) or (general[:2] != "*/" and len(theirs) > len(ours)):
        return False
    pairs = zip(reversed(ours), reversed(theirs), strict=False)
    return all(fnmatchcase(other, one) for one, other in pairs)


def _telling(name: str) -> bool:
    stem = name.rpartition(".")[0] if "*" in name and not _ENDS_IN_WORD.match(name) else name
    return len(stem.replace("*", "")) >= _ENOUGH or "*" not in name


def _matches(one: str, other: str) -> bool:
    if one == other:
        return True
    if "*" not in one and "*" not in other:
        return False
    head_a, head_b = one.partition("*")[0], other.partition("*")[0]
    tail_a, tail_b = one.rpartition("*")[2], other.rpartition("*")[2]
    if "*" not in one or "*" not in other:
        literal, pattern = (one, other) if "*" not in one else (other, one)
        expression = ".*".join(re.escape(part) for part in pattern.split("*"))
        return re.fullmatch(expression, literal) is not None
    heads = head_a.startswith(head_b) or head_b.startswith(head_a)
    return heads and (tail_a.endswith(tail_b) or tail_b.endswith(tail_a))
