"""Reachability from many starts in one pass: strongly connected components and bit sets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


class Reached(Generic[Node]):
    """Which of the wanted nodes, and of the nodes set apart, each visited node reaches."""

    def __init__(self, masks: dict[Node, int], bits: tuple[Node, ...], wanted: int) -> None:
        self._masks = masks
        self._bits = bits
        self._wanted = wanted

    def wanted(self, starts: Iterable[Node]) -> tuple[Node, ...]:
        """Wanted nodes that any of the starts reaches without passing a node set apart."""
        return tuple(self._nodes(starts, (1 << self._wanted) - 1, 0))

    def apart(self, starts: Iterable[Node]) -> tuple[Node, ...]:
        """The nodes set apart where the ways from these starts end."""
        return tuple(self._nodes(starts, -1, self._wanted))

    def _nodes(self, starts: Iterable[Node], keep: int, shift: int) -> Iterator[Node]:
        mask = 0
        for start in starts:
            mask |= self._masks.get(start, 0)
        mask = (mask & keep) >> shift
        while mask:
            lowest = mask & -mask
            yield self._bits[shift + lowest.bit_length() - 1]
            mask ^= lowest


def reached(
    following: Callable[[Node], tuple[Node, ...]],
    wanted: Collection[Node],
    starts: Iterable[Node],
    apart: Collection[Node] = (),
) -> Reached[Node]:
    """Every node that can be reached is visited once, whatever the number of starts.

    A node that is `apart` ends a way, unless the way starts there.
    """
    bits = (*dict.fromkeys(wanted), *dict.fromkeys(apart))
    count = len(bits) - len(dict.fromkeys(apart))
    search = _Components(following, bits, count)
    for start in starts:
        search.visit(start)
    return Reached(search.masks, bits, count)


class _Components(Generic[Node]):
    """Tarjan's algorithm without recursion; a component's members share one mask."""

    def __init__(
        self, following: Callable[[Node], tuple[Node, ...]], bits: tuple[Node, ...], count: int
    ) -> None:
        self._following = following
        self._own = {node: 1 << place for place, node in enumerate(bits[:count])}
        self._ends = {node: 1 << (count + place) for place, node in enumerate(bits[count:])}
        self.masks: dict[Node, int] = {}
        self._low: dict[Node, int] = {}
        self._mask: dict[Node, int] = {}
        self._stack: list[Node] = []
        self._work: list[tuple[Node, int, Iterator[Node]]] = []

    def visit(self, start: Node) -> None:
        if start in self.masks:
            return
        self._enter(start)
        while self._work:
            node, order, rest = self._work[-1]
            for one in rest:
                if one in self._ends:
                    self._mask[node] |= self._ends[one]
                elif one in self.masks:
                    self._mask[node] |= self.masks[one]
                elif one in self._low:
                    self._low[node] = min(self._low[node], self._low[one])
                else:
                    self._enter(one)
                    break
            else:
                self._leave(node, order)

    def _enter(self, node: Node) -> None:
        order = len(self._low)
        self._low[node] = order
        self._mask[node] = self._own.get(node, 0)
        self._stack.append(node)
        self._work.append((node, order, iter(self._following(node))))

    def _leave(self, node: Node, order: int) -> None:
        self._work.pop()
        if self._low[node] == order:
            self._close(node)
        if self._work:
            above = self._work[-1][0]
            self._mask[above] |= self.masks.get(node, self._mask.get(node, 0))
            if node not in self.masks:
                self._low[above] = min(self._low[above], self._low[node])

    def _close(self, root: Node) -> None:
        members = [self._stack.pop()]
        while members[-1] != root:
            members.append(self._stack.pop())
        mask = 0
        for one in members:
            mask |= self._mask.pop(one)
        self.masks.update(dict.fromkeys(members, mask))
