"""The form of the tables of I/O calls: what a call does to what, and where its name stands."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from debtscan.facts import Value

READ, WRITE = "read", "write"
RECEIVER = -1  #: position of what stands before the dot
CALLEE = -2  #: the callee's own name says what is read: `fetch_openml`


class FileCall(Struct, frozen=True):
    """One end of a call. `position` counts arguments; see `RECEIVER` and `CALLEE`."""

    mode: str  #: "read", "write", or "" when an argument says it
    kind: str
    position: int
    names: tuple[str, ...] = ()  #: keywords that name it
    mode_at: int = 1  #: position of the mode, where `mode` is ""
    scheme: str = ""  #: put before a plain name: `hf:`
    sure: bool = True  #: False: counts only when the value looks like a path
    said: Value | None = None  #: what says the mode, where that is no constant

    def with_mode(self, text: str) -> FileCall:
        """The same end with the mode that a text like `rb` or `w` means."""
        mode = WRITE if text.lstrip("bt")[:1] in ("w", "a", "x") else READ
        return replace(self, mode=mode, said=None)


Rows = dict[str, tuple[FileCall, ...]]
_PLACES = {"self": RECEIVER, "callee": CALLEE}
_KEYWORD_ONLY = 99


def rows(text: str) -> Rows:
    """Callee -> its ends, from lines `mode kind place keywords scheme: callee callee …`.

    `mode` is read, write, mode<n> (argument n says it); a `?` after it makes it unsure. `place`
    is a number, `self`, `callee` or `-` for keywords alone; keywords are joined by commas, `-`
    for none; `scheme` may be left out. A line that is indented goes on with the row above.
    """
    found: Rows = {}
    end: FileCall | None = None
    for line in text.splitlines():
        head, colon, rest = ("", "", line) if line[:1] == " " else f"{line} ".partition(": ")
        if colon:
            end = _end(head.split())
        if end is not None:
            for callee in rest.split():
                found[callee] = (*found.get(callee, ()), end)
    return found


def _end(words: list[str]) -> FileCall:
    mode, kind, place, keywords, *scheme = words
    sure = not mode.endswith("?")
    mode = mode.rstrip("?")
    known = mode in (READ, WRITE)
    position = _PLACES.get(place, _KEYWORD_ONLY if place == "-" else 0)
    return FileCall(
        mode if known else "",
        kind,
        int(place) if place.isdigit() else position,
        tuple(keywords.split(",")) if keywords != "-" else (),
        1 if known else int(mode.removeprefix("mode")),
        f"{scheme[0]}:" if scheme else "",
        sure,
    )
