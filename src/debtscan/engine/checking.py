"""Stage 6: every rule asks its questions of the files or of the project."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from importlib import metadata
from typing import Any

from debtscan.engine.halves import Answer, in_halves, possible
from debtscan.engine.settle import RuleHit, judged_roles
from debtscan.facts import FileFacts
from debtscan.model import DebtscanError, Hit
from debtscan.project import Project
from debtscan.rulekit import Rule


def hits(
    project: Project,
    rules: Sequence[Rule[Any, Any]],
    options: Mapping[str, Any],
    seconds: MutableMapping[str, float],
    processors: int = 1,
) -> Iterator[RuleHit]:
    """What each rule yields, in the order of the rules, asked on two ``processors`` at most.

    ``seconds`` receives the time of each rule; an index of the project is built for, and on
    the clock of, the first that asks. Raises `DebtscanError` naming a rule that fails.
    """

    def ask(number: int) -> Answer:
        rule = rules[number]
        return _answer(rule, project, options[rule.id])

    if possible(processors, len(project.files)):
        answers = in_halves(ask, len(rules))
    else:
        answers = [ask(number) for number in range(len(rules))]
    for rule, (found, seconds[rule.id]) in zip(rules, answers, strict=True):
        yield from ((rule, hit) for hit in found)


def _answer(rule: Rule[Any, Any], project: Project, options: Any) -> Answer:
    start = time.perf_counter()
    found = [hit for subject in _subjects(rule, project) for hit in _asked(rule, subject, options)]
    return found, time.perf_counter() - start


def _subjects(rule: Rule[Any, Any], project: Project) -> Sequence[FileFacts] | Sequence[Project]:
    if rule.subject is not FileFacts:
        return [project]
    roles = judged_roles(rule)
    return [file for file in project.files.values() if file.role in roles]


def _asked(rule: Rule[Any, Any], subject: Any, options: Any) -> Iterator[Hit]:
    try:
        for hit in rule.check(subject, options):
            if not isinstance(hit, Hit):
                raise TypeError(f"it yielded {type(hit).__name__}, not Hit")
            yield hit
    except Exception as error:
        where = f" on {subject.path}" if isinstance(subject, FileFacts) else ""
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise DebtscanError(f"the rule `{rule.id}` of {_owner(rule)} failed{where}: {what}") from (
            error
        )


def _owner(rule: Rule[Any, Any]) -> str:
    package = rule.check.__module__.partition(".")[0]
    names = metadata.packages_distributions().get(package)
    return f"distribution {names[0]}" if names else f"package {package}"
