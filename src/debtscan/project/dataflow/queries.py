"""The named questions of rules, over the whole repository."""

from __future__ import annotations

from functools import cached_property

from debtscan.facts import Value
from debtscan.model import Location
from debtscan.project.dataflow.dataflow import DataFlow
from debtscan.project.dataflow.leaks import Leak, leaks, used_splits
from debtscan.project.dataflow.nodes import Node
from debtscan.project.dataflow.sinks import Flow
from debtscan.project.dataflow.thresholds import Threshold, thresholds
from debtscan.project.names.calls import Calls
from debtscan.project.values.values import Values


class DataFlows:
    """`of` for one scope; leaks and thresholds of all, each place once."""

    def __init__(self, calls: Calls, values: Values) -> None:
        self._calls, self._values = calls, values
        self._flows = DataFlow(calls)

    def of(self, path: str, scope: int = 0) -> Flow:
        """What reaches the sinks of a function, or of the top level of a file (0)."""
        return self._flows.of(path, scope)

    @property
    def all(self) -> tuple[tuple[str, int, Flow], ...]:
        """(path, scope, flow) of every scope with sinks, by path and scope."""
        return self._flows.all

    def artifact(self, node: Node) -> str | None:
        """The file a step of kind `read` reads, as a pattern; None when it cannot be told."""
        key: Value | None = node.key
        if node.kind != "read" or key is None:
            return None
        scope = next((one.scope for one in node.file.calls if one.at == node.at_span), 0)
        return self._values.pattern(node.file, key, scope)

    @cached_property
    def leaks(self) -> tuple[Leak, ...]:
        """What was fitted before the split, or again on test rows; by place. Seen from several
        callers, the way with the fewest doubts is kept."""
        found: dict[tuple[str, Location], Leak] = {}
        learning = self._flows.learning
        used = used_splits(flow for *_, flow in learning)
        for path, _, flow in learning:
            for one in leaks(flow, self._calls.files[path], used):
                known = found.get((one.kind, one.at))
                if known is None or len(one.doubts) < len(known.doubts):
                    found[one.kind, one.at] = one
        return tuple(found[key] for key in sorted(found, key=lambda key: (key[1], key[0])))

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """Where a score is cut, by place; a cut whose number is known first."""
        found: dict[Location, Threshold] = {}
        for path, _, flow in self.all:
            for one in thresholds(flow, self._calls.files[path], self._calls.bindings):
                known = found.get(one.at)
                if known is None or (known.origin == "unknown" and one.origin != "unknown"):
                    found[one.at] = one
        return tuple(found[at] for at in sorted(found))
