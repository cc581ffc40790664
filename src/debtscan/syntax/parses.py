"""Is a text Python? Asked of single notebook cells, where a full parse would be dear."""

from __future__ import annotations

import ast
import warnings


def parses(code: str) -> bool:
    """Whether the standard parser accepts the code. Run the prescan first on foreign text."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
