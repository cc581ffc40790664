"""gin-config files: bindings, macros, includes and imports, one row each.

A binding `scope/fn.param = value` has the path as written; a reference (`@fn`, `%MACRO`) is a
scalar as written, a container a sequence with its text. `include[n]` and `import[n]` rows have
the kind of their name. gin's own parser would make what it reads, so the lines are read here.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from debtscan.facts import FileFacts, Kind, Span, Unread
from debtscan.syntax.config_rows import ConfigRows, Scalar
from debtscan.syntax.positions import plain_newlines
from debtscan.syntax.words import unread, words_of

_BINDING = re.compile(r"(?P<key>[A-Za-z_][\w./]*)\s*=(?!=)\s*(?P<value>.*)", re.DOTALL)
_INCLUDE = re.compile(r"include\s+(?P<value>['\"].*)")
_IMPORT = re.compile(
    r"(?:import\s+(?P<module>[\w.]+)|from\s+(?P<of>[\w.]+)\s+import\s+(?P<name>\w+)).*"
)
_BLOCK = re.compile(r"(?P<key>[A-Za-z_][\w./]*)\s*:")
_LONGEST = 2_000  #: characters of a value that is read as a constant
_SKIPPED = (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER)

Line = tuple[int, int, str, bool]  #: line, column, text, whether it stands in a block


def extract_gin(text: str) -> FileFacts | Unread:
    """Facts of a gin file, or why it cannot be read."""
    text = plain_newlines(text)
    rows = ConfigRows()
    try:
        for line in _blocks(_logical(text)):
            _row(rows, *line)
    except (tokenize.TokenError, SyntaxError, ValueError, MemoryError, RecursionError) as error:
        place = getattr(error, "lineno", None) or 0
        return unread(Kind.GIN, "syntax", str(error)[:200], text, place)
    return msgspec.structs.replace(rows.facts(Kind.GIN, text), words=words_of(text))


def _logical(text: str) -> Iterator[Line]:
    """Logical lines without comments; brackets may span lines."""
    parts: list[tokenize.TokenInfo] = []
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.INDENT:
            depth += 1
        elif token.type == tokenize.DEDENT:
            depth -= 1
        elif token.type == tokenize.NEWLINE:
            if parts:
                yield *parts[0].start, _joined(parts), depth > 0
            parts = []
        elif token.type not in _SKIPPED:
            parts.append(token)


def _joined(parts: list[tokenize.TokenInfo]) -> str:
    """The text of the tokens, with one blank where any space stood."""
    written = parts[0].string
    for before, one in pairwise(parts):
        written += (" " if one.start != before.end else "") + one.string
    return written


def _blocks(lines: Iterator[Line]) -> Iterator[tuple[int, int, str]]:
    """`fn:` with indented `param = value` lines is `fn.param = value`."""
    holder = ""
    for line, column, written, inside in lines:
        block = _BLOCK.fullmatch(written)
        if block is not None:
            holder = block["key"]
        elif inside and holder:
            yield line, column, f"{holder}.{written}"
        else:
            yield line, column, written


def _row(rows: ConfigRows, line: int, column: int, written: str) -> None:
    at = Span(line, column + 1, line, column + 1 + len(written.partition(" ")[0]))
    number = rows.rows_so_far
    if match := _INCLUDE.fullmatch(written):
        rows.add(f"include[{number}]", at, "include", _value(match["value"])[1])
    elif match := _IMPORT.fullmatch(written):
        module = match["module"] or f"{match['of']}.{match['name']}"
        rows.add(f"import[{number}]", at, "import", module)
    elif match := _BINDING.fullmatch(written):
        rows.add(match["key"], at, *_value(match["value"]))


def _value(written: str) -> tuple[str, Scalar]:
    """Kind and value: a constant, a reference, or a container as written."""
    if written.startswith(("@", "%")):
        return "scalar", written
    if written[:1] in "([{" or len(written) > _LONGEST:
        return "sequence", written
    try:
        known = ast.literal_eval(written)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return "scalar", written
    plain = isinstance(known, str | int | float | bool) or known is None
    return "scalar", known if plain else written
