"""What functions are given and what they give back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtscan.facts import Collection, FileFacts, Literal, Parameter
from debtscan.project.names.alternatives import Choices
from debtscan.project.names.arguments import given_values
from debtscan.project.names.calls import Calls
from debtscan.project.names.origin import Found, Origin, given
from debtscan.project.names.reaching import END
from debtscan.project.names.symbols import Symbol
from debtscan.project.values.passed_on import PassedOn

if TYPE_CHECKING:
    from debtscan.project.values.repository import Repository

_CALLERS = 200  #: calls looked at per parameter


class Handed:
    """Arguments and returned values. Which call gave an argument is a choice, so that two
    parameters are never taken from two calls."""

    def __init__(self, around: Repository, calls: Calls) -> None:
        self._around = around
        self._calls = calls
        self._passed_on = PassedOn(calls)

    def parameter(self, file: FileFacts, level: int, one: Parameter) -> Found:
        """What the calls of a function give for a parameter, else its default."""
        origins = self._around.origins
        function = self._calls.symbols.of_scope(file.path, level)
        sites, defaulted, _ = given_values(self._calls, function, one.name)
        chosen = ("call", file.path, level)
        found: list[Origin] = []
        for site, value in sites[:_CALLERS]:
            caller = self._calls.files[site.path]
            got = origins.of(caller, value, site.call.scope, site.call.at.line)
            found += given(got, frozenset([(chosen, (site.path, site.index))]))
        passed = tuple(self._passed_on.values(function, one.name))
        for passing, value in passed[:_CALLERS]:
            caller = self._calls.files[passing.path]
            got = origins.of(caller, value, passing.call.scope, passing.call.at.line)
            found += given(got, frozenset([(chosen, (passing.path, passing.number))]))
        if one.default is None or ((sites or passed) and not defaulted):
            return tuple(found)
        own = origins.of(file, one.default, file.definitions[level - 1].scope, END)
        if not sites:
            return own
        for site in defaulted[:_CALLERS]:
            found += given(own, frozenset([(chosen, (site.path, site.index))]))
        return tuple(found)

    def returned(self, file: FileFacts, index: int, target: Symbol) -> Found:
        """What this very call of a function returns."""
        home = self._calls.files[target.path]
        answers = [one for one in home.returns if one.scope == target.scope]
        found: list[Origin] = []
        for one in answers:
            found += self._around.origins.of(home, one.value, one.scope, one.at.line)
        told = [one for one in found if one.value != Literal(None)]
        if answers and answers[0].how == "yield" and not _is_context(target):
            values = tuple(one.value for one in answers)
            told = [Origin(home, Collection(values, -2), target.scope, answers[0].at.line)]
        here = (("call", target.path, target.scope), (file.path, index))
        return tuple(
            one._replace(given=kept, inside=one.inside | {here})
            for one in told
            if (kept := _entered(one.given, here)) is not None
        )


def _entered(choices: Choices, here: tuple[object, object]) -> Choices | None:
    """Choices without the one of the call itself; None when they chose another call."""
    for what, how in choices:
        if what == here[0]:
            return choices - {(what, how)} if how == here[1] else None
    return choices


def _is_context(target: Symbol) -> bool:
    return any("contextmanager" in one or "fixture" in one for one in target.definition.decorators)
