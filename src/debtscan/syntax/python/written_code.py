"""Text that may be code: parsed, and told from prose, legends and examples."""

from __future__ import annotations

import ast
import re
import textwrap
import warnings

from debtscan.syntax.prescan import prescan

CODE_LIKE = re.compile(
    r"[=([]|^\s*@\w|^\s*(?:import|from|return|for|if|elif|else|while|def|class|with|try|except|print|del)\b"
)
_ORPHAN = re.compile(r"\A(\s*)(?:elif\b|else\s*:)")  #: an arm whose `if` is still alive
_PRINT_STATEMENT = re.compile(r"^(\s*)print +([\"'].*?)(?:\s+#.*)?$", re.MULTILINE)
#: Words of a remark after which code explains instead of waiting to be used again.
EXPLAINS = re.compile(
    r">>>|\b(?:examples?|usage|syntax|e\.g|i\.e|eg|ex|equivalent|pseudo-?code|for instance|"
    r"as follows|looks? like|like this|same as|such as|corresponds|reproduce|how to|snippet|"
    r"generated|reference implementation|(?:kept|keep|left) (?:\w+ )?for reference|formula|"
    r"definitions?)\b",
    re.IGNORECASE,
)


def parsed(text: str) -> ast.Module | int:
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


def working_statements(tree: ast.Module, written: int) -> int:
    """Statements that do something, nested ones included; 0 when the text is a legend or
    mostly remarks that happen to parse."""
    working = [node for node in tree.body if does_something(node)]
    covered = sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in working)
    if 2 * covered < written or all(_is_legend(node) for node in working):
        return 0
    return sum(1 for node in ast.walk(tree) if isinstance(node, ast.stmt) and does_something(node))


def does_something(node: ast.stmt) -> bool:
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
