"""Following one object: through names, attributes, parameters, returns and imports.

Made for objects that carry named values (a parsed namespace, a parser, an instance of
settings). It errs on the side of more reads and more escapes, since its users say "never".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from debtscan.facts import Call, FileFacts, Literal, Reference, Span
from debtscan.model import Location
from debtscan.project.arguments import constructor, receiving_parameter
from debtscan.project.bindings import class_of
from debtscan.project.calls import Calls
from debtscan.project.carried import EVERYWHERE, Carried, Place, Produced
from debtscan.project.exports import Exports
from debtscan.project.sinks import NAMESPACE, Same, is_harmless, is_log
from debtscan.project.symbols import Symbol
from debtscan.project.uses import FileUses, Use

_ITERATION = frozenset({"items", "keys", "values"})
_GETTERS = frozenset({"get", "pop", "setdefault", "__getattribute__", "__getitem__"})
_STARTERS = frozenset(
    {"spawn", "Process", "Thread", "submit", "apply_async", "apply", "launch", "partial"}
    | {"start_processes", "run_in_executor", "notebook_launcher", "launch_agent", "Timer"}
)


class Flows:
    """The engine, with what it learns of files kept between objects."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.files = calls.files
        self._exports = Exports(calls.symbols)
        self._uses: dict[str, FileUses] = {}

    def uses(self, path: str) -> FileUses:
        """The whole uses of one file."""
        known = self._uses.get(path)
        if known is None:
            known = self._uses[path] = FileUses(self.files[path])
        return known

    def follow(self, seeds: Iterable[Place | Produced], same: Same = NAMESPACE) -> Carried:
        """Everything that can be seen of the object that these hold."""
        run = _Run(self, Carried(), same)
        run.add(seeds)
        run.finish()
        return run.carried

    def exported(self, place: Place) -> Iterator[Place]:
        """The names other files know a module-level name by."""
        if place.scope == 0 and "." not in place.name:
            for path, name, scope in self._exports.of(place.path, place.name):
                yield Place(path, scope, name)

    def is_visible(self, place: Place, file: FileFacts, scope: int) -> bool:
        """Whether the place's name, read in this scope, means the place."""
        if place.scope == EVERYWHERE:
            return True
        head = place.name.partition(".")[0]
        if head in ("self", "cls"):
            return class_of(file, scope) == place.scope
        return self.calls.bindings.home(file, scope, head) == place.scope


