"""One step of following an object that holds a document: where it goes, what is read of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from debtscan.facts import Call, FileFacts, Literal, Reference, Result, Span
from debtscan.project.configuration.trails import COMPUTED, Chain, Trail, Trails, chain_of
from debtscan.project.flow.carried import Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.flow.handing_on import by_name
from debtscan.project.flow.sinks import NAMESPACE, is_harmless, is_log
from debtscan.project.flow.uses import Use
from debtscan.project.names.arguments import constructor, receiving_parameter
from debtscan.project.names.calls import Calls

_SAME_NAMES = (
    "EasyDict Munch munchify Box DotMap AttrDict SimpleNamespace Namespace ConfigDict "
    "CfgNode DictConfig OmegaConf.create OmegaConf.merge OmegaConf.to_container "
    "OmegaConf.structured OrderedDict defaultdict ChainMap deepcopy Config DictAction "
    "wrap Dict HParams"
)
_SAME_CALLS = frozenset(_SAME_NAMES.split())
_SAME_METHODS = frozenset(
    {"copy", "clone", "to_dict", "as_dict", "_asdict", "to_container", "deepcopy", "dict"}
)
_GETTERS = frozenset({"get", "pop", "setdefault", "__getitem__", "get_str", "as_str"})
_INI = frozenset({"get", "getint", "getfloat", "getboolean"})
_LOOKED_AT = frozenset({"keys", "freeze", "defrost", "dump", "pretty", "write", "sections"})


class Node(NamedTuple):
    """A name or result that holds the object at the end of `before`."""

    carrier: Place | Produced
    before: Chain = ()


class Edge(NamedTuple):
    """The object, or what `chain` leads to in it, goes on to `to`."""

    chain: Chain
    to: Node
    function: tuple[str, int] | None = None  #: it was returned by this one
    guess: bool = False  #: by the name of a method alone


class Seen(NamedTuple):
    """Something done with what `chain` leads to: "read", "parameter" (`**` into a function
    that has one), "whole" (given to `to`), "handed" (to methods here of that name), "stored"
    (where it is not followed), "iterated"."""

    chain: Chain
    kind: str
    path: str
    at: Span
    to: str = ""


Events = Iterator[Edge | Seen]


class Steps:
    """Steps of every holder, made once whatever document it holds."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        self._calls: Calls = flows.calls
        self._trails: dict[str, Trails] = {}
        self._known: dict[Node, tuple[Edge | Seen, ...]] = {}

    def of(self, node: Node) -> tuple[Edge | Seen, ...]:
        """Everything that happens to what a holder holds."""
        known = self._known.get(node)
        if known is None:
            known = self._known[node] = tuple(dict.fromkeys(self._of(node)))
        return known

    def _of(self, node: Node) -> Events:
        carrier, before = node
        file = self._flows.files[carrier.path]
        if isinstance(carrier, Place):
            if not before:
                for place in (*self._flows.exported(carrier), *self._flows.inherited(carrier)):
                    yield Edge((), Node(place))
            root: str | int = carrier.name
        else:
            root = carrier.call
        for chain, trail in self._file(carrier.path).of(root):
            if isinstance(carrier, Place) and not self._flows.is_visible(
                carrier, file, trail.scope
            ):
                continue
            left, further = _after(chain, before)
            if left is not None:
                yield from self._used(file, left, trail, further)

    def _file(self, path: str) -> Trails:
        known = self._trails.get(path)
        if known is None:
            known = self._trails[path] = Trails(self._flows.files[path])
        return known

    def _used(self, file: FileFacts, chain: Chain, trail: Trail, before: Chain) -> Events:
        if not before:
            yield Seen(chain, "read", file.path, trail.at)
        if trail.kind == "assigned":
            yield from self._assigned(file, chain, trail, before)
        elif trail.kind == "returned":
            yield from self._returned(file, chain, trail, before)
        elif trail.kind == "method":
            yield from self._method(file, chain, trail, before)
        elif trail.kind in ("argument", "keyword"):
            yield from self._argument(file, chain, trail, before)
        elif trail.kind == "spread" and not before:
            yield from self._spread(file, chain, trail)
        elif trail.kind == "stored":
            yield Seen(chain, "stored", file.path, trail.at)

    def _assigned(self, file: FileFacts, chain: Chain, trail: Trail, before: Chain) -> Events:
        target = str(trail.key)
        if "?" not in target and not target.endswith("[]"):
            yield Edge(chain, Node(self._flows.bound(file, target, trail.scope), before))
        else:
            yield Seen(chain, "stored", file.path, trail.at)

    def _returned(self, file: FileFacts, chain: Chain, trail: Trail, before: Chain) -> Events:
        if not trail.scope:
            return
        function = self._calls.symbols.of_scope(file.path, trail.scope)
        before = (trail.key, *before) if isinstance(trail.key, int) else before
        tag = (function.path, function.scope)
        sites = self._calls.callers(function)
        for site in sites:
            yield Edge(chain, Node(Produced(site.path, site.index), before), tag)
        if not sites:
            yield Seen(chain, "stored", file.path, trail.at)
        if "property" in function.definition.decorators:
            name = f"self.{function.name.rpartition('.')[2]}"
            yield Edge(chain, Node(Place(file.path, function.definition.scope, name), before))

    def _method(self, file: FileFacts, chain: Chain, trail: Trail, before: Chain) -> Events:
        call = file.calls[trail.index]
        here = Node(Produced(file.path, trail.index))
        name = str(trail.key)
        if before or name in _LOOKED_AT:
            return
        if name in _INI and len(call.arguments) > 1:
            names = [_literal(one) for one in call.arguments[:2]]
            if COMPUTED not in names:
                yield Seen((*chain, *names), "read", file.path, trail.at)
        if name in _GETTERS and call.arguments:
            step = _literal(call.arguments[0])
            yield Seen((*chain, step), "read", file.path, trail.at)
            yield Edge((*chain, step), here)
        elif name in _SAME_METHODS:
            yield Edge(chain, here)
        elif name == "items":
            yield Edge((*chain, "*"), Node(here.carrier, ("*", 1)))
            yield Seen((*chain, "*"), "iterated", file.path, trail.at)
        elif name == "values":
            yield Edge((*chain, "*"), Node(here.carrier, ("*",)))
            yield Seen((*chain, "*"), "iterated", file.path, trail.at)

    def _argument(self, file: FileFacts, chain: Chain, trail: Trail, before: Chain) -> Events:
        call = file.calls[trail.index]
        last = call.callee.rpartition(".")[2]
        here = Produced(file.path, trail.index)
        if call.callee in ("getattr", "hasattr"):
            if trail.key == 0 and len(call.arguments) > 1 and not before:
                step = _literal(call.arguments[1])
                yield Seen((*chain, step), "read", file.path, trail.at)
                yield Edge((*chain, step), Node(here))
            return
        if call.callee == "setattr":
            yield from self._set(file, call, chain, trail)
            return
        if call.callee.endswith("OmegaConf.select") and len(call.arguments) > 1 and not before:
            steps = (*chain, *_dotted(call.arguments[1])) if trail.key == 0 else ()
            if steps:
                yield Seen(steps, "read", file.path, trail.at)
                yield Edge(steps, Node(here))
            return
        target = self._calls.target(file.path, trail.index)
        if target is not None:
            function = constructor(self._calls, target)
            site = self._calls.site(file.path, trail.index)
            name = receiving_parameter(function, site, trail.key)
            if name and not function.is_class:
                yield Edge(chain, Node(Place(function.path, function.scope, name), before))
            elif target.is_class and not before:  # a `dict` with attributes
                yield Edge(chain, Node(here))
                yield Edge(chain, Node(Place(target.path, target.scope, "self")))
            else:
                yield Seen(chain, "stored", file.path, trail.at)
        elif last in ("list", "sorted", "tqdm", "reversed", "tuple") or _is_same(call.callee):
            yield Edge(chain, Node(here, before))
        elif last == "enumerate":
            yield Edge((*chain, "*"), Node(here, ("*", 1, *before)))
        elif last == "update" and not before:
            yield from self._updated(file, call, chain)
        elif not before and not is_harmless(call.callee) and not is_log(call.callee):
            yield from self._unknown(file, chain, trail)

    def _unknown(self, file: FileFacts, chain: Chain, trail: Trail) -> Events:
        """To a callee that is not known, but may be methods here of its name."""
        use = Use("argument", trail.index, trail.key, trail.scope, trail.at)
        takers = tuple(by_name(self._calls, file, use))
        for place in takers:
            yield Edge(chain, Node(place), guess=True)
        kind = "handed" if takers else "whole"
        yield Seen(chain, kind, file.path, trail.at, file.calls[trail.index].callee)

    def _set(self, file: FileFacts, call: Call, chain: Chain, trail: Trail) -> Iterator[Edge]:
        """`for k, v in cfg.items(): setattr(args, k, v)`: the holder gets what is above v."""
        first = call.arguments[0] if call.arguments else None
        if trail.key == 2 and isinstance(first, Reference):
            yield Edge((*chain, "<"), Node(self._flows.bound(file, first.name, call.scope)))

    def _updated(self, file: FileFacts, call: Call, chain: Chain) -> Iterator[Edge]:
        """`x.update(cfg)`, `vars(x).update(cfg)`, `x.__dict__.update(cfg)`."""
        value = call.receiver or Reference(call.callee.rpartition(".")[0])
        if isinstance(value, Result) and file.calls[value.call].callee == "vars":
            given = file.calls[value.call].arguments
            value = given[0] if given else value
        found = chain_of(value)
        if found is not None and isinstance(found[0], str) and not found[1]:
            name = found[0].removesuffix(".__dict__")
            yield Edge(chain, Node(self._flows.bound(file, name, call.scope)))

    def _spread(self, file: FileFacts, chain: Chain, trail: Trail) -> Events:
        call = file.calls[trail.index]
        target = self._calls.target(file.path, trail.index)
        here = Node(Produced(file.path, trail.index))
        if target is not None:
            function = constructor(self._calls, target)
            for one in function.definition.parameters:
                place = Place(function.path, function.scope, one.name)
                if one.kind == "double-star":
                    yield Edge(chain, Node(place))
                else:
                    yield Seen((*chain, one.name), "parameter", file.path, call.at, target.name)
                    yield Edge((*chain, one.name), Node(place))
            if function.is_class:
                yield Edge(chain, here)
                yield Edge(chain, Node(Place(target.path, target.scope, "self")))
        elif _is_same(call.callee) or call.callee == "dict":
            yield Edge(chain, here)
        elif not is_log(call.callee):
            yield Seen(chain, "whole", file.path, trail.at, call.callee)


def _is_same(callee: str) -> bool:
    return (
        NAMESPACE.is_alias(callee)
        or callee.rpartition(".")[2] in _SAME_CALLS
        or ".".join(callee.split(".")[-2:]) in _SAME_CALLS
    )


def _literal(value: object) -> str | int:
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else COMPUTED


def _dotted(value: object) -> Chain:
    """The keys of `"model.depth"`."""
    literal = _literal(value)
    return tuple(literal.split(".")) if isinstance(literal, str) else (literal,)


def _after(chain: Chain, before: Chain) -> tuple[Chain | None, Chain]:
    """The chain without `before`; (None, …) when it leads elsewhere, and what of `before` is
    not reached yet."""
    for place, step in enumerate(before):
        if place >= len(chain):
            return (), before[place:]
        if chain[place] not in (step, "*", COMPUTED):
            return None, ()
    return chain[len(before) :], ()
