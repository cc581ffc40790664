"""The answers: where data arrives, and what it is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from debtscan.facts import Value
from debtscan.model import Location
from debtscan.project.dataflow.nodes import SYMBOLIC, Event, Node, ancestors

_SILENT = frozenset({"either", "together"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to data on its way; see `Node` for the kinds."""

    kind: str
    name: str
    at: Location
    part: str = ""  #: of a split: "train" or "test"
    node: Node | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """How data came to be, nearest step first. `lost` says where and why it cannot be told
    further ("" when every way ends in something read, made or handed in)."""

    steps: tuple[Step, ...]
    lost: str

    @property
    def complete(self) -> bool:
        """Whether nothing on the way is unknown, parameters of unseen callers included."""
        return not self.lost


@dataclass(frozen=True, slots=True)
class Sink:
    """Where data arrives. `kind` is `fit`, `transform`, `predict`, `split`, `validate`
    (cross-validation), `score`, `save`, `threshold` or `argmax`."""

    kind: str
    event: Event
    at: Location
    data: Node | None  #: what arrives; None when that is a constant or not known at all
    object: Node | None = None  #: the receiver: what is fitted, what predicts
    name: str = ""  #: the callee, or the sign of a comparison
    written: str = ""  #: the name of the argument in the text, where it has one
    limit: Value | None = None  #: of a threshold: what is compared with
    receiver: str = ""  #: what stands before the method; "" for functions
    scope: int = 0  #: where it stands
    line: int = 0  #: of the assembled text
    via: Location | None = None  #: the call it is seen through, when it lies in a called function

    @property
    def chain(self) -> Chain:
        """What the data is made from."""
        return chain(self.data)

    @property
    def sources(self) -> tuple[Step, ...]:
        """The steps that change what rows there are, and where they come from."""
        kinds = {"read", "parameter", "split", "transformed", "prediction", "made"}
        return tuple(one for one in self.chain.steps if one.kind in kinds)


@dataclass(frozen=True, slots=True)
class Flow:
    """One function, or the top level of a file. Sinks inside called functions are listed when
    what they get depends on the call."""

    sinks: tuple[Sink, ...] = ()
    returned: Node | None = None
    held: Mapping[str, Node] = field(default_factory=dict)  #: at the end, by dotted name


def chain(node: Node | None) -> Chain:
    """The way back from a node, each step once, nearest first."""
    if node is None:
        return Chain((), "a constant, or a name nothing is known of")
    every = list(ancestors(node))
    steps = tuple(
        Step(one.kind, one.name, one.at, one.part, one) for one in every if one.kind not in _SILENT
    )
    lost = next((f"{n.name} at {n.at}" for n in every if n.kind == "lost"), "")
    loose = next((f"{n.kind} `{n.name}` at {n.at}" for n in every if n.kind in SYMBOLIC), "")
    return Chain(steps, lost or loose)
