"""What a rule yields (`Hit`) and what a user sees (`Finding`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debtscan.model.category import Category
from debtscan.model.grades import Confidence, Severity
from debtscan.model.location import Location

#: What paying a debt back takes away: nothing, what the finding marks, or its whole file.
Deletes = Literal["", "place", "file"]


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """Another end of the same debt, and the part it plays ("copy", "declared here", ...).

    ``goes`` says whether paying the debt takes this end away too: the place, or its whole file.
    ``part`` is the part of a cluster that stands at this end by itself (one of the hit's), so
    that a comment here accepts it; empty where the end merely shows the debt.
    """

    at: Location
    role: str
    goes: Deletes = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place, what was seen there with the evidence, and what to do about it.

    ``subject`` names what the hit is about (an option, a path, a function): it joins the
    fingerprint in place of the line. ``members`` counts what a cluster holds and scales the
    minutes; ``parts`` name what it holds, each by itself (`path`, `path:name`, or a name where
    the rule has no other of that name in the file), without lines: a cluster that lost one is the
    same debt, one that gained one is new, and equal ones are counted. A use that merely shows
    the debt is no part. ``needs`` is how many members make the debt: two of what is one only
    beside another, as copies are. ``confidence`` and ``severity`` override the rule's own where
    the evidence differs, ``minutes`` the price of the first member where a rule finds what is
    cheap to repair and what is not.
    """

    at: Location
    message: str
    advice: str
    subject: str
    related: tuple[Related, ...] = ()
    members: int = 1
    confidence: Confidence | None = None
    severity: Severity | None = None
    parts: tuple[str, ...] = ()
    minutes: int | None = None
    needs: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with its rule's name, cost and identity on it.

    ``anchor`` is a hash of the statement it stands on, which no formatting changes; empty where
    it stands on none. ``names`` are the definitions that subject and parts name, as `path:name`,
    each with a hash of what it holds, its name left out; empty where little would be left.
    """

    rule: str
    category: Category
    at: Location
    message: str
    why: str
    advice: str
    subject: str
    confidence: Confidence
    severity: Severity
    minutes: int
    fingerprint: str
    related: tuple[Related, ...] = ()
    anchor: str = ""
    members: int = 1
    parts: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    deletes: Deletes = ""
    needs: int = 1
