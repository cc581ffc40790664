"""Calls of libraries that give back the path they are given, or where they have put a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtscan.facts import Call, FileFacts, Literal
from debtscan.project.names.alternatives import HANDLE, Alternatives, put_together, unknown
from debtscan.project.names.path_texts import relative

if TYPE_CHECKING:
    from debtscan.project.names.expressions import Expressions

#: the path stands first, whatever else is given
_FIRST = frozenset({"cached_path", "get_local_path", "unquote", "unquote_plus", "as_file", "File"})
#: the path of the copy stands second
_COPIES = frozenset(
    {"shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.move", "shutil.copytree"}
)
_OPENING = frozenset({"open", "GFile", "BlobFile", "fdopen"})
#: how fields of records are declared, by the position of the default
_FIELDS = {
    **dict.fromkeys(("attr.ib", "attr.attrib", "pydantic.Field", "pydantic.fields.Field"), 0),
    **dict.fromkeys(("dataclasses.field", "attr.field", "attrs.field"), 99),
}


def given_back(values: Expressions, file: FileFacts, call: Call, last: str) -> Alternatives | None:
    """What the call gives; None for a call that is not known for this."""
    given = call.arguments
    if call.callee in _FIELDS:
        named = [one.value for one in call.keywords if one.name == "default"]
        every = [*named, *given[_FIELDS[call.callee] :]]
        return values.call_texts(file, call, every[0]) if every else unknown("no default")
    if last in _FIRST and given:
        return values.call_texts(file, call, given[0])
    if call.callee in _COPIES and len(given) > 1:
        return values.call_texts(file, call, given[1])
    if last == "relpath" and given:
        start = given[1] if len(given) > 1 else Literal("")
        parts = [values.call_texts(file, call, one) for one in (given[0], start)]
        return put_together(parts, lambda text: relative(*text) if text[1] else text[0])
    return unknown(HANDLE) if last in _OPENING else None
