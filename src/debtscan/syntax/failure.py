"""Why Python text does not parse: it is Python 2, a template, or simply broken."""

from __future__ import annotations

import ast
import re
import warnings

from debtscan.syntax.skeleton import bare_code

_TEMPLATE = re.compile(
    r"\{%-?\s*\w[^\n]*%\}|\{\{[^{}\n]*\}\}|\{#[^\n]*#\}|<%[=\s][^\n]*%>|^\s*<[\w -]+>\s*$", re.M
)
_PYTHON_2 = re.compile(
    r"(?:^|[:;])[ \t]*print(?:[ \t]+(?![=)\].,:(+*/<>&|%-]|if\b|in\b|is\b|or\b|and\b)|'|[ \t]*>>)"
    r"|(?:^|[:;])[ \t]*print[ \t]+[(-][^\n]*[)\w'\]][ \t]*(?:%|,[ \t]*$)"
    r"|^[ \t]*except[ \t]+[\w.]+[ \t]*,[ \t]*[(\w][\w, \t)]*:"
    r"|^[ \t]*except[ \t]*\([\w., \t]+\)[ \t]*,[ \t]*\w+[ \t]*:"
    r"|(?:^|[:;])[ \t]*exec[ \t]+['\w]"
    r"|\braise[ \t]+[\w.\[\]]+[ \t]*,"
    r"|`[^`\n]+`|\w[ \t]*<>[ \t]*[\w'(]"
    r"|(?<![\w.])(?<![\d.][eE][+-])0[0-7]+[lL]?\b(?!\.)(?<!\b0)|\b(?:\d+|0[xX][\da-fA-F]+)[lL]\b|\b[uU][rR]'"
    r"|\b(?:def[ \t]+\w+[ \t]*\(|lambda[ \t])(?:[^()\n:]*,)?[ \t]*\([\w \t]+,",
    re.MULTILINE,
)


def classify_failure(text: str) -> str:
    """`template`, `python2` or `syntax`, for text that does not parse."""
    code = bare_code(text)
    if _TEMPLATE.search(code):
        return "template"
    if _PYTHON_2.search(code):
        return "python2"
    return "template" if "{{" in code and "}}" in code else "syntax"


def failing_line(text: str, guess: int) -> int:
    """Where the standard parser gives up; `guess` where it does not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return error.lineno or guess
    except (ValueError, RecursionError, MemoryError):
        return guess
    return guess
