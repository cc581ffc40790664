"""What is asked of objects: attributes, members of containers, results of calls."""

from __future__ import annotations

from functools import partial

from debtscan.facts import FileFacts, Literal, Unknown, Value
from debtscan.project.libraries.containers import FLUENT, PROPERTIES
from debtscan.project.libraries.pass_through import INSIDE, SELF_RETURNING
from debtscan.project.names.bindings import class_of
from debtscan.project.names.inference import Inference
from debtscan.project.names.objects import (
    NOTHING,
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
    joined,
    mystery,
)
from debtscan.project.names.results import Results
from debtscan.project.names.symbols import Symbol

_BELOW = 40  #: subclasses looked at for what their base class uses but does not have


class Members:
    """Questions about objects that `Inference` found."""

    def __init__(self, inference: Inference) -> None:
        self._inference = inference
        self._symbols = inference.symbols
        self.results = Results(inference, self)
        inference.members = self

    def chain(self, objects: Objects, dotted: str) -> Objects:
        """`a.b.c` of objects."""
        for name in dotted.split("."):
            objects = self.all(objects, name)
        return objects

    def all(self, objects: Objects, name: str) -> Objects:
        """One attribute of every alternative."""
        return joined(self._one(one, name) for one in objects)

    def _one(self, one: Object, name: str) -> Objects:
        match one:
            case Instance(of=owner):
                return self._inference.memory.once(
                    ("member", one, name), lambda: self._own(one, name)
                )
            case Itself(of=owner):
                return self._of_definition(owner, name)
            case Parent(of=owner):
                return self._of_parent(owner, name)
            case Foreign(origin=origin, called=called):
                return frozenset({one if called else Foreign(f"{origin}.{name}")})
            case Many() | Fixed():
                return frozenset({Method(one, name)})
            case Mystery():
                return frozenset({one})
        return mystery("a method of a container")

    def _own(self, one: Instance, name: str) -> Objects:
        owner = one.of
        found = self._symbols.method(owner, name)
        if found is not None:
            return self._asked(found, one)
        held = self.attribute(owner, name)
        if held is not None:
            return held
        outside = self._symbols.outside_base(owner)
        if name in INSIDE and outside.partition(".")[0] in SELF_RETURNING:
            return frozenset({one})
        if outside and (outside == "?" or name in FLUENT or name.startswith("__")):
            return (
                mystery("a base class that is not known")
                if outside == "?"
                else (frozenset({Foreign(f"{outside}.{name}")}))
            )
        below = self._below(one, name)
        if below:
            return below
        if outside:
            return frozenset({Foreign(f"{outside}.{name}")})
        return mystery("an attribute its class does not set")

    def _asked(self, found: Symbol, one: Instance) -> Objects:
        if PROPERTIES.isdisjoint(found.definition.decorators):
            return frozenset({Itself(found, one.of, not one.exact)})
        return self.results.returned(found, one.of)

    def _below(self, one: Instance, name: str) -> Objects:
        """What subclasses have: methods a base class or mixin only calls."""
        found: dict[Symbol, None] = {}
        if one.exact:
            return NOTHING
        for number, below in enumerate(self._symbols.descendants(one.of)):
            method = self._symbols.method(below, name) if number < _BELOW else None
            if method is not None:
                found[method] = None
        return joined(self._asked(method, one) for method in found)

    def attribute(self, owner: Symbol, name: str) -> Objects | None:
        """What a class or its bases bind to an attribute; None when none does."""
        for each in self._symbols.line_of(owner):
            file = self._symbols.files[each.path]
            found = self._inference.attributes.bound(file, each.scope, name)
            if found:
                key = ("attribute", each, name)
                held = self._inference.memory.once(key, partial(self._held, each, name))
                if held:
                    return held
        return None

    def _held(self, owner: Symbol, name: str) -> Objects:
        file = self._symbols.files[owner.path]
        found = self._inference.attributes.bound(file, owner.scope, name)
        written = [one for one in found if one.how[0] == ":"]
        parts = [self._inference.assigned(file, one) for one in written or found]
        return self._inference.filled(file, owner.scope, f"self.{name}", joined(parts))

    def _of_definition(self, owner: Symbol, name: str) -> Objects:
        if not owner.is_class:
            return frozenset({Foreign(f"function.{name}", called=True)})
        found = self._symbols.method(owner, name) or self._symbols.at(
            owner.path, f"{owner.name}.{name}"
        )
        if found is not None:
            return frozenset({Itself(found, owner)})
        held = self.attribute(owner, name)
        if held is not None:
            return held
        outside = self._symbols.outside_base(owner)
        if outside and outside != "?":
            return frozenset({Foreign(f"{outside}.{name}")})
        return mystery("an attribute its class does not set")

    def _of_parent(self, owner: Symbol, name: str) -> Objects:
        for base in self._symbols.bases(owner):
            found = self._symbols.method(base, name)
            if found is not None:
                return frozenset({Itself(found, base)})
        outside = self._symbols.outside_base(owner)
        if outside == "?":
            return mystery("a base class that is not known")
        return frozenset({Foreign(f"{outside or 'object'}.{name}")})

    def item(self, objects: Objects, key: Value) -> Objects:
        """`x[key]`; an unknown key stands for going over all members."""
        return joined(self._item(one, key) for one in objects)

    def _item(self, one: Object, key: Value) -> Objects:
        match one:
            case Many(kind="dict") if isinstance(key, Unknown):
                return STRING
            case Many(of=of):
                return of
            case Fixed(items=items):
                place = key.value if isinstance(key, Literal) else None
                if isinstance(place, int) and -len(items) <= place < len(items):
                    return items[place]
                return joined(items)
            case Foreign(origin=origin):
                return frozenset({Foreign(origin, called=True)})
            case Instance(of=owner):
                name = "__next__" if isinstance(key, Unknown) else "__getitem__"
                found = self._symbols.method(owner, name)
                if found is not None:
                    return self.results.returned(found, owner)
                found = self._symbols.method(owner, "__iter__")
                given = self.results.returned(found, owner) if found else frozenset()
                if given and all(isinstance(one, Many) for one in given):
                    return self.item(given, key)
                outside = self._symbols.outside_base(owner)
                if outside and outside != "?":
                    return frozenset({Foreign(outside, called=True)})
        return mystery("a member of an unknown object")

    def entered(self, objects: Objects) -> Objects:
        """What `with x as y` gives `y`."""
        return joined(self._entered(one) for one in objects)

    def _entered(self, one: Object) -> Objects:
        match one:
            case Many(kind="context", of=of):
                return of
            case Instance(of=owner):
                found = self._symbols.method(owner, "__enter__")
                return self.results.returned(found, owner) if found else frozenset({one})
        return frozenset({one})

    def result(self, file: FileFacts, index: int) -> Objects:
        """What a call gives."""
        return self._inference.memory.once(
            ("result", file.path, index), lambda: self.results.of_call(file, index)
        )

    def called(self, file: FileFacts, index: int) -> Objects:
        """What a call calls."""
        call = file.calls[index]
        callee = call.callee
        if callee[:1] != "?":
            return self._inference.name(file, call.scope, callee, call.at.line)
        held = self._inference.value(file, call.receiver, call.scope, call.at.line)
        return self.all(held, callee[2:]) if len(callee) > 1 else held

    def own_class(self, file: FileFacts, scope: int) -> Symbol | None:
        """The class a scope lies in."""
        owner = class_of(file, scope)
        return self._symbols.of_scope(file.path, owner) if owner else None