class _Run:
    """One object being followed: a worklist."""

    def __init__(self, flows: Flows, carried: Carried, same: Same) -> None:
        self.flows = flows
        self._same = same
        self.carried = carried
        self._waiting: list[Place | Produced] = []

    def add(self, found: Iterable[Place | Produced]) -> None:
        self._waiting.extend(found)

    def finish(self) -> None:
        while self._waiting:
            item = self._waiting.pop()
            if isinstance(item, Place) and item not in self.carried.places:
                self.carried.places.add(item)
                self._place(item)
            elif isinstance(item, Produced) and item not in self.carried.produced:
                self.carried.produced.add(item)
                self._produced(item)

    def escape(self, why: str) -> None:
        if why not in self.carried.escapes:
            self.carried.escapes.append(why)

    def _place(self, place: Place) -> None:
        file = self.flows.files[place.path]
        uses = self.flows.uses(place.path)
        self.add(self.flows.exported(place))
        self.add(self._other_classes(place, file))
        explained = self._explained_by_keys(place, file)
        for use in uses.of(place.name):
            if self.flows.is_visible(place, file, use.scope):
                explained.update(_lines(use.at))
                self._use(file, use)
        self._names(place, file, uses, explained)
        self._writes(place, file)
        for use in uses.of((place.name, 0)):
            explained.update(_lines(use.at))

    def _names(self, place: Place, file: FileFacts, uses: FileUses, explained: set[int]) -> None:
        prefix = f"{place.name}."
        if place.name in ("self", "cls"):
            explained.update(range(file.lines + 2))
        for scope, dotted, lines in uses.reads_of(place.name):
            if dotted == place.name:
                left = [line for line in lines if line not in explained]
                if left and self.flows.is_visible(place, file, scope):
                    self.escape(f"it is used as a whole at {file.line(left[0])}")
            elif dotted.startswith(prefix) and self.flows.is_visible(place, file, scope):
                name = dotted[len(prefix) :].partition(".")[0]
                self.carried.reads[name].update(file.line(line) for line in lines)
                self._special(place, file, dotted[len(prefix) :], dotted)

    def _special(self, place: Place, file: FileFacts, rest: str, dotted: str) -> None:
        """`args.__dict__`, and methods called on the object."""
        if rest.partition(".")[0] == "__dict__":
            self.add([Place(place.path, place.scope, f"{place.name}.__dict__")])
        if "." not in rest:
            for index in self.flows.uses(file.path).calls_of(dotted):
                if self.flows.is_visible(place, file, file.calls[index].scope):
                    self._method(file, index, rest)

    def _method(self, file: FileFacts, index: int, method: str) -> None:
        call = file.calls[index]
        self.carried.methods.add((file.path, index, method))
        if method in _GETTERS:
            self._get(file, call, call.arguments[:1])
        elif method in _ITERATION:
            self._iterated(file, call)
        elif method in self._same.methods:
            self.add([Produced(file.path, index)])
        elif not call.arguments and method.startswith(("to_", "as_", "model_dump")):
            self.escape(f"`{call.callee}` at {file.locate(call.at)}")

    def _get(self, file: FileFacts, call: Call, key: Sequence[object]) -> None:
        if key and isinstance(key[0], Literal):
            self.carried.reads[str(key[0].value)].add(file.locate(call.at))
        else:
            self.escape(f"read by a computed name at {file.locate(call.at)}")

    def _iterated(self, file: FileFacts, call: Call) -> None:
        """Going over all values: to show them, unless the scope also sets or stores things."""
        scope = call.scope
        sets = any(one.scope == scope and one.callee == "setattr" for one in file.calls)
        stores = any(
            one.scope == scope and one.target.endswith("[]") and one.at.line >= call.at.line
            for one in file.assignments
        )
        if sets or stores:
            self.escape(f"all its values are copied at {file.locate(call.at)}")
        self.carried.logged = True

    def _produced(self, item: Produced) -> None:
        file = self.flows.files[item.path]
        uses = self.flows.uses(item.path)
        key = item.call if item.item is None else (item.call, item.item)
        for use in uses.of(key):
            self._use(file, use)
        for name in uses.names_in(key):
            places = (file.locate(use.at) for use in uses.of((key, name)))
            self.carried.reads[name].update(places)
        if item.item is not None:
            for use in uses.of(item.call):
                self._tuple(file, uses, use, item.item)

    def _tuple(self, file: FileFacts, uses: FileUses, use: Use, item: int | str) -> None:
        """A tuple that holds the object, kept under a name or passed on."""
        if use.kind == "assigned" and not use.wrapped:
            for later in uses.of((str(use.key), item)):
                self._use(file, later)
        elif use.kind == "returned" and not use.wrapped:
            self._returned(file, use, item)

    def _use(self, file: FileFacts, use: Use) -> None:
        at = file.locate(use.at)
        if use.wrapped == "member":
            self.carried.reads[str(use.place)].add(at)
        elif use.wrapped == "indexed":
            self._indexed(file, use)
        elif use.kind == "tested" or use.wrapped == "tested":
            return
        elif use.kind == "assigned":
            self._assigned(file, use)
        elif use.kind == "returned":
            self._returned(file, use)
        elif use.kind == "receiver":
            self._method(file, use.index, str(use.key))
        elif use.kind == "spread":
            self._spread(file, use)
        else:
            self._argument(file, use)

    def _indexed(self, file: FileFacts, use: Use) -> None:
        if use.kind == "assigned" and file.assignments[use.index].how == "for":
            self.carried.logged = True
        else:
            self.escape(f"read by a computed name at {file.locate(use.at)}")

    def _assigned(self, file: FileFacts, use: Use) -> None:
        one = file.assignments[use.index]
        at = file.locate(use.at)
        if use.wrapped == "text":
            self.carried.logged = True
        elif use.wrapped:
            self.escape(f"it is stored in a container at {at}")
        elif one.target.endswith("[]"):
            self.escape(f"it is stored in `{one.target[:-2]}` at {at}")
        else:
            self.add([self._bound(file, one.target, one.scope)])

    def _bound(self, file: FileFacts, target: str, scope: int) -> Place:
        head, _, rest = target.partition(".")
        if head in ("self", "cls") and rest:
            self.carried.attributes.add(rest)
            return Place(file.path, class_of(file, scope), f"self.{rest}")
        if rest:
            self.carried.attributes.add(rest.rpartition(".")[2])
        home = self.flows.calls.bindings.home(file, scope, head)
        return Place(file.path, home, target)

    def _other_classes(self, place: Place, file: FileFacts) -> Iterator[Place]:
        """The same attribute seen from base classes and subclasses."""
        if not place.name.startswith("self.") or not place.scope:
            return
        symbols = self.flows.calls.symbols
        owner = symbols.of_scope(place.path, place.scope)
        for other in (*symbols.bases(owner), *symbols.subclasses(owner)):
            yield Place(other.path, other.scope, place.name)

    def _returned(self, file: FileFacts, use: Use, item: int | str | None = None) -> None:
        if use.wrapped == "item":
            item = use.place
        elif use.wrapped:
            self.escape(f"it is returned inside something at {file.locate(use.at)}")
            return
        if not use.scope:
            return
        function = self.flows.calls.symbols.of_scope(file.path, use.scope)
        sites = self.flows.calls.callers(function)
        self.add(Produced(site.path, site.index, item) for site in sites)
        if "property" in function.definition.decorators:
            name = function.name.rpartition(".")[2]
            self.carried.attributes.add(name)
            self.add([Place(file.path, function.definition.scope, f"self.{name}")])
        elif not sites:
            why = self.flows.calls.value_use(function) or self._loose_call(function)
            if why:
                self.escape(why)

    def _loose_call(self, function: Symbol) -> str:
        last = function.name.rpartition(".")[2]
        loose = self.flows.calls.unresolved(last)
        return f"it may be returned to {loose[0].at}" if loose else ""

    def _spread(self, file: FileFacts, use: Use) -> None:
        call = file.calls[use.index]
        target = self.flows.calls.target(file.path, use.index)
        at = file.locate(call.at)
        if self._same.is_alias(call.callee):
            self.add([Produced(file.path, use.index)])
        elif target is None:
            if is_log(call.callee):
                self.carried.logged = True
            else:
                self.escape(f"spread into `{call.callee}` at {at}")
        else:
            self._spread_into(constructor(self.flows.calls, target), at)

    def _spread_into(self, target: Symbol, at: Location) -> None:
        parameters = target.definition.parameters
        if target.is_class or any(one.kind == "double-star" for one in parameters):
            self.escape(f"spread into `{target.name}` at {at}")
        for one in parameters:
            self.carried.reads[one.name].add(at)

    def _argument(self, file: FileFacts, use: Use) -> None:
        call = file.calls[use.index]
        callee = call.callee
        at = file.locate(call.at)
        if callee in ("getattr", "setattr", "delattr", "hasattr"):
            self._attribute(file, call, use)
        elif self._same.is_alias(callee) and use.wrapped in ("", "item"):
            self.add([Produced(file.path, use.index)])
        elif is_harmless(callee) or self._handed_on(file, call, use):
            return
        elif is_log(callee) or use.wrapped == "text":
            self.carried.logged = True
        else:
            self.escape(f"passed whole to `{callee}` at {at}")

    def _attribute(self, file: FileFacts, call: Call, use: Use) -> None:
        if use.key != 0 or call.callee == "setattr":
            if call.callee == "setattr" and use.key == 2:
                self.escape(f"stored by setattr at {file.locate(call.at)}")
            return
        self._get(file, call, call.arguments[1:2])

    def _handed_on(self, file: FileFacts, call: Call, use: Use) -> bool:
        """Follow the object into a function of the repository; True when that was possible."""
        target = self.flows.calls.target(file.path, use.index)
        if target is not None and not use.wrapped:
            function = constructor(self.flows.calls, target)
            site = self.flows.calls.site(file.path, use.index)
            return self._into(function, receiving_parameter(function, site, use.key))
        if call.callee.endswith(".save_hyperparameters"):
            self.add([Place(file.path, class_of(file, call.scope), "self.hparams")])
            self.carried.attributes.add("hparams")
            return True
        if call.callee.rpartition(".")[2] in _STARTERS:
            return self._started(file, call, use)
        return self._dispatched(file, call, use)

    def _into(self, function: Symbol, parameter: str) -> bool:
        if function.is_class or not parameter:
            return False
        self.add([Place(function.path, function.scope, parameter)])
        self.add(self._overrides(function, parameter))
        return True

    def _overrides(self, function: Symbol, parameter: str) -> Iterator[Place]:
        symbols = self.flows.calls.symbols
        owner, _, last = function.name.rpartition(".")
        made = symbols.at(function.path, owner) if owner and last != "__init__" else None
        waiting = list(symbols.subclasses(made)) if made and made.is_class else []
        while waiting:
            below = waiting.pop()
            waiting += symbols.subclasses(below)
            own = symbols.at(below.path, f"{below.name}.{last}")
            if own is not None and any(p.name == parameter for p in own.definition.parameters):
                yield Place(own.path, own.scope, parameter)

    def _started(self, file: FileFacts, call: Call, use: Use) -> bool:
        """`spawn(worker, args=(args,))`, `partial(f, args)`: the function named beside it."""
        named = [*enumerate(call.arguments), *((one.name, one.value) for one in call.keywords)]
        found = False
        for key, value in named:
            if isinstance(value, Reference):
                function = self.flows.calls.symbols.find(value.name, file.path)
                if function is not None and not function.is_class:
                    self._start(function, call, use, key if isinstance(key, int) else -1)
                    found = True
        return found

    def _start(self, function: Symbol, call: Call, use: Use, before: int) -> None:
        names = [one.name for one in function.definition.parameters if one.kind == "plain"]
        if isinstance(use.key, str) and use.wrapped == "item" and isinstance(use.place, int):
            ranked = call.callee.endswith(("spawn", "start_processes"))
            position = use.place + ranked
        elif isinstance(use.key, int):
            position = use.key - before - 1
        else:
            position = names.index(use.key) if use.key in names else -1
        for name in names[position : position + 1] if position >= 0 else ():
            place = Place(function.path, function.scope, name)
            if use.wrapped == "item" and isinstance(use.key, int):
                self._unpacked(place, use.place)
            else:
                self.add([place])

    def _unpacked(self, place: Place, item: int | str) -> None:
        """A parameter that gets a tuple with the object in it."""
        file = self.flows.files[place.path]
        for use in self.flows.uses(place.path).of((place.name, item)):
            if self.flows.is_visible(place, file, use.scope):
                self._use(file, use)

    def _dispatched(self, file: FileFacts, call: Call, use: Use) -> bool:
        """`args.func(args)` after `set_defaults(func=train)`."""
        name = call.callee.rpartition(".")[2]
        found = False
        for other in file.calls:
            for keyword in other.keywords if other.callee.endswith("set_defaults") else ():
                if keyword.name == name and isinstance(keyword.value, Reference):
                    function = self.flows.calls.symbols.find(keyword.value.name, file.path)
                    if function is not None and function.definition.parameters:
                        first = function.definition.parameters[0].name
                        found = self._into(function, first) or found
        return found

    def _explained_by_keys(self, place: Place, file: FileFacts) -> set[int]:
        explained: set[int] = set()
        for access in file.key_accesses:
            if access.of == place.name and self.flows.is_visible(place, file, access.scope):
                explained.update(_lines(access.at))
                kept = self.carried.writes if access.store else self.carried.reads
                kept[access.key].add(file.locate(access.at))
        return explained

    def _writes(self, place: Place, file: FileFacts) -> None:
        prefix = f"{place.name}."
        for one in file.assignments:
            if one.target.startswith(prefix) and self.flows.is_visible(place, file, one.scope):
                name = one.target[len(prefix) :].partition(".")[0].removesuffix("[]")
                self.carried.writes[name].add(file.locate(one.at))


def _lines(at: Span) -> range:
    return range(at.line, max(at.end_line, at.line) + 1)
