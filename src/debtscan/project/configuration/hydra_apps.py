"""Where Hydra composes a configuration: `hydra.main` and `compose`, and who holds it then."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Literal, Value
from debtscan.facts import Collection as Members
from debtscan.model import Location
from debtscan.project.configuration.documents import folders
from debtscan.project.flow.carried import Place, Produced
from debtscan.project.values.patterns import normal
from debtscan.project.values.values import Values

_MAIN = "hydra.main"
_STARTS = ("initialize", "initialize_config_dir", "initialize_config_module")


class HydraApp(Struct, frozen=True):
    """One place that composes. `folder` and `name` are None where the code does not tell."""

    path: str
    call: int
    at: Location
    folder: str | None
    name: str | None
    holder: Place | Produced | None
    words: tuple[str, ...] = ()  #: overrides given to `compose`
    main: bool = True  #: started by a command, which may override too


def hydra_apps(
    files: Collection[FileFacts], values: Values, documents: Collection[str]
) -> tuple[HydraApp, ...]:
    """Every `hydra.main` and `compose`, by path and place."""
    known: frozenset[str] = frozenset()
    found: list[HydraApp] = []
    for file in files:
        if any(one.module.partition(".")[0] == "hydra" for one in file.imports):
            known = known or folders(documents)
            found += _Apps(file, values, known).all()
    return tuple(found)


class _Apps:
    def __init__(self, file: FileFacts, values: Values, known: Collection[str]) -> None:
        self._file = file
        self._values = values
        self._known = known

    def all(self) -> Iterator[HydraApp]:
        started = [call for call in self._file.calls if _last(call) in _STARTS]
        for index, call in enumerate(self._file.calls):
            if call.callee == _MAIN:
                folder, name = self._folder(call), self._name(call, 1)
                yield self._app(index, folder, name, self._decorated(call), ())
            elif _last(call) == "compose" and call.callee.startswith("hydra."):
                folder = self._folder(started[0]) if len(started) == 1 else None
                words = _texts(_given(call, "overrides", 1))
                holder = Produced(self._file.path, index)
                yield self._app(index, folder, self._name(call, 0), holder, words)

    def _app(
        self,
        index: int,
        folder: str | None,
        name: str | None,
        holder: Place | Produced | None,
        words: tuple[str, ...],
    ) -> HydraApp:
        call = self._file.calls[index]
        at, main = self._file.locate(call.at), call.callee == _MAIN
        return HydraApp(self._file.path, index, at, folder, name, holder, words, main)

    def _decorated(self, call: Call) -> Place | None:
        """The first parameter of the function below."""
        below = [
            (one.at, scope, one)
            for scope, one in enumerate(self._file.definitions, 1)
            if one.at > call.at and _MAIN in one.decorators
        ]
        if not below:
            return None
        _, scope, function = min(below, key=lambda row: row[0])
        first = next(iter(function.parameters), None)
        return Place(self._file.path, scope, first.name) if first else None

    def _folder(self, call: Call) -> str | None:
        """From the folder of the script, or from the root when the code goes by `__file__`."""
        given = _given(call, "config_path", 0) or _given(call, "config_dir", 0)
        here = posixpath.dirname(self._file.path)
        if given is None:
            return here
        written = self._written(given, call.scope)
        if written is None:
            return None
        beside = posixpath.normpath(posixpath.join(here, written))
        either = ("" if beside == "." else beside, normal(written))
        return next((one for one in either if one in self._known), None)

    def _name(self, call: Call, place: int) -> str | None:
        given = _given(call, "config_name", place)
        return self._written(given, call.scope) if given is not None else None

    def _written(self, value: Value, scope: int) -> str | None:
        if isinstance(value, Literal):
            return value.value if isinstance(value.value, str) else None
        pattern = self._values.pattern(self._file, value, scope)
        return pattern if pattern and "*" not in pattern else None


def _last(call: Call) -> str:
    return call.callee.rpartition(".")[2] if call.callee.startswith("hydra") else ""


def _given(call: Call, name: str, place: int) -> Value | None:
    named = next((one.value for one in call.keywords if one.name == name), None)
    if named is None and len(call.arguments) > place:
        return call.arguments[place]
    return named


def _texts(value: Value | None) -> tuple[str, ...]:
    items = value.items if isinstance(value, Members) else ()
    if value is not None and not isinstance(value, Members):
        return ("$",)
    return tuple(str(one.value) if isinstance(one, Literal) else "$" for one in items)
