"""What expressions are made from, at one point of one scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from debtscan.facts import (
    Assignment,
    Collection,
    FileFacts,
    Item,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Span,
    Table,
    Value,
)
from debtscan.project.dataflow.calling import Calling
from debtscan.project.dataflow.meanings import ABOUT, SAME, is_comparison
from debtscan.project.dataflow.nodes import Node, joined
from debtscan.project.dataflow.picking import Picking
from debtscan.project.dataflow.sinks import Sink

if TYPE_CHECKING:
    from debtscan.project.dataflow.reading import Beyond

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_DEPTH = 40  #: nested expressions followed at most


class Evaluation:
    """The names of one scope and what they hold now. None stands for constants."""

    def __init__(self, file: FileFacts, scope: int, beyond: Beyond) -> None:
        self.file, self.scope, self.beyond = file, scope, beyond
        self.held: dict[str, Node] = {}
        self.sinks: list[Sink] = []
        self.at = Span(1)  #: the statement that is read
        self._results: dict[int, Node | None] = {}
        self._undo: list[dict[str, Node | None]] = []
        self._depth = 0
        self._calling = Calling(self)
        self._picking = Picking(self)
        self._take_parameters()

    def _take_parameters(self) -> None:
        if not self.scope:
            return
        definition = self.file.definitions[self.scope - 1]
        for one in definition.parameters:
            if one.name not in ("self", "cls"):
                at = Span(definition.at.line, definition.at.column)
                self.held[one.name] = Node("parameter", one.name, self.file, at)

    # -- names -------------------------------------------------------------------------------

    def put(self, name: str, node: Node | None) -> None:
        """Bind a name; what its old object had as attributes is gone."""
        self._note(name)
        if node is None:
            self.held.pop(name, None)
        else:
            self.held[name] = node

    def _note(self, name: str) -> None:
        if self._undo:
            self._undo[-1].setdefault(name, self.held.get(name))

    def begin(self) -> None:
        """From here on remember what to undo."""
        self._undo.append({})

    def undo(self) -> dict[str, Node | None]:
        """Back to `begin`; returns what was bound in between."""
        old = self._undo.pop()
        new = {name: self.held.get(name) for name in old}
        for name, node in old.items():
            if node is None:
                self.held.pop(name, None)
            else:
                self.held[name] = node
        return new

    def merge(
        self, at: Span, first: dict[str, Node | None], second: dict[str, Node | None]
    ) -> None:
        """Either of two arms ran."""
        for name in {**first, **second}:
            before = self.held.get(name)
            both = (first.get(name, before), second.get(name, before))
            self.put(name, joined(self.file, at, both))

    def assign(self, one: Assignment) -> None:
        """One binding; a subscript or an operator leaves the old rows in it."""
        self.at = one.at
        name, value = one.target.removesuffix("[]"), self.of(one.value)
        if one.how == "except":
            return
        if name != one.target:
            self.changed(name, value, one.at)
        elif one.how == "for":
            self.put(name, value)
        elif one.how == "=" or one.how[0] == ":":
            self._bind(name, value, one)
        else:
            self.changed(name, value, one.at)

    def _bind(self, name: str, value: Node | None, one: Assignment) -> None:
        head = name.rpartition(".")[0]
        owner = self.held.get(head) if head and head != "self" else None
        if owner is not None and owner.kind not in ("object", "parameter"):
            self.changed(head, value, one.at)
            return
        self.put(name, value)

    def changed(self, name: str, value: Node | None, at: Span) -> None:
        """`x[...] = v`, `x += v`: the same rows with something new."""
        root = name
        while "." in root and root.rpartition(".")[2] in SAME:
            root = root.rpartition(".")[0]
        before = self.named(root)
        if before is None and value is None:
            return
        given = tuple(one for one in (before, value) if one is not None)
        fields = {**before.fields} if before is not None and before.fields else None
        self.put(root, Node("step", "assignment", self.file, at, given, fields=fields))

    def named(self, name: str) -> Node | None:
        """What a dotted name holds; attributes of data are the data or say something of it."""
        found = self.held.get(name)
        if found is not None:
            return found
        head, _, last = name.rpartition(".")
        if not head:
            return self._outer(name)
        if head in ("self", "cls"):
            return Node("attribute", last, self.file, self.at) if self.scope else None
        owner = self.named(head)
        return self.member(owner, last) if owner is not None else None

    def _outer(self, name: str) -> Node | None:
        if self.scope and self.beyond.is_global(self.file.path, name):
            return Node("global", name, self.file, self.at)
        return None

    def member(self, owner: Node, name: str) -> Node | None:
        """`owner.name`."""
        if owner.fields and name in owner.fields:
            return owner.fields[name]
        if name in SAME:
            return owner
        if name in ABOUT:
            return None
        if owner.kind in ("object", "fitted"):
            return Node("lost", f"attribute `{name}` of an object", self.file, self.at, by=(owner,))
        return Node("columns", name, self.file, self.at, (owner,))

    # -- values ------------------------------------------------------------------------------

    def of(self, value: Value | None) -> Node | None:
        """What an expression is made from, here and now."""
        if value is None or self._depth > _DEPTH:
            return None
        self._depth += 1
        try:
            return self._of(value)
        finally:
            self._depth -= 1

    def _of(self, value: Value) -> Node | None:
        match value:
            case Literal():
                return None
            case Reference(name=name):
                return self.named(name)
            case Result(call=index):
                return self.call(index)
            case Item(of=of, key=key):
                return self._picking.item(self.of(of), key, of)
            case Member(of=of, name=name):
                owner = self.of(of)
                return self.member(owner, name) if owner is not None else None
            case Collection(items=items):
                return self._gathered("tuple", dict(enumerate(self.of(one) for one in items)))
            case Table(keys=keys, values=values):
                return self._gathered("table", self._entries(keys, values))
            case Operation(operator=operator, operands=operands):
                return self._operation(operator, operands, value)
        return None

    def _entries(
        self, keys: Sequence[Value], values: Sequence[Value]
    ) -> dict[int | str, Node | None]:
        found: dict[int | str, Node | None] = {}
        for number, (key, value) in enumerate(zip(keys, values, strict=False)):
            name = key.value if isinstance(key, Literal) else number
            found[name if isinstance(name, str) else number] = self.of(value)
        return found

    def _gathered(self, name: str, fields: dict[int | str, Node | None]) -> Node | None:
        parents = tuple(one for one in fields.values() if one is not None)
        if not parents:
            return None
        return Node("together", name, self.file, self.at, parents, fields=fields)

    def _operation(self, operator: str, operands: Sequence[Value], value: Operation) -> Node | None:
        if operator == "slice":
            return self._picking.sliced(self.of(operands[0]), operands[1], operands[2])
        nodes = [self.of(one) for one in operands]
        if operator == "if":
            return joined(self.file, self.at, nodes[1:])
        if operator in ("or", "and"):
            return joined(self.file, self.at, nodes)
        given = tuple(one for one in nodes if one is not None)
        if not given:
            return None
        if is_comparison(operator):
            self._compared(operator, operands, nodes)
        by = tuple(one for one in given if one.kind == "statistic")
        rows = tuple(one for one in given if one.kind != "statistic")
        return Node("step", operator, self.file, self.at, rows, by)

    def _compared(
        self, operator: str, operands: Sequence[Value], nodes: Sequence[Node | None]
    ) -> None:
        if len(operands) != 2 or self.at is None:
            return
        for here, there in ((0, 1), (1, 0)):
            node = nodes[here]
            if node is not None and _may_be_score(node) and _is_limit(nodes[there]):
                event = (self.file.path, -self.at.line)
                self.sinks.append(
                    Sink(
                        "threshold", event, self.file.locate(self.at), node,
                        name=_TURNED[operator] if here else operator,
                        limit=operands[there], scope=self.scope, line=self.at.line,
                    )
                )  # fmt: skip
                return

    def call(self, index: int) -> Node | None:
        """What a call gives, evaluated once."""
        if index not in self._results:
            self._results[index] = None  # a call that is its own argument ends here
            before, self.at = self.at, self.file.calls[index].at
            self._results[index] = self._calling.result(index)
            self.at = before
        return self._results[index]


def _is_limit(node: Node | None) -> bool:
    """A constant, something computed from all values, or what may hold a constant: a parameter
    or attribute as it stands."""
    if node is None or node.kind == "statistic":
        return True
    return node.is_open and not node.parents


def _may_be_score(node: Node) -> bool:
    return node.is_open or node.is_scored
