"""One scope, read once in source order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from debtscan.facts import (
    Assignment,
    Branch,
    Call,
    Collection,
    FileFacts,
    Item,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Return,
    Value,
)
from debtscan.project.dataflow.events import Event
from debtscan.project.dataflow.meanings import SAVES, is_learner, is_read, kind_of
from debtscan.project.dataflow.sinks import Flow, Sink, Source

Sources = frozenset[Source]
_NOTHING: Sources = frozenset()
_DEPTH = 40  #: nested expressions followed at most

#: what a call of the repository returns: (call, its arguments' sources) -> sources
Returned = Callable[[int, "ScopeReader"], Sources]


class ScopeReader:
    """What each name holds while the statements of one scope are read."""

    def __init__(
        self, file: FileFacts, scope: int, events: Sequence[Event], returned: Returned
    ) -> None:
        self.file, self.scope, self.returned = file, scope, returned
        self.events = events
        self.held: dict[str, Sources] = {}
        self.makers: dict[str, str] = {}
        self.results: dict[int, Sources] = {}
        self.sinks: list[Sink] = []
        self.depth = 0

    def read(self) -> Flow:
        """The sinks in source order, and what is returned."""
        self._take_parameters()
        returned: Sources = _NOTHING
        for index, event in self.events:
            if isinstance(event, Assignment):
                self._assign(event)
            elif isinstance(event, Return):
                returned |= self.of(event.value)
            elif isinstance(event, Call):
                self._call(index)
            else:
                self._decide(index, event)
        sinks = sorted(self.sinks, key=lambda one: (one.at.cell, one.at.line, one.at.column))
        return Flow(tuple(sinks), ordered(returned))

    def _take_parameters(self) -> None:
        if not self.scope:
            return
        definition = self.file.definitions[self.scope - 1]
        for one in definition.parameters:
            source = Source("parameter", one.name, self.file.locate(definition.at))
            self.held[one.name] = frozenset({source})

    def _assign(self, one: Assignment) -> None:
        name, value = one.target.removesuffix("[]"), self.of(one.value)
        if name != one.target or one.how not in ("=", ":") or self._is_conditional(one):
            value |= self.held.get(name, _NOTHING)
        self.held[name] = value
        if name == one.target:
            self.makers[name] = self._maker(one.value)

    def _is_conditional(self, one: Assignment) -> bool:
        line = one.at.line
        return any(
            block is not None and block.line <= line <= block.end_line
            for _, branch in self.events
            if isinstance(branch, Branch)
            for block in (branch.body, branch.orelse)
        )

    def _maker(self, value: Value) -> str:
        if isinstance(value, Reference):
            return self.makers.get(value.name, "")
        return self.file.calls[value.call].callee if isinstance(value, Result) else ""

    def _decide(self, index: int, one: Branch) -> None:
        sources = self.of(one.test)
        if sources and one.kind in ("if", "elif"):
            at = self.file.locate(one.at)
            self.sinks.append(Sink("decision", index, at, "", ordered(sources)))

    def of(self, value: Value) -> Sources:
        """What an expression is made from, here and now."""
        if self.depth > _DEPTH:
            return _NOTHING
        self.depth += 1
        try:
            return self._of(value)
        finally:
            self.depth -= 1

    def _of(self, value: Value) -> Sources:
        if isinstance(value, Reference):
            return self._named(value.name)
        if isinstance(value, Result):
            return self._call(value.call)
        if isinstance(value, Item):
            return self._item(value)
        if isinstance(value, Member):
            return self.of(value.of)
        parts = value.items if isinstance(value, Collection) else ()
        parts = value.operands if isinstance(value, Operation) else parts
        return frozenset().union(*map(self.of, parts))

    def _named(self, name: str) -> Sources:
        while name and name not in self.held:
            name = name.rpartition(".")[0]
        return self.held.get(name, _NOTHING)

    def _item(self, value: Item) -> Sources:
        found = self.of(value.of)
        if isinstance(value.of, Result) and isinstance(value.key, Literal):
            wanted = "split-test" if value.key.value in (1, 3, 5) else "split-train"
            chosen = frozenset(one for one in found if one.kind == wanted)
            return chosen or found
        return found

    def _call(self, index: int) -> Sources:
        if index not in self.results:
            self.results[index] = _NOTHING  # a call that is its own argument ends here
            self.results[index] = self._evaluated(index)
        return self.results[index]

    def _evaluated(self, index: int) -> Sources:
        call = self.file.calls[index]
        head = call.callee.rpartition(".")[0]
        maker = self.makers.get(head, "") or (self._maker(call.receiver) if call.receiver else "")
        kind = kind_of(call.callee, maker)
        before = self.of(call.receiver) if call.receiver else self._named(head)
        given = self.given(call)
        if kind:
            reaching = self._reaching(call, kind, before, given)
            at = self.file.locate(call.at)
            self.sinks.append(Sink(kind, index, at, head.lstrip("?"), ordered(reaching)))
        return self._outcome(index, kind, before, given)

    def given(self, call: Call) -> Sources:
        """What all arguments are made from."""
        values = (*call.arguments, *(one.value for one in call.keywords))
        return frozenset().union(*map(self.of, values))

    def _reaching(self, call: Call, kind: str, before: Sources, given: Sources) -> Sources:
        if kind != "save":
            return given
        if call.callee not in SAVES:
            return before
        place = SAVES[call.callee]
        return self.of(call.arguments[place]) if place < len(call.arguments) else given

    def _outcome(self, index: int, kind: str, before: Sources, given: Sources) -> Sources:
        call = self.file.calls[index]
        if kind == "split":
            return self._made(call, "split-train") | self._made(call, "split-test")
        if kind == "predict":
            return self._made(call, "prediction")
        if kind == "transform" or call.callee.endswith(".fit_transform"):
            self._fitted(call, kind)
            return given | self._made(call, "transformed")
        if kind == "fit":
            return self._fitted(call, kind)
        if kind or is_learner(call.callee):
            return _NOTHING
        if is_read(call.callee):
            return self._made(call, "read")
        return before | self.returned(index, self)

    def _fitted(self, call: Call, kind: str) -> Sources:
        made = self._made(call, "fitted")
        head = call.callee.rpartition(".")[0]
        if kind == "fit" and head in self.makers:
            self.held[head] = made
        return made

    def _made(self, call: Call, kind: str) -> Sources:
        return frozenset({Source(kind, call.callee, self.file.locate(call.at))})


def ordered(sources: Sources) -> tuple[Source, ...]:
    """By place, kind and name."""
    return tuple(
        sorted(
            sources, key=lambda s: (s.at.path, s.at.cell, s.at.line, s.at.column, s.kind, s.name)
        )
    )
