"""Comments that hold code.

A run of comment lines is parsed; the line an error is at is taken for prose and the rest is
parsed again, so that code is found between remarks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from debtscan.facts import CommentedCode, Span
from debtscan.syntax.python.written_code import (
    CODE_LIKE,
    EXPLAINS,
    does_something,
    parsed,
    working_statements,
)

_LEAST_LINES = 3
_MOST_LINES = 400
_MOST_PARSES = 16  #: per run of comments
_WIDEST_GAP = 2  #: blank lines inside one run
#: Blocks other tools read: script metadata (PEP 723), jupytext headers and Markdown cells.
_FOR_TOOLS = re.compile(r"#\s*(?:///|(?:%%|\+).*\[(?:markdown|md|raw)\])")

_ENTRY = re.compile(r"\s*[rbfu]?[\"'][^\"'\n]*[\"']\s*:")
_CLOSED = re.compile(r"\s*\}")
_LEAST_ENTRIES = 3

Run = list[tuple[int, str]]  #: (line number, text) of comment lines; blank ones between have ""


def commented_code(
    comments: Sequence[tuple[int, str]], lines: list[str]
) -> Iterator[CommentedCode]:
    """Runs of comment lines that parse as two or more statements which do something, or as
    entries of the dictionary they stand in."""
    for run in _runs(comments, lines):
        if len(run) >= _LEAST_LINES and not _for_tools(run):
            entries = _entries_in(run, lines)
            yield from [entries] if entries else _code_in(run[:_MOST_LINES], lines)


def _for_tools(run: Run) -> bool:
    return run[0][1] == "# ---" or any(_FOR_TOOLS.match(text) for _, text in run)


def _runs(comments: Sequence[tuple[int, str]], lines: list[str]) -> Iterator[Run]:
    """Comment lines with nothing but blank lines between them, in one column after a gap."""
    run: Run = []
    for number, text in comments:
        if run and not _continues(run[-1][0], number, lines):
            yield run
            run = []
        if run:
            run += [(blank, "") for blank in range(run[-1][0] + 1, number)]
        run.append((number, text))
    if run:
        yield run


def _continues(last: int, number: int, lines: list[str]) -> bool:
    if number == last + 1:
        return True
    if number > last + 1 + _WIDEST_GAP or any(line.strip() for line in lines[last : number - 1]):
        return False
    return lines[last - 1].index("#") == lines[number - 1].index("#")


def _code_in(run: Run, lines: list[str]) -> Iterator[CommentedCode]:
    body = [text.lstrip("#") if text[:2] != "#!" else "" for _, text in run]
    waiting = [(0, len(body))]
    for _ in range(_MOST_PARSES):
        if not waiting:
            return
        first, last = _trimmed(body, *waiting.pop())
        if sum(1 for line in body[first:last] if CODE_LIKE.search(line)) < 2:
            continue
        found = parsed("\n".join(body[first:last]))
        if isinstance(found, int):
            prose = first + min(found, last - first - 1)
            waiting += [(_past_prose(body, prose, last), last), (first, prose)]
        elif not _explains(body, first):
            statements = working_statements(
                found, sum(1 for line in body[first:last] if line.strip())
            )
            if statements >= 2:
                first += _remarks_before(found)
                yield _fact(run[first:last], body[first:last], statements, lines)


def _entries_in(run: Run, lines: list[str]) -> CommentedCode | None:
    """Entries of a dictionary, `"depth": 3,`, between entries that are alive."""
    body = [text.lstrip("#") for _, text in run]
    written = [line for line in body if line.strip()]
    if not _ENTRY.match(body[0]) or not _is_among_entries(run, lines):
        return None
    found = parsed("{\n" + "\n".join(written) + "\n}")
    entries = 0 if isinstance(found, int) else _entries(found)
    return _fact(run, body, entries, lines) if entries >= _LEAST_ENTRIES else None


def _is_among_entries(run: Run, lines: list[str]) -> bool:
    before = next((one for one in reversed(lines[: run[0][0] - 1]) if one.strip()), "")
    after = next((one for one in lines[run[-1][0] :] if one.strip()), "")
    return before.rstrip().endswith(("{", ",")) and bool(
        _ENTRY.match(after) or _CLOSED.match(after)
    )


def _entries(tree: ast.Module) -> int:
    """Entries with constant keys, those inside others included; 0 for a set."""
    tables = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    return sum(isinstance(key, ast.Constant) for one in tables for key in one.keys)


def _trimmed(body: list[str], first: int, last: int) -> tuple[int, int]:
    while first < last and not body[first].strip():
        first += 1
    while first < last and not body[last - 1].strip():
        last -= 1
    return first, last


def _past_prose(body: list[str], prose: int, last: int) -> int:
    prose += 1
    while prose < last and not CODE_LIKE.search(body[prose]):
        prose += 1
    return prose


def _explains(body: list[str], first: int) -> bool:
    """Whether the remark above the code (or its first line) says that it is an example."""
    above = [line for line in body[max(0, first - 4) : first] if line.strip()]
    remark = above[-1:]
    for line in reversed(above[:-1]):
        if CODE_LIKE.search(line):
            break
        remark.append(line)
    return bool(EXPLAINS.search("\n".join([*remark, body[first]])))


def _fact(run: Run, kept: list[str], statements: int, lines: list[str]) -> CommentedCode:
    first, last = run[0][0], run[-1][0]
    column = len(lines[first - 1]) - len(lines[first - 1].lstrip()) + 1
    code = [line.strip() for line in kept if not line.lstrip().startswith("#")]
    excerpt = next((line for line in code if CODE_LIKE.search(line)), code[0])
    span = Span(first, column, last, len(lines[last - 1].rstrip()) + 1)
    written = sum(1 for line in kept if line.strip())
    return CommentedCode(span, written, statements, excerpt[:80])


def _remarks_before(tree: ast.Module) -> int:
    """Lines that only parse by chance, such as `endregion`, before the first statement."""
    if not tree.body or does_something(tree.body[0]):
        return 0
    node = next(node for node in tree.body if does_something(node))
    decorators = getattr(node, "decorator_list", [])
    return int(min([node.lineno, *(one.lineno for one in decorators)])) - 1
