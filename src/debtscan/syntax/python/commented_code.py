"""Comments that hold code.

A run of comment lines is parsed; the line an error is at is taken for prose and the rest is
parsed again, so that code is found between remarks.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator, Sequence

from debtscan.facts import CommentedCode, Span
from debtscan.syntax.prescan import prescan

_LEAST_LINES = 3
_MOST_LINES = 400
_MOST_PARSES = 16  #: per run of comments
_WIDEST_GAP = 2  #: blank lines inside one run
_CODE_LIKE = re.compile(
    r"[=([]|^\s*@\w|^\s*(?:import|from|return|for|if|elif|else|while|def|class|with|try|except|print|del)\b"
)
_ORPHAN = re.compile(r"\A(\s*)(?:elif\b|else\s*:)")  #: an arm whose `if` is still alive
_PRINT_STATEMENT = re.compile(r"^(\s*)print +([\"'].*?)(?:\s+#.*)?$", re.MULTILINE)
#: Words of a remark after which code explains instead of waiting to be used again.
_EXPLAINS = re.compile(
    r">>>|\b(?:examples?|usage|e\.g|i\.e|eg|ex|equivalent|pseudo-?code|for instance|as follows|"
    r"looks? like|like this|same as|such as|corresponds|reproduce|how to|snippet|generated|"
    r"reference implementation|(?:kept|keep|left) (?:\w+ )?for reference|formula|definitions?)\b",
    re.IGNORECASE,
)
#: Blocks other tools read: script metadata (PEP 723), jupytext headers and Markdown cells.
_FOR_TOOLS = re.compile(r"#\s*(?:///|(?:%%|\+).*\[(?:markdown|md|raw)\])")

Run = list[tuple[int, str]]  #: (line number, text) of comment lines; blank ones between have ""


def commented_code(
    comments: Sequence[tuple[int, str]], lines: list[str]
) -> Iterator[CommentedCode]:
    """Runs of comment lines that parse as two or more statements which do something."""
    for run in _runs(comments, lines):
        if len(run) >= _LEAST_LINES and not _for_tools(run):
            yield from _code_in(run[:_MOST_LINES], lines)


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
        if sum(1 for line in body[first:last] if _CODE_LIKE.search(line)) < 2:
            continue
        parsed = _parsed("\n".join(body[first:last]))
        if isinstance(parsed, int):
            prose = first + min(parsed, last - first - 1)
            waiting += [(_past_prose(body, prose, last), last), (first, prose)]
        elif not _explains(body, first):
            statements = _statements(parsed, sum(1 for line in body[first:last] if line.strip()))
            if statements >= 2:
                first += _remarks_before(parsed)
                yield _fact(run[first:last], body[first:last], statements, lines)


def _trimmed(body: list[str], first: int, last: int) -> tuple[int, int]:
    while first < last and not body[first].strip():
        first += 1
    while first < last and not body[last - 1].strip():
        last -= 1
    return first, last


def _past_prose(body: list[str], prose: int, last: int) -> int:
    prose += 1
    while prose < last and not _CODE_LIKE.search(body[prose]):
        prose += 1
    return prose


def _explains(body: list[str], first: int) -> bool:
    """Whether the remark above the code (or its first line) says that it is an example."""
    above = [line for line in body[max(0, first - 4) : first] if line.strip()]
    remark = above[-1:]
    for line in reversed(above[:-1]):
        if _CODE_LIKE.search(line):
            break
        remark.append(line)
    return bool(_EXPLAINS.search("\n".join([*remark, body[first]])))


def _fact(run: Run, kept: list[str], statements: int, lines: list[str]) -> CommentedCode:
    first, last = run[0][0], run[-1][0]
    column = len(lines[first - 1]) - len(lines[first - 1].lstrip()) + 1
    code = [line.strip() for line in kept if not line.lstrip().startswith("#")]
    excerpt = next((line for line in code if _CODE_LIKE.search(line)), code[0])
    span = Span(first, column, last, len(lines[last - 1].rstrip()) + 1)
    written = sum(1 for line in kept if line.strip())
    return CommentedCode(span, written, statements, excerpt[:80])


def _parsed(text: str) -> ast.Module | int:
    """The tree of a piece of code, or the index of the line that is none."""
    code = _PRINT_STATEMENT.sub(r"\1print(\2)", textwrap.dedent(text))
    code = _ORPHAN.sub(_if_instead, code)
    refused = prescan(code)
    if refused is not None:
        return max(0, refused.line - 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except SyntaxError as error:
        return max(0, (error.lineno or 1) - 1)
    except (ValueError, RecursionError, MemoryError):
        return 0


def _if_instead(orphan: re.Match[str]) -> str:
    return orphan[1] + ("if True:" if orphan[0].endswith(":") else "if")


def _statements(tree: ast.Module, written: int) -> int:
    """Statements that do something, nested ones included; 0 when the text is a legend or
    mostly remarks that happen to parse."""
    working = [node for node in tree.body if _does_something(node)]
    covered = sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in working)
    if 2 * covered < written or all(_is_legend(node) for node in working):
        return 0
    return sum(1 for node in ast.walk(tree) if isinstance(node, ast.stmt) and _does_something(node))


def _remarks_before(tree: ast.Module) -> int:
    """Lines that only parse by chance, such as `endregion`, before the first statement."""
    if not tree.body or _does_something(tree.body[0]):
        return 0
    node = next(node for node in tree.body if _does_something(node))
    decorators = getattr(node, "decorator_list", [])
    return int(min([node.lineno, *(one.lineno for one in decorators)])) - 1


def _does_something(node: ast.stmt) -> bool:
    """Prose parses too: names, tuples `(B, N, C)`, annotations `note: text`, `pass`."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call | ast.Await | ast.Yield)
    if isinstance(node, ast.AnnAssign):
        return node.value is not None
    return not isinstance(node, ast.Pass | ast.Break | ast.Continue)


def _is_legend(node: ast.stmt) -> bool:
    """`C = W + L + R`, `q = (B, N, C)`: what letters stand for, not something to run."""
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return False
    if node.value is None or isinstance(node.value, ast.Constant):
        return False
    return all(isinstance(part, _LEGEND_PARTS) or _is_gloss(part) for part in ast.walk(node.value))


def _is_gloss(part: ast.AST) -> bool:
    """`R (context size)`: a word in parentheses behind a letter, set off by a blank."""
    if not isinstance(part, ast.Call) or not part.args:
        return False
    return part.args[0].col_offset - (part.func.end_col_offset or 0) > 1


_LEGEND_PARTS = (
    ast.Name,
    ast.Constant,
    ast.Tuple,
    ast.List,
    ast.BinOp,
    ast.UnaryOp,
    ast.operator,
    ast.unaryop,
    ast.expr_context,
)
