"""What a YAML scalar is known to be, as PyYAML would construct it; and whether nodes are equal."""

from __future__ import annotations

from typing import Any

from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode

from debtscan.syntax.config_rows import Scalar as Plain
from debtscan.syntax.yaml_tree import LOADER, Alias, Mapping, Node, Scalar, Sequence

_STANDARD = "tag:yaml.org,2002:"
_RESOLVERS: dict[str, list[tuple[str, Any]]] = LOADER.yaml_implicit_resolvers
_LONGEST_NUMBER = 64
_TRUE = frozenset({"yes", "true", "on"})
_CONSTRUCTOR = SafeConstructor()


def value_of(scalar: Scalar) -> Plain:
    """The value by implicit tag (dates stay text); a custom tag stays in front as written."""
    if scalar.tag and not scalar.tag.startswith(_STANDARD):
        return f"{scalar.tag} {scalar.text}".strip()
    kind = _kind(scalar)
    if kind == "null":
        return None
    if kind == "bool":
        return scalar.text.lower() in _TRUE
    if kind in ("int", "float") and len(scalar.text) <= _LONGEST_NUMBER:
        return _number(kind, scalar.text)
    return scalar.text


def shown_tag(tag: str) -> str | None:
    """A custom tag as written; None for none and for the standard ones."""
    if not tag.startswith(_STANDARD):
        return tag or None
    kind = tag.removeprefix(_STANDARD)
    return f"!!{kind}" if "/" in kind else None


def _kind(scalar: Scalar) -> str:
    if scalar.tag or not scalar.plain:
        return scalar.tag.removeprefix(_STANDARD)
    text = scalar.text
    candidates = _RESOLVERS.get(text[:1], ())
    return next(
        (tag.removeprefix(_STANDARD) for tag, pattern in candidates if pattern.match(text)), ""
    )


def _number(kind: str, text: str) -> Plain:
    node = ScalarNode(_STANDARD + kind, text)
    try:
        if kind == "int":
            return int(_CONSTRUCTOR.construct_yaml_int(node))
        return float(_CONSTRUCTOR.construct_yaml_float(node))
    except (ValueError, OverflowError, IndexError):
        return text


def identity(node: Node) -> object:
    """What makes two keys of one mapping the same key."""
    if isinstance(node, Alias) and node.target is not None:
        node = node.target
    if isinstance(node, Scalar):
        value = value_of(node)
        return (type(value), value)
    return id(node)


def same(one: Node, other: Node) -> bool:
    """Whether two nodes have the same value; aliases are compared by name."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return identity(one) == identity(other)
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one.items) == len(other.items) and all(map(same, one.items, other.items))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return len(one.pairs) == len(other.pairs) and all(
            same(left[0], right[0]) and same(left[1], right[1])
            for left, right in zip(one.pairs, other.pairs, strict=True)
        )
    return isinstance(one, Alias) and isinstance(other, Alias) and one.name == other.name
