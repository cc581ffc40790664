"""Shell text -> words, operators, redirections; linear, and content with broken quotes.

A line scanner on purpose: bashlex fails on `case` and `$(( ))`, and a full grammar would refuse
the half-finished commands of a README.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from debtscan.syntax.shell_words import OPAQUE, QUOTED, Word, closing, finished, unescaped

_TOKEN = re.compile(
    r"(?P<blank>(?:[ \t\r\f\v\xa0]|\\\r?\n)++)"
    r"|(?P<newline>\n)"
    r"|(?P<redirect>(?:\d+|&|\{\w+\})?(?:<<<|<<-|<<|<>|>>|>\||>&|<&|<(?!\()|>(?!\()))"
    r"|(?P<operator>&&|\|\||;;&|;;|;&|;|\|&|\||&|\(|\))"
    r"|(?P<template>\{\{[^\n]{0,300}?\}\})"
    r"|(?P<substitution>[<>]\()"
    r"|(?P<dollar>\$(?:[A-Za-z_]\w*|[@*#?$!<^+|%\-0-9](?!\()|(?=[({'\"])|))"
    r"|(?P<quote>['\"`])"
    r"|(?P<escape>\\.?)"
    r"|(?P<plain>[^ \t\r\n\f\v\xa0'\"\\$`;&|()<>{]++|\{)",
    re.DOTALL,
)
_IN_QUOTES = re.compile(
    r"(?P<end>\")|(?P<escape>\\.)|(?P<dollar>\$(?:[A-Za-z_]\w*|[@*#?$!0-9<^-])?)|(?P<tick>`)"
    r"|(?P<plain>[^\"\\$`]++|\\)",
    re.DOTALL,
)
_ANSI = re.compile(r"'[^'\\]*+(?:\\.[^'\\]*+)*+'", re.DOTALL)
_NAME = re.compile(r"\{[\w.@<^*?+|%-]+\}")
_MOST_BROKEN = 50
_MOST_INNER = 4  #: nesting of command substitutions whose comments are read


class Token(Struct):
    """A `word`, `operator`, `redirect` or `newline`."""

    kind: str
    text: str
    word: Word


class Lexer:
    """One pass over a range of a text, without its here-documents. `inner` collects ranges of
    command substitutions, `comments` those of comments."""

    def __init__(self, text: str, written: str, start: int, end: int) -> None:
        self._text = text
        self._written = written  #: same length: what is shown for pieces that are not read
        self._at = start
        self._end = end
        self._parts: list[str] = []
        self._start = -1
        self._computed = False
        self._bare = True
        self._broken = 0
        self._redirect = ""  #: the redirection that waits for its target
        self._heredocs: list[tuple[str, str]] = []  #: delimiters, and the indent they forgive
        self.inner: list[tuple[int, int]] = []
        self.comments: list[tuple[int, int]] = []

    def skip_to(self, offset: int) -> None:
        """Go on reading from an offset."""
        self._at = max(offset, self._at)

    def closing(self, opener: int) -> int:
        """The offset behind the bracket that closes this one, or -1; gives up in the end."""
        if self._broken > _MOST_BROKEN:
            return -1
        end = closing(self._text, opener, self._end)
        self._broken += end < 0
        return end

    @property
    def at(self) -> int:
        """Where reading goes on."""
        return self._at

    def tokens(self) -> Iterator[Token]:
        """Tokens in order; the reader may call `skip_to` between them."""
        for token in self._pieces():
            if token.kind == "word" and self._redirect in ("<<", "<<-"):
                indent = r"\t*" if self._redirect == "<<-" else ""
                self._heredocs.append((finished(token.text), indent))
            self._redirect = token.text.lstrip("0123456789") if token.kind == "redirect" else ""
            yield token
            if token.kind == "newline":
                self._skip_heredocs()

    def _skip_heredocs(self) -> None:
        for delimiter, indent in self._heredocs:
            last = re.compile(rf"^{indent}{re.escape(delimiter)}[ \t]*$", re.MULTILINE)
            match = last.search(self._text, self._at, self._end)
            self.skip_to(match.end() if match else self._end)
        self._heredocs.clear()

    def _pieces(self) -> Iterator[Token]:
        text = self._text
        while self._at < self._end:
            if self._start < 0 and text[self._at] == "#":
                start, self._at = self._at, _line_end(text, self._at, self._end)
                self.comments.append((start, self._at))
                continue
            match = _TOKEN.match(text, self._at, self._end)
            assert match is not None  # every character is in some alternative
            kind = str(match.lastgroup)
            if kind in ("blank", "newline", "operator", "redirect"):
                if kind == "redirect" and self._start >= 0 and match[0][0] not in "<>&":
                    self._piece(match[0][0], 1)  # digits that belong to a word
                    continue
                if self._start >= 0:
                    yield self._word()
                self._at = match.end()
                if kind != "blank":
                    span = Word(match[0], match.start(), match.end())
                    yield Token(kind, match[0], span)
            else:
                self._read(kind, match[0])
        if self._start >= 0:
            yield self._word()

    def _word(self) -> Token:
        text = "".join(self._parts)
        word = Word(text, self._start, self._at, self._computed, self._bare)
        self._parts, self._start, self._computed, self._bare = [], -1, False, True
        return Token("word", text, word)

    def _piece(self, text: str, length: int) -> None:
        if self._start < 0:
            self._start = self._at
        self._parts.append(text)
        self._at += length

    def _read(self, kind: str, text: str) -> None:
        if kind in ("plain", "template"):
            self._piece(text, len(text))
        elif kind == "escape":
            self._bare = False
            self._piece(text[1:].replace("$", OPAQUE) or "\\", len(text))
        elif kind == "quote":
            self._bare = False
            self._quote(text)
        elif kind == "dollar":
            self._dollar(text, "$")
        else:
            self._bracket(self._at + 1, text)

    def _quote(self, quote: str) -> None:
        if quote == '"':
            self._double()
            return
        end = self._find(quote, self._at + 1)
        if end < 0:
            self._piece(quote, 1)
            return
        content = self._text[self._at + 1 : end]
        if quote == "`":
            self._computed = True
            self.inner.append((self._at + 1, end))
            content = f"`{content}`"
        self._piece(content.replace("$", OPAQUE), end + 1 - self._at)

    def _find(self, quote: str, start: int) -> int:
        if self._broken > _MOST_BROKEN:
            return -1
        end = self._text.find(quote, start, self._end)
        self._broken += end < 0
        return end

    def _dollar(self, text: str, mark: str) -> None:
        following = self._text[self._at + 1 : min(self._at + 2, self._end)]
        if len(text) > 1:
            self._computed = self._computed or not (text[1].isalpha() or text[1] == "_")
            self._piece(mark + text[1:], len(text))
        elif following in ("(", "{"):
            self._bracket(self._at + 1, mark)
        elif following == "'" and mark == "$":
            self._ansi()
        elif following == '"' and mark == "$":
            self._at += 1
            self._quote('"')
        else:
            self._piece(OPAQUE, 1)

    def _ansi(self) -> None:
        match = _ANSI.match(self._text, self._at + 1, self._end)
        self._bare = False
        if match is None:
            self._piece(OPAQUE, 1)
        else:
            content = unescaped(match[0][1:-1]).replace("$", OPAQUE)
            self._piece(content, match.end() - self._at)

    def _bracket(self, opener: int, mark: str) -> None:
        """`$(...)`, `${...}`, `<(...)`: one piece, as written; a plain `${X}` stays replaceable."""
        end = self.closing(opener)
        if end < 0:
            self._piece(OPAQUE if mark[0] in ("$", QUOTED) else mark[0], 1)
            return
        plain = _NAME.match(self._text, opener)
        if plain is not None and plain.end() == end:
            self._computed = self._computed or not re.match(r"\{[A-Za-z_]", plain[0])
            self._piece(mark + plain[0], end - self._at)
            return
        self._computed = True
        if self._text[opener] == "(" and self._text[opener + 1] != "(":
            self.inner.append((opener + 1, end - 1))
        self._piece(self._written[self._at : end].replace("$", OPAQUE), end - self._at)

    def _double(self) -> None:
        opened, depth = self._at, len(self._parts)
        inner = len(self.inner)
        self._piece("", 1)
        while match := _IN_QUOTES.match(self._text, self._at, self._end):
            kind = str(match.lastgroup)
            if kind == "end":
                self._at += 1
                return
            self._inside(kind, match[0])
        # never closed: a lone quotation mark
        self._broken += 1
        del self._parts[depth:], self.inner[inner:]
        self._at = opened
        self._piece('"', 1)
        if self._broken > _MOST_BROKEN:
            rest = self._text[self._at : self._end]
            self._piece(rest.replace("$", OPAQUE), len(rest))

    def _inside(self, kind: str, text: str) -> None:
        if kind == "plain":
            self._piece(text, len(text))
        elif kind == "escape":
            keep = text[1] not in '"\\$`\n'
            content = text if keep else text[1:].replace("$", OPAQUE).replace("\n", "")
            self._piece(content, 2)
        elif kind == "tick":
            self._quote("`")
        else:
            self._dollar(text, QUOTED)


def comments(text: str) -> list[tuple[int, int]]:
    """The ranges of a text's comments, in order, those inside command substitutions too."""
    return sorted(_comments(text, (0, len(text)), 0))


def _comments(text: str, part: tuple[int, int], level: int) -> Iterator[tuple[int, int]]:
    lexer = Lexer(text, text, *part)
    for _ in lexer.tokens():
        pass
    yield from lexer.comments
    if level < _MOST_INNER:
        for inner in lexer.inner:
            yield from _comments(text, inner, level + 1)


def _line_end(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found
