"""What calls do to data: splits, fits, predictions, savings, and steps that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtscan.facts import Call, Item, Literal, Member, Operation, Reference, Unknown, Value
from debtscan.project.dataflow import meanings
from debtscan.project.dataflow.nodes import Node
from debtscan.project.dataflow.sinks import Sink

if TYPE_CHECKING:
    from debtscan.project.dataflow.evaluation import Evaluation

_INPUTS = ("X", "x", "data", "raw_documents", "y_pred")
_ITERATORS = frozenset({"tqdm", "tqdm.tqdm", "list", "next", "iter", "tqdm.auto.tqdm"})


class Calling:
    """Belongs to one evaluation."""

    def __init__(self, values: Evaluation) -> None:
        self._values = values

    def result(self, index: int) -> Node | None:
        """What the call gives; its sinks and what it changes are noted."""
        call = self._values.file.calls[index]
        callee = meanings.plain(call.callee)
        head, _, last = callee.rpartition(".")
        receiver = self._receiver(call, head)
        given = [self._values.of(one) for one in call.arguments]
        named = {one.name: self._values.of(one.value) for one in call.keywords}
        site = _Site(index, call, callee, head, last, receiver, given, named)
        for meaning in (self._library, self._method, self._repository):
            known, node = meaning(site)
            if known:
                return node
        return self._rest(site)

    def _receiver(self, call: Call, head: str) -> Node | None:
        if call.receiver is not None:
            return self._values.of(call.receiver)
        return self._values.named(head) if head else None

    # -- functions of libraries ----------------------------------------------------------------

    def _library(self, site: _Site) -> tuple[bool, Node | None]:
        callee = site.callee
        if callee in meanings.SPLITS:
            return True, self._split(site)
        if callee in meanings.DIVISIONS:
            return True, self._division(site)
        if callee in meanings.SAVES:
            place = meanings.SAVES[callee]
            data = site.given[place] if place < len(site.given) else None
            self._sink("save", site, data, self._written(site, place))
            return True, None
        if callee in meanings.VALIDATIONS:
            self._sink("validate", site, site.argument(1, "X"), self._written(site, 1), site.first)
            return True, self._made("step", site, ())
        if meanings.is_learner(callee) or meanings.makes_folds(callee):
            return True, self._object(site)
        if callee in ("enumerate", "zip"):
            return True, self._pairs(site)
        return self._numbers(site)

    def _numbers(self, site: _Site) -> tuple[bool, Node | None]:
        callee = site.callee
        if meanings.is_read(callee):
            key = site.call.arguments[0] if site.call.arguments else None
            return True, self._made("read", site, (), key=key)
        if meanings.is_loaded_pair(callee):
            return True, self._loaded_pair(site)
        if meanings.is_made(callee):
            return True, self._made("made", site, ())
        if callee in _ITERATORS and site.first is not None:
            return True, site.first
        if callee in meanings.SCORES:
            return True, self._made("prediction", site, site.rows, part="score")
        return False, None

    def _split(self, site: _Site) -> Node:
        event = self._event(site)
        fields: dict[int | str, Node | None] = {}
        for place, node in enumerate(site.given):
            for side, part in enumerate(("train", "test")):
                made = self._made("split", site, _some(node), event=event, part=part)
                fields[2 * place + side] = made
        self._sink("split", site, site.first, self._written(site, 0))
        if not fields or site.call.star:
            return self._made("lost", site, site.rows, name="a split of spread arguments")
        return self._made("pair", site, (), fields=fields)

    def _division(self, site: _Site) -> Node:
        event = self._event(site)
        fields: dict[int | str, Node | None] = {
            place: self._made("split", site, _some(site.first), event=event, part=part)
            for place, part in enumerate(("train", "test", "test"))
        }
        self._sink("split", site, site.first, self._written(site, 0))
        return self._made("pair", site, (), fields=fields)

    def _loaded_pair(self, site: _Site) -> Node:
        event = self._event(site)
        source = self._made("read", site, ())
        halves: dict[int | str, Node | None] = {}
        for place, part in enumerate(("train", "test")):
            one = self._made("split", site, (source,), event=event, part=part)
            halves[place] = self._made("pair", site, (), fields={0: one, 1: one})
        return self._made("pair", site, (), fields=halves)

    def _object(self, site: _Site) -> Node:
        inner = tuple(n for one in (*site.given, *site.named.values()) for n in _objects(one))
        return self._made("object", site, (), by=inner, event=self._event(site))

    def _pairs(self, site: _Site) -> Node | None:
        if not site.rows:
            return None
        picked = [self._member(one) for one in site.given]
        fields: dict[int | str, Node | None] = dict(enumerate(picked))
        if site.callee == "enumerate":
            fields = {0: None, 1: picked[0] if picked else None}
        return self._made("enumerated", site, (), fields=fields)

    def _member(self, node: Node | None) -> Node | None:
        """What going over something gives."""
        if node is None:
            return None
        return self._values._picking.item(node, Unknown(), Unknown())

    # -- methods of objects and of data --------------------------------------------------------

    def _method(self, site: _Site) -> tuple[bool, Node | None]:
        receiver = site.receiver
        if site.last in meanings.SAVING:
            self._sink("save", site, receiver, site.head)
            return True, None
        if receiver is None:
            return self._unbound(site)
        if receiver.kind == "instance":
            found = self._repository(site)
            if found[0]:
                return found
        makers = makers_of(receiver)
        if site.last == "split" and any(meanings.makes_folds(one) for one in makers):
            return True, self._folds(site)
        kind = meanings.METHODS.get(site.last, "")
        if kind and (makers or _may_learn(receiver, site.last)):
            return True, self._learner(site, kind, receiver)
        if makers:
            return self._of_object(site, receiver)
        return self._of_data(site, receiver)

    def _unbound(self, site: _Site) -> tuple[bool, Node | None]:
        """Functions such as `numpy.mean(X)`, `pandas.concat([a, b])`."""
        if not meanings.is_library(site.callee) and "." in site.callee:
            return False, None
        if site.callee.startswith("sklearn.metrics."):
            return True, self._made("statistic", site, (), by=site.rows)
        if site.last in meanings.STATISTICS and site.first is not None and site.head:
            return True, self._statistic(site, site.first)
        if site.last in meanings.TELLING:
            return True, None
        if site.last in meanings.MERGES and site.rows and site.head:
            return True, self._made("together", site, _flat(site.rows))
        if site.last in meanings.ARGMAX and site.first is not None:
            self._sink("argmax", site, site.first, self._written(site, 0))
        return False, None

    def _learner(self, site: _Site, kind: str, receiver: Node) -> Node | None:
        data = site.argument(0, *_INPUTS)
        self._sink(kind, site, data, self._written(site, 0), receiver)
        if kind == "fit":
            return self._fitted(site, receiver, data)
        if kind == "transform":
            return self._made("transformed", site, _some(data), by=(receiver,))
        if kind == "predict":
            return self._made("prediction", site, _some(data), by=(receiver,), part=site.last)
        return None

    def _fitted(self, site: _Site, receiver: Node, data: Node | None) -> Node:
        event = self._event(site)
        again = () if site.last != "partial_fit" else (receiver,)
        first = receiver if receiver.kind != "fitted" else receiver.by[0]
        fitted = self._made(
            "fitted", site, (), by=(first, *_some(data), *again), event=event
        )  # fmt: skip
        if site.head and site.head[:1] != "?" and site.call.receiver is None:
            self._values.put(site.head, fitted)
        if site.last == "fit_transform":
            return self._made("transformed", site, _some(data), by=(fitted,), event=event)
        if site.last in ("fit_resample", "fit_sample"):
            return self._resampled(site, fitted)
        if site.last == "fit_predict":
            return self._made("prediction", site, _some(data), by=(fitted,), part=site.last)
        return fitted

    def _resampled(self, site: _Site, fitted: Node) -> Node:
        fields: dict[int | str, Node | None] = {}
        for place, node in enumerate(site.given):
            fields[place] = self._made(
                "transformed", site, _some(node), by=(fitted,), event=fitted.event
            )
        return self._made("pair", site, (), fields=fields)

    def _folds(self, site: _Site) -> Node:
        self._sink("split", site, site.first, self._written(site, 0), site.receiver)
        return self._made("folds", site, _some(site.first), event=self._event(site))

    def _of_object(self, site: _Site, receiver: Node) -> tuple[bool, Node | None]:
        if site.last in ("set_params", "compile", "set_output", "add", "to", "eval"):
            return True, receiver
        return True, self._made("lost", site, (), name=f"method `{site.last}` of an object")

    def _of_data(self, site: _Site, receiver: Node) -> tuple[bool, Node | None]:
        if receiver.kind in ("attribute", "parameter", "global", "lost", "either"):
            found = self._repository(site)
            if found[0]:
                return found
        if site.last in meanings.STATISTICS:
            return True, self._statistic(site, receiver)
        if site.last in meanings.SCORE_METHODS:
            return True, self._made("prediction", site, (receiver,), part="score")
        if site.last in meanings.ARGMAX:
            self._sink("argmax", site, receiver, site.head)
        if site.last in meanings.TELLING:
            return True, None
        return True, self._step(site, receiver)

    def _statistic(self, site: _Site, of: Node) -> Node:
        """Over all rows, unless an axis says that each row has its own."""
        axes = [k.value for k in site.call.keywords if k.name in ("axis", "dim")]
        own = any(isinstance(a, Literal) and a.value not in (0, None, "index") for a in axes)
        return self._made("statistic", site, (), by=(of,), part="rowwise" if own else "")

    def _step(self, site: _Site, receiver: Node) -> Node:
        kind = "filter" if site.last in meanings.ROWS else "step"
        rows: tuple[Node, ...] = (receiver,)
        by = tuple(one for one in site.rows if one.kind == "statistic")
        if site.last in meanings.MERGES:
            kind, rows = "together", _flat((receiver, *site.rows))
        made = self._made(kind, site, rows, by=by, name=site.last)
        in_place = any(k.name == "inplace" and k.value == Literal(True) for k in site.call.keywords)
        grows = site.last in ("append", "extend", "add") and site.call.receiver is None
        if (in_place or grows) and site.head[:1] != "?":
            self._values.put(site.head, made)
        return made

    # -- functions of the repository, and the rest -----------------------------------------------

    def _repository(self, site: _Site) -> tuple[bool, Node | None]:
        node = self._values.beyond.called(self._values, site.index)
        return node is not NOT_HERE, None if node is NOT_HERE else node

    def _rest(self, site: _Site) -> Node | None:
        if not site.rows:
            return None
        if meanings.is_library(site.callee):
            return self._made("step", site, site.rows)
        return self._made("lost", site, site.rows, name=f"`{site.callee}` is not known")

    # -- making ------------------------------------------------------------------------------

    def _event(self, site: _Site) -> tuple[str, int]:
        return (self._values.file.path, site.index)

    def _made(self, kind: str, site: _Site, parents: tuple[Node, ...], **more: object) -> Node:
        name = str(more.pop("name", site.callee))
        return Node(kind, name, self._values.file, site.call.at, parents, **more)  # type: ignore[arg-type]

    def _sink(
        self, kind: str, site: _Site, data: Node | None, written: str, of: Node | None = None
    ) -> None:
        at = self._values.file.locate(site.call.at)
        head = site.head.lstrip("?")
        self._values.sinks.append(
            Sink(
                kind, self._event(site), at, data, of, site.callee, written,
                receiver=head, scope=self._values.scope,
            )
        )  # fmt: skip

    def _written(self, site: _Site, place: int) -> str:
        values = site.call.arguments
        if place < len(values):
            return written(values[place])
        return next((written(k.value) for k in site.call.keywords if k.name in _INPUTS), "")


class _Site:
    """One call, its parts evaluated."""

    def __init__(
        self, index: int, call: Call, callee: str, head: str, last: str,
        receiver: Node | None, given: list[Node | None], named: dict[str, Node | None],
    ) -> None:  # fmt: skip
        self.index, self.call, self.callee = index, call, callee
        self.head, self.last, self.receiver = head, last, receiver
        self.given, self.named = given, named

    @property
    def first(self) -> Node | None:
        """The first argument."""
        return self.argument(0, *_INPUTS)

    @property
    def rows(self) -> tuple[Node, ...]:
        """All arguments that are no constants."""
        every = (*self.given, *self.named.values())
        return tuple(dict.fromkeys(one for one in every if one is not None))

    def argument(self, place: int, *names: str) -> Node | None:
        """By position or by one of these names."""
        if place < len(self.given):
            return self.given[place]
        return next((self.named[one] for one in names if one in self.named), None)


#: what `Beyond.called` returns for calls of nothing in the repository
NOT_HERE = object.__new__(Node)


def makers_of(node: Node | None) -> tuple[str, ...]:
    """The classes an object may be of; () when it is none that learns."""
    if node is None:
        return ()
    if node.kind == "either":
        return tuple(dict.fromkeys(m for one in node.parents for m in makers_of(one)))
    if node.kind == "fitted":
        return makers_of(node.by[0])
    return (node.name,) if node.kind == "object" else ()


def written(value: Value) -> str:
    """The dotted name an argument is written as, items and methods aside."""
    while isinstance(value, Item | Member):
        value = value.of
    if isinstance(value, Operation) and value.operator == "slice":
        return written(value.operands[0])
    return value.name if isinstance(value, Reference) else ""


def _may_learn(receiver: Node, method: str) -> bool:
    """An object handed in from outside, of which only a learner's method is asked."""
    while receiver.kind == "fitted":
        receiver = receiver.by[0]
    symbolic = receiver.kind in ("attribute", "parameter", "global")
    return symbolic and method in ("fit_transform", "fit", "transform", "predict_proba", "predict")


def _objects(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    if node.kind in ("object", "fitted"):
        return (node,)
    if node.kind == "together":
        return tuple(n for one in node.parents for n in _objects(one))
    return ()


def _flat(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The members of lists that are given as one argument."""
    every = (n for one in nodes for n in (one.parents if one.kind == "together" else (one,)))
    return tuple(dict.fromkeys(every))


def _some(node: Node | None) -> tuple[Node, ...]:
    return (node,) if node is not None else ()
