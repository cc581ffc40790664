"""SQL files and strings: templates filled with gaps, statements apart, then their tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debtscan.facts import FileFacts, Kind, Span, TableUse
from debtscan.syntax.generated import says_generated
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.words import lines_of, words_of

_MOST_PARSED = 200_000  #: characters of one file that are parsed
_LARGEST = 20_000
_QUERY = re.compile(
    r"[\s(]*+(?:(?:select|with)\b.*?\bfrom\b|insert\s+(?:overwrite|into)\b|update\b.*?\bset\b"
    r"|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|external\s+|materialized\s+)?(?:table|view)\b"
    r"|delete\s+from\b|merge\s+into\b|copy\b.*?\b(?:from|to)\b|drop\s+(?:table|view)\b)",
    re.IGNORECASE | re.DOTALL,
)
_PIECE = re.compile(
    r"'(?:[^'\\]|\\.|'')*+'?|\"[^\"]*+\"?|`[^`]*+`?|--[^\n]*+|/\*(?:.*?\*/|.*)|\$\$(?:.*?\$\$|.*)|;",
    re.DOTALL,
)
_JINJA = re.compile(r"\{\{(?P<value>[^{}]*+)\}\}|\{%[^%]*+%\}|\{#[^#]*+#\}")
_DBT = re.compile(r"\s*-?\s*(?:ref|source)\(\s*(?:(['\"])([\w.-]+)\1\s*,\s*)?(['\"])([\w.-]+)\3")
_BLANKS = re.compile(r"%\(\w+\)s|%[sd]|\$\{[^{}\s]*\}|\$\w+|(?<!\{)\{[^{}\n]{0,80}\}")


def looks_like_sql(text: str) -> bool:
    """A cheap test of a string: a verb of SQL first, and the word that goes with it."""
    return _QUERY.match(text[:_LARGEST]) is not None


def query_tables(text: str, at: Span, scope: int = 0) -> tuple[TableUse, ...]:
    """What the SQL of a string reads and writes; blanks of templates are gaps."""
    if len(text) > _LARGEST:
        return ()
    return tuple(
        use
        for _, one in _statements(_BLANKS.sub(_gap, _filled(text)))
        for use in _of(one, at, scope)
    )


def extract_sql(text: str) -> FileFacts:
    """Facts of a `.sql` file; statements that cannot be read are passed over."""
    text = plain_newlines(text)
    return FileFacts(
        Kind.SQL,
        lines=lines_of(text),
        generated=says_generated(text),
        tables=tuple(_file_tables(text)),
        words=words_of(text),
    )


def _file_tables(text: str) -> Iterator[TableUse]:
    positions = Positions(text)
    left = _MOST_PARSED
    for start, statement in _statements(_filled(text)):
        if len(statement) > _LARGEST:
            continue
        left -= len(statement)
        if left < 0:
            return
        at = positions.span(start, start + len(statement))
        yield from _of(_BLANKS.sub(_gap, statement), at, 0)


def _of(statement: str, at: Span, scope: int) -> Iterator[TableUse]:
    from debtscan.syntax.sql_tables import tables_of

    if _QUERY.match(statement) or re.match(r"[\s(zq]*(?:select|with)\b", statement, re.I):
        yield from tables_of(statement, at, scope)


def _filled(text: str) -> str:
    """The text without Jinja, every line and nearly every column where it was."""
    return _JINJA.sub(_rendered, text) if "{" in text else text


def _rendered(match: re.Match[str]) -> str:
    lines = match[0].count("\n")
    if match["value"] is None:
        return " " * (len(match[0]) - lines) + "\n" * lines
    found = _DBT.match(match["value"])
    if found is None:
        return _gap(match) + "\n" * lines
    package = f"{found[2]}." if found[2] and "source" in match["value"] else ""
    return (package + found[4]).ljust(len(match[0]) - lines) + "\n" * lines


def _gap(match: re.Match[str]) -> str:
    length = len(match[0]) - match[0].count("\n")
    return "z" + "q" * max(1, length - 2) + "z"


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of what semicolons divide, comments and blanks before it left out."""
    start = 0
    blanked: list[str] = []
    at = 0
    for piece in _PIECE.finditer(text):
        if piece[0].startswith(("--", "/*")):
            blanked += text[at : piece.start()], re.sub(r"[^\n]", " ", piece[0])
            at = piece.end()
        elif piece[0] == ";":
            blanked.append(text[at : piece.start()])
            yield from _stripped(start, "".join(blanked))
            blanked.clear()
            start = at = piece.end()
    blanked.append(text[at:])
    yield from _stripped(start, "".join(blanked))


def _stripped(start: int, text: str) -> Iterator[tuple[int, str]]:
    bare = text.strip()
    if bare:
        yield start + len(text) - len(text.lstrip()), bare
