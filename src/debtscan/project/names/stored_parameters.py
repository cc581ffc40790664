"""Parameters that a constructor keeps as attributes which nothing reads."""

from __future__ import annotations

from functools import cached_property

from debtscan.facts import FileFacts, Literal, Parameter, Reference
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.symbols import Symbol, Symbols

#: bases from outside that do not look at the attributes of their objects
_BLIND = frozenset(
    {"torch.nn.Module", "object", "torch.utils.data.Dataset", "torch.utils.data.dataset.Dataset"}
)
#: hand out all attributes of an object
_WHOLE = frozenset(
    {"vars", "dir", "getattr", "hasattr", "copy.copy", "copy.deepcopy", "inspect.getmembers"}
    | {"jsonpickle.encode", "pickle.dump", "pickle.dumps", "joblib.dump", "setattr"}
)
_RECORD = 4  #: parameters of a class that does nothing but keep them
_INSIDES = ("__dict__", "__slots__", "save_hyperparameters")


class StoredParameters:
    """By names: an attribute counts as read where any code reads one of its name."""

    def __init__(self, symbols: Symbols, mentions: Mentions) -> None:
        self._symbols = symbols
        self._mentions = mentions

    def attribute(self, function: Symbol, parameter: Parameter) -> str:
        """`self.x` of `self.x = x`, where that is all that is done with it; else ""."""
        if not function.name.endswith(".__init__"):
            return ""
        kept = self._kept(function, parameter.name)
        name = kept.partition(".")[2]
        if not kept or name in self._attributes or not self._is_closed(function):
            return ""
        return "" if self._mentions.possibly_used(name) else kept

    def _kept(self, function: Symbol, name: str) -> str:
        """The attribute of the only statement that reads the parameter."""
        file = self._symbols.files[function.path]
        inner = [
            names for scope, names in enumerate(file.reads) if self._within(file, scope, function)
        ]
        reads = [line for names in inner for line in names.get(name, ())]
        dotted = any(one.startswith((f"{name}.", f"{name}~")) for names in inner for one in names)
        if len(reads) != 1 or dotted:
            return ""
        stores = [
            one
            for one in file.assignments
            if one.scope == function.scope
            and isinstance(one.value, Reference)
            and one.how[0] in "=:"
            and one.target.startswith("self.")
            and one.target.count(".") == 1
        ]
        found = [one.target for one in stores if one.value == Reference(name)]
        is_record = len(stores) == function.definition.statements >= _RECORD
        return found[0] if len(found) == 1 and not is_record else ""

    def _within(self, file: FileFacts, scope: int, function: Symbol) -> bool:
        while scope and scope != function.scope:
            scope = file.definitions[scope - 1].scope
        return scope == function.scope

    def _is_closed(self, function: Symbol) -> bool:
        """Whether nobody asks objects of the class for attributes that are not spelled out."""
        owner = self._symbols.owner_of(function)
        if owner is None or owner.definition.decorators:
            return False
        family = (*self._symbols.line_of(owner), *self._symbols.descendants(owner))
        bases = {base for one in family for base in self._symbols.outside_bases(one)}
        paths = {one.path for one in family}
        paths.update(*(self._symbols.imports.importers(path) for path in tuple(paths)))
        return bases <= _BLIND and self._opening.isdisjoint(paths)

    @cached_property
    def _attributes(self) -> frozenset[str]:
        """Every name that is read of something."""
        found = {
            part
            for file in self._symbols.files.values()
            for names in file.reads
            for dotted in names
            for part in dotted.split(".")[1:]
        }
        augmented = (
            one.target
            for file in self._symbols.files.values()
            for one in file.assignments
            if one.how not in ("=", "for", "with") and not one.how.startswith(":")
        )
        return frozenset(found | {one.rpartition(".")[2] for one in augmented})

    @cached_property
    def _opening(self) -> frozenset[str]:
        """Files that hand out all attributes of some object."""
        return frozenset(path for path, file in self._symbols.files.items() if self._opens(file))

    def _opens(self, file: FileFacts) -> bool:
        parts = {part for names in file.reads for dotted in names for part in dotted.split(".")}
        return not parts.isdisjoint(_INSIDES) or any(
            call.callee in _WHOLE and not _asks_for_one(call.arguments) for call in file.calls
        )


def _asks_for_one(arguments: tuple[object, ...]) -> bool:
    """`getattr(self, "name")`: the string is a mention of its own."""
    return len(arguments) > 1 and isinstance(arguments[1], Literal)
