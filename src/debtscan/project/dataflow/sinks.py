"""The answers: where data arrives, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass

from debtscan.model import Location


@dataclass(frozen=True, slots=True)
class Source:
    """What a value is made from; `kind` is `read`, `split-train`, `split-test`, `fitted`,
    `transformed`, `prediction` or `parameter`."""

    kind: str
    name: str  #: the call that made it, or the parameter
    at: Location


@dataclass(frozen=True, slots=True)
class Sink:
    """Where data arrives; `kind` is `fit`, `transform`, `predict`, `split`, `save`, `score`
    or `decision`. No sources: what arrives is not known."""

    kind: str
    index: int  #: in `calls`, for a decision in `branches`
    at: Location
    receiver: str  #: what stands before the method; "" for functions
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """One function, or the top level of a file."""

    sinks: tuple[Sink, ...] = ()
    returned: tuple[Source, ...] = ()
