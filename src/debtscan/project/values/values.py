"""What expressions are known to be: strings as patterns with `*` for what is unknown.

Adds to `Expressions` what only the whole repository tells: imported constants, attributes of
classes, defaults of options, what callers pass, what functions return.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from debtscan.facts import Call, FileFacts, Literal, Value
from debtscan.project.names.arguments import given_values
from debtscan.project.names.bindings import parameter, scopes
from debtscan.project.names.calls import Calls
from debtscan.project.names.expressions import Expressions, merged
from debtscan.project.names.symbols import Symbol

_CALLERS = 20  #: calls looked at per parameter


class Values(Expressions):
    """Values propagated through constants, joins, defaults, calls and returns."""

    def __init__(self, files: Sequence[FileFacts], calls: Calls) -> None:
        super().__init__(calls.bindings)
        self._files = {file.path: file for file in files}
        self._calls = calls
        self._busy: set[tuple[str, int, str]] = set()

    def outside(self, file: FileFacts, name: str, scope: int, depth: int) -> str | None:
        """A parameter by its callers or default, an imported constant, an option's default."""
        for level in scopes(file, scope):
            if parameter(file, level, name) is not None:
                return self._guarded(file, level, name, depth)
        head, _, last = name.rpartition(".")
        if not head:
            return self._constant(name, file, depth)
        return (
            self._attribute(file, scope, head, last, depth)
            or self._constant(name, file, depth)
            or self._option(file, head, last, depth)
        )

    def result(self, file: FileFacts, call: Call, depth: int) -> str | None:
        """What a call returns: of path functions, and of functions that return one value."""
        known = super().result(file, call, depth)
        if known is not None or depth <= 2:
            return known
        index = next((i for i, one in enumerate(file.calls) if one is call), -1)
        target = self._calls.target(file.path, index) if index >= 0 else None
        return self._returned(target, depth) if target and not target.is_class else None

    def _guarded(self, file: FileFacts, level: int, name: str, depth: int) -> str | None:
        """Parameters may be passed on in circles."""
        key = (file.path, level, name)
        if key in self._busy:
            return None
        self._busy.add(key)
        try:
            return self._parameter(file, level, name, depth)
        finally:
            self._busy.discard(key)

    def _parameter(self, file: FileFacts, level: int, name: str, depth: int) -> str | None:
        one = parameter(file, level, name)
        default = one.default if one else None
        patterns: list[str | None] = []
        if depth > 2:
            function = self._calls.symbols.of_scope(file.path, level)
            given, defaulted, _ = given_values(self._calls, function, name)
            for site, value in given[:_CALLERS]:
                caller = self._files[site.path]
                patterns.append(self.pattern(caller, value, site.call.scope, depth - 2))
            if given and not defaulted:
                return merged(patterns)
        if default is not None:
            patterns.append(self.pattern(file, default, 0, depth - 1))
        return merged(patterns)

    def _constant(self, name: str, file: FileFacts, depth: int) -> str | None:
        """`config.DATA_DIR`, `DATA_DIR` through a star import."""
        module, _, last = name.rpartition(".")
        modules = self._calls.symbols.modules
        if module:
            path = modules.path_of(module, file.path)
            return self._global(path, last, depth) if path else None
        for imported in file.imports:
            if imported.name == "*":
                path = modules.path_of(imported.module, file.path)
                known = self._global(path, name, depth) if path else None
                if known is not None:
                    return known
        return None

    def _global(self, path: str, name: str, depth: int) -> str | None:
        file = self._files.get(path)
        if file is None or (0, name) not in self.bindings.table(file):
            return None
        return self.reference(file, name, 0, depth - 1)

    def _attribute(
        self, file: FileFacts, scope: int, head: str, last: str, depth: int
    ) -> str | None:
        """`Config.DATA_DIR`, `cfg.DATA_DIR`, `self.data_dir` of a class of the repository."""
        owner = self._calls.receivers.of_name(file, scope, head)
        owner = owner or self._calls.symbols.find(head, file.path)
        if owner is None or not owner.is_class:
            return None
        return self._of_class(owner, last, depth)

    def _of_class(self, owner: Symbol, name: str, depth: int) -> str | None:
        home = self._files[owner.path]
        bound = self.bindings.table(home).get((owner.scope, name), ())
        first = next((i for i, d in enumerate(home.definitions, 1) if d.scope == owner.scope), 0)
        own = self.bindings.attribute(home, first, f"self.{name}") if first else []
        found = [*bound, *own]
        if found:
            one = found[0] if len(found) == 1 else None
            return self.pattern(home, one.value, one.scope, depth - 1) if one else None
        for base in self._calls.symbols.bases(owner) if depth > 2 else ():
            known = self._of_class(base, name, depth - 1)
            if known is not None:
                return known
        return None

    def _option(self, file: FileFacts, head: str, name: str, depth: int) -> str | None:
        """The default of the option of this name: of this file, or the only one there is."""
        if "(" in head or name not in self._options:
            return None
        found = self._options[name]
        own = [pair for pair in found if pair[0] == file.path]
        patterns = {
            self.pattern(self._files[path], value, 0, depth - 1) for path, value in own or found
        }
        return patterns.pop() if len(patterns) == 1 else None

    @cached_property
    def _options(self) -> Mapping[str, list[tuple[str, Value]]]:
        index: dict[str, list[tuple[str, Value]]] = defaultdict(list)
        for path, file in self._files.items():
            for option in file.options:
                if option.default is not None and option.default != Literal(None):
                    index[option.name].append((path, option.default))
        return index

    def _returned(self, target: Symbol, depth: int) -> str | None:
        home = self._files[target.path]
        returned = [one for one in home.returns if one.scope == target.scope]
        if len(returned) != 1 or returned[0].how != "return":
            return None
        return self.pattern(home, returned[0].value, target.scope, depth - 3)
