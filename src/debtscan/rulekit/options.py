"""Options of rules: frozen dataclasses whose fields carry a `#:` description each."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import textwrap
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NoOptions:
    """For rules that leave nothing to choose."""


@dataclass(frozen=True, slots=True)
class OptionField:
    """One option as a reader of the documentation meets it; types and defaults as written."""

    name: str
    type: str
    default: Any
    description: str  #: "" when the author gave none


def option_fields(options: type) -> tuple[OptionField, ...]:
    """The fields of an options dataclass, described by the `#:` comments at the end of their
    line or on the lines above. Reads the source: raises `OSError` where there is none."""
    if not dataclasses.fields(options):
        return ()
    source = textwrap.dedent(inspect.getsource(options))
    notes = _descriptions(source)
    return tuple(
        OptionField(field.name, _type_name(field.type), _default(field), notes.get(field.name, ""))
        for field in dataclasses.fields(options)
    )


def _descriptions(source: str) -> dict[str, str]:
    lines = source.splitlines()
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.ClassDef)
    return {
        node.target.id: _trailing(lines, node) or _above(lines, node)
        for node in definition.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def _trailing(lines: list[str], node: ast.AnnAssign) -> str:
    last = lines[(node.end_lineno or node.lineno) - 1]
    rest = last.encode()[node.end_col_offset or 0 :].decode()
    return rest.partition("#:")[2].strip()


def _above(lines: list[str], node: ast.AnnAssign) -> str:
    words: list[str] = []
    for line in reversed(lines[: node.lineno - 1]):
        if not line.strip().startswith("#:"):
            break
        words.insert(0, line.strip().removeprefix("#:").strip())
    return " ".join(words)


def _type_name(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
