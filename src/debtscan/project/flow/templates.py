"""What a text with braces asks of the values that are spread into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from debtscan.facts import Call, FileFacts, Literal, Value
from debtscan.project.names.bindings import Bindings

_DEEPER = re.compile(r"[.\[]")


def asked_names(bindings: Bindings, file: FileFacts, call: Call) -> frozenset[str] | None:
    """The names in the braces of the text whose `format` is called; None where it is unknown."""
    text = call.receiver if call.receiver is not None else _named(bindings, file, call)
    if not isinstance(text, Literal) or not isinstance(text.value, str):
        return None
    try:
        return frozenset(_fields(text.value))
    except ValueError:  # a lone brace
        return None


def _named(bindings: Bindings, file: FileFacts, call: Call) -> Value | None:
    one = bindings.once(file, call.scope, call.callee.rpartition(".")[0])
    return one.value if one is not None else None


def _fields(text: str) -> Iterator[str]:
    for _, field, inside, _ in Formatter().parse(text):
        if field:
            yield _DEEPER.split(field)[0]
        yield from _fields(inside or "")
