"""A rule: a pure generator of hits, and what the engine must know to run and price it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from debtscan.facts import FileFacts, Role
from debtscan.model import Category, Confidence, Deletes, Lifecycle, Severity, Stage
from debtscan.project import Project
from debtscan.rulekit.page import Page

SubjectT = TypeVar("SubjectT")
OptionsT = TypeVar("OptionsT")
Check = Callable[[SubjectT, OptionsT], Iterable[Any]]


@dataclass(frozen=True)
class Rule(Generic[SubjectT, OptionsT]):
    """Everything about one rule. `minutes` is the price of a finding, `minutes_per_member`
    is added for each further member of a cluster, `minutes_cap` bounds one finding.

    ``roles`` says in which files a finding may lie. By default that is production code alone:
    tests, examples and documentation follow other customs, and a rule that means them too says
    so (`roles={Role.SOURCE, Role.DOCS}` for commands in a README). Vendored, generated,
    migration and template code is never judged, whatever a rule says: nobody here can pay for
    it. A rule still *sees* every file of the project, so that a test may count as a user of
    what it calls; only where a finding's first place lies is bounded.

    ``gives_way_to`` names rules that say more about the same cause: a finding on a line that one
    of theirs names is dropped, as long as that one is shown. Where only part of a cluster is the
    other rule's, the project's queries leave it out instead.

    ``stage`` is the earliest at which the debt counts: `Stage.PRODUCTION` for what the owner of a
    research repository would wave away. Such a rule is not asked under `--stage research`.
    """

    id: str
    subject: type[SubjectT]
    category: Category
    confidence: Confidence
    severity: Severity
    minutes: int
    minutes_per_member: int
    minutes_cap: int
    since: str
    lifecycle: Lifecycle
    options: type[OptionsT]
    check: Check[SubjectT, OptionsT]
    roles: frozenset[Role] = frozenset({Role.SOURCE})
    gives_way_to: frozenset[str] = frozenset()
    stage: Stage = Stage.RESEARCH
    #: what paying back takes away, so that it counts as no size: the file, or what is marked
    deletes: Deletes = ""

    @cached_property
    def page(self) -> Page:
        """The documentation the rule's module opens with."""
        return Page(sys.modules[self.check.__module__].__doc__ or "")

    def cost(self, members: int, first: int | None = None) -> int:
        """Minutes to pay back a finding with this many members; `first`: another price of the
        first one than the rule's."""
        extra = self.minutes_per_member * max(0, members - 1)
        return min((self.minutes if first is None else first) + extra, self.minutes_cap)


class _Declare(Generic[SubjectT]):
    """The decorator that turns a check into a rule about one kind of subject."""

    def __init__(self, subject: type[SubjectT]) -> None:
        self._subject = subject

    def __call__(
        self,
        rule_id: str,
        *,
        category: Category,
        confidence: Confidence,
        severity: Severity,
        minutes: int,
        minutes_per_member: int = 0,
        minutes_cap: int = 480,
        since: str,
        options: type[OptionsT],
        lifecycle: Lifecycle = Lifecycle.STABLE,
        roles: Collection[Role] = (Role.SOURCE,),
        gives_way_to: Collection[str] = (),
        stage: Stage = Stage.RESEARCH,
        deletes: Deletes = "",
    ) -> Callable[[Check[SubjectT, OptionsT]], Rule[SubjectT, OptionsT]]:
        def declare(check: Check[SubjectT, OptionsT]) -> Rule[SubjectT, OptionsT]:
            return Rule(
                rule_id,
                self._subject,
                category,
                confidence,
                severity,
                minutes,
                minutes_per_member,
                minutes_cap,
                since,
                lifecycle,
                options,
                check,
                frozenset(roles),
                frozenset(gives_way_to),
                stage,
                deletes,
            )

        return declare


file_rule = _Declare(FileFacts)
project_rule = _Declare(Project)
