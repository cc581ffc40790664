"""Comments that speak to debtscan, found by each language's own tokens, never by a text search.

A string or a heredoc may hold the same words; so the tokens of a text are only asked for when
the words stand in it at all, which is next to never.
"""

from __future__ import annotations

import re
import tokenize
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from io import StringIO

from debtscan.facts import Comment, Kind, Span
from debtscan.syntax.positions import plain_newlines

MARK = "debtscan:"
_TOOLS = "noqa|nosec|type|pylint|pragma|fmt|isort|ruff|mypy|pyright"
_SAID = re.compile(rf"(?:#\s*(?:{_TOOLS})\b[^#]*)?(#\s*{MARK}.*)", re.DOTALL)
_LONGEST = 300
_QUOTED = re.compile(r"(?<==)\"[^\"\n]*\"|(?<==)'[^'\n]*'")
_SPACED_HASH = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
#: line and column, both from 1, and text of every comment
Comments = Iterator[tuple[int, int, str]]
Spans = Iterator[tuple[int, int]]  #: offsets


def directives(text: str, kind: Kind) -> tuple[Comment, ...]:
    """The comments of a text of this kind that begin with `debtscan:`, or that say so behind
    another tool's words (`# noqa: E501  # debtscan: ...`), in order; none where the text cannot
    be tokenised."""
    if MARK not in text or kind not in _READERS:
        return ()
    text = plain_newlines(text)
    lines = text.split("\n")
    return tuple(
        Comment(
            "directive",
            said[1][:_LONGEST],
            Span(line, column, line),
            alone=not lines[line - 1][: column - 1].strip(),
        )
        for line, column, comment in _READERS[kind](text)
        if (said := _SAID.match(comment.strip()))
    )


def _of_python(text: str) -> Comments:
    try:
        for token in tokenize.generate_tokens(StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.start[1] + 1, token.string
    except (tokenize.TokenError, SyntaxError):
        return  # what came before the broken place is known


def _of_yaml(text: str) -> Comments:
    import yaml

    try:
        covered = [
            (token.start_mark.index, token.end_mark.index)
            for token in yaml.scan(text, Loader=yaml.SafeLoader)
            if isinstance(token, yaml.ScalarToken)
        ]
    except yaml.YAMLError:
        return
    hashes = (match.span() for match in _SPACED_HASH.finditer(text))
    yield from _placed(text, _outside(hashes, covered))


def _of_toml(text: str) -> Comments:
    from debtscan.syntax.toml_places import comments

    yield from _placed(text, comments(text))


def _of_shell(text: str) -> Comments:
    from debtscan.syntax.shell_lexer import comments

    yield from _placed(text, comments(text))


def _of_lines(text: str) -> Comments:
    """Where a comment has a line of its own, or is none."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("#"):
            yield number, line.index("#") + 1, line.strip()


def _of_requirements(text: str) -> Comments:
    """As pip reads them: a `#` at the start of a line or behind a space."""
    yield from _placed(text, (match.span() for match in _SPACED_HASH.finditer(text)))


def _of_env(text: str) -> Comments:
    """As in requirements, but nothing in quotes is a comment."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    hashes = (match.span() for match in _SPACED_HASH.finditer(text))
    yield from _placed(text, _outside(hashes, quoted))


def _outside(spans: Iterable[tuple[int, int]], covered: list[tuple[int, int]]) -> Spans:
    """Those that begin in none of the covered ranges, which are sorted and apart."""
    starts = [start for start, _ in covered]
    for start, end in spans:
        before = bisect_right(starts, start) - 1
        if before < 0 or covered[before][1] <= start:
            yield start, end


def _placed(text: str, spans: Iterable[tuple[int, int]]) -> Comments:
    for start, end in spans:
        if MARK in text[start:end]:  # few have it, and counting lines is dear
            line_start = text.rfind("\n", 0, start) + 1
            yield text.count("\n", 0, start) + 1, start - line_start + 1, text[start:end]


_READERS: dict[Kind, Callable[[str], Comments]] = {
    Kind.PYTHON: _of_python,
    Kind.SNAKEMAKE: _of_python,
    Kind.YAML: _of_yaml,
    Kind.TOML: _of_toml,
    Kind.SHELL: _of_shell,
    Kind.MAKE: _of_shell,
    Kind.DOCKER: _of_lines,
    Kind.INI: _of_lines,
    Kind.ENV: _of_env,
    Kind.GIN: _of_lines,
    Kind.REQUIREMENTS: _of_requirements,
}
