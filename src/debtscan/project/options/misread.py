"""Names read of a namespace that its parser never puts there: an AttributeError in waiting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Literal, Option, Reference, Result
from debtscan.model import Location
from debtscan.project.flow.carried import Carried, Carrier, Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.names.bindings import parameter
from debtscan.project.options.meant import meant_by
from debtscan.project.options.parsers import Parser, Parsers

#: what every namespace has, or the table of its values
_OWN = frozenset(
    {"_get_kwargs", "_get_args", "ensure_value", "read_file", "read_module", "items", "keys"}
    | {"values", "get", "pop", "update", "copy", "setdefault", "clear", "popitem"}
)
_FILLING = frozenset({"update", "setdefault", "__setattr__", "__setitem__"})
_ASKING = frozenset({"hasattr", "getattr", "setattr", "delattr"})


class Misread(Struct, frozen=True):
    """A name that no option of the parser arrives in. `meant`: the declared ones that may be
    meant (file, option), those that nothing else reads first."""

    name: str
    reads: tuple[Location, ...]
    meant: tuple[tuple[FileFacts, Option], ...]
    beside: bool  #: some read stands in a file that parses; elsewhere it may never be reached


def misread_names(parsers: Parsers) -> tuple[Misread, ...]:
    """Of every parser whose options are all in the text and whose namespace stays in sight."""
    found: dict[tuple[Location, ...], Misread] = {}
    for parser in parsers.all:
        declared = _declared(parsers.flows, parser) if parser.namespaces else None
        for one in _of_parser(parsers.flows, parsers, parser, declared) if declared else ():
            found.setdefault(one.reads, one)
    return tuple(found[reads] for reads in sorted(found))


def _of_parser(
    flows: Flows,
    parsers: Parsers,
    parser: Parser,
    declared: Mapping[str, tuple[FileFacts, Option]],
) -> Iterator[Misread]:
    carried = parsers.carried([parser])
    filled = any(one.escapes or _is_filled(parsers.flows, one) for one in carried)
    if filled or _is_given(parser):
        return
    found: dict[str, set[Location]] = defaultdict(set)
    for one in carried:
        for place in one.carriers:
            if isinstance(place, Place) and _holds_nothing_else(flows, place, one):
                for name, at in _reads(flows, place):
                    found[name].add(at)
    known = {*declared, *_OWN, *(name for one in carried for name in one.writes)}
    read = {name for one in carried for name in one.reads}
    parsing = {one.path for one in parser.namespaces}
    for name in sorted(found.keys() - known):
        if not name.startswith("__"):
            reads = tuple(sorted(found[name]))
            beside = any(at.path in parsing for at in reads)
            yield Misread(name, reads, meant_by(name, declared, read), beside)


def _is_given(parser: Parser) -> bool:
    """`parse_args(namespace=other)`: what the other holds already is not known."""
    return any(isinstance(one, Place) for one in parser.namespaces)


def _is_filled(flows: Flows, carried: Carried) -> bool:
    """Whether names that the text does not show are put into the namespace."""
    if any(method in _FILLING for _, _, method in carried.methods):
        return True
    places = [one for one in carried.carriers if isinstance(one, Place)]
    return any(one.name.endswith("__dict__") for one in places) or any(
        use.key == 0 and flows.files[one.path].calls[use.index].callee == "setattr"
        for one in places
        for use in flows.uses(one.path).of(one.name)
        if use.kind == "argument"
    )


def _declared(flows: Flows, parser: Parser) -> Mapping[str, tuple[FileFacts, Option]] | None:
    """Name -> declaration; None when some option may be missing here."""
    if parser.open or not parser.options:
        return None
    found: dict[str, tuple[FileFacts, Option]] = {}
    files = {path: flows.files[path] for path, _ in parser.options}
    for path, line in sorted(parser.options):
        own = [one for one in files[path].options if one.at.line == line]
        if not own:
            return None
        found.update({one.name: (files[path], one) for one in own})
    for one in parser.namespaces:
        files[one.path] = flows.files[one.path]
    for _, file in sorted(files.items()):
        for call in file.calls:
            if _is_loose(call):
                return None
            found.update({name: (file, _nothing(call)) for name in _also_set(call)})
    return found


def _is_loose(call: Call) -> bool:
    """Whether a call may add options that the text does not show."""
    last = call.callee.rpartition(".")[2]
    parents = any(one.name in ("parents", "argument_default") for one in call.keywords)
    spread = last in ("set_defaults", "add_argument") and bool(call.double_star)
    return parents or spread or last in ("register", "add_argparse_args", "add_config_arguments")


def _also_set(call: Call) -> Iterator[str]:
    if call.callee.endswith("set_defaults"):
        yield from (one.name for one in call.keywords)
    if call.callee.endswith("add_subparsers"):
        for one in call.keywords:
            if one.name == "dest" and isinstance(one.value, Literal):
                yield str(one.value.value)


def _nothing(call: Call) -> Option:
    """A stand-in for what is set without a declaration; nobody can mean it."""
    return Option("", "", (), call.at, call.scope)


def _holds_nothing_else(flows: Flows, place: Place, carried: Carried, hops: int = 6) -> bool:
    """Whether every binding of the name is this namespace: one assignment, or a parameter to
    which all callers give it, out of names that hold nothing else either."""
    file = flows.files[place.path]
    if "." in place.name or place.scope < 0 or not hops:
        return False
    bound = flows.calls.bindings.table(file).get((place.scope, place.name), ())
    if parameter(file, place.scope, place.name) is None:
        return len(bound) == 1
    return not bound and all(
        isinstance(one, Produced)
        or (isinstance(one, Place) and _holds_nothing_else(flows, one, carried, hops - 1))
        for one in _givers(flows, place, carried)
    )


def _givers(flows: Flows, place: Place, carried: Carried) -> Iterator[Carrier | None]:
    """What every caller gives a parameter; None for something else, or what is not known."""
    function = flows.calls.symbols.of_scope(place.path, place.scope)
    given = flows.calls.arguments(function, place.name)
    if given.open or given.defaulted or not given.values or flows.calls.value_use(function):
        yield None
    for site, value in given.values:
        file = flows.files[site.path]
        one: Carrier | None = None
        if isinstance(value, Reference):
            one = flows.bound(file, value.name, site.call.scope)
        elif isinstance(value, Result):
            one = Produced(site.path, value.call)
        yield one if one in carried.carriers else None


def _reads(flows: Flows, place: Place) -> Iterator[tuple[str, Location]]:
    """Attributes of the name, unless the file asks first whether it is there."""
    file, uses = flows.files[place.path], flows.uses(place.path)
    asked = {
        one.value
        for call in file.calls
        if call.callee in _ASKING
        for one in call.arguments[1:2]
        if isinstance(one, Literal)
    }
    prefix = f"{place.name}."
    for scope, dotted, lines in uses.reads_of(place.name):
        name = dotted.removeprefix(prefix).partition(".")[0]
        known = dotted.startswith(prefix) and name not in asked
        if known and flows.is_visible(place, file, scope):
            yield from ((name, file.line(line)) for line in lines)
