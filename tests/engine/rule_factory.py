"""Rules for tests: built in one line, behaving as told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Lifecycle,
    Location,
    NoOptions,
    Role,
    Rule,
    Severity,
    Stage,
)


@dataclass(frozen=True)
class Options:
    min_lines: int = 3  #: shorter ones are let pass
    names: tuple[str, ...] = ("a",)  #: what counts
    share: float = 0.5  #: how much


def first_line(file: FileFacts, options: Any) -> Iterable[Hit]:
    yield Hit(Location(file.path, 1), "a message", "do this", file.path)


def rule(
    id: str = "some-rule",
    check: Callable[[Any, Any], Iterable[Any]] = first_line,
    *,
    subject: type = FileFacts,
    category: Category = Category.GLUE_CODE,
    lifecycle: Lifecycle = Lifecycle.STABLE,
    options: type = NoOptions,
    roles: frozenset[Role] = frozenset({Role.SOURCE}),
    minutes: int = 10,
    gives_way_to: frozenset[str] = frozenset(),
    stage: Stage = Stage.RESEARCH,
) -> Rule[Any, Any]:
    return Rule(
        id,
        subject,
        category,
        Confidence.MEDIUM,
        Severity.MEDIUM,
        minutes,
        5,
        60,
        "0.1",
        lifecycle,
        options,
        check,
        roles,
        gives_way_to,
        stage,
    )
