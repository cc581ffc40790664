"""Words of a shell text, with marks on every `$` that say whether a variable may replace it."""

from __future__ import annotations

import re

from msgspec import Struct

# Private-use characters stand for `$` while a script is read; `finished` puts it back.
OPAQUE = "\ue000"  #: quoted, escaped or computed: never replaced
QUOTED = "\ue001"  #: in double quotes: replaced by one word
NOTHING = "\ue002"  #: keeps columns true where a character was taken out
#: what would end a word but belongs to a placeholder such as `<your path>`
HIDDEN = str.maketrans("<> |", "\ue003\ue004\ue005\ue006")
_SHOWN = str.maketrans("\ue003\ue004\ue005\ue006", "<> |")

_CLOSERS = {"(": ")", "{": "}"}
_INSIDE = re.compile(
    r"\\.|'[^']*+'|\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"|[(){}]|[^\\'\"(){}]++|['\"\\]", re.DOTALL
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_FINISH = str.maketrans({OPAQUE: "$", QUOTED: "$", NOTHING: None})


class Word(Struct):
    """One word: its text with marks, where it stands, whether a command computes a part."""

    text: str
    start: int
    end: int
    computed: bool = False
    bare: bool = False  #: nothing in it was quoted, so it may be a reserved word


def finished(text: str) -> str:
    """The word as written, without quotes."""
    return text.translate(_FINISH).translate(_SHOWN)


def closing(text: str, start: int, end: int) -> int:
    """The offset behind the bracket that closes the one at `start`; -1 when none does."""
    opener = text[start]
    closer = _CLOSERS[opener]
    depth = 0
    for piece in _INSIDE.finditer(text, start, end):
        if piece[0] == opener:
            depth += 1
        elif piece[0] == closer:
            depth -= 1
            if depth == 0:
                return piece.end()
    return -1


def unescaped(text: str) -> str:
    """The text of `$'...'`."""
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), text, flags=re.DOTALL)
