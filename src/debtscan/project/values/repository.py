"""What names hold that other places bind: callers, other modules, classes, configuration."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from debtscan.facts import FileFacts, Literal, Parameter
from debtscan.project.names.bindings import class_of
from debtscan.project.names.calls import Calls
from debtscan.project.names.origin import Found, Origin, lost
from debtscan.project.names.origins import Origins
from debtscan.project.names.reaching import END
from debtscan.project.names.symbols import Symbol
from debtscan.project.starts.commands import StartedScript
from debtscan.project.values.class_values import ClassValues
from debtscan.project.values.component_files import component_file
from debtscan.project.values.handed import Handed
from debtscan.project.values.option_values import OptionValues
from debtscan.project.values.ploomber_products import NAMES, PloomberProducts
from debtscan.project.values.pytest_values import PytestValues


class Repository:
    """The surroundings of every file, as the rest of the repository gives them."""

    origins: Origins  #: set once both are made: they ask one another

    def __init__(
        self,
        files: Sequence[FileFacts],
        calls: Calls,
        commands: Sequence[StartedScript],
        settings: Callable[[FileFacts, int, tuple[str, ...]], str | None] | None,
    ) -> None:
        self._files = {file.path: file for file in files}
        self._calls = calls
        self._settings = settings
        self._handed = Handed(self, calls)
        self._classes = ClassValues(self, calls)
        self._tests = PytestValues(self, calls.symbols.modules.files)
        self._products = PloomberProducts(calls.symbols.modules.files)
        self._options = OptionValues(self, files, calls.symbols.imports, commands)

    def parameter(self, file: FileFacts, level: int, one: Parameter) -> Found:
        """What callers give, else the default; for click and its like the option."""
        owner = file.definitions[level - 1]
        if one.name in NAMES and (put := self._products.of(file, owner.name, one.name)):
            return put
        return (
            self._options.parameter(file, owner.name, one.name)
            or component_file(file, level, one)
            or self._handed.parameter(file, level, one)
            or self._tests.of(file, level, one.name)
        )

    def injected(self, file: FileFacts, name: str) -> Found:
        """What ploomber puts into a script."""
        return self._products.of(file, "", name) if name in NAMES else ()

    def called(self, file: FileFacts, index: int) -> Found:
        """What a call of a function of the repository returns."""
        target = self._calls.target(file.path, index)
        return self._handed.returned(file, index, target) if target and not target.is_class else ()

    def outside(self, file: FileFacts, name: str, scope: int, line: int) -> Found:
        """A constant of another module, an attribute of a class, an option, a setting."""
        if name == "sys.argv":
            return self._options.arguments(file)
        head, _, last = name.rpartition(".")
        found = self._constant(file, name)
        if found or not head:
            return found
        owner = self._owner(file, scope, head)
        return (
            (self._classes.attribute(owner, last) if owner else ())
            or self._options.named(file, scope, head, last)
            or self._setting(file, scope, line, name)
        )

    def item(self, holder: Origin, key: str) -> Found:
        """An attribute of an object that was made here, an item of a parsed command line."""
        made = self._calls.receivers.of_value(holder.file, holder.value)
        if made is not None:
            return self._classes.attribute(made, key)
        return self._options.parsed(holder, key)

    def _owner(self, file: FileFacts, scope: int, head: str) -> Symbol | None:
        owner = self._calls.receivers.of_name(file, scope, head)
        if owner is None and head == "self" and class_of(file, scope):
            owner = self._calls.symbols.of_scope(file.path, class_of(file, scope))
        owner = owner or self._calls.symbols.find(head, file.path)
        return owner if owner is not None and owner.is_class else None

    def _setting(self, file: FileFacts, scope: int, line: int, name: str) -> Found:
        value = self._settings(file, scope, tuple(name.split("."))) if self._settings else None
        return (Origin(file, Literal(value), scope, line),) if value is not None else ()

    def _constant(self, file: FileFacts, name: str) -> Found:
        """`config.DATA_DIR`, `DATA_DIR` through a star import."""
        module, _, last = name.rpartition(".")
        modules = self._calls.symbols.modules
        if module:
            path = modules.path_of(module, file.path)
            return self._global(path, last) if path else ()
        for imported in file.imports:
            if imported.name == "*":
                path = modules.path_of(imported.module, file.path)
                found = self._global(path, name) if path else ()
                if found:
                    return found
        return ()

    def _global(self, path: str, name: str) -> Found:
        file = self._files.get(path)
        if file is None:
            return ()
        if (0, name) in self._calls.bindings.table(file):
            return self.origins.of_name(file, name, 0, END)
        again = next((one for one in file.imports if one.bound == name and one.name == name), None)
        if again is None or not again.module:
            return ()
        joint = "" if again.module.endswith(".") else "."
        key = ("import", path, name)
        whole = f"{again.module}{joint}{again.name}"
        return self.origins.memory.ask(
            key, lambda: self._constant(file, whole), lost(file, 0, 0, "")
        )
