"""What calls give: instances, what functions return, what library calls pass through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtscan.facts import Call, FileFacts, Literal, Reference
from debtscan.project.libraries.containers import (
    CONTEXTS,
    FLUENT,
    MEMBER,
    OF_ARGUMENTS,
    OF_MEMBERS,
    OPAQUE,
    SAME,
    TRANSPARENT,
)
from debtscan.project.libraries.pass_through import (
    ARGUMENTS_BACK,
    FIRST_BACK,
    SELF_RETURNING,
)
from debtscan.project.names.bindings import class_of
from debtscan.project.names.objects import (
    NUMBER,
    STRING,
    Fixed,
    Foreign,
    Instance,
    Itself,
    Many,
    Method,
    Mystery,
    Object,
    Objects,
    Parent,
    cause_of,
    joined,
    mystery,
)
from debtscan.project.names.symbols import Symbol

if TYPE_CHECKING:
    from debtscan.facts import Value
    from debtscan.project.names.inference import Inference
    from debtscan.project.names.members import Members

_VALUES = frozenset({"get", "pop", "setdefault", "popleft", "popitem", "__getitem__"})
_NONE: Objects = frozenset({Foreign("None", called=True)})


class Results:
    """Calls as expressions."""

    def __init__(self, inference: Inference, members: Members) -> None:
        self._inference = inference
        self._members = members
        self._symbols = inference.symbols

    def of_call(self, file: FileFacts, index: int) -> Objects:
        """What one call gives."""
        call = file.calls[index]
        if call.callee == "super":
            return self._super(file, call)
        called = self._members.called(file, index)
        return joined(self._given(one, file, call) for one in called)

    def _super(self, file: FileFacts, call: Call) -> Objects:
        """`super(Named, self)` looks above the class it names, whatever class it stands in."""
        scope = class_of(file, call.scope)
        if not scope:
            return mystery("super outside a class")
        owner: Symbol | None = self._symbols.of_scope(file.path, scope)
        match call.arguments[:1]:
            case (Reference(name=name),) if owner and name not in (owner.name, "__class__"):
                owner = self._symbols.find(name, file.path)
        return frozenset({Parent(owner)}) if owner else mystery("super of an unknown class")

    def _given(self, one: Object, file: FileFacts, call: Call) -> Objects:
        match one:
            case Itself(of=symbol, owner=owner):
                if not symbol.is_class:
                    return self.returned(symbol, owner)
                if self._symbols.is_interface(symbol):
                    return mystery("whatever provides an interface")
                return frozenset({Instance(symbol, exact=True)})
            case Instance(of=owner):
                return self._of_object(owner)
            case Foreign(origin=origin, called=called):
                return self._outside(origin, called, file, call)
            case Method(of=of, name=name):
                return self._of_container(of, name)
            case Mystery():
                return frozenset({one})
        return mystery("a call of a container")

    def _of_object(self, owner: Symbol) -> Objects:
        run = self._symbols.runs(owner)
        if run is not None:
            return self.returned(run, owner)
        outside = self._symbols.outside_base(owner)
        if outside and outside != "?":
            return frozenset({Foreign(outside, called=True)})
        return mystery("a call of an object without `__call__`")

    def _outside(self, origin: str, called: bool, file: FileFacts, call: Call) -> Objects:
        last = origin.rpartition(".")[2]
        if not called and call.arguments:
            first = call.arguments[0]
            if origin in OF_ARGUMENTS and (len(call.arguments) > 1 or not call.star):
                every = [self._value(file, one, call) for one in call.arguments]
                if not any(isinstance(o, Many | Fixed) for one in every for o in one):
                    return frozenset({Many(origin, joined(every))})
            if origin in SAME or origin in FIRST_BACK:
                return self._value(file, first, call)
            if origin in OF_MEMBERS:
                return self._members_of(self._value(file, first, call), origin)
            if origin in MEMBER:
                return self._members.item(self._value(file, first, call), Literal(-1))
            if origin == "getattr" and len(call.arguments) > 1:
                return self._named(file, call)
            if origin in ("enumerate", "zip"):
                return self._places(file, call, origin)
            if origin == "type":
                held = self._value(file, first, call)
                return frozenset(Itself(o.of) if isinstance(o, Instance) else o for o in held)
        elif origin in OF_MEMBERS and not called:
            return frozenset({Many("dict" if "ict" in last else "list", frozenset())})
        if origin in OPAQUE and not called:
            return mystery("an object got by a name or from a file")
        head = origin.partition(".")[0]
        if "." in call.callee and (last in FLUENT or last in SELF_RETURNING.get(head, ())):
            held = self._receiver(file, call)
            if any(isinstance(o, Instance) for o in held):
                return held
        if (head, call.callee.rpartition(".")[2]) in ARGUMENTS_BACK and call.arguments:
            return self._arguments_back(file, call)
        return frozenset({Foreign(head, called=True)})

    def _arguments_back(self, file: FileFacts, call: Call) -> Objects:
        every = tuple(self._value(file, one, call) for one in call.arguments)
        return every[0] if len(every) == 1 and not call.star else frozenset({Fixed(every)})

    def _receiver(self, file: FileFacts, call: Call) -> Objects:
        head = call.callee.rpartition(".")[0]
        if head == "?":
            return self._value(file, call.receiver, call)
        return self._inference.name(file, call.scope, head, call.at.line)

    def _value(self, file: FileFacts, value: Value | None, call: Call) -> Objects:
        return self._inference.value(file, value, call.scope, call.at.line)

    def _members_of(self, objects: Objects, kind: str) -> Objects:
        found = [
            one
            if isinstance(one, Many) and one.kind == "dict" and kind.endswith("ict")
            else (Many(kind, self._members.item(frozenset({one}), Literal(None))))
            for one in objects
        ]
        return frozenset(found) if found else frozenset({Many(kind, frozenset())})

    def _places(self, file: FileFacts, call: Call, origin: str) -> Objects:
        every = tuple(
            self._members.item(self._value(file, one, call), Literal(None))
            for one in call.arguments
        )
        parts = (NUMBER, every[0]) if origin == "enumerate" else every
        return frozenset({Many(origin, frozenset({Fixed(parts)}))})

    def _named(self, file: FileFacts, call: Call) -> Objects:
        match call.arguments[1]:
            case Literal(value=str(name)) if name.isidentifier():
                return self._members.all(self._value(file, call.arguments[0], call), name)
        return mystery("getattr with a computed name")

    def _of_container(self, of: Many | Fixed, name: str) -> Objects:
        members = of.of if isinstance(of, Many) else joined(of.items)
        if name == "values":
            return frozenset({Many("list", members)})
        if name == "items":
            return frozenset({Many("list", frozenset({Fixed((STRING, members))}))})
        if name in _VALUES:
            return members
        if name in ("copy", *FLUENT):
            return frozenset({of})
        return frozenset({Foreign(of.kind if isinstance(of, Many) else "tuple", called=True)})

    def returned(self, function: Symbol, owner: Symbol | None = None) -> Objects:
        """What a function gives; `owner`: the class a method was called on."""
        found = self._inference.memory.once(
            ("returned", function), lambda: self._returned(function)
        )
        home = self._symbols.owner_of(function)
        if owner is None or home is None or home == owner:
            return found
        return frozenset(
            Instance(owner, one.exact) if isinstance(one, Instance) and one.of == home else one
            for one in found
        )

    def _returned(self, function: Symbol) -> Objects:
        definition = function.definition
        if any(one not in TRANSPARENT for one in definition.decorators):
            return mystery("a decorated function")
        if definition.body == "stub":
            return mystery("an abstract method")
        file = self._symbols.files[function.path]
        found = [one for one in file.returns if one.scope == function.scope]
        yields = [one for one in found if one.how != "return"]
        of = joined(
            self._inference.value(file, one.value, one.scope, one.at.line)
            for one in yields or found
        )
        if yields:
            context = not CONTEXTS.isdisjoint(definition.decorators)
            return frozenset({Many("context" if context else "generator", of)})
        if cause_of(of):
            return mystery("the result of a function that gives different things")
        return of if found else _NONE
