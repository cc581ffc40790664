"""Where a value comes from: names followed back to what was written.

Inside one file; what callers, other modules and command lines give is asked of `Surroundings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

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
    Unknown,
    Value,
)
from debtscan.project.names.assigned_values import before, ended, given_value, grown
from debtscan.project.names.bindings import Bindings, parameter, scopes
from debtscan.project.names.endings import Endings
from debtscan.project.names.memory import Memory
from debtscan.project.names.origin import Found, Origin, Surroundings, given, lost
from debtscan.project.names.path_texts import PARTS
from debtscan.project.names.reaching import END, is_nothing, reaching

_PATH_PARTS = PARTS | {"parents"}
_MOST = 400  #: origins of one value
_KEPT = frozenset({"sorted", "list", "tuple", "tqdm", "trange", "reversed", "natsorted", "set"})
_KEPT_LAST = frozenset({"array", "asarray", "choice", "sample", "shuffle", "copy", "track"})


class Origins:
    """Follows values back."""

    def __init__(self, bindings: Bindings, surroundings: Surroundings) -> None:
        self.bindings = bindings
        self.memory = Memory()
        self._around = surroundings
        self._endings = Endings()
        self._growing: dict[str, Mapping[tuple[int, str], list[tuple[Value, int, int, bool]]]] = {}

    def of(self, file: FileFacts, value: Value, scope: int, line: int) -> Found:
        """Everything a value may be; never empty."""
        kind = value.__class__
        circle = lost(file, scope, line, "a circle of names")
        if kind is Reference:
            key = ("name", file.path, scope, value.name, line)  # type: ignore[union-attr]
            return self.memory.ask(
                key,
                lambda: self._name(file, value.name, scope, line),  # type: ignore[union-attr]
                circle,
            )
        if kind is Result:
            index = value.call  # type: ignore[union-attr]
            key = ("call", file.path, index)  # type: ignore[assignment]
            return self.memory.ask(key, lambda: self._result(file, index), circle)
        if kind is Item:
            return self._item(file, value, scope, line)  # type: ignore[arg-type]
        if kind is Member:
            return self._member(file, value, scope, line)  # type: ignore[arg-type]
        if kind is Operation:
            return self._operation(file, value, scope, line)  # type: ignore[arg-type]
        return (Origin(file, value, scope, line),)

    def of_name(self, file: FileFacts, name: str, scope: int, line: int) -> Found:
        """Everything a dotted name may hold; never empty."""
        return self.of(file, Reference(name), scope, line)

    def onward(self, one: Origin, value: Value) -> Found:
        """A value that stands where another was found, under its choices."""
        return given(self.of(one.file, value, one.scope, one.line), one.given)

    def _name(self, file: FileFacts, name: str, scope: int, line: int) -> Found:
        if name == "__file__":
            return (Origin(file, Literal(file.path), scope, line),)
        if name in ("os.pardir", "os.path.pardir"):
            return (Origin(file, Literal(".."), scope, line),)
        head, _, last = name.rpartition(".")
        if not head:
            found = self._variable(file, name, scope, line)
            endings = self._endings.of(file, scope, name, line)
            return tuple(ended(one, endings) for one in found) if endings else found
        own = self._bound_attribute(file, name, scope, line)
        if own:
            return own
        return (
            self._around.outside(file, name, scope, line)
            or self._part(file, head, last, scope, line)
            or self._of_object(file, head, last, scope, line)
        )

    def _part(self, file: FileFacts, head: str, last: str, scope: int, line: int) -> Found:
        value = Member(Reference(head), last)
        return (Origin(file, value, scope, line),) if last in _PATH_PARTS else ()

    def _of_object(self, file: FileFacts, head: str, last: str, scope: int, line: int) -> Found:
        """`config.path` of an object that a name holds."""
        root = head.partition(".")[0]
        if (
            "." in head
            or self.bindings.visible(file, scope, root)
            or self._given(file, scope, root)
        ):
            holders = self.of(file, Reference(head), scope, line)
            every = (one for holder in holders for one in self._attribute_of(holder, last))
            found = tuple(islice(every, _MOST))
            if found:
                return found
            cause = next((one.cause for one in holders if one.cause), "")
            if cause:
                return lost(file, scope, line, cause)
        return lost(file, scope, line, "attribute of an unknown object")

    def _given(self, file: FileFacts, scope: int, name: str) -> bool:
        return any(parameter(file, level, name) is not None for level in scopes(file, scope))

    def _attribute_of(self, holder: Origin, last: str) -> Found:
        if last == "value" and not isinstance(holder.value, Unknown | Result):
            return (holder,)
        return given(self._around.item(holder, last), holder.given)

    def _bound_attribute(self, file: FileFacts, name: str, scope: int, line: int) -> Found:
        """`self.x`: bindings in any method of the class; `args.x = ...` above."""
        here = self.bindings.table(file).get((scope, name), ())
        if here:
            kept, certain = reaching(file, here, line)
            above = [one for one in kept if one.at.line < line and not is_nothing(one)]
            if above and certain:
                return self._assigned(file, name, above)
        if name.startswith(("self.", "cls.")):
            bound = self.bindings.attribute(file, scope, name)
            told = [one for one in bound if not is_nothing(one)] or bound
            return self._assigned(file, name, told)
        found = self.bindings.visible(file, scope, name)
        return self._assigned(file, name, found) if found else ()

    def _variable(self, file: FileFacts, name: str, scope: int, line: int) -> Found:
        table = self.bindings.table(file)
        for level in scopes(file, scope):
            bound = table.get((level, name), ())
            one = parameter(file, level, name)
            if level == scope:
                bound = before(bound, line) or (bound if one is None else ())
            if not level and (put := self._around.injected(file, name)):
                return put
            if bound:
                kept, certain = reaching(file, bound, line if level == scope else END)
                found = self._assigned(file, name, kept)
                return (
                    found
                    if one is None or certain
                    else (*found, *self._parameter(file, level, one))
                )
            if one is not None:
                return self._parameter(file, level, one)
        found = self._around.outside(file, name, scope, line)
        return found or lost(file, scope, line, "name from elsewhere")

    def _parameter(self, file: FileFacts, level: int, one: Parameter) -> Found:
        found = self._around.parameter(file, level, one)
        return found or lost(file, level, 0, "parameter without callers")

    def _assigned(self, file: FileFacts, name: str, bound: Sequence[Assignment]) -> Found:
        """What the assignments give; which of several is a choice, the same all over."""
        found: list[Origin] = []
        for number, one in enumerate(bound):
            got = self.of(file, given_value(name, one), one.scope, one.at.line)
            if len(bound) > 1:
                chosen = ("bound", file.path, one.scope, name, bound[0].at.line)
                got = given(got, frozenset([(chosen, number)]))
            found += got
        return tuple(found[:_MOST])

    def _result(self, file: FileFacts, index: int) -> Found:
        call = file.calls[index]
        found = self._around.called(file, index)
        if found:
            return found
        if call.callee.endswith(".get") and call.arguments:
            return self._got(file, index)
        if call.callee in ("getattr", "setattr") and len(call.arguments) > 1:
            item = Item(call.arguments[0], call.arguments[1])
            return self.of(file, item, call.scope, call.at.line)
        return (Origin(file, Result(index), call.scope, call.at.line),)

    def _got(self, file: FileFacts, index: int) -> Found:
        """`table.get(key, otherwise)`."""
        call = file.calls[index]
        if call.callee.startswith(("os.environ", "environ.")):
            return (Origin(file, Result(index), call.scope, call.at.line),)
        holder = call.receiver or Reference(call.callee.removesuffix(".get"))
        found = self.of(file, Item(holder, call.arguments[0]), call.scope, call.at.line)
        if len(call.arguments) > 1 and all(isinstance(o.value, Unknown | Item) for o in found):
            other = self.of(file, call.arguments[1], call.scope, call.at.line)
            return (
                other if not isinstance(other[0].value, Literal) or other[0].value.value else found
            )
        return found

    def _operation(self, file: FileFacts, value: Operation, scope: int, line: int) -> Found:
        if value.operator not in ("if", "or", "and"):
            return (Origin(file, value, scope, line),)
        options = value.operands[1:] if value.operator == "if" else value.operands
        if value.operator == "and":
            options = options[-1:]
        found = [one for each in options for one in self.of(file, each, scope, line)]
        told = [one for one in found if one.value not in (Literal(None), Literal(""))]
        return tuple((told or found)[:_MOST])

    def _member(self, file: FileFacts, value: Member, scope: int, line: int) -> Found:
        if value.name in _PATH_PARTS:
            return (Origin(file, value, scope, line),)
        holders = self.of(file, value.of, scope, line)
        found = [one for holder in holders for one in self._attribute_of(holder, value.name)]
        return tuple(found[:_MOST]) or lost(file, scope, line, "attribute of an unknown object")

    def _item(self, file: FileFacts, value: Item, scope: int, line: int) -> Found:
        if not isinstance(value.key, Literal):
            named = (
                self.of(file, value.key, scope, line) if not isinstance(value.key, Unknown) else ()
            )
            keys = [one.value for one in named]
            if not keys or not all(isinstance(key, Literal) for key in keys) or len(keys) > 8:
                return self.elements(file, value.of, scope, line)
        else:
            keys = [value.key]
        found: list[Origin] = []
        for key in keys:
            stored = self._stored(file, value.of, key, scope)
            found += stored
            for holder in self.of(file, value.of, scope, line):
                entry = self._entry(holder, key, value)
                if not (stored and isinstance(entry[0].value, Unknown)):
                    found += entry
        return tuple(found[:_MOST]) or lost(file, scope, line, "item of something unknown")

    def _entry(self, holder: Origin, key: Value, asked: Item) -> Found:
        """One item of a container that was written down."""
        of = holder.value
        if isinstance(of, Table):
            for known, value in zip(of.keys, of.values, strict=False):
                if known == key:
                    return self.onward(holder, value)
        elif isinstance(of, Collection) and isinstance(key, Literal) and isinstance(key.value, int):
            place = key.value if of.size >= 0 else 0
            if -len(of.items) <= place < len(of.items):
                return self.onward(holder, of.items[place])
        elif isinstance(of, Result) and isinstance(key, Literal):
            if isinstance(key.value, str):
                found = given(self._around.item(holder, key.value), holder.given)
                if found:
                    return found
            elif not isinstance(key.value, int) or asked.of != of:
                again = Item(of, key)
                return (holder._replace(value=again),)
            return (holder._replace(value=Item(of, key)),)
        elif isinstance(of, Member | Operation | Item | Literal):
            return (holder._replace(value=Item(of, key)),)
        return (
            holder._replace(value=Unknown(), cause=holder.cause or "item of something unknown"),
        )

    def _stored(self, file: FileFacts, of: Value, key: Value, scope: int) -> list[Origin]:
        """`table["key"] = value` elsewhere in the scope."""
        if not isinstance(of, Reference) or not isinstance(key, Literal):
            return []
        target, table = f"{of.name}[]", self.bindings.table(file)
        found: list[Origin] = []
        for level in scopes(file, scope):
            for one in table.get((level, target), ()):
                if any(
                    a.store and a.key == key.value and a.of == of.name and a.at == one.at
                    for a in file.key_accesses
                ):
                    found += self.of(file, one.value, one.scope, one.at.line)
        return found

    def elements(self, file: FileFacts, of: Value, scope: int, line: int) -> Found:
        """What one member of a container may be."""
        key = ("member", file.path, scope, line, of)
        circle = lost(file, scope, line, "a circle of names")
        return self.memory.ask(key, lambda: self._elements(file, of, scope, line), circle)

    def _elements(self, file: FileFacts, of: Value, scope: int, line: int) -> Found:
        found: list[Origin] = []
        for holder in self.of(file, of, scope, line):
            found += self._members(holder, of, line)
        found += self._appended(file, of, scope)
        told = [one for one in found if not (isinstance(one.value, Unknown) and not one.cause)]
        return tuple(told[:_MOST]) or lost(file, scope, line, "loop over something unknown")

    def _members(self, holder: Origin, of: Value, line: int) -> Iterable[Origin]:
        value = holder.value
        if isinstance(value, Collection):
            yield from self._each(holder, value.items, line)
        elif isinstance(value, Table):
            yield from self._each(holder, value.keys, line)
        elif isinstance(value, Operation) and value.operator in ("slice", "+"):
            parts = value.operands[:1] if value.operator == "slice" else value.operands
            for part in parts:
                got = self.elements(holder.file, part, holder.scope, holder.line)
                yield from given(got, holder.given)
        elif isinstance(value, Result):
            yield from given(self._members_of_call(holder, value.call), holder.given)
        elif not isinstance(value, Literal):
            yield from lost(
                holder.file,
                holder.scope,
                holder.line,
                holder.cause or "loop over something unknown",
            )

    def _each(self, holder: Origin, items: Sequence[Value], line: int) -> Iterator[Origin]:
        for number, item in enumerate(items):
            got = self.onward(holder, item)
            if len(items) > 1:
                turn = ("turn", holder.file.path, line, holder.line, len(items))
                got = given(got, frozenset([(turn, number)]))
            yield from got

    def _members_of_call(self, holder: Origin, index: int) -> Found:
        """Members of what a call gave: of the list it was given, or what it finds in a folder."""
        call = holder.file.calls[index]
        last = call.callee.rpartition(".")[2]
        file, scope, line = holder.file, call.scope, call.at.line
        inner = call.receiver or Reference(call.callee.rpartition(".")[0])
        if last in ("items", "values", "keys") and not call.arguments:
            return self._of_table(file, inner, last, scope, line)
        if last == "enumerate" and call.arguments:
            pair = Collection((Unknown(), Item(call.arguments[0], Unknown())), 2)
            return (Origin(file, pair, scope, line),)
        if last in ("zip", "zip_longest", "product"):
            size = -2 if call.star else len(call.arguments)
            pair = Collection(tuple(Item(one, Unknown()) for one in call.arguments), size)
            return (Origin(file, pair, scope, line),) if call.arguments else ()
        if last == "walk" and (call.arguments or call.receiver):
            listed = Operation("member", (Result(index),))
            folder = Operation(
                "/", (call.arguments[0] if call.arguments else inner, Operation("any", ()))
            )
            return (
                Origin(file, Collection((folder, listed, Operation("files", ())), 3), scope, line),
            )
        if (last in _KEPT or last in _KEPT_LAST) and call.arguments:
            return self.elements(file, call.arguments[0], scope, line)
        if last in ("map", "filter", "starmap") and len(call.arguments) > 1:
            mapped = call.arguments[0]
            plain = last == "filter" or (
                isinstance(mapped, Reference) and mapped.name.endswith(("Path", "str"))
            )
            if plain:
                return self.elements(file, call.arguments[1], scope, line)
        return (Origin(file, Operation("member", (Result(index),)), scope, line),)

    def _of_table(self, file: FileFacts, of: Value, last: str, scope: int, line: int) -> Found:
        found: list[Origin] = []
        for holder in self.of(file, of, scope, line):
            value = holder.value
            if isinstance(value, Table):
                pairs = zip(value.keys, value.values, strict=False)
                rows = {
                    "keys": value.keys,
                    "values": value.values,
                    "items": tuple(Collection(pair, 2) for pair in pairs),
                }[last]
                found += self._each(holder, rows, line)
        return tuple(found) or lost(file, scope, line, "loop over something unknown")

    def _appended(self, file: FileFacts, of: Value, scope: int) -> list[Origin]:
        """`names.append(x)` and `names.extend(xs)` in the scope, for `self.names` anywhere."""
        if not isinstance(of, Reference):
            return []
        index = self._appending(file)
        levels = (-1,) if of.name.startswith("self.") else tuple(scopes(file, scope))
        for level in levels:
            calls = index.get((level, of.name), ())
            if calls:
                found: list[Origin] = []
                for value, at_scope, line, many in calls[:20]:
                    look = self.elements if many else self.of
                    found += look(file, value, at_scope, line)
                return found
        return []

    def _appending(
        self, file: FileFacts
    ) -> Mapping[tuple[int, str], list[tuple[Value, int, int, bool]]]:
        known = self._growing.get(file.path)
        if known is None:
            known = self._growing[file.path] = grown(file, self.bindings)
        return known
