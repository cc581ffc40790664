"""Comments: those that hold code, those that admit debt, those that speak to a tool.

Lines inside strings are known from the walk, so a `#` in a docstring is never a comment.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator

from debtscan.facts import Comment, CommentedCode, Span
from debtscan.syntax.prescan import prescan

_LEAST_LINES = 3
_MOST_LINES = 400
_TRIMS = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (3, 0))  #: prose lines around the code
_CODE_LIKE = re.compile(
    r"[=([]|^\s*(?:import|from|return|for|if|elif|else|while|def|class|with|try|except|print|del)\b"
)
_ADMISSION = re.compile(r"\b(?:TODO|FIXME|HACK|XXX)\b")
_DIRECTIVE = re.compile(r"#\s*debtscan:")

Block = list[tuple[int, str]]  #: (line number, text) of consecutive comment lines


def own_lines(lines: list[str], strings: Iterable[tuple[int, int]]) -> list[tuple[int, str]]:
    """(number, stripped text) of lines that hold nothing but a comment."""
    covered: set[int] = set()
    for first, last in strings:
        covered.update(range(first + 1, last + 1))
    return [
        (number, stripped)
        for number, line in enumerate(lines, start=1)
        if (stripped := line.strip())[:1] == "#" and number not in covered
    ]


def commented_code(comments: list[tuple[int, str]], lines: list[str]) -> tuple[CommentedCode, ...]:
    """Runs of comment lines that parse as two or more statements which do something."""
    found = (_code_in(block, lines) for block in _blocks(comments))
    return tuple(code for code in found if code is not None)


def _blocks(comments: list[tuple[int, str]]) -> Iterator[Block]:
    block: Block = []
    for number, text in comments:
        if block and number != block[-1][0] + 1:
            if len(block) >= _LEAST_LINES:
                yield block
            block = []
        block.append((number, text))
    if len(block) >= _LEAST_LINES:
        yield block


def _code_in(block: Block, lines: list[str]) -> CommentedCode | None:
    body = [text.lstrip("#") if text[:2] != "#!" else "" for _, text in block[:_MOST_LINES]]
    if sum(1 for line in body if _CODE_LIKE.search(line)) < 2:
        return None
    for start, stop in _TRIMS:
        kept = body[start : len(body) - stop]
        statements = _statements("\n".join(kept)) if len(kept) >= 2 else 0
        if statements >= 2:
            return _fact(block[start : len(body) - stop], kept, statements, lines)
    return None


def _fact(block: Block, kept: list[str], statements: int, lines: list[str]) -> CommentedCode:
    first, last = block[0][0], block[-1][0]
    column = len(lines[first - 1]) - len(lines[first - 1].lstrip()) + 1
    excerpt = next((line.strip() for line in kept if _CODE_LIKE.search(line)), kept[0].strip())
    span = Span(first, column, last, len(lines[last - 1].rstrip()) + 1)
    written = sum(1 for line in kept if line.strip())
    return CommentedCode(span, written, statements, excerpt[:80])


def _statements(text: str) -> int:
    """Statements that do something, nested ones included; 0 when it is not code."""
    code = textwrap.dedent(text)
    if prescan(code) is not None:
        return 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    return sum(1 for node in ast.walk(tree) if isinstance(node, ast.stmt) and _does_something(node))


def _does_something(node: ast.stmt) -> bool:
    """Prose parses too: names, tuples `(B, N, C)`, annotations `note: text`, `pass`."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call | ast.Await | ast.Yield)
    if isinstance(node, ast.AnnAssign):
        return node.value is not None
    return not isinstance(node, ast.Pass | ast.Break | ast.Continue)


def remarks(comments: Iterable[tuple[int, str]], lines: list[str]) -> tuple[Comment, ...]:
    """Suppressions and admissions among the comments, in order."""
    return tuple(
        Comment(kind, text[:300], Span(number, _column(lines[number - 1], text), number))
        for number, text in sorted(comments)
        if (kind := _kind(text))
    )


def _column(line: str, text: str) -> int:
    return max(0, line.rfind(text)) + 1


def _kind(text: str) -> str:
    if _DIRECTIVE.match(text):
        return "directive"
    return "admission" if _ADMISSION.search(text) else ""
