"""What the classes of one file bind: `self.x = ...` in methods, `x = ...` in the class body,
and what containers are given later: `self.layers.append(...)`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from debtscan.facts import Assignment, FileFacts, Value
from debtscan.project.names.bindings import Bindings, class_of

_ADDING = {"append": 0, "add": 0, "appendleft": 0, "insert": 1, "add_module": 1, "extend": 0}
_Bound = Mapping[tuple[int, str], Sequence[Assignment]]
_Added = Mapping[tuple[int, str], Sequence[tuple[Value, int]]]


class ClassAttributes:
    """One table per file, made when first asked."""

    def __init__(self, bindings: Bindings) -> None:
        self._bindings = bindings
        self._bound: dict[str, _Bound] = {}
        self._added: dict[str, _Added] = {}

    def bound(self, file: FileFacts, owner: int, name: str) -> Sequence[Assignment]:
        """Bindings of an attribute of the class with this scope, source order."""
        known = self._bound.get(file.path)
        if known is None:
            known = self._bound[file.path] = _bound(file)
        return known.get((owner, name), ())

    def added(self, file: FileFacts, scope: int, name: str) -> Sequence[tuple[Value, int]]:
        """(value, scope it stands in) of everything put into a container: a variable of a
        scope, or `self.x` of the class with this scope."""
        known = self._added.get(file.path)
        if known is None:
            known = self._added[file.path] = self._all_added(file)
        return known.get((scope, name), ())

    def _all_added(self, file: FileFacts) -> _Added:
        found: dict[tuple[int, str], list[tuple[Value, int]]] = defaultdict(list)
        for call in file.calls:
            head, _, last = call.callee.rpartition(".")
            place = _ADDING.get(last)
            if place is not None and head and head[0] not in "?." and place < len(call.arguments):
                key = (self._home(file, call.scope, head), head)
                found[key].append((call.arguments[place], call.scope))
        for one in file.assignments:
            if one.target.endswith("[]") and one.target[0] != "?":
                head = one.target[:-2]
                found[self._home(file, one.scope, head), head].append((one.value, one.scope))
        return found

    def _home(self, file: FileFacts, scope: int, name: str) -> int:
        if name.startswith("self."):
            return class_of(file, scope)
        return self._bindings.home(file, scope, name.partition(".")[0])


def _bound(file: FileFacts) -> _Bound:
    found: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
    definitions = file.definitions
    for one in file.assignments:
        if not one.scope:
            continue
        if definitions[one.scope - 1].kind == "class":
            found[one.scope, one.target].append(one)
        elif one.target.startswith(("self.", "cls.")):
            name = one.target.partition(".")[2]
            if "." not in name:
                found[class_of(file, one.scope), name].append(one)
    return found
