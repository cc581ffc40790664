"""What names and values hold: classes, functions and objects of the repository, or outside."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from debtscan.facts import (
    Assignment,
    Collection,
    FileFacts,
    Item,
    Literal,
    Member,
    Operation,
    Parameter,
    Reference,
    Result,
    Table,
    Text,
    Value,
)
from debtscan.project.names.annotations import annotated
from debtscan.project.names.bindings import Bindings, class_of, parameter, scopes
from debtscan.project.names.class_attributes import ClassAttributes
from debtscan.project.names.guards import Guards
from debtscan.project.names.leading_out import leads_out
from debtscan.project.names.objects import (
    NOTHING,
    NUMBER,
    STRING,
    TRUTH,
    Fixed,
    Foreign,
    Instance,
    Itself,
    Many,
    Objects,
    cause_of,
    joined,
    mystery,
)
from debtscan.project.names.questions import Questions
from debtscan.project.names.reaching import reaching
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.names.variables import Variables

if TYPE_CHECKING:
    from debtscan.project.names.members import Members

_CONSTANTS: dict[type, Objects] = {str: STRING, int: NUMBER, float: NUMBER, bool: TRUTH}
_LOGIC = frozenset({"==", "!=", "<", "<=", ">", ">=", "in", "not-in", "is", "is-not", "not"})

#: the scope that binds a variable, its assignments there, the parameter of that name
_Sight = tuple[int, Sequence[Assignment], Parameter | None]


class Inference:
    """Evaluates values of all files; every answer is kept."""

    def __init__(self, symbols: Symbols, bindings: Bindings) -> None:
        self.symbols = symbols
        self.bindings = bindings
        self.attributes = ClassAttributes(bindings)
        self.given: Callable[[Symbol, str], Objects] = _nobody
        self.members: Members
        self._variables = Variables(symbols, bindings)
        self._guards = Guards()
        self.memory = Questions()
        self._sights: dict[tuple[str, int, str], _Sight | Objects | None] = {}
        self._foreign: dict[str, frozenset[str]] = {}
        self._heads: dict[str, frozenset[str]] = {}
        self._whole: dict[str, frozenset[str]] = {}
        self._parts: dict[str, frozenset[str]] = {}

    def value(self, file: FileFacts, value: Value | None, scope: int, line: int = 0) -> Objects:
        """What an expression standing in a scope (and on a line, 0: anywhere) gives."""
        match value:
            case Reference(name=name):
                return self.name(file, scope, name, line)
            case Result(call=index):
                return self.members.result(file, index)
            case Literal(value=constant):
                return _CONSTANTS.get(type(constant), NOTHING)
            case Text():
                return STRING
            case Collection(items=items, size=size):
                parts = tuple(self.value(file, one, scope, line) for one in items)
                if 0 < size <= 4:
                    return frozenset({Fixed(parts)})
                return frozenset({Many("list", joined(parts))})
            case Table(values=values):
                of = joined(self.value(file, one, scope, line) for one in values)
                return frozenset({Many("dict", of)})
            case Operation(operator=operator, operands=operands):
                return self._operation(file, operator, operands, scope, line)
            case Item(of=of, key=key):
                return self.members.item(self.value(file, of, scope, line), key)
            case Member(of=of, name=name):
                return self.members.all(self.value(file, of, scope, line), name)
        return mystery("an expression")

    def _operation(
        self, file: FileFacts, operator: str, operands: Sequence[Value], scope: int, line: int
    ) -> Objects:
        if operator in _LOGIC:
            return TRUTH
        if operator in ("or", "if", "and", "slice"):
            chosen = {"if": operands[1:], "and": operands[-1:], "slice": operands[:1]}
            every = chosen.get(operator, operands)
            return joined(self.value(file, one, scope, line) for one in every)
        found = [self.value(file, one, scope, line) for one in operands]
        known = [one for one in found if one and not cause_of(one)]
        if any(isinstance(one, Foreign) for objects in known for one in objects):
            return frozenset(o for one in known for o in one if isinstance(o, Foreign))
        return joined(found) if operator == "+" else mystery("an operator of unknown objects")

    def name(self, file: FileFacts, scope: int, dotted: str, line: int = 0) -> Objects:
        """What a dotted name holds where it stands."""
        head, _, rest = dotted.partition(".")
        if head and not (rest and self._is_imported(file, dotted)):
            found = self._variable(file, scope, head, line)
            if found is not None:
                return self.members.chain(found, rest) if rest else found
        return self.memory.once(
            ("name", dotted, file.path), lambda: self._module_level(file, dotted)
        )

    def _module_level(self, file: FileFacts, dotted: str) -> Objects:
        head = dotted.partition(".")[0]
        if head and head in self.foreign(file):
            return frozenset({Foreign(dotted)})
        holder, asked = dotted, ""
        while holder.strip("."):
            symbol = self.symbols.find(holder, file.path)
            if symbol is not None:
                found: Objects = frozenset({Itself(symbol)})
                return self.members.chain(found, asked) if asked else found
            holder, _, last = holder.rpartition(".")
            asked = f"{last}.{asked}" if asked else last
        place = self._variables.find(dotted, file.path)
        if place is not None and (place.path != file.path or place.name != head):
            held = self._variable(self.symbols.files[place.path], 0, place.name, 0)
            if held is not None:
                return self.members.chain(held, place.rest) if place.rest else held
        if hasattr(builtins, head):
            return frozenset({Foreign(dotted)})
        outside = leads_out(self.symbols, dotted, file.path)
        if outside:
            return frozenset({Foreign(outside)})
        return mystery("a name that nothing here binds")

    def foreign(self, file: FileFacts) -> frozenset[str]:
        """First segments of the modules from outside that a file imports."""
        known = self._foreign.get(file.path)
        if known is None:
            local = self.symbols.modules.is_local
            heads = self._imported(file)
            known = frozenset(h for h in heads if h and not local(h, file.path))
            self._foreign[file.path] = known
        return known

    def _imported(self, file: FileFacts) -> frozenset[str]:
        known = self._heads.get(file.path)
        if known is None:
            known = frozenset(one.module.partition(".")[0] for one in file.imports)
            self._heads[file.path] = known
        return known

    def _variable(self, file: FileFacts, scope: int, name: str, line: int) -> Objects | None:
        """None when no variable of this name is in sight."""
        key = (file.path, scope, name)
        if key not in self._sights:
            self._sights[key] = self._sight(file, scope, name)
        sight = self._sights[key]
        if sight is None or isinstance(sight, frozenset):
            return sight
        level, found, one = sight
        guarded = self._guards.of(file, level, name, line) if line else ()
        if guarded:
            shown = joined(self.instances(self.name(file, 0, text)) for text in guarded)
            if not cause_of(shown):
                return shown
        return self._bound(file, level, name, found, one, line if level == scope else 0)

    def _sight(self, file: FileFacts, scope: int, name: str) -> _Sight | Objects | None:
        """Where a variable is bound, or what it is when it is a function or the class itself."""
        table = self.bindings.table(file)
        for level in scopes(file, scope):
            found = table.get((level, name))
            one = parameter(file, level, name)
            if found is None and one is None:
                inner = self._inner(file, level, name) if level else None
                if inner is not None:
                    return frozenset({Itself(inner)})
                continue
            if found and one is None and self._is_module(file, name):
                return None
            return level, found or (), one
        if name in ("self", "cls") and class_of(file, scope):
            return frozenset({Instance(self.symbols.of_scope(file.path, class_of(file, scope)))})
        return None

    def _inner(self, file: FileFacts, level: int, name: str) -> Symbol | None:
        return self.symbols.at(file.path, f"{file.definitions[level - 1].name}.{name}")

    def _is_module(self, file: FileFacts, name: str) -> bool:
        """`import trainer; trainer = trainer.Trainer()` keeps the module's name in the facts."""
        return name in self._modules(file)

    def _modules(self, file: FileFacts) -> frozenset[str]:
        """First segments of what it imports as whole modules."""
        known = self._whole.get(file.path)
        if known is None:
            whole = (one.module for one in file.imports if not one.name)
            known = self._whole[file.path] = frozenset(one.partition(".")[0] for one in whole)
        return known

    def _members_imported(self, file: FileFacts) -> frozenset[str]:
        known = self._parts.get(file.path)
        if known is None:
            parts = (f"{one.module}.{one.name}" for one in file.imports if one.name)
            known = self._parts[file.path] = frozenset(parts)
        return known

    def _is_imported(self, file: FileFacts, dotted: str) -> bool:
        """`from trainer import Trainer; trainer = Trainer()` has two names that begin alike."""
        head = dotted.partition(".")[0]
        if head not in self._imported(file):
            return False
        parts = self._members_imported(file)
        while dotted and dotted not in parts:
            dotted = dotted.rpartition(".")[0]
        return bool(dotted)

    def _bound(
        self,
        file: FileFacts,
        level: int,
        name: str,
        found: Sequence[Assignment],
        one: Parameter | None,
        line: int,
    ) -> Objects:
        entry = True
        if found and line and (len(found) > 1 or one is not None):
            found, must = reaching(file, found, line)
            entry = not must
        key = ("variable", file.path, level, name, entry, tuple(a.at.line for a in found))

        known = self.memory.kept(key)
        if known is not None:
            return known

        def evaluate() -> Objects:
            parts = [self.assigned(file, each) for each in found]
            if one is not None and entry:
                parts.append(self._parameter(file, level, one))
            return self.filled(file, level, name, joined(parts), bool(parts))

        return self.memory.once(key, evaluate)

    def filled(
        self, file: FileFacts, home: int, name: str, objects: Objects, bound: bool = True
    ) -> Objects:
        """An empty container with what it is given later."""
        if not bound or not any(isinstance(o, Many) and not o.of for o in objects):
            return objects
        added = self.attributes.added(file, home, name)
        of = joined(self.value(file, value, scope) for value, scope in added)
        return frozenset(
            Many(o.kind, of or mystery("an empty container"))
            if isinstance(o, Many) and not o.of
            else o
            for o in objects
        )

    def assigned(self, file: FileFacts, one: Assignment) -> Objects:
        """What one binding gives its name."""
        if one.how == "=" or one.how == "for":
            return self.value(file, one.value, one.scope, one.at.line)
        if one.how == "with":
            return self.members.entered(self.value(file, one.value, one.scope, one.at.line))
        if one.how[0] == ":":
            written = self.annotation(file, one.how[1:])
            if cause_of(written) or not written:
                return self.value(file, one.value, one.scope, one.at.line)
            return written
        return frozenset({Foreign("Exception", called=True)}) if one.how == "except" else NOTHING

    def annotation(self, file: FileFacts, text: str) -> Objects:
        """What an annotation written in a file says."""
        return self.memory.once(
            ("annotation", text, file.path),
            lambda: annotated(text, lambda name: self._spelled(file, name), self.instances),
        )

    def _spelled(self, file: FileFacts, name: str) -> Objects:
        """A name as the source writes it, before imports are looked through."""
        head, _, rest = name.partition(".")
        for one in file.imports:
            if one.bound == head:
                joint = "" if one.module.endswith(".") else "."
                whole = f"{one.module}{joint}{one.name}" if one.name else one.module
                if not one.name and head == one.module.partition(".")[0]:
                    whole = head
                return self._module_level(file, f"{whole}.{rest}" if rest else whole)
        return self._module_level(file, name)

    def _parameter(self, file: FileFacts, level: int, one: Parameter) -> Objects:
        symbol = self.symbols.of_scope(file.path, level)
        definition = symbol.definition
        outer = definition.scope
        in_class = bool(outer) and file.definitions[outer - 1].kind == "class"
        if (
            in_class
            and definition.parameters[0] is one
            and "staticmethod" not in definition.decorators
        ):
            owner = self.symbols.of_scope(file.path, outer)
            made = "classmethod" in definition.decorators or one.name == "cls"
            return frozenset({Itself(owner) if made else Instance(owner)})
        if one.kind not in ("plain", "keyword"):
            return frozenset({Foreign("tuple" if one.kind == "star" else "dict", called=True)})
        written = (
            self.annotation(file, one.annotation) if one.annotation else mystery("no annotation")
        )
        if written and not cause_of(written):
            return written
        return self.given(symbol, one.name)

    def instances(self, objects: Objects) -> Objects:
        """Objects of these classes, or of subclasses; of classes from outside too."""
        found: set[Any] = set()
        for one in objects:
            if isinstance(one, Itself) and one.of.is_class:
                found.add(Instance(one.of))
            elif isinstance(one, Foreign):
                found.add(Foreign(one.origin, called=True))
            else:
                return mystery("annotation says nothing of use")
        return frozenset(found)


def _nobody(symbol: Symbol, name: str) -> Objects:
    return mystery("a parameter without a known class")
