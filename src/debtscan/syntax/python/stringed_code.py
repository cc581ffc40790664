"""Code that a bare string keeps from running."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from debtscan.facts import CommentedCode, Span
from debtscan.syntax.python.written_code import CODE_LIKE, EXPLAINS, parsed, working_statements

_LEAST = 3  #: statements
_QUOTES = re.compile(r"\s*[rRuU]?(\"{3}|'{3})")
_SHOWN = re.compile(r"\s*print\((?![\"'f])")  #: of code: a string below tells what comes out


def stringed_code(strings: Iterable[tuple[int, int]], lines: list[str]) -> Iterator[CommentedCode]:
    """`strings`: (first, last) lines of strings that stand alone. Documentation is left out,
    which is what opens a module, a class or a function."""
    for first, last in strings:
        if last - first > _LEAST and not _is_documentation(first, lines):
            found = _code(first, last, lines)
            if found is not None:
                yield found


def _is_documentation(first: int, lines: list[str]) -> bool:
    above = (line.strip() for line in reversed(lines[: first - 1]))
    code = next((line for line in above if line and line[0] != "#"), "")
    return not code or code.partition("#")[0].rstrip().endswith(":")


def _code(first: int, last: int, lines: list[str]) -> CommentedCode | None:
    quotes = _QUOTES.match(lines[first - 1])
    if quotes is None or not lines[last - 1].rstrip().endswith(quotes[1]):
        return None
    opening = lines[first - 1]
    body = [" " * quotes.end() + opening[quotes.end() :], *lines[first:last]]
    body[-1] = body[-1].rstrip().removesuffix(quotes[1])
    return _judged(body, first, last, lines)


def _judged(body: list[str], first: int, last: int, lines: list[str]) -> CommentedCode | None:
    written = [line for line in body if line.strip()]
    above = lines[first - 2 : first - 1]
    explained = EXPLAINS.search("\n".join([*above, *written])) or any(map(_SHOWN.match, above))
    if not written or explained:
        return None
    found = parsed("\n".join(body if body[0].strip() else body[1:]))
    statements = 0 if isinstance(found, int) else working_statements(found, len(written))
    if statements < _LEAST:
        return None
    excerpt = next((line for line in written if CODE_LIKE.search(line)), written[0])
    column = len(lines[first - 1]) - len(lines[first - 1].lstrip()) + 1
    span = Span(first, column, last, len(lines[last - 1].rstrip()) + 1)
    return CommentedCode(span, len(written), statements, excerpt.strip()[:80])
