"""Flows of all functions, each read when first asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from debtscan.facts import Value
from debtscan.project.dataflow.calling import NOT_HERE
from debtscan.project.dataflow.evaluation import Evaluation
from debtscan.project.dataflow.events import Event, events_by_scope
from debtscan.project.dataflow.interest import Interest
from debtscan.project.dataflow.lifting import Lifting, is_open
from debtscan.project.dataflow.nodes import Node, joined
from debtscan.project.dataflow.reading import ScopeReader
from debtscan.project.dataflow.sinks import Flow
from debtscan.project.names.arguments import constructor, receiving_parameter
from debtscan.project.names.bindings import class_of, methods
from debtscan.project.names.calls import Calls
from debtscan.project.names.memory import Memory
from debtscan.project.names.symbols import Symbol

_NOTHING = Flow()
_MOST_SINKS = 40  #: of a called function, shown to its callers


class DataFlow:
    """What reaches the sinks of a function or of the top level of a file."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._memory = Memory(deepest=25, most=4000)
        self._events: dict[str, Mapping[int, Sequence[Event]]] = {}
        self._closed: dict[tuple[str, int], Flow] = {}

    @cached_property
    def interest(self) -> Interest:
        """Which scopes hold a sink, or call a function that does."""
        return Interest(self._calls.files)

    @cached_property
    def all(self) -> tuple[tuple[str, int, Flow], ...]:
        """(path, scope, flow) of every scope with sinks, by path and scope."""
        return tuple(self._with_sinks(self.interest.scopes))

    @cached_property
    def learning(self) -> tuple[tuple[str, int, Flow], ...]:
        """Those of scopes that fit, split or transform, or call what does."""
        return tuple(self._with_sinks(self.interest.learning))

    def _with_sinks(self, scopes: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, Flow]]:
        found = ((path, scope, self.of(path, scope)) for path, scope in scopes)
        return (one for one in found if one[2].sinks)

    def of(self, path: str, scope: int = 0) -> Flow:
        """What stands in `self.x` is looked up in the other methods of the class, module-level
        variables at the end of their module; parameters stay (callers see the sinks too)."""
        key = (path, scope)
        if key not in self._closed:
            self._closed[key] = self._close(path, scope)
        return self._closed[key]

    def _close(self, path: str, scope: int) -> Flow:
        if not self.interest.has(path, scope):
            return _NOTHING
        flow = self.summary(path, scope)
        if not any(is_open(one) for one in flow.sinks):
            return flow
        lifting = Lifting(lambda node: self._looked_up(node, path, scope))
        sinks = tuple(lifting.sink(one, None) for one in flow.sinks)
        return Flow(sinks, lifting.node(flow.returned), flow.held)

    def _looked_up(self, node: Node, path: str, scope: int) -> Node | None:
        if node.file.path != path or node.kind == "parameter":
            return node
        if node.kind == "global":
            return self.summary(path, 0).held.get(node.name, node) if scope else node
        return self._attribute(node, path, class_of(node.file, scope))

    def _attribute(self, node: Node, path: str, owner: int) -> Node:
        """What the methods of a class leave in an attribute."""
        if not owner:
            return node
        nothing: tuple[Node | None] = (None,)
        found = self._memory.ask(
            ("attribute", path, owner, node.name),
            lambda: (self._left(node, path, owner),),
            nothing,
        )
        return found[0] or node

    def _left(self, node: Node, path: str, owner: int) -> Node | None:
        name = f"self.{node.name}"
        held = [self.summary(path, method).held.get(name) for method in methods(node.file, owner)]
        found = [one for one in held if one is not None and not _is_itself(one, node)]
        lifting = Lifting(lambda one: self._further(one, node, path, owner))
        return joined(node.file, node.at_span, [lifting.node(one) for one in found])

    def _further(self, one: Node, asked: Node, path: str, owner: int) -> Node | None:
        if one.kind != "attribute" or one.name == asked.name or one.file.path != path:
            return one if one.kind != "attribute" else _left_open(one)
        return self._attribute(one, path, owner)

    def summary(self, path: str, scope: int) -> Flow:
        """One scope alone: parameters, `self.x` and module-level variables stay symbolic."""
        found: Flow = self._memory.ask(
            (path, scope), lambda: self._read(path, scope), _NOTHING, _NOTHING
        )
        return found

    def _read(self, path: str, scope: int) -> Flow:
        file = self._calls.files[path]
        if path not in self._events:
            self._events[path] = events_by_scope(file)
        return ScopeReader(file, scope, self._events[path].get(scope, ()), self).read()

    def is_global(self, path: str, name: str) -> bool:
        """Whether a module-level variable of this name exists."""
        return (0, name) in self._calls.bindings.table(self._calls.files[path])

    # -- calls of the repository -----------------------------------------------------------------

    def called(self, values: Evaluation, index: int) -> Node | None:
        """What a call returns, its sinks and attributes put into `values`; `NOT_HERE` when it
        calls nothing of the repository."""
        target = self._calls.target(values.file.path, index)
        if target is None:
            return NOT_HERE
        function = constructor(self._calls, target)
        if function.is_class:
            return self._bare_object(values, index, function)
        flow = self.summary(function.path, function.scope)
        receiver = self._receiver(values, index, function)
        given = self._given(values, index, function)
        lifting = Lifting(lambda node: _filled(node, values, given, receiver, function))
        self._effects(flow, lifting, values, index, receiver)
        if target.is_class:
            return self._instance(values, index, target, flow, lifting)
        return lifting.node(flow.returned)

    def _bare_object(self, values: Evaluation, index: int, made: Symbol) -> Node:
        at = values.file.calls[index].at
        event = (values.file.path, index)
        return Node("instance", made.name, values.file, at, event=event)

    def _instance(
        self, values: Evaluation, index: int, made: Symbol, flow: Flow, lifting: Lifting
    ) -> Node:
        """A new object; what its constructor left in `self` are its fields."""
        fields: dict[int | str, Node | None] = {
            name[5:]: lifting.node(node)
            for name, node in flow.held.items()
            if name.startswith("self.") and "." not in name[5:]
        }
        at = values.file.calls[index].at
        event = (values.file.path, index)
        return Node("instance", made.name, values.file, at, event=event, fields=fields)

    def _receiver(self, values: Evaluation, index: int, function: Symbol) -> str:
        """What stands before the method: `self`, or the variable that holds the object."""
        head = values.file.calls[index].callee.rpartition(".")[0]
        return head if "." in function.name and head[:1] != "?" else ""

    def _given(self, values: Evaluation, index: int, function: Symbol) -> Mapping[str, Node | None]:
        site = self._calls.site(values.file.path, index)
        pairs: list[tuple[int | str, Value]] = [*enumerate(site.call.arguments)]
        pairs += [(one.name, one.value) for one in site.call.keywords]
        found: dict[str, Node | None] = {}
        for key, value in pairs:
            name = receiving_parameter(function, site, key)
            if name:
                found[name] = values.of(value)
        if site.call.star or site.call.double_star:
            at = site.call.at
            for one in function.definition.parameters:
                found.setdefault(one.name, Node("lost", "spread arguments", values.file, at))
        return found

    def _effects(
        self, flow: Flow, lifting: Lifting, values: Evaluation, index: int, receiver: str
    ) -> None:
        at = values.file.locate(values.file.calls[index].at)
        opened = [one for one in flow.sinks if is_open(one)]
        values.sinks += [replace(lifting.sink(one, at)) for one in opened[:_MOST_SINKS]]
        for name, node in flow.held.items() if receiver else ():
            if name.startswith("self."):
                values.put(f"{receiver}.{name[5:]}", lifting.node(node))


def _filled(
    node: Node,
    values: Evaluation,
    given: Mapping[str, Node | None],
    receiver: str,
    function: Symbol,
) -> Node | None:
    if node.kind == "parameter":
        return given.get(node.name) if node.file.path == function.path else _left_open(node)
    if node.kind == "attribute":
        return values.named(f"{receiver}.{node.name}") if receiver else _left_open(node)
    same = node.file.path == values.file.path
    if same and not values.scope:
        return values.held.get(node.name)
    return node


def _left_open(node: Node) -> Node:
    return Node("lost", f"{node.kind} `{node.name}`", node.file, node.at_span)


def _is_itself(one: Node, asked: Node) -> bool:
    return one.kind == "attribute" and one.name == asked.name
