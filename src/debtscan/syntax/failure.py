"""Why Python text does not parse: it is Python 2, a template, or simply broken."""

from __future__ import annotations

import re

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
    r"|\b0[0-7]+[lL]?\b(?!\.)(?<!\b0)|\b(?:\d+|0[xX][\da-fA-F]+)[lL]\b|\b[uU][rR]'"
    r"|\b(?:def[ \t]+\w+[ \t]*\(|lambda[ \t])[^()\n:]*\([\w \t]+,",
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
