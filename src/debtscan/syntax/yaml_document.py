"""YAML: keys with dotted paths and places, duplicates, commands and conda dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import yaml

from debtscan.facts import Comment, FileFacts, Kind, Span, Unread
from debtscan.syntax.conda import conda_dependencies
from debtscan.syntax.config_rows import MOST_MEMBERS, ConfigRows, child
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.words import lines_of, unread
from debtscan.syntax.yaml_commands import yaml_commands
from debtscan.syntax.yaml_tree import (
    Alias,
    DataError,
    Mapping,
    Node,
    Scalar,
    Sequence,
    TooDeepError,
    documents,
)
from debtscan.syntax.yaml_values import identity, same, shown_tag, value_of

_TEMPLATE = re.compile(r"\{\{|\{%")
_MERGE = "<<"
_PACKAGE = re.compile(r"(?:[ \t]*(?:#(?![ \t]*@package)[^\n]*)?\n)*+#[ \t]*@package[ \t:]+([\w.]+)")


def extract_yaml(text: str) -> FileFacts | Unread:
    """Facts of a YAML file, or why it cannot be read. Merge keys and aliases stay unexpanded:
    the row of an alias to a mapping or sequence has the value `*` and the path of its target.
    Of a file that holds data only its lines are known."""
    text = plain_newlines(text)
    positions = Positions(text)
    try:
        roots = list(documents(text, positions))
    except DataError:
        return FileFacts(Kind.YAML, lines=lines_of(text))
    except TooDeepError as error:
        return unread(Kind.YAML, "too-deep", str(error), text)
    except yaml.YAMLError as error:
        return _broken(text, error)
    rows = ConfigRows()
    for number, root in enumerate(roots):
        _Walk(rows, text, number).root(root)
    return msgspec.structs.replace(
        rows.facts(Kind.YAML, text),
        commands=tuple(yaml_commands(roots, text)),
        dependencies=tuple(conda_dependencies(roots)),
        comments=tuple(_packages(text)),
    )


def _packages(text: str) -> Iterator[Comment]:
    """`# @package _global_` at the top: where Hydra puts the document."""
    found = _PACKAGE.match(text)
    if found is not None:
        line = text.count("\n", 0, found.start(1)) + 1
        yield Comment("package", found[1], Span(line))


def _broken(text: str, error: yaml.YAMLError) -> Unread:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 0
    reason = "template" if _TEMPLATE.search(text) else "syntax"
    detail = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    return unread(Kind.YAML, reason, detail, text, line)


class _Walk:
    """Turns the nodes of one document into rows."""

    def __init__(self, rows: ConfigRows, text: str, document: int) -> None:
        self._rows = rows
        self._text = text
        self._document = document
        self._paths: dict[int, str] = {}  #: of nodes, for aliases

    def root(self, node: Node) -> None:
        """Rows of a whole document."""
        self._below("", node)

    def _below(self, path: str, node: Node) -> None:
        self._paths[id(node)] = path
        if isinstance(node, Mapping):
            self._mapping(path, node)
        elif isinstance(node, Sequence):
            self._members(path, node)

    def _mapping(self, path: str, mapping: Mapping) -> None:
        seen: dict[object, tuple[Span, Node]] = {}
        for key, value in mapping.pairs:
            name = self._name(key)
            inner = child(path, name)
            key_id = identity(key)
            if key_id in seen and name != _MERGE:
                first, before = seen[key_id]
                self._rows.duplicate(inner, key.at, first, same(before, value))
            seen[key_id] = (key.at, value)
            self._value(inner, key.at, value)

    def _members(self, path: str, sequence: Sequence) -> None:
        for number, item in enumerate(sequence.items):
            inner = f"{path}[{number}]"
            if isinstance(item, Scalar | Alias) or self._is_template(item):
                if number < MOST_MEMBERS:
                    self._value(inner, item.at, item)
            elif shown_tag(item.tag):
                self._value(inner, item.at, item)
            else:
                self._below(inner, item)

    def _value(self, path: str, at: Span, node: Node) -> None:
        add, document = self._rows.add, self._document
        if isinstance(node, Alias):
            self._alias(path, at, node)
        elif isinstance(node, Scalar):
            self._paths[id(node)] = path
            add(path, at, "scalar", value_of(node), document)
        elif isinstance(node, Mapping) and self._is_template(node):
            add(path, at, "scalar", self._text[node.start : node.end], document)
        else:
            kind = "mapping" if isinstance(node, Mapping) else "sequence"
            add(path, at, kind, shown_tag(node.tag), document)
            self._below(path, node)

    def _alias(self, path: str, at: Span, alias: Alias) -> None:
        target = alias.target
        if isinstance(target, Scalar):
            self._rows.add(path, at, "scalar", value_of(target), self._document)
            return
        kind = "sequence" if isinstance(target, Sequence) else "mapping"
        known = self._paths.get(id(target)) or alias.name
        self._rows.add(path, at, kind, f"*{known}", self._document)

    def _name(self, key: Node) -> str:
        if isinstance(key, Alias) and isinstance(key.target, Scalar):
            key = key.target
        if isinstance(key, Scalar):
            return key.text
        if isinstance(key, Mapping) and key.flow:
            return self._text[key.start : key.end][:100]
        return "?"

    def _is_template(self, node: Node) -> bool:
        """`{{ x }}` without quotes: to YAML a mapping whose key is a mapping."""
        return (
            isinstance(node, Mapping)
            and node.flow
            and self._text.startswith("{{", node.start)
            and len(node.pairs) == 1
        )
