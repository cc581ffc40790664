"""The texts an expression may be, each with the choices it hangs on.

`*` in a text stands for what is not known. A choice is (what was chosen, how): the call a
parameter's value came from, the turn of a loop. Texts of contrary choices are never put together.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

ANY = "*"
NO_PATH = "no path at all"  #: the cause of None, True and False
TEMPORARY = "temporary file"
HANDLE = "an open file"
LIST = "a list"
MOST = 64  #: alternatives kept apart; more become one pattern for each ending

Choices = frozenset[tuple[Hashable, Hashable]]
FREE: Choices = frozenset()


class Alternative(NamedTuple):
    """One text, under some choices; `cause` says why its end is not known."""

    text: str
    given: Choices = FREE
    cause: str = ""


Alternatives = tuple[Alternative, ...]


def unknown(cause: str) -> Alternatives:
    """The one alternative of which nothing is known."""
    return (Alternative(ANY, FREE, cause),)


def agreed(one: Choices, other: Choices) -> Choices | None:
    """Both choices together; None when they chose differently."""
    if not one or one is other:
        return other
    if not other:
        return one
    both = one | other
    return both if len({what for what, _ in both}) == len(both) else None


def under(alternatives: Alternatives, given: Choices) -> Alternatives:
    """The alternatives that are left when some choices were made."""
    if not given:
        return alternatives
    return tuple(
        Alternative(one.text, both, one.cause)
        for one in alternatives
        if (both := agreed(one.given, given)) is not None
    )


def left(alternatives: Alternatives, inside: Choices) -> Alternatives:
    """What a function gives for one call: without what it gives for others."""
    for what, how in inside:
        alternatives = tuple(
            one._replace(given=one.given - {(what, how)})
            for one in alternatives
            if all(other == how for asked, other in one.given if asked == what)
        )
    return alternatives


def put_together(
    parts: Sequence[Alternatives], make: Callable[[Sequence[str]], str]
) -> Alternatives:
    """Every consistent combination of the parts, made into one text each."""
    rows: list[tuple[tuple[str, ...], Choices, str]] = [((), FREE, "")]
    for part in parts:
        grown = [
            ((*texts, one.text), both, one.cause if one.text.endswith(ANY) else "")
            for texts, given, _ in rows
            for one in part
            if (both := agreed(given, one.given)) is not None
        ]
        if len(grown) > MOST:
            whole = blurred(part)
            grown = [((*texts, whole), given, part[0].cause) for texts, given, _ in rows]
        rows = grown
    return limited(Alternative(_short(make(texts)), given, why) for texts, given, why in rows)


def changed(alternatives: Alternatives, change: Callable[[str], str]) -> Alternatives:
    """Every text through one function."""
    return tuple(
        Alternative(_short(change(one.text)), one.given, one.cause) for one in alternatives
    )


def limited(alternatives: Iterable[Alternative]) -> Alternatives:
    """Each once; too many become one for each ending, without choices."""
    found = tuple(dict.fromkeys(alternatives))
    if len(found) <= MOST:
        return found
    why = next((one.cause for one in found if one.cause), "")
    return tuple(Alternative(text, FREE, why) for text in by_ending([o.text for o in found], 8))


def by_ending(texts: Iterable[str], most: int) -> tuple[str, ...]:
    """At most so many patterns that cover all texts: those of one name in several folders are
    put into one; when that is not enough, those of one ending."""
    distinct = sorted(set(texts))
    if len(distinct) <= most:
        return tuple(distinct)
    for alike in (posixpath.basename, _ending):
        groups: dict[str, list[str]] = defaultdict(list)
        for text in distinct:
            groups[alike(text)].append(text)
        if len(groups) <= most:
            return tuple(sorted(_whole_name(group) for group in groups.values()))
    return (merged(distinct) or ANY,)


def _ending(text: str) -> str:
    return posixpath.splitext(text)[1]


def _whole_name(texts: Sequence[str]) -> str:
    """One pattern; a name that all have stays a name: `*/a.csv`, not `*a.csv`."""
    names = {posixpath.basename(text) for text in texts}
    if len(texts) == 1 or len(names) > 1 or not all("/" in text for text in texts):
        return merged(texts) or ANY
    folders = merged([posixpath.dirname(text) for text in texts]) or ANY
    return f"{folders}/{names.pop()}"


def blurred(alternatives: Alternatives) -> str:
    """One pattern for all of them."""
    return merged(one.text for one in alternatives) or ANY


def merged(patterns: Iterable[str | None]) -> str | None:
    """One pattern for all: what they begin and end with, `*` between."""
    known = sorted({pattern for pattern in patterns if pattern is not None})
    if not known:
        return None
    if len(known) == 1:
        return known[0]
    start = _shared(known)
    end = _shared([pattern[len(start) :][::-1] for pattern in known])[::-1]
    both = f"{start}{ANY}{end}"
    return None if both == ANY else _short(both)


def _shared(texts: Sequence[str]) -> str:
    """What all begin with."""
    first, last = min(texts), max(texts)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    return first[:length] if length is not None else min(first, last, key=len)


def _short(text: str) -> str:
    while "**" in text:
        text = text.replace("**", ANY)
    return text
