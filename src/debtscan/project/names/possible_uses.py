"""Why a definition may be used although no call of it is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import Call, FileFacts, Literal, Reference, Role, Table, Text
from debtscan.model import Location
from debtscan.project.libraries.containers import PROPERTIES
from debtscan.project.libraries.framework_hooks import hooked
from debtscan.project.libraries.handlers import handlers
from debtscan.project.libraries.hooks import (
    BY_NAME,
    OVERLOADS,
    PLAIN_DECORATORS,
    PYTEST_BEGINNINGS,
)
from debtscan.project.names.calls import Calls
from debtscan.project.names.dotted_uses import DottedUses
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.namings import Namings, Places, nowhere
from debtscan.project.names.symbols import Symbol

_BELOW = 40  #: subclasses looked at for what overrides a method


class PossibleUses:
    """Reasons in words, with a place where there is one. Calls and constructions are not among
    them: ask `calls.callers`."""

    def __init__(self, calls: Calls, mentions: Mentions, dotted: DottedUses) -> None:
        self._calls = calls
        self._symbols = calls.symbols
        self._dotted = dotted
        self._handlers: dict[str, Mapping[Location, str]] = {}
        self._computed: dict[str, str] | None = None
        self._namings = Namings(calls, mentions)
        self._lasting: Sequence[Callable[[Symbol], str]] = (
            self._by_runner,
            self._by_decorator,
            self._by_class,
            self._by_collector,
            self._exported,
            dotted.of,
            self._beside_named,
            self._by_computed_name,
            self._by_computed_attribute,
        )

    def reason(self, symbol: Symbol) -> str:
        """The first reason that holds; "" when nothing says that it may be used."""
        return self.lasting(symbol) or self.named(symbol)

    def lasting(self, symbol: Symbol) -> str:
        """The first reason that holds whatever other definitions are taken for dead."""
        reading = (self._unresolved, self._read_elsewhere)
        return next((why for one in (*self._lasting, *reading) if (why := one(symbol))), "")

    def named(self, symbol: Symbol, is_dead: Places = nowhere) -> str:
        """Where code or a string names it, lines of dead definitions left aside."""
        return self._namings.of(symbol, is_dead)

    def beside_code(self, symbol: Symbol) -> str:
        """The first reason, reads and calls of its name in code left aside."""
        namings = (self._namings.as_class, self._namings.elsewhere)
        known = next((why for one in self._lasting if (why := one(symbol))), "")
        return known or next((why for one in namings if (why := one(symbol))), "")

    @property
    def chosen_folders(self) -> Mapping[str, str]:
        """Folders in which documents choose classes by dotted names, and where."""
        return self._dotted.folders

    def _by_runner(self, symbol: Symbol) -> str:
        last = symbol.name.rpartition(".")[2]
        file = self._symbols.files[symbol.path]
        if last.startswith("__") and last.endswith("__"):
            return f"`{last}` is called by Python"
        if file.role is Role.TEST and last.startswith(PYTEST_BEGINNINGS):
            return "pytest finds it by its name"
        if symbol.name in BY_NAME:
            return f"{BY_NAME[symbol.name]} may start it by its name"
        known = self._handlers.get(file.path)
        if known is None:
            found = {file.locate(at): why for why, at in handlers(file)}
            known = self._handlers[file.path] = found
        return known.get(symbol.at, "")

    def _by_decorator(self, symbol: Symbol) -> str:
        if not PROPERTIES.isdisjoint(symbol.definition.decorators):
            last = symbol.name.rpartition(".")[2]
            reader = self._first_readers.get(last, "")
            return f"`{last}` is read as an attribute in {reader}" if reader else ""
        for one in symbol.definition.decorators:
            if one in OVERLOADS:
                return f"`@{one}` at {symbol.at} only states types of another definition"
            if one not in PLAIN_DECORATORS:
                return f"`@{one}` at {symbol.at} may register or call it"
        return ""

    def _by_class(self, symbol: Symbol) -> str:
        owner = self._symbols.owner_of(symbol)
        if owner is None:
            return ""
        last = symbol.name.rpartition(".")[2]
        called = self._by_framework(owner, last)
        if called:
            return called
        for base in self._symbols.line_of(owner)[1:]:
            over = self._symbols.at(base.path, f"{base.name}.{last}")
            if over is not None:
                return f"it overrides `{over.name}` at {over.at}"
        for below in self._symbols.descendants(owner)[:_BELOW]:
            under = self._symbols.at(below.path, f"{below.name}.{last}")
            if under is not None:
                return f"`{under.name}` at {under.at} overrides it"
        return ""

    def _by_framework(self, owner: Symbol, method: str) -> str:
        """A base class from outside: known to call it, or not known never to."""
        for base in self._symbols.outside_bases(owner):
            if base == "?":
                return f"a base class of `{owner.name}` is not known and may call it"
            library = hooked(base, method)
            if library:
                return f"{library} calls `{method}` of what derives from `{base}`"
            if library is None:
                return f"`{base}`, a base class of `{owner.name}`, may call it"
        return ""

    def _by_collector(self, symbol: Symbol) -> str:
        """To be defined may be to be registered."""
        who = self._symbols.collector(symbol) if symbol.is_class else ""
        return f"{who} may register it" if who else ""

    @cached_property
    def _first_readers(self) -> Mapping[str, str]:
        """Attribute -> the first file that reads one of this name."""
        found: dict[str, str] = {}
        for path in self._symbols.files:
            for part in self._namings.words(path):
                found.setdefault(part, path)
        return found

    def _exported(self, symbol: Symbol) -> str:
        """`__all__` of its own file, or an `__init__.py` that imports it."""
        if "." in symbol.name:
            return ""
        if symbol.name in self._symbols.files[symbol.path].exports:
            return f"`__all__` of {symbol.path} exports it"
        for importer in self._symbols.imports.importers(symbol.path):
            if importer.endswith("__init__.py"):
                file = self._symbols.files[importer]
                for one in file.imports:
                    if one.name == symbol.name:
                        return f"{file.locate(one.at)} exports it"
        return ""

    def _beside_named(self, symbol: Symbol) -> str:
        """A class among those that documents choose from by their dotted names."""
        if not symbol.is_class:
            return ""
        why = self.chosen_folders.get(symbol.path.rpartition("/")[0], "")
        return (
            f"documents choose among the classes beside it: {why.partition(': ')[2]}" if why else ""
        )

    def _by_computed_name(self, symbol: Symbol) -> str:
        if "." in symbol.name:
            return ""
        if self._computed is None:
            self._computed = self._computed_names()
        dynamic = self._symbols.imports.dynamic.get(symbol.path)
        place = self._computed.get(symbol.path) or (str(dynamic) if dynamic else "")
        return f"its module is asked for computed names at {place}" if place else ""

    def _by_computed_attribute(self, symbol: Symbol) -> str:
        """`getattr(self, f"align_{n}frames")`."""
        last = symbol.name.rpartition(".")[2]
        for begins, ends, place in self._computed_attributes if "." in symbol.name else ():
            if last.startswith(begins) and last.endswith(ends):
                return f"a computed name at {place} may mean it"
        return ""

    @cached_property
    def _computed_attributes(self) -> Sequence[tuple[str, str, Location]]:
        """(beginning, end, place) of names put together for `getattr`."""
        found = []
        for file in self._symbols.files.values():
            for call in file.calls:
                if call.callee == "getattr" and len(call.arguments) > 1:
                    match call.arguments[1]:
                        case Text(parts=(first, *_, last)):
                            pair = (first, last)
                            ends = [o.value if isinstance(o, Literal) else "" for o in pair]
                            if any(isinstance(one, str) and len(one) > 2 for one in ends):
                                found.append((str(ends[0]), str(ends[1]), file.locate(call.at)))
        return found

    def _computed_names(self) -> dict[str, str]:
        """Module -> where `getattr(module, name)`, `vars(module)[name]`, `globals()` is asked."""
        found: dict[str, str] = {}
        for path, file in self._symbols.files.items():
            for call in file.calls:
                if call.callee == "globals" or _computes(call):
                    found.setdefault(path, str(file.locate(call.at)))
                elif call.callee in ("getattr", "vars", "inspect.getmembers", "dir"):
                    for target in self._module_asked(file, call):
                        found.setdefault(target, str(file.locate(call.at)))
            for target, line in self._dictionaries(file):
                found.setdefault(target, str(file.line(line)))
        return found

    def _module_asked(self, file: FileFacts, call: Call) -> Sequence[str]:
        given = call.arguments
        if not given or not isinstance(given[0], Reference):
            return ()
        if len(given) > 1 and isinstance(given[1], Literal | Table):
            return ()
        target = self._symbols.modules.path_of(given[0].name, file.path)
        if target is None and call.callee == "getattr" and "." not in given[0].name:
            return tuple(self._modules_passed_on(file))
        return (target,) if target else ()

    def _modules_passed_on(self, file: FileFacts) -> Iterator[str]:
        """`for module in [models, layers]: getattr(module, name)`."""
        for one in file.imports:
            whole = f"{one.module}.{one.name}" if one.name else one.module
            target = self._symbols.modules.path_of(whole.replace("..", "."), file.path)
            if target and any(whole in names for names in file.reads):
                yield target

    def _dictionaries(self, file: FileFacts) -> Iterator[tuple[str, int]]:
        """`models.__dict__[name]`."""
        for names in file.reads:
            for dotted, lines in names.items():
                if dotted.endswith(".__dict__"):
                    target = self._symbols.modules.path_of(dotted[:-9], file.path)
                    if target:
                        yield target, lines[0]

    def _unresolved(self, symbol: Symbol) -> str:
        last = symbol.name.rpartition(".")[2]
        if "." not in symbol.name:
            return ""
        loose = self._calls.unresolved(last) or self._calls.held_outside(last)
        return f"`{loose[0].call.callee}` at {loose[0].at} may mean it" if loose else ""

    def _read_elsewhere(self, symbol: Symbol) -> str:
        """`agent.get_rewards` handed on by a file that does not know the class."""
        last = symbol.name.rpartition(".")[2]
        place = self._attributes_read.get(last, "") if "." in symbol.name else ""
        return f"`{last}` is read as an attribute at {place}" if place else ""

    @cached_property
    def _attributes_read(self) -> Mapping[str, Location]:
        """Name of a definition -> the first place that reads it of something and does not call."""
        found: dict[str, Location] = {}
        for file in self._symbols.files.values():
            called = {(call.callee, call.at.line) for call in file.calls}
            for names in file.reads:
                for dotted, lines in names.items():
                    last = dotted.rpartition(".")[2]
                    if last == dotted or last in found or last not in self._symbols.last_names:
                        continue
                    loose = [line for line in lines if (dotted, line) not in called]
                    if loose:
                        found[last] = file.line(loose[0])
        return found


def _computes(call: Call) -> bool:
    """`eval("TF" + name)` may give anything its module defines."""
    given = call.arguments
    return call.callee == "eval" and bool(given) and not isinstance(given[0], Literal)
