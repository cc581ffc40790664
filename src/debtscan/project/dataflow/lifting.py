"""A called function's steps, seen from the call: what was handed in stands for its parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from debtscan.model import Location
from debtscan.project.dataflow.nodes import SYMBOLIC, Node, inputs
from debtscan.project.dataflow.sinks import Sink

_MOST = 150  #: nodes copied for one call

#: what stands for a symbolic node; None: a constant
Filling = Callable[[Node], Node | None]


class Lifting:
    """One set of fillings, applied to many nodes."""

    def __init__(self, fill: Filling) -> None:
        self._fill = fill
        self._known: dict[Node, Node | None] = {}

    def node(self, start: Node | None) -> Node | None:
        """The same steps over what is filled in; shared where nothing changes."""
        if start is None or not start.is_open:
            return start
        waiting = [start]
        while waiting:
            one = waiting[-1]
            missing = [i for i in inputs(one) if i.is_open and i not in self._known]
            if one in self._known:
                waiting.pop()
            elif missing and one.kind not in SYMBOLIC:
                waiting += missing
            else:
                waiting.pop()
                self._known[one] = self._copy(one)
        return self._known[start]

    def _copy(self, one: Node) -> Node | None:
        if one.kind in SYMBOLIC:
            return self._fill(one)
        if len(self._known) > _MOST:
            return Node("lost", "too long a way", one.file, one.at_span)
        fields = None
        if one.fields is not None:
            fields = {key: self._of(node) for key, node in one.fields.items()}
        return Node(
            one.kind, one.name, one.file, one.at_span,
            self._all(one.parents), self._all(one.by),
            event=one.event, part=one.part, fields=fields, key=one.key,
        )  # fmt: skip

    def _all(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        found = (self._of(one) for one in nodes)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _of(self, node: Node | None) -> Node | None:
        return self._known[node] if node is not None and node.is_open else node

    def sink(self, one: Sink, via: Location | None) -> Sink:
        """The sink with what arrives there on this way."""
        data, of = self.node(one.data), self.node(one.object)
        return replace(one, data=data, object=of, via=via or one.via)


def is_open(sink: Sink) -> bool:
    """Whether what arrives depends on who calls."""
    return any(one is not None and one.is_open for one in (sink.data, sink.object))
