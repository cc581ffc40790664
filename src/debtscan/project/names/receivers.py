"""Which class of the repository an object is an instance of, by the simplest evidence."""

from __future__ import annotations

from debtscan.facts import Assignment, FileFacts, Result, Value
from debtscan.project.names.bindings import Bindings, class_of, is_plain, parameter, scopes
from debtscan.project.names.symbols import Symbol, Symbols


class Receivers:
    """`self`, names bound to `Class()` alone, annotated parameters."""

    def __init__(self, symbols: Symbols, bindings: Bindings) -> None:
        self._symbols = symbols
        self._bindings = bindings
        self._makes: dict[Symbol, Symbol | None] = {}
        self._known: dict[tuple[str, int, str], Symbol | None] = {}

    def of_name(self, file: FileFacts, scope: int, name: str) -> Symbol | None:
        """The class of the object a dotted name holds (`self`, `model`, `self.encoder`)."""
        key = (file.path, scope, name)
        if key not in self._known:
            self._known[key] = None  # a name bound through itself ends here
            self._known[key] = self._of_name(file, scope, name)
        return self._known[key]

    def of_value(self, file: FileFacts, value: Value | None) -> Symbol | None:
        """The class a value is an instance of: what `Class(...)` gives."""
        if not isinstance(value, Result):
            return None
        call = file.calls[value.call]
        return self.constructed(file, call.callee, call.scope)

    def constructed(self, file: FileFacts, callee: str, scope: int) -> Symbol | None:
        """The class that calling this name gives an instance of: the class itself or a factory."""
        if callee == "cls":
            return self._own_class(file, scope)
        found = self._symbols.find(callee, file.path)
        if found is None and "." in callee:
            owner = self._symbols.find(callee.rpartition(".")[0], file.path)
            last = callee.rpartition(".")[2]
            found = self._symbols.method(owner, last) if owner and owner.is_class else None
        return found if found is None or found.is_class else self._returned(found)

    def _returned(self, function: Symbol) -> Symbol | None:
        """The class a function makes: every `return` gives `Class(...)` or `cls(...)`."""
        if function not in self._makes:
            self._makes[function] = None  # a function that returns itself makes nothing
            home = self._symbols.files[function.path]
            values = [one.value for one in home.returns if one.scope == function.scope]
            made = {self.of_value(home, value) for value in values}
            self._makes[function] = made.pop() if len(made) == 1 else None
        return self._makes[function]

    def _of_name(self, file: FileFacts, scope: int, name: str) -> Symbol | None:
        head, _, rest = name.partition(".")
        if head in ("self", "cls") or self._is_first_parameter(file, scope, head):
            owner = self._own_class(file, scope)
            if owner is None or not rest:
                return owner
            if "." in rest:
                return None
            return self._bound_to(file, self._bindings.attribute(file, scope, name))
        if rest:
            return None
        found = self._bindings.visible(file, scope, name)
        return self._bound_to(file, found) if found else self._annotated(file, scope, name)

    def _bound_to(self, file: FileFacts, found: object) -> Symbol | None:
        """The one class all plain bindings agree on."""
        classes = {
            self.of_value(file, one.value) if is_plain(one) or one.how == "with" else None
            for one in found  # type: ignore[attr-defined]
            if isinstance(one, Assignment)
        }
        return classes.pop() if len(classes) == 1 else None

    def _annotated(self, file: FileFacts, scope: int, name: str) -> Symbol | None:
        for level in scopes(file, scope):
            one = parameter(file, level, name)
            if one is not None:
                written = one.annotation.strip("'\"")
                plain = written.replace(".", "").replace("_", "")
                found = self._symbols.find(written, file.path) if plain.isalnum() else None
                return found if found is not None and found.is_class else None
        return None

    def _own_class(self, file: FileFacts, scope: int) -> Symbol | None:
        owner = class_of(file, scope)
        return self._symbols.of_scope(file.path, owner) if owner else None

    def _is_first_parameter(self, file: FileFacts, scope: int, name: str) -> bool:
        if not scope:
            return False
        definition = file.definitions[scope - 1]
        inside_class = bool(definition.scope) and (
            file.definitions[definition.scope - 1].kind == "class"
        )
        first = definition.parameters[0].name if definition.parameters else ""
        return inside_class and first == name and "staticmethod" not in definition.decorators
