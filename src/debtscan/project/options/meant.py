"""Which declared option an undeclared name may mean."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Set

from debtscan.facts import FileFacts, Option

_CLOSE = 0.72  #: likeness of two names from which on one may be meant by the other


def meant_by(
    name: str, declared: Mapping[str, tuple[FileFacts, Option]], read: Set[str]
) -> tuple[tuple[FileFacts, Option], ...]:
    """Those that are alike, those that nothing reads first."""
    names = [
        one
        for one, (_, option) in declared.items()
        if option.name and (_may_mean(name, one) or _is_explained(name, option.help))
    ]
    return tuple(declared[one] for one in sorted(names, key=lambda one: (one in read, one)))


def _may_mean(name: str, declared: str) -> bool:
    """Alike, the beginning of the other, its last word, or its initials (`lr`)."""
    spelled = (one.replace("-", "_").lower() for one in (name, declared))
    short, long = sorted(spelled, key=len)
    words = [one for one in long.split("_") if one]
    initials = "".join(one[0] for one in words)
    return (
        difflib.SequenceMatcher(None, short, long).ratio() >= _CLOSE
        or (len(short) > 2 and (long.startswith(short) or words[-1:] == [short]))
        or (len(words) > 1 and short == initials)
    )


def _is_explained(name: str, text: str) -> bool:
    """`save_path` of an option whose help is "Save path"."""
    words = [one for one in name.lower().split("_") if one]
    told = text.lower().split()
    return len(words) > 1 and all(any(one.startswith(word) for one in told) for word in words)
