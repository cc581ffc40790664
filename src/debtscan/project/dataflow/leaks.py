"""What was fitted on rows that are tested on later, and what was fitted again on test rows.

Guards of `detectors.md`, as data: transformers that learn nothing from other rows never count;
a split whose parts nobody is seen to use, tables merged before (train and test of a contest),
rows of an outer training part, cells run in another order are `doubts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.dataflow.calling import makers_of
from debtscan.project.dataflow.meanings import is_chain, is_search, learned
from debtscan.project.dataflow.nodes import Event, Node, ancestors
from debtscan.project.dataflow.sinks import Flow, Sink

_TEST = re.compile(r"(^|[_.a-z]|\b[xyXY])(test|Test|TEST|val|valid|holdout)(?![a-z])")
_TRAIN = re.compile(r"(^|[_.a-z]|\b[xyXY])(train|Train|TRAIN|tr)(?![a-z])")
_USES = frozenset({"fit", "predict", "score"})
_CORE_STEPS = frozenset({"step", "columns", "transformed"})


class Leak(Struct, frozen=True):
    """`kind`: `before-split` (a transformer was fitted on rows that are then divided),
    `statistic` (a mean and the like of such rows was filled in, subtracted or divided by),
    `resampled` (rows were made from all rows, then divided), `again-on-test` (a transformer was
    fitted on training rows and again on test rows), `tested-on-fitted` (a model was fitted on
    all rows and judged on a part of them)."""

    kind: str
    at: Location  #: the fit, or the statistic
    what: str  #: the class that was fitted, "" when not known
    learned: str  #: `statistics`, `codes`, `rows` or "" (a model)
    split: Location | None  #: where the rows are divided
    evidence: tuple[tuple[Location, str], ...]
    doubts: tuple[str, ...]  #: why it may be harmless; a rule that wants to be sure takes none

    @property
    def sure(self) -> bool:
        """Whether no guard speaks against it."""
        return not self.doubts


def used_splits(flows: Iterable[Flow]) -> frozenset[Event]:
    """The splits whose parts something learns from or is judged by, anywhere."""
    sinks = (one for flow in flows for one in flow.sinks if one.kind in _USES)
    every = (one.data for one in sinks if one.data is not None)
    return frozenset(n.event for data in every for n in _followed(data) if n.event and n.part)


def leaks(flow: Flow, file: FileFacts, used: frozenset[Event]) -> tuple[Leak, ...]:
    """All leaks of one scope and what it calls, by place; `used`: see `used_splits`."""
    found: dict[tuple[str, Location, Location | None], Leak] = {}
    for one in _Leaks(flow, file, used).all():
        key = (one.kind, one.at, one.split)
        if key not in found or len(one.doubts) < len(found[key].doubts):
            found[key] = one
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.kind, str(one.split))))


class _Leaks:
    def __init__(self, flow: Flow, file: FileFacts, used: frozenset[Event]) -> None:
        self._flow, self._file, self._used = flow, file, used
        self._reach: dict[Node, tuple[Node, ...]] = {}

    def all(self) -> Iterator[Leak]:
        for sink in self._flow.sinks:
            if sink.data is None:
                continue
            if sink.kind in ("split", "validate") or _searches(sink):
                yield from self._before(sink, sink.data)
            if sink.kind == "transform" and sink.object is not None:
                yield from self._fitted_on_whole(sink, sink.data, sink.object)
            if sink.kind in ("predict", "score") and sink.object is not None:
                yield from self._tested(sink, sink.data, sink.object)
        yield from self._again()

    def _above(self, node: Node) -> tuple[Node, ...]:
        """What a node is made from, as far as nothing is lost."""
        if node not in self._reach:
            self._reach[node] = tuple(_followed(node))
        return self._reach[node]

    # -- fitted, then divided ------------------------------------------------------------------

    def _before(self, split: Sink, data: Node) -> Iterator[Leak]:
        for node in self._above(data):
            if node.kind == "transformed":
                for fitted in _versions(node.by):
                    if self._covers(fitted, node):
                        yield from self._leak(fitted, split.at, split, data)
            elif node.kind == "step":
                yield from self._statistics(node, split, data)

    def _covers(self, fitted: Node, node: Node) -> bool:
        """Whether what was fitted on holds the rows of this node."""
        above = self._above(node)
        cores = [one for data in fitted.by[1:2] for one in _cores(data)]
        return bool(cores) and all(one in above for one in cores)

    def _leak(self, fitted: Node, split: Location, sink: Sink, data: Node) -> Iterator[Leak]:
        for maker in makers_of(fitted):
            kind = _learned(fitted, maker)
            if kind:
                name = "resampled" if kind == "rows" else "before-split"
                told = ((fitted.at, f"`{maker}` is fitted"), (split, "the rows are divided"))
                doubts = self._doubts(sink, fitted, data, kind)
                yield Leak(name, fitted.at, maker, kind, split, told, doubts)

    def _statistics(self, node: Node, split: Sink, data: Node) -> Iterator[Leak]:
        for one in (*node.by, *node.parents):
            if one.kind != "statistic" or one.part == "rowwise":
                continue
            if node.name not in ("fillna", "-", "/", "replace", "where"):
                continue
            above = self._above(node)
            if all(core in above for of in one.by for core in _cores(of)):
                doubts = self._doubts(split, one, data, "")
                used = (one.at, f"`{one.name}` of all rows")
                told = (used, (node.at, f"`{node.name}`"), (split.at, "the rows are divided"))
                yield Leak("statistic", one.at, "", "statistics", split.at, told, doubts)

    # -- fitted on the whole, used on the parts --------------------------------------------------

    def _fitted_on_whole(self, sink: Sink, data: Node, of: Node) -> Iterator[Leak]:
        for part in self._splits(data):
            for fitted in _versions((of,)):
                if self._is_whole(fitted, part):
                    yield from self._leak(fitted, part.at, sink, data)

    def _tested(self, sink: Sink, data: Node, of: Node) -> Iterator[Leak]:
        for part in self._splits(data):
            for fitted in _versions((of,)) if part.part == "test" else ():
                if self._is_whole(fitted, part) and not any(map(learned, makers_of(fitted))):
                    told = ((fitted.at, "it is fitted on all rows"), (part.at, "these are a part"))
                    doubts = self._doubts(sink, fitted, data, "")
                    what = next(iter(makers_of(fitted)), "")
                    yield Leak("tested-on-fitted", sink.at, what, "", part.at, told, doubts)

    def _splits(self, data: Node) -> list[Node]:
        return [one for one in self._above(data) if one.kind == "split" and one.event]

    def _is_whole(self, fitted: Node, part: Node) -> bool:
        """Whether it was fitted on what this part was taken from, undivided."""
        given = fitted.by[1:2]
        if not given or any(one.event == part.event for one in self._above(given[0])):
            return False
        above = {n for parent in part.parents for n in self._above(parent)}
        cores = _cores(given[0])
        return bool(cores) and all(one in above for one in cores)

    # -- fitted again --------------------------------------------------------------------------

    def _again(self) -> Iterator[Leak]:
        fits = [one for one in self._flow.sinks if one.kind == "fit" and _transforms(one)]
        trained = [one for one in fits if self._side(one) == "train"]
        for sink in fits:
            if self._side(sink) == "test":
                for other in sorted(trained, key=lambda one: one.receiver != sink.receiver):
                    if self._same(sink, other):
                        yield self._once_more(sink, other)
                        break

    def _side(self, sink: Sink) -> str:
        parts = self._splits(sink.data) if sink.data is not None else []
        if parts:
            sides = {one.part for one in parts if one.event == parts[0].event}
            return sides.pop() if len(sides) == 1 else ""
        name = sink.written.removeprefix("self.")
        if _TRAIN.search(name):
            return "" if _TEST.search(name) else "train"
        return "test" if _TEST.search(name) else ""

    def _same(self, sink: Sink, other: Sink) -> bool:
        """The same object, or another of its class for the same columns."""
        if sink.scope != other.scope or sink.data is None or other.data is None:
            return False
        if sink.receiver and sink.receiver == other.receiver:
            return True
        return set(makers_of(sink.object)) & set(makers_of(other.object)) != set()

    def _once_more(self, sink: Sink, other: Sink) -> Leak:
        what = next(iter(makers_of(sink.object)), "")
        told = ((other.at, "fitted on training rows"), (sink.at, "fitted again on test rows"))
        parts = self._splits(sink.data) if sink.data is not None else []
        split = parts[0].at if parts else None
        kind = learned(what) if what else ""
        return Leak("again-on-test", sink.at, what, kind, split, told, self._order())

    # -- doubts --------------------------------------------------------------------------------

    def _doubts(self, sink: Sink, origin: Node, data: Node, kind: str) -> tuple[str, ...]:
        found = list(self._order())
        given = origin.by[1:2] if origin.kind == "fitted" else origin.by
        above = [n for one in given for n in ancestors(one)]
        if kind == "codes":
            found.append("it learns names only")
        if any(one.kind == "split" for one in above):
            found.append("the rows are a training part already")
        if any(_is_merged(one) for one in above):
            found.append("tables were merged before")
        if any(one.kind == "lost" for one in above):
            found.append("where the rows come from is not known")
        if sink.kind == "validate" or _searches(sink):
            found.append("only cross-validation divides the rows")
        if sink.kind == "split" and sink.event not in self._used:
            found.append("nothing is seen to learn from the parts")
        return tuple(found)

    def _order(self) -> tuple[str, ...]:
        return ("the cells were run in another order",) if out_of_order(self._file) else ()


def out_of_order(file: FileFacts) -> bool:
    """Whether a notebook's execution counts do not follow its cells."""
    counts = [one.executed for one in file.cells if one.executed is not None]
    return counts != sorted(counts)


