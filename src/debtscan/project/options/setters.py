"""Every place in code that sets an option, before the command line is parsed and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Item, Literal, Reference, Result, Table, Value
from debtscan.model import Location
from debtscan.project.flow.carried import Carried, Place
from debtscan.project.options.options import OptionUse
from debtscan.project.options.parsers import Parsers

#: what an expression is known to be, as a pattern: file, value, scope
Pattern = Callable[[FileFacts, Value, int], str | None]
#: setters of which it is not known whether they set the option
UNSURE = frozenset({"environment", "document", "update"})
_GETTERS = frozenset({"os.getenv", "os.environ.get", "environ.get"})


class Setter(Struct, frozen=True):
    """One place that sets an option. `how`: "declaration", "environment" (a default that a
    variable of the environment replaces), "set_defaults", "document" (defaults spread from a
    table), "command", "assignment", "update" (a table put over what was parsed); `value` is
    None where it is not known."""

    how: str
    value: str | None
    at: Location


class Setters:
    """Setters in the order in which they act."""

    def __init__(self, parsers: Parsers, pattern: Pattern) -> None:
        self._parsers = parsers
        self._pattern = pattern
        self._files = parsers.flows.files

    def before(self, use: OptionUse) -> Iterator[Setter]:
        """Defaults, the weakest first."""
        yield from self._declared(use)
        parsers = self._parsers.of(use.file, use.option)
        defaults = {place for one in parsers for place in one.defaults}
        for path, index in sorted(defaults if use.option.framework == "argparse" else ()):
            yield from self._defaulted(use, self._files[path], self._files[path].calls[index])

    def after(self, use: OptionUse) -> Iterator[Setter]:
        """What is written into the namespace, by place."""
        found = [self._assigned(use, at) for at in use.writes]
        if use.option.framework == "argparse":
            for carried in self._parsers.carried(self._parsers.of(use.file, use.option)):
                found += self._updated(use, carried)
        yield from sorted(set(found), key=lambda one: (one.at, one.how))

    def _declared(self, use: OptionUse) -> Iterator[Setter]:
        default = use.option.default
        fallback, variable = _from_environment(use.file, default)
        if default is not None and not variable:
            yield Setter("declaration", self._text(use.file, default), use.at)
        elif fallback is not None:
            yield Setter("declaration", self._text(use.file, fallback), use.at)
        if variable or _has_variable(use):
            yield Setter("environment", None, use.at)

    def _defaulted(self, use: OptionUse, file: FileFacts, call: Call) -> Iterator[Setter]:
        for one in call.keywords:
            if one.name == use.option.name:
                text = self._text(file, one.value, call.scope)
                yield Setter("set_defaults", text, file.locate(call.at))
        if call.double_star:
            yield Setter("document", None, file.locate(call.at))

    def _assigned(self, use: OptionUse, at: Location) -> Setter:
        file = self._files[at.path]
        for one in file.assignments:
            own = one.how == "=" and one.target.endswith(f".{use.option.name}")
            if own and file.locate(one.at) == at:
                return Setter("assignment", self._text(file, one.value, one.scope), at)
        return Setter("assignment", None, at)

    def _updated(self, use: OptionUse, carried: Carried) -> Iterator[Setter]:
        """`vars(args).update(read())`, `setattr(args, name, value)`."""
        for path, index, method in carried.methods:
            file, call = self._files[path], self._files[path].calls[index]
            if method == "update":
                yield from self._merged(use, file, call)
        for place in carried.carriers:
            if isinstance(place, Place):
                yield from self._set(use, place)

    def _merged(self, use: OptionUse, file: FileFacts, call: Call) -> Iterator[Setter]:
        tables = [one for one in call.arguments if isinstance(one, Table)]
        given: list[tuple[Value, Value]] = [(Literal(k.name), k.value) for k in call.keywords]
        given += [pair for one in tables for pair in zip(one.keys, one.values, strict=False)]
        at = file.locate(call.at)
        named = [value for key, value in given if key == Literal(use.option.name)]
        if named:
            yield Setter("assignment", self._text(file, named[-1], call.scope), at)
        elif len(tables) < len(call.arguments) or call.double_star:
            yield Setter("update", None, at)

    def _set(self, use: OptionUse, place: Place) -> Iterator[Setter]:
        file = self._files[place.path]
        for one in self._parsers.flows.uses(place.path).of(place.name):
            call = file.calls[one.index] if one.kind == "argument" and one.key == 0 else None
            visible = self._parsers.flows.is_visible(place, file, one.scope)
            if call is None or call.callee != "setattr" or len(call.arguments) < 3 or not visible:
                continue
            name, value = call.arguments[1:3]
            if name == Literal(use.option.name):
                text = self._text(file, value, call.scope)
                yield Setter("assignment", text, file.locate(call.at))
            elif not isinstance(name, Literal):
                yield Setter("update", None, file.locate(call.at))

    def _text(self, file: FileFacts, value: Value, scope: int = 0) -> str | None:
        return str(value.value) if isinstance(value, Literal) else self._pattern(file, value, scope)


def _from_environment(file: FileFacts, default: Value | None) -> tuple[Value | None, bool]:
    """(the fallback, whether a variable comes first) of `os.getenv("X", fallback)`."""
    if isinstance(default, Item):
        return None, default.of == Reference("os.environ")
    call = file.calls[default.call] if isinstance(default, Result) else None
    if call is None or call.callee not in _GETTERS:
        return None, False
    named = [one.value for one in call.keywords if one.name == "default"]
    return next(iter([*call.arguments[1:2], *named]), None), True


def _has_variable(use: OptionUse) -> bool:
    """click: `envvar="X"`."""
    call = next((one for one in use.file.calls if one.at == use.option.at), None)
    return call is not None and any(one.name == "envvar" for one in call.keywords)
