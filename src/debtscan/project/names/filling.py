"""Modules that code fills with names it computes: nobody can list what such a module binds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from debtscan.facts import Call, FileFacts, Literal, Reference
from debtscan.project.names.modules import Modules

_RUNNING = frozenset({"exec", "execfile"})
_SPACES = frozenset({"globals", "locals", "vars"})
_MAGICS = frozenset({"run_cell_magic", "run_cell", "run_line_magic", "magic"})
#: magics that bind no name
_QUIET = frozenset(
    {"matplotlib", "load_ext", "reload_ext", "autoreload", "config", "cd", "env", "pip", "conda"}
)
_SETTING = frozenset({"setattr", "vars"})


class Filling:
    """Sees a module fill itself, and others set attributes of it; an object of a class, a parsed
    namespace or `self` may get what names it likes."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules

    def is_filled(self, path: str) -> bool:
        """Whether a module may hold names that stand nowhere in it."""
        file = self._modules.files[path]
        return (
            path in self._from_outside
            or any(_opens(call) for call in file.calls)
            or _sets_itself(file)
        )

    @cached_property
    def _from_outside(self) -> frozenset[str]:
        """`setattr(losses, name, value)` in a file that imports the module."""
        return frozenset(
            target
            for path, file in self._modules.files.items()
            for name in _set(file)
            if (target := self._modules.path_of(name, path))
        )


def _opens(call: Call) -> bool:
    """`exec`, the module's own table of names, or a cell of IPython."""
    if call.callee in _SPACES and not call.arguments:
        return not call.scope or call.callee == "globals"
    return call.callee in _RUNNING or _runs_cell(call)


def _runs_cell(call: Call) -> bool:
    """`get_ipython().run_cell_magic("time", "", "rows = load()")` of an exported notebook."""
    if call.callee.rpartition(".")[2] not in _MAGICS:
        return False
    first = call.arguments[0] if call.arguments else None
    said = str(first.value).split() if isinstance(first, Literal) else []
    return not said or said[0].lstrip("%") not in _QUIET


def _sets_itself(file: FileFacts) -> bool:
    """`setattr(sys.modules[__name__], ...)`, perhaps by a name or through a parameter."""
    asks = any(call.callee in _SETTING for call in file.calls)
    return asks and any("sys.modules" in names for names in file.reads)


def _set(file: FileFacts) -> Iterator[str]:
    for call in file.calls:
        match call.callee, call.arguments:
            case callee, (Reference(name=name), *_) if callee in _SETTING:
                yield name
