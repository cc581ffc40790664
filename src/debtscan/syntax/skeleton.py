"""Python code reduced to what bounds its depth: brackets, commas, line ends, operators."""

from __future__ import annotations

import re
from itertools import accumulate

#: a string or a comment
QUOTED = re.compile(
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""'
    r"|'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+'''"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
    r"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'"
    r"|#[^\n]*+",
    re.DOTALL,
)
_SHORT = 400  #: an f-string this short can hold no bomb
_FIELD = re.compile(r"\{([^{}]*)\}")
_BRACKET = re.compile(r"[()\[\]{}]")
_STEP = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}

#: only these can make a chain; one inside another word merely raises a suspicion
_WORD_OPERATORS = ("and", "or", "not", "if", "else", "lambda", "await", "for")
_OPERATORS = b"+-*/%@&|^<>~.'"
_FROM = b"([{)]},;\n" + _OPERATORS
_TABLE = bytes.maketrans(_FROM, b"((()))" + b",\n\n" + b"o" * len(_OPERATORS))
_OTHER = bytes(set(range(256)) - set(_FROM))
_GROUP = re.compile(rb"\([^()]*+\)")
_LONG_GROUP = re.compile(rb"\([^()]{1000,}+\)")
_LONG_CHAIN = re.compile(rb"[^,]{1000}")
_LONG_LINE = re.compile(rb"[^,\n]{1000}")


def bare_code(text: str) -> str:
    """The text with every comment removed and every string shrunk to one quote."""
    return QUOTED.sub(_shrunk, text)


def _shrunk(match: re.Match[str]) -> str:
    start, end = match.span()
    text = match.string
    if text[start] == "#":
        return ""
    if end - start > _SHORT and text[max(0, start - 2) : start].lower().strip("r")[-1:] in "ft":
        return _fields(match[0])
    return "'"


def _fields(text: str) -> str:
    """The expressions of a long f-string, which are parsed like any code."""
    text = text.replace("{{", "").replace("}}", "")
    depth = min(nesting(text), text.count("}") + text.count(")") + text.count("]"))
    return "'(" + "),(".join(_FIELD.findall(text)) + ")" + "(" * depth + ")" * depth


def nesting(code: str) -> int:
    """How deep brackets are nested at most."""
    return max(accumulate(map(_STEP.__getitem__, _BRACKET.findall(code))), default=0)


def skeleton(code: str) -> tuple[int, bool]:
    """An upper bound of the nesting, and whether a chain of 1,000 links is possible at all."""
    marks = _marks(code)
    depth, suspicious, groups = 0, code.count("elif") >= 1000, 1
    while groups and depth <= 200:
        suspicious = suspicious or any(map(_LONG_CHAIN.search, _LONG_GROUP.findall(marks)))
        marks, groups = _GROUP.subn(b"o", marks)
        depth += 1
    suspicious = suspicious or _LONG_LINE.search(marks) is not None
    return depth + marks.count(b"("), suspicious


def _marks(code: str) -> bytes:
    if "\\" in code:
        code = code.replace("\\\r\n", " ").replace("\\\n", " ")
    for word in _WORD_OPERATORS:
        code = code.replace(word, "+")
    return code.encode("ascii", "replace").translate(_TABLE, _OTHER)
