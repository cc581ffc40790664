"""Keeps Python text that would kill or stall the parser away from it, in linear time.

libcst's parser recurses on the C stack and is worse than linear in depth: 3,000 nested brackets
are a segmentation fault, 1,000 nested calls take 2 GB, a chain of 5,000 `.b()` or `+ a` takes
minutes, and nested `case` patterns cost four times as much for every level. CPython itself
allows no more than 200 brackets and 100 indentations.
"""

from __future__ import annotations

import re

from debtscan.facts import Kind, Unread
from debtscan.syntax.chains import MOST_LINKS, long_chain
from debtscan.syntax.failure import classify_failure
from debtscan.syntax.skeleton import bare_code, nesting, skeleton
from debtscan.syntax.words import unread

__all__ = ["classify_failure", "prescan"]

MOST_NESTED = 200
MOST_NESTED_PATTERN = 8
MOST_CHARACTERS = 20_000_000
#: without strings and comments; libcst needs some 1.3 kB and 13 microseconds for each
MOST_CODE = 1_000_000

_CASE = re.compile(r"^[ \t]*case\b(?=[ \t(\[{])", re.MULTILINE)
_MARK = re.compile(r"[()\[\]{}:\n]")
_DEPTH = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def prescan(text: str) -> Unread | None:
    """Why the text must not be parsed, or None. Costs about 2 % of parsing it."""
    if "\0" in text:
        return _unread("binary", "NUL byte", text, text.index("\0"))
    if len(text) > MOST_CHARACTERS:
        return _unread("too-large", f"{len(text):,} characters", text)
    code = bare_code(text)
    if len(code) > MOST_CODE:
        return _unread("too-large", f"{len(code):,} characters of code", text)
    reason = _too_deep(code)
    return _unread("too-deep", reason, text) if reason else None


def _too_deep(code: str) -> str:
    depth, suspicious = skeleton(code)
    if depth > MOST_NESTED and (depth := nesting(code)) > MOST_NESTED:
        return f"brackets nested {depth:,} deep"
    if suspicious and (links := long_chain(code)) > MOST_LINKS:
        return f"{links:,} operators, calls or attributes in one chain"
    if "case" in code and (depth := _pattern_nesting(code)) > MOST_NESTED_PATTERN:
        return f"case pattern nested {depth:,} deep"
    return ""


def _pattern_nesting(code: str) -> int:
    deepest = 0
    for case in _CASE.finditer(code):
        depth = 0
        for mark in _MARK.finditer(code, case.end()):
            depth += _DEPTH.get(mark[0], 0)
            deepest = max(deepest, depth)
            if depth <= 0 and mark[0] in ":\n":
                break
    return deepest


def _unread(reason: str, detail: str, text: str, offset: int = -1) -> Unread:
    line = text.count("\n", 0, offset) + 1 if offset >= 0 else 0
    return unread(Kind.PYTHON, reason, detail, text[:MOST_CHARACTERS], line)
