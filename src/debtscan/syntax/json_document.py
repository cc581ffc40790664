"""JSON: keys with places and duplicates, by one linear scan that stops when it has seen data.

Comments and trailing commas are let pass, as editors' own settings have them.
"""

from __future__ import annotations

import json
import re

from msgspec import Struct, field

from debtscan.facts import FileFacts, Kind, Span, Unread
from debtscan.syntax.config_rows import MOST_KEYS, MOST_MEMBERS, ConfigRows, Scalar, child
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.words import lines_of, unread

MOST_NESTED = 200
MOST_COMMAS = 20_000  #: a document with more holds data
_MOST_RECORDS = 300  #: keys below sequences, above which mostly such keys mean data

_TOKEN = re.compile(
    r"(?:[ \t\n\f\v]++|//[^\n]*+|/\*.*?\*/)*+"
    r"(?:(?P<string>\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+\")|(?P<mark>[{}\[\]:,])"
    r"|(?P<word>[-+.\w]++)|(?P<end>\Z))",
    re.DOTALL,
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?P<real>(?:\.\d+)?(?:[eE][-+]?\d+)?)")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}
_NOT_A_NUMBER = frozenset({"NaN", "Infinity", "-Infinity"})
_TEMPLATE = re.compile(r"\{\{|\{%")


class _BrokenError(Exception):
    def __init__(self, detail: str, at: int, reason: str = "syntax") -> None:
        super().__init__(detail)
        self.detail, self.at, self.reason = detail, at, reason


class _DataError(Exception):
    """Enough was seen to know that nobody configures this by hand."""


class _Frame(Struct):
    path: str
    mapping: bool
    #: key -> its place, and the offsets of its value
    seen: dict[str, tuple[Span, int, int]] = field(default_factory=dict)
    key: str = ""
    key_at: Span = field(default_factory=lambda: Span(1))
    value_start: int = 0
    index: int = 0
    expects: str = "first"  #: "first" (or the end), "key", ":", "value", ","


def extract_json(text: str) -> FileFacts | Unread:
    """Facts of a JSON file, or why it cannot be read; of data only that it was read."""
    text = plain_newlines(text)
    if text.count('":') > MOST_KEYS or text.count(",") > MOST_COMMAS:
        return FileFacts(Kind.JSON, lines=lines_of(text))
    scan = _Scan(text)
    try:
        scan.run()
    except _DataError:
        return FileFacts(Kind.JSON, lines=lines_of(text))
    except _BrokenError as error:
        reason = "template" if _TEMPLATE.search(text) else error.reason
        line = text.count("\n", 0, error.at) + 1
        return unread(Kind.JSON, reason, error.detail, text, line)
    if scan.records > _MOST_RECORDS and scan.records > 0.8 * scan.keys:
        return FileFacts(Kind.JSON, lines=lines_of(text))
    return scan.rows.facts(Kind.JSON, text)


class _Scan:
    def __init__(self, text: str) -> None:
        self._text = text
        self._positions = Positions(text)
        self._frames: list[_Frame] = []
        self.rows = ConfigRows()
        self.keys = 0
        self.records = 0
        self._roots = 0

    def run(self) -> None:
        """Read the whole text. Raises _BrokenError or _DataError."""
        at = 0
        while match := _TOKEN.match(self._text, at):
            kind = str(match.lastgroup)
            if kind == "end":
                if self._frames:
                    raise _BrokenError("unexpected end", at)
                return
            self._token(kind, match[kind], match.start(kind), match.end())
            at = match.end()
        raise _BrokenError("unexpected character", at)

    def _token(self, kind: str, text: str, start: int, end: int) -> None:
        frame = self._frames[-1] if self._frames else None
        if kind == "mark" and text in "}]":
            self._close(frame, text, start, end)
        elif kind == "mark" and text in ":,":
            self._punctuation(frame, text, start)
        elif frame is not None and frame.mapping and frame.expects in ("first", "key"):
            self._key(frame, kind, text, start, end)
        else:
            self._value(frame, kind, text, start, end)

    def _punctuation(self, frame: _Frame | None, text: str, at: int) -> None:
        if frame is None or frame.expects != text:
            raise _BrokenError(f"unexpected {text!r}", at)
        if text == ":":
            frame.expects = "value"
        else:
            frame.index += 1
            frame.expects = "key" if frame.mapping else "first"

    def _key(self, frame: _Frame, kind: str, text: str, start: int, end: int) -> None:
        if kind != "string":
            raise _BrokenError("a key must be a string", start)
        frame.key = _string(text)
        frame.key_at = self._positions.span(start, end)
        frame.expects = ":"
        self.keys += 1
        self.records += "]." in frame.path or frame.path.endswith("]")

    def _value(self, frame: _Frame | None, kind: str, text: str, start: int, end: int) -> None:
        path = self._enter(frame, start)
        if kind == "mark":
            self._row(frame, path, "mapping" if text == "{" else "sequence", None, start, end)
            self._frames.append(_Frame(path, text == "{"))
            if len(self._frames) > MOST_NESTED:
                raise _BrokenError(f"nested more than {MOST_NESTED} deep", start, "too-deep")
            return
        value = _string(text) if kind == "string" else _word(text, start)
        self._row(frame, path, "scalar", value, start, end)
        self._leave(frame, end)

    def _enter(self, frame: _Frame | None, start: int) -> str:
        if frame is None:
            self._roots += 1
            if self._roots > 1:
                raise _DataError  # one document per line
            return ""
        if frame.expects not in ("value", "first"):
            raise _BrokenError("unexpected value", start)
        frame.value_start = start
        return child(frame.path, frame.key) if frame.mapping else self._member(frame)

    def _member(self, frame: _Frame) -> str:
        return f"{frame.path}[{frame.index}]"

    def _row(
        self, frame: _Frame | None, path: str, kind: str, value: Scalar, start: int, end: int
    ) -> None:
        if frame is None:
            return
        if frame.mapping:
            self.rows.add(path, frame.key_at, kind, value)
        elif kind == "scalar" and frame.index < MOST_MEMBERS:
            self.rows.add(path, self._positions.span(start, end), kind, value)
        if self.rows.is_data:
            raise _DataError

    def _leave(self, frame: _Frame | None, end: int) -> None:
        if frame is None:
            return
        frame.expects = ","
        if frame.mapping:
            start = frame.value_start
            if before := frame.seen.get(frame.key):
                same = self._text[before[1] : before[2]] == self._text[start:end]
                path = child(frame.path, frame.key)
                self.rows.duplicate(path, frame.key_at, before[0], same)
            frame.seen[frame.key] = (frame.key_at, start, end)

    def _close(self, frame: _Frame | None, text: str, start: int, end: int) -> None:
        if frame is None or (text == "}") != frame.mapping or frame.expects in (":", "value"):
            raise _BrokenError(f"unexpected {text!r}", start)
        self._frames.pop()
        self._leave(self._frames[-1] if self._frames else None, end)


def _string(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    try:
        text = str(json.loads(token, strict=False))
    except ValueError:
        return token[1:-1]
    # a lone surrogate can be written as an escape but not encoded in any fact
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _word(text: str, at: int) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text)
    if number is not None and len(text) < 400:
        return float(text) if number["real"] else int(text)
    if number is not None or text in _NOT_A_NUMBER:
        return text
    raise _BrokenError(f"unexpected {text[:20]!r}", at)
