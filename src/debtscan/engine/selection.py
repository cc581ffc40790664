"""Which rules run: by rule, by category, or all of them; the more exact word wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from debtscan.model import Category, DebtscanError, Lifecycle, Stage
from debtscan.model.nearest import did_you_mean
from debtscan.rulekit import Rule

ALL = "ALL"
_NO, _ALL, _CATEGORY, _RULE = range(4)


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for: names of rules, of categories, or `ALL`."""

    select: Sequence[str] = ()  #: empty means `ALL`
    extend: Sequence[str] = ()
    ignore: Sequence[str] = ()
    preview: bool = False
    stage: Stage = Stage.PRODUCTION


def select(rules: Sequence[Rule[Any, Any]], asked: Selection) -> tuple[Rule[Any, Any], ...]:
    """The rules to run, in their order. A rule named itself outranks its category, and that
    outranks `ALL`; on the same level `ignore` wins. Preview and deprecated rules run when they
    are named themselves, previews also when `preview` is set; production's rules do not run at
    the research stage unless they are named themselves.

    Raises `DebtscanError` for a name nobody knows, a removed rule, and when nothing is left.
    """
    wanted = (*(asked.select or (ALL,)), *asked.extend)
    check_names(rules, (*wanted, *asked.ignore))
    chosen = tuple(rule for rule in rules if _runs(rule, wanted, asked))
    if not chosen:
        raise DebtscanError("no rule is selected" if rules else "no rule pack is installed")
    return chosen


def left_to_production(
    rules: Sequence[Rule[Any, Any]], asked: Selection
) -> tuple[Rule[Any, Any], ...]:
    """The rules that only the stage keeps from running, in their order."""
    run = {rule.id for rule in select(rules, asked)}
    later = select(rules, replace(asked, stage=Stage.PRODUCTION))
    return tuple(rule for rule in later if rule.id not in run)


def left_out(rules: Sequence[Rule[Any, Any]], asked: Selection) -> tuple[Rule[Any, Any], ...]:
    """The rules that only `select` and `ignore` keep from running, in their order."""
    run = {rule.id for rule in select(rules, asked)}
    usual = select(rules, replace(asked, select=(), ignore=()))
    return tuple(rule for rule in usual if rule.id not in run)


def check_names(rules: Iterable[Rule[Any, Any]], names: Iterable[str]) -> None:
    """Raise `DebtscanError` for the first name that is no rule, category or `ALL`."""
    by_id = {rule.id: rule for rule in rules}
    known = {ALL, *by_id, *(rule.category.value for rule in by_id.values()), *_CATEGORIES}
    for name in names:
        if name not in known:
            raise DebtscanError(f"unknown rule or category `{name}`{did_you_mean(name, known)}")
        if name in by_id and by_id[name].lifecycle is Lifecycle.REMOVED:
            raise DebtscanError(f"the rule `{name}` was removed: {by_id[name].page.summary}")


def covers(names: Iterable[str], rule: str, category: Category) -> bool:
    """Whether any of the names means this rule."""
    return _level(names, rule, category) > _NO


def _runs(rule: Rule[Any, Any], wanted: Sequence[str], asked: Selection) -> bool:
    level = _level(wanted, rule.id, rule.category)
    if level <= _level(asked.ignore, rule.id, rule.category):
        return False
    if asked.stage is Stage.RESEARCH and rule.stage is Stage.PRODUCTION and level < _RULE:
        return False
    match rule.lifecycle:
        case Lifecycle.STABLE:
            return True
        case Lifecycle.PREVIEW:
            return asked.preview or level == _RULE
        case Lifecycle.DEPRECATED:
            return level == _RULE
        case Lifecycle.REMOVED:
            return False


def _level(names: Iterable[str], rule: str, category: Category) -> int:
    levels = {ALL: _ALL, category.value: _CATEGORY, rule: _RULE}
    return max((levels.get(name, _NO) for name in names), default=_NO)


_CATEGORIES = tuple(category.value for category in Category)
