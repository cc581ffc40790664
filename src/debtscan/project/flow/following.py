"""One object being followed: a worklist of what holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from debtscan.facts import Call, FileFacts, Literal, Span
from debtscan.project.flow.carried import Carried, Carrier, Held, Place, Produced
from debtscan.project.flow.copying import copied_into, merged_into
from debtscan.project.flow.dispatching import dispatched, dispatched_to, given_to_main
from debtscan.project.flow.handing_on import by_name, handed_on
from debtscan.project.flow.showing import only_shown, saved_only
from debtscan.project.flow.sinks import Same, is_harmless, is_log
from debtscan.project.flow.spreading import spread_into
from debtscan.project.flow.templates import asked_names
from debtscan.project.flow.uses import FileUses, Use
from debtscan.project.names.bindings import class_of

if TYPE_CHECKING:
    from debtscan.project.flow.flows import Flows
    from debtscan.project.names.symbols import Symbol

_ITERATION = frozenset({"items", "keys", "values", "_get_kwargs"})
_GETTERS = frozenset({"get", "pop", "setdefault", "__getattribute__", "__getitem__"})
_ATTRIBUTE_CALLS = frozenset({"getattr", "setattr", "delattr", "hasattr"})


class Following:
    """Takes carriers one by one, notes what is done with them, finds further ones."""

    def __init__(self, flows: Flows, same: Same) -> None:
        self._flows = flows
        self._same = same
        self._carried = Carried()
        self._waiting: list[Carrier] = []

    def everything(self, seeds: Iterable[Carrier], most: int = 0) -> Carried:
        """Run the worklist to its end, or until `most` carriers were looked at (0: no end)."""
        self._add(seeds)
        while self._waiting:
            if most and len(self._carried.carriers) >= most:
                self._carried.escapes.add("it is handed on too often")
                break
            item = self._waiting.pop()
            if item not in self._carried.carriers:
                self._carried.carriers.add(item)
                match item:
                    case Place():
                        self._place(item)
                    case Held():
                        self._held(item)
                    case Produced():
                        self._produced(item)
        return self._carried

    def _add(self, found: Iterable[Carrier]) -> None:
        self._waiting.extend(found)

    def _escape(self, why: str, file: FileFacts, at: Span) -> None:
        self._carried.escapes.add(f"{why} at {file.locate(at)}")

    def _place(self, place: Place) -> None:
        file, uses = self._flows.files[place.path], self._flows.uses(place.path)
        self._add(self._flows.exported(place))
        self._add(self._flows.inherited(place))
        explained = self._keys(place, file, uses)
        for use in uses.of(place.name):
            if self._flows.is_visible(place, file, use.scope):
                explained.update(_lines(use.at))
                self._use(file, use)
        for use in uses.of((place.name, 0)):
            explained.update(_lines(use.at))
        self._names(place, file, uses, explained)
        self._writes(place, file, uses)

    def _held(self, held: Held) -> None:
        file = self._flows.files[held.place.path]
        for use in self._flows.uses(file.path).of((held.place.name, held.item)):
            if self._flows.is_visible(held.place, file, use.scope):
                self._use(file, use)

    def _produced(self, item: Produced) -> None:
        file, uses = self._flows.files[item.path], self._flows.uses(item.path)
        key = item.call if item.item is None else (item.call, item.item)
        for use in uses.of(key):
            self._use(file, use)
        for name in uses.names_in(key):
            places = [file.locate(use.at) for use in uses.of((key, name))]
            self._carried.read(name, places, "key")
        for use in uses.of(item.call) if item.item is not None else ():
            self._tuple(file, use, item.item)

    def _tuple(self, file: FileFacts, use: Use, item: int | str | None) -> None:
        """A call's result that has the object as one item, kept or passed on whole."""
        if item is not None and use.kind == "assigned" and not use.wrapped:
            self._add([Held(self._flows.bound(file, str(use.key), use.scope), item)])
        elif use.kind == "returned" and not use.wrapped:
            self._returned(file, use, item)

    def _names(self, place: Place, file: FileFacts, uses: FileUses, explained: set[int]) -> None:
        """Reads of the name itself that nothing explains, and of what it carries."""
        prefix = f"{place.name}."
        for scope, dotted, lines in uses.reads_of(place.name):
            if dotted == place.name and place.name not in ("self", "cls"):
                left = [line for line in lines if line not in explained]
                if left and self._flows.is_visible(place, file, scope):
                    self._escape("it is used as a whole", file, Span(left[0]))
            elif dotted.startswith(prefix) and self._flows.is_visible(place, file, scope):
                name = dotted[len(prefix) :].partition(".")[0]
                self._carried.read(name, [file.line(line) for line in lines], "attribute")
                self._special(place, file, dotted[len(prefix) :], dotted)

    def _special(self, place: Place, file: FileFacts, rest: str, dotted: str) -> None:
        """`args.__dict__`, and methods called on the object."""
        if rest.partition(".")[0] == "__dict__":
            self._add([Place(place.path, place.scope, f"{place.name}.__dict__")])
        for index in self._flows.uses(file.path).calls_of(dotted) if "." not in rest else ():
            if self._flows.is_visible(place, file, file.calls[index].scope):
                self._method(file, index, rest)

    def _method(self, file: FileFacts, index: int, method: str) -> None:
        call = file.calls[index]
        self._carried.methods.add((file.path, index, method))
        if method in _GETTERS:
            self._get(file, call, call.arguments[:1], "key")
        elif method in _ITERATION:
            self._iterated(file, index)
        elif method in self._same.methods:
            self._add([Produced(file.path, index)])
        elif not call.arguments and method.startswith(("to_", "as_", "model_dump")):
            self._escape(f"`{call.callee}`", file, call.at)

    def _get(self, file: FileFacts, call: Call, key: Sequence[object], how: str) -> None:
        if key and isinstance(key[0], Literal):
            self._carried.read(str(key[0].value), [file.locate(call.at)], how)
        else:
            self._escape("read by a computed name", file, call.at)

    def _iterated(self, file: FileFacts, index: int) -> None:
        """Going over all values: harmless when they are only shown. What they are put into is
        followed too, but other values may read them under names that are not seen."""
        self._carried.logged = True
        self._add(copied_into(self._flows, file, index))
        if not only_shown(file, self._flows.uses(file.path), index):
            self._escape("all its values are gone over", file, file.calls[index].at)

    def _use(self, file: FileFacts, use: Use) -> None:
        if use.wrapped == "member":
            self._carried.read(str(use.place), [file.locate(use.at)], "attribute")
        elif use.wrapped == "indexed":
            self._indexed(file, use)
        elif "tested" in (use.kind, use.wrapped):
            return
        elif use.kind == "assigned":
            self._assigned(file, use)
        elif use.kind == "returned":
            self._returned(file, use, None)
        elif use.kind == "receiver":
            self._method(file, use.index, str(use.key))
        elif use.kind == "spread":
            self._spread(file, use)
        else:
            self._argument(file, use)

    def _indexed(self, file: FileFacts, use: Use) -> None:
        if use.kind == "assigned" and file.assignments[use.index].how == "for":
            self._carried.logged = True
        else:
            self._escape("read by a computed name", file, use.at)

    def _assigned(self, file: FileFacts, use: Use) -> None:
        target = file.assignments[use.index].target
        if use.wrapped == "text":
            self._carried.logged = True
        elif use.wrapped or target.endswith("[]"):
            self._contained(file, use, target)
        else:
            if "." in target:
                self._carried.attributes.add(target.rpartition(".")[2])
            self._add([self._flows.bound(file, target, use.scope)])

    def _contained(self, file: FileFacts, use: Use, target: str) -> None:
        """In a table or a list: harmless when that is only shown or saved."""
        if use.wrapped in ("item", "keyed") and "." not in target:
            self._add([Held(self._flows.bound(file, target, use.scope), use.place)])
        plain = target.removesuffix("[]")
        if saved_only(file, self._flows.uses(file.path), plain, use.scope):
            self._carried.logged = True
        else:
            self._escape("it is stored in a container", file, use.at)

    def _returned(self, file: FileFacts, use: Use, item: int | str | None) -> None:
        if use.wrapped in ("item", "keyed"):
            item = use.place
        elif use.wrapped:
            self._escape("it is returned inside something", file, use.at)
            return
        if use.scope:
            self._from_function(self._flows.calls.symbols.of_scope(file.path, use.scope), item)

    def _from_function(self, function: Symbol, item: int | str | None) -> None:
        """To every call of the function; out of sight when it is used in other ways."""
        calls = self._flows.calls
        sites = calls.callers(function)
        self._add(Produced(site.path, site.index, item) for site in sites)
        started = tuple(given_to_main(self._flows, function, item))
        self._add(started)
        last = function.name.rpartition(".")[2]
        if "property" in function.definition.decorators:
            self._carried.attributes.add(last)
            self._add([Place(function.path, function.definition.scope, f"self.{last}")])
        elif not sites and not started:
            loose = calls.unresolved(last)
            why = calls.value_use(function)
            if why or loose:
                self._carried.escapes.add(why or f"it may be returned to {loose[0].at}")

    def _spread(self, file: FileFacts, use: Use) -> None:
        call = file.calls[use.index]
        target = self._flows.calls.target(file.path, use.index)
        own = self._own_class(file, call) if call.callee == "cls" else target
        targets = [own] if own else [*dispatched_to(self._flows, file, call)]
        if self._same.is_alias(call.callee):
            self._add([Produced(file.path, use.index)])
        elif targets:
            self._spread_into(file, call, targets)
        elif call.callee.endswith(".format"):
            self._formatted(file, call)
        elif is_log(call.callee):
            self._carried.logged = True
        else:
            self._escape(f"spread into `{call.callee}`", file, call.at)

    def _formatted(self, file: FileFacts, call: Call) -> None:
        """A template reads the names in its braces. One that is itself among the values comes
        from the user, and only makes a name of them."""
        names = asked_names(self._flows.calls.bindings, file, call)
        head = call.callee.partition(".")[0]
        self._carried.logged = True
        if names is not None:
            for name in names:
                self._carried.read(name, [file.locate(call.at)], "key")
        elif self._flows.bound(file, head, call.scope) not in self._carried.carriers:
            self._escape(f"spread into `{call.callee}`", file, call.at)

    def _own_class(self, file: FileFacts, call: Call) -> Symbol | None:
        owner = class_of(file, call.scope)
        return self._flows.calls.symbols.of_scope(file.path, owner) if owner else None

    def _spread_into(self, file: FileFacts, call: Call, targets: Sequence[Symbol]) -> None:
        for target in targets:
            found = spread_into(self._flows.calls, target)
            for name in found.names:
                self._carried.read(name, [file.locate(call.at)], "parameter")
            self._add(found.gathered)
            if found.open:
                self._escape(f"spread into `{target.name}`", file, call.at)

    def _argument(self, file: FileFacts, use: Use) -> None:
        call = file.calls[use.index]
        if call.callee in _ATTRIBUTE_CALLS:
            self._attribute(file, call, use)
        elif self._same.is_alias(call.callee) and use.wrapped in ("", "item"):
            self._add([Produced(file.path, use.index)])
        elif is_harmless(call.callee):
            return
        elif found := self._received(file, call, use):
            self._add(found)
        elif is_log(call.callee) or use.wrapped == "text":
            self._carried.logged = True
        else:
            self._add(merged_into(self._flows, file, use))
            self._add(by_name(self._flows.calls, file, use))
            self._escape(f"passed whole to `{call.callee}`", file, call.at)

    def _received(self, file: FileFacts, call: Call, use: Use) -> Sequence[Carrier]:
        if call.callee.endswith(".save_hyperparameters"):
            self._carried.attributes.add("hparams")
            return [Place(file.path, class_of(file, call.scope), "self.hparams")]
        found = handed_on(self._flows.calls, file, use)
        return found or ([] if use.wrapped else list(dispatched(self._flows, file, call)))

    def _attribute(self, file: FileFacts, call: Call, use: Use) -> None:
        if call.callee == "setattr" and use.key == 2:
            self._escape("it is stored by setattr", file, call.at)
        elif use.key == 0 and call.callee != "setattr":
            self._get(file, call, call.arguments[1:2], "getattr")

    def _keys(self, place: Place, file: FileFacts, uses: FileUses) -> set[int]:
        """Note `args["x"]`; the lines that explains."""
        explained: set[int] = set()
        for access in uses.keys_of(place.name):
            if self._flows.is_visible(place, file, access.scope):
                explained.update(_lines(access.at))
                if access.store:
                    self._carried.writes[access.key].add(file.locate(access.at))
                else:
                    self._carried.read(access.key, [file.locate(access.at)], "key")
        return explained

    def _writes(self, place: Place, file: FileFacts, uses: FileUses) -> None:
        prefix = f"{place.name}."
        for one in uses.writes_of(place.name):
            if one.target.startswith(prefix) and self._flows.is_visible(place, file, one.scope):
                name = one.target[len(prefix) :].partition(".")[0].removesuffix("[]")
                self._carried.writes[name].add(file.locate(one.at))


def _lines(at: Span) -> range:
    return range(at.line, max(at.end_line, at.line) + 1)
