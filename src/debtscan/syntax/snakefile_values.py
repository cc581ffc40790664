"""What stands behind `input:` in a Snakefile: Python expressions, as far as they are text."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from debtscan.facts import Unread
from debtscan.syntax.prescan import prescan

Members = tuple[tuple[str, str], ...]  #: (keyword or "", text)

LONGEST = 20_000  #: characters of one part that are looked at
_CONSTANT = re.compile(r"([A-Za-z_]\w*)[ \t]*=[ \t]*(.+)")
#: say more of the files that are their first argument
_FLAGS = frozenset(
    {"temp", "temporary", "protected", "directory", "ancient", "touch", "report", "local"}
    | {"pipe", "update", "before_update", "multiext", "expand", "str", "Path", "workflow_path"}
)
_JOINS = frozenset({"os.path.join", "path.join", "join"})


def members(text: str, names: dict[str, str], *, whole: bool = False) -> Members:
    """The members of a list of arguments, with their keywords; `whole`: a text that is a command
    may be put together over many lines, and nothing of it is a path."""
    call = _parsed(f"f({text}\n)")
    if not isinstance(call, ast.Call):
        return ()
    found: list[tuple[str, str]] = []
    for one in call.args:
        found += [("", value) for value in _texts(one, names)]
    for given in call.keywords:
        found += [(given.arg or "", value) for value in _texts(given.value, names)]
    return tuple(found if whole else (pair for pair in found if pair[1].strip("*/. ")))


def constants(text: str) -> dict[str, str]:
    """Names that one line at the left binds to a text, and no other line does."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for line in text.split("\n"):
        match = _CONSTANT.match(line) if line[:1].isalpha() or line[:1] == "_" else None
        if match is None:
            continue
        value = _parsed(match[2])
        texts = list(_texts(value, found)) if value is not None else []
        single = match[1] not in seen and len(texts) == 1 and "*" not in texts[0]
        seen.add(match[1])
        if single:
            found[match[1]] = texts[0]
        else:
            found.pop(match[1], None)
    return found


def _parsed(text: str) -> ast.expr | None:
    if len(text) > LONGEST or isinstance(prescan(text), Unread):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _texts(node: ast.expr, names: dict[str, str]) -> Iterator[str]:
    """Every text an expression may be; `*` for parts that are not known."""
    match node:
        case ast.List(elts=items) | ast.Tuple(elts=items):
            for item in items:
                yield from _texts(item, names)
        case ast.IfExp(body=first, orelse=second):
            yield from _texts(first, names)
            yield from _texts(second, names)
        case ast.Lambda(body=body) | ast.Starred(value=body):
            yield from _texts(body, names)
        case ast.Call(func=function, args=[first, *rest]):
            yield from _called(ast.unparse(function), first, rest, names)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            yield re.sub(r"\{\w*\}", "*", text).replace("{{", "{").replace("}}", "}")
        case ast.Attribute() | ast.Subscript() if (written := ast.unparse(node)).startswith(
            "rules."
        ):
            yield written
        case _:
            yield _text(node, names)


def _called(
    function: str, first: ast.expr, rest: list[ast.expr], names: dict[str, str]
) -> Iterator[str]:
    if function in _JOINS:
        yield "/".join(_text(part, names) for part in (first, *rest))
    elif function == "multiext":
        yield from (_text(first, names) + _text(end, names) for end in rest)
    elif function.rpartition(".")[2] in _FLAGS:
        single = function != "expand"
        for text in _texts(first, names):
            yield text if single else text.replace("{{", "{").replace("}}", "}")
    else:
        yield "*"


def _text(node: ast.expr, names: dict[str, str]) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Constant(value=int(number)):
            return str(number)
        case ast.JoinedStr(values=parts):
            return "".join(_text(part, names) for part in parts)
        case ast.FormattedValue(value=value):
            return _text(value, names)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _text(left, names) + _text(right, names)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return f"{_text(left, names)}/{_text(right, names)}"
        case ast.Name(id=name):
            return names.get(name, "*")
    return "*"
