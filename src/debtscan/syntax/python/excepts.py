"""What an `except` clause catches, and what it does with it."""

from __future__ import annotations

from typing import Any

import libcst as cst

from debtscan.facts import Collection, Reference, Value
from debtscan.syntax.python.blocks import flat

_IDLE = (cst.Pass, cst.Continue, cst.Break)
_SETTING = (cst.Assign, cst.AnnAssign, cst.Return)
_EMPTY_CALLS = frozenset({"dict", "list", "set", "tuple", "str"})
_CONSTANTS = frozenset({"None", "True", "False"})


def caught(types: Value | None) -> tuple[str, ...]:
    """The exceptions a clause names, dotted; "?" for what is no name."""
    if types is None:
        return ()
    each = types.items if isinstance(types, Collection) else (types,)
    return tuple(one.name if isinstance(one, Reference) else "?" for one in each)


def effect(body: Any) -> str:
    """What the block does: "nothing", "default" (constants set or returned), "" for more."""
    defaults = False
    for node in flat(body):
        if isinstance(node, _SETTING) and (node.value is None or _is_constant(node.value)):
            defaults = True
        elif not (isinstance(node, _IDLE) or _is_remark(node)):
            return ""
    return "default" if defaults else "nothing"


def _is_remark(node: Any) -> bool:
    return type(node) is cst.Expr and isinstance(
        node.value, cst.Ellipsis | cst.SimpleString | cst.ConcatenatedString
    )


def _is_constant(node: Any) -> bool:
    match node:
        case cst.Integer() | cst.Float() | cst.Attribute():
            return True
        case cst.SimpleString(value=text):
            return " " not in text  # "Could not read it." tells somebody
        case cst.Name(value=name):
            return name in _CONSTANTS
        case cst.UnaryOperation(expression=inner):
            return _is_constant(inner)
        case cst.List(elements=parts) | cst.Tuple(elements=parts):
            return all(_is_constant(part.value) for part in parts)
        case cst.Dict(elements=()):
            return True  # one with entries is an answer: `{"error": "no such model"}`
        case cst.Call(func=cst.Name(value=name), args=()):
            return name in _EMPTY_CALLS
    return False
