"""Parts of things: items, columns, slices, and the parts a split makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtscan.facts import Collection, Item, Literal, Operation, Reference, Unknown, Value
from debtscan.project.dataflow.nodes import Node, joined
from debtscan.project.dataflow.sinks import Sink

if TYPE_CHECKING:
    from debtscan.project.dataflow.evaluation import Evaluation

_PARTS = ("train", "test")


class Picking:
    """Belongs to one evaluation."""

    def __init__(self, values: Evaluation) -> None:
        self._values = values
        self._slices: dict[tuple[Node, Value], list[tuple[str, Node]]] = {}

    def item(self, base: Node | None, key: Value, of: Value) -> Node | None:
        """`base[key]`."""
        if base is None:
            return None
        if base.kind == "folds":
            return self._fold(base)
        if base.fields is not None:
            return self._field(base, key)
        if isinstance(key, Literal) and isinstance(key.value, str):
            return self._made("columns", key.value, base)
        if isinstance(key, Collection) and key.items and not _first_slice(key):
            return self._many(base, key)
        slice_ = key.items[0] if isinstance(key, Collection) and key.items else key
        if isinstance(slice_, Operation) and slice_.operator == "slice":
            bounds = slice_.operands[-3:]
            return self.sliced(base, bounds[0], bounds[1])
        if isinstance(slice_, Unknown):
            return self._made("step", "item", base)
        return self._chosen(base, slice_)

    def _field(self, base: Node, key: Value) -> Node | None:
        fields = base.fields or {}
        if isinstance(key, Literal) and not isinstance(key.value, float | bool | None):
            place = key.value
            if isinstance(place, int) and place < 0:
                place += len(fields)
            if place in fields:
                return fields[place]
            if base.kind == "together":
                return None
        if base.kind == "enumerated":
            return base
        return joined(self._values.file, self._values.at, fields.values())

    def _fold(self, base: Node) -> Node:
        """One pair of row indices of `KFold(...).split(X)`."""
        fields: dict[int | str, Node | None] = {}
        for place, part in enumerate(_PARTS):
            fields[place] = Node(
                "rows", base.name, self._values.file, base.at_span, base.parents,
                event=base.event, part=part,
            )  # fmt: skip
        return Node("pair", base.name, self._values.file, base.at_span, fields=fields)

    def _many(self, base: Node, key: Collection) -> Node:
        names = [one.value for one in key.items if isinstance(one, Literal)]
        if names and all(isinstance(one, str) for one in names):
            return self._made("columns", ", ".join(map(str, names)), base)
        rows = self._values.of(key.items[0])
        return self._picked(base, rows) if rows is not None else self._made("step", "item", base)

    def _chosen(self, base: Node, key: Value) -> Node:
        rows = self._values.of(key)
        if rows is not None:
            return self._picked(base, rows)
        kind = "columns" if isinstance(key, Reference) else "step"
        name = key.name if isinstance(key, Reference) else "item"
        return self._made(kind, name, base)

    def _picked(self, base: Node, rows: Node) -> Node:
        if rows.kind == "rows":
            return Node(
                "split", rows.name, self._values.file, self._values.at, (base,),
                event=rows.event, part=rows.part,
            )  # fmt: skip
        return Node("filter", "", self._values.file, self._values.at, (base,), (rows,))

    def sliced(self, base: Node | None, lower: Value, upper: Value) -> Node | None:
        """`base[lower:upper]`; with its complement it divides the base."""
        if base is None or (_is_open(lower) and _is_open(upper)):
            return base
        node = self._made("slice", "", base)
        if _is_open(lower) != _is_open(upper):
            self._pair(base, node, upper if _is_open(lower) else lower, is_head=_is_open(lower))
        return node

    def _pair(self, base: Node, node: Node, bound: Value, *, is_head: bool) -> None:
        found = self._slices.setdefault((base, bound), [])
        side = _PARTS[0] if is_head else _PARTS[1]
        found.append((side, node))
        if len({side for side, _ in found}) < 2:
            return
        first = found[0][1]
        event = (self._values.file.path, -first.at_span.line)
        if first.kind == "slice":
            self._values.sinks.append(
                Sink("split", event, first.at, base, name="slices", scope=self._values.scope)
            )
        for part, one in found:
            one.kind, one.name, one.part, one.event = "split", "slices", part, event

    def _made(self, kind: str, name: str, base: Node) -> Node:
        return Node(kind, name, self._values.file, self._values.at, (base,))


def _first_slice(key: Collection) -> bool:
    first = key.items[0]
    return isinstance(first, Operation) and first.operator == "slice"


def _is_open(bound: Value) -> bool:
    return isinstance(bound, Literal) and bound.value is None


def base_of(value: Value) -> Value:
    """What an item is taken of."""
    while isinstance(value, Item):
        value = value.of
    return value
