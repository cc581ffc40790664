"""Where the keys and array members of a TOML document are; values are `tomllib`'s business."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

MOST_NESTED = 200
MOST_PARTS = 100  #: of one dotted key; `tomllib` is quadratic in them

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r]++|#[^\n]*+)|(?P<newline>\n)"
    r"|(?P<string>\"\"\"[^\"\\]*+(?:(?:\\.|\"(?!\"\"))[^\"\\]*+)*+\"{3,5}"
    r"|'''[^']*+(?:'(?!'')[^']*+)*+'{3,5}"
    r"|\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+\"|'[^'\n]*+')"
    r"|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s\"'\[\]{}=,.#]++|.)",
    re.DOTALL,
)


class TooDeepError(Exception):
    """More brackets or more parts of a dotted key than anybody writes by hand."""


class Place(Struct, frozen=True):
    """A key or array member: offsets of its text, and its kind for headers."""

    path: Path
    start: int
    end: int
    header: bool = False


class _Frame(Struct):
    path: Path
    array: bool
    index: int = 0
    placed: bool = False  #: the current member has its place


class _State(Struct):
    places: list[Place] = field(default_factory=list)
    base: Path = ()
    counts: dict[Path, int] = field(default_factory=dict)  #: last index of arrays of tables
    frames: list[_Frame] = field(default_factory=list)
    parts: list[tuple[str, int, int]] = field(default_factory=list)
    mode: str = "key"  #: "key", "header", "value"
    header: int = 0  #: brackets of the header being read
    closing: int = 0
    current: Path = ()


def places(text: str) -> list[Place]:
    """Every key, header and scalar array member in order. Raises TooDeepError."""
    state = _State()
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "newline":
            _newline(state)
        elif kind == "mark":
            _mark(state, match[0])
        elif kind != "blank":
            _text(state, match[0], match.start(), match.end())
    return state.places


def comments(text: str) -> list[tuple[int, int]]:
    """Offsets of every comment, in order."""
    return [match.span() for match in _TOKEN.finditer(text) if match.group().startswith("#")]


def _newline(state: _State) -> None:
    if not state.frames:
        if state.mode == "header":
            _end_header(state)
        state.mode = "key"
        state.parts.clear()


def _text(state: _State, token: str, start: int, end: int) -> None:
    if state.mode in ("key", "header"):
        state.parts.append((_unquoted(token), start, end))
        if len(state.parts) > MOST_PARTS:
            raise TooDeepError(f"a key of more than {MOST_PARTS} parts")
    elif state.frames and state.frames[-1].array:
        frame = state.frames[-1]
        if not frame.placed:
            state.places.append(Place((*frame.path, frame.index), start, end))
            frame.placed = True
        elif state.places and state.places[-1].end == start - 1:  # `2.5` has three tokens
            state.places[-1] = replace(state.places[-1], end=end)


def _unquoted(token: str) -> str:
    if token[0] == '"' and len(token) > 1 and "\\" in token:
        return re.sub(
            r"\\(?:u(.{4})|U(.{8})|(.))",
            lambda found: found[3] or chr(int(found[1] or found[2], 16)),
            token[1:-1],
        )
    return token[1:-1] if token[0] in "\"'" and len(token) > 1 else token


def _mark(state: _State, mark: str) -> None:
    if state.mode == "value":
        _in_value(state, mark)
    elif state.mode == "header":
        if mark == "]":
            state.closing += 1
        elif mark == "[":
            state.header += not state.parts
    elif mark == "[" and not state.frames and not state.parts:
        state.mode, state.header, state.closing = "header", 1, 0
    elif mark == "=" and state.parts:
        _end_key(state)
    elif mark == "}" and state.frames:
        _pop(state)


def _end_key(state: _State) -> None:
    base = state.frames[-1].path if state.frames else state.base
    state.current = (*base, *(part for part, _, _ in state.parts))
    state.places.append(Place(state.current, state.parts[0][1], state.parts[-1][2]))
    state.parts.clear()
    state.mode = "value"


def _end_header(state: _State) -> None:
    path: Path = ()
    names = [part for part, _, _ in state.parts]
    for number, name in enumerate(names):
        path = (*path, name)
        if state.header == 2 and number == len(names) - 1:
            state.counts[path] = state.counts.get(path, -1) + 1
        if path in state.counts:
            path = (*path, state.counts[path])
    state.base = path
    if state.parts:
        state.places.append(Place(path, state.parts[0][1], state.parts[-1][2], header=True))
    state.parts.clear()


def _in_value(state: _State, mark: str) -> None:
    frame = state.frames[-1] if state.frames else None
    if mark in "[{":
        path: Path = state.current
        if frame is not None and frame.array:
            path = (*frame.path, frame.index)
            frame.placed = True
        state.frames.append(_Frame(path, mark == "["))
        state.mode = "value" if mark == "[" else "key"
        if len(state.frames) > MOST_NESTED:
            raise TooDeepError(f"nested more than {MOST_NESTED} deep")
    elif mark in "]}" and frame is not None:
        _pop(state)
    elif mark == "," and frame is not None:
        if frame.array:
            frame.index += 1
            frame.placed = False
        else:
            state.mode = "key"


def _pop(state: _State) -> None:
    state.frames.pop()
    state.parts.clear()
    state.mode = "value"