def _followed(start: Node) -> Iterator[Node]:
    seen = {start}
    waiting = [start]
    for one in waiting:
        if one.kind == "lost":
            continue
        yield one
        for parent in one.parents:
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)


def _cores(node: Node) -> tuple[Node, ...]:
    """The steps that decided which rows there are, nearest first; () when lost."""
    while node.kind in _CORE_STEPS and node.parents:
        node = node.parents[0]
    if node.kind == "either":
        return tuple(core for one in node.parents for core in _cores(one))
    return () if node.kind in ("lost", "made", "statistic", "object") else (node,)


def _versions(nodes: Iterable[Node]) -> Iterator[Node]:
    """What the object may last have been fitted on."""
    for node in nodes:
        if node.kind == "fitted":
            yield node
        elif node.kind == "either":
            yield from _versions(node.parents)


def _learned(fitted: Node, maker: str) -> str:
    if not is_chain(maker):
        return learned(maker)
    made = fitted.by[0]
    kinds = {learned(inner.name) for inner in made.by if inner.kind == "object"}
    return next((one for one in ("rows", "statistics", "codes") if one in kinds), "")


def _transforms(sink: Sink) -> bool:
    makers = makers_of(sink.object)
    if makers:
        return all(learned(one) or is_chain(one) for one in makers)
    return sink.name.endswith("fit_transform")


def _searches(sink: Sink) -> bool:
    return sink.kind == "fit" and any(map(is_search, makers_of(sink.object)))


def _is_merged(node: Node) -> bool:
    if node.kind != "together" or node.name in ("tuple", "table", "merge", "join"):
        return False
    return node.name.rpartition(".")[2] in ("concat", "append", "vstack", "concatenate")
