"""The code blocks of a Markdown or reStructuredText page, and the prose between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*(.*)")
_LANGUAGE = re.compile(r"\{?\.?(?:code-block\}[ \t]*|code-cell\}[ \t]*)?([\w+-]*)")
_DIRECTIVE = re.compile(
    r"[ \t]*\.\.[ \t]+(?:code-block|code|sourcecode|prompt)::[ \t]*([\w+-]*).*", re.IGNORECASE
)


class Line(Struct, frozen=True):
    """A line or the rest of one: text, line number, column at which the text starts."""

    text: str
    number: int
    column: int = 1

    def after(self, offset: int) -> Line:
        """The rest of the line."""
        return Line(self.text[offset:], self.number, self.column + offset)


class Block(Struct):
    """Lines of one block; `label` is its language, "" when none is given, or "prose"."""

    label: str
    lines: list[Line] = field(default_factory=list)


def blocks(lines: list[str]) -> Iterator[Block]:
    """Fenced, indented and directive blocks in order, prose between them."""
    reader = _Blocks(lines)
    while reader.at < len(lines):
        yield reader.take()


class _Blocks:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.at = 0

    def take(self) -> Block:
        """The next block."""
        line = self._lines[self.at]
        if fence := _FENCE.fullmatch(line):
            language = _LANGUAGE.match(fence[2])
            self.at += 1
            return self._fenced(fence[1], language[1].lower() if language else "")
        if directive := _DIRECTIVE.fullmatch(line):
            self.at += 1
            return self._indented(directive[1].lower(), _indent(line) + 1)
        if line.rstrip().endswith("::") and not line.lstrip().startswith(".."):
            self.at += 1
            return self._indented("", _indent(line) + 1)
        before = self._lines[self.at - 1] if self.at else ""
        if _indent(line) >= 4 and line.strip() and not before.strip():
            return self._indented("", 4)
        return self._prose()

    def _fenced(self, fence: str, label: str) -> Block:
        block = Block(label)
        while self.at < len(self._lines):
            line = self._lines[self.at]
            self.at += 1
            closing = _FENCE.fullmatch(line)
            if closing and closing[1].startswith(fence) and not closing[2].strip():
                break
            block.lines.append(_stripped(line, self.at))
        return block

    def _indented(self, label: str, least: int) -> Block:
        block = Block(label)
        while self.at < len(self._lines):
            line = self._lines[self.at]
            option = label and not block.lines and re.fullmatch(r"[ \t]*:[\w-]+:.*", line)
            if line.strip() and _indent(line) < least:
                break
            self.at += 1
            if line.strip() and not option:
                block.lines.append(_stripped(line, self.at))
        return block

    def _prose(self) -> Block:
        self.at += 1
        return Block("prose", [Line(self._lines[self.at - 1], self.at)])


def _indent(line: str) -> int:
    text = line.expandtabs(4)
    return len(text) - len(text.lstrip())


def _stripped(line: str, number: int) -> Line:
    text = line.lstrip(" \t>") if line.lstrip().startswith("> ") else line.lstrip()
    return Line(text, number, len(line) - len(text) + 1)
