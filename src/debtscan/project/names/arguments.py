"""What the parameters of a definition are given, and whether that is the whole truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Definition, Value

if TYPE_CHECKING:
    from debtscan.project.names.calls import Calls, CallSite
    from debtscan.project.names.symbols import Symbol

#: names that libraries call without any call in the text
_HOOK = ("__", "forward", "on_", "visit_")


class ParameterValues(Struct, frozen=True):
    """What a parameter is given. `open` says why there may be more values than these
    ("" when the list is complete: every use of the definition is a call that was seen)."""

    values: tuple[tuple[CallSite, Value], ...]
    defaulted: tuple[CallSite, ...]  #: calls that leave it to its default
    open: str


def parameter_values(calls: Calls, symbol: Symbol, parameter: str) -> ParameterValues:
    """Match every resolved call against the signature.

    `open` does not cover use from outside the repository, nor by name in strings and
    configuration: ask `mentions.possibly_used` and the file's place for that.
    """
    target = constructor(calls, symbol)
    values, defaulted, spread = given_values(calls, target, parameter)
    return ParameterValues(values, defaulted, spread or _other_uses(calls, target))


def given_values(
    calls: Calls, target: Symbol, parameter: str
) -> tuple[tuple[tuple[CallSite, Value], ...], tuple[CallSite, ...], str]:
    """(values with their calls, calls that leave the default, why some could not be told)."""
    values: list[tuple[CallSite, Value]] = []
    defaulted: list[CallSite] = []
    spread = ""
    for site in calls.callers(target):
        given = given_at(target, site, parameter)
        if given is not None:
            values.append((site, given))
        elif site.call.star or site.call.double_star:
            spread = spread or f"arguments are spread at {site.at}"
        else:
            defaulted.append(site)
    return tuple(values), tuple(defaulted), spread


def constructor(calls: Calls, symbol: Symbol) -> Symbol:
    """For a class the `__init__` that takes its arguments."""
    if not symbol.is_class:
        return symbol
    return calls.symbols.method(symbol, "__init__") or symbol


def receiving_parameter(target: Symbol, site: CallSite, key: int | str) -> str:
    """The parameter an argument (position or keyword) of a call arrives in; "" when it is
    gathered by `*args` or `**kwargs`, or fits none."""
    definition = target.definition
    if isinstance(key, str):
        return key if any(one.name == key for one in definition.parameters) else ""
    names = _positional(definition, filled=_is_filled(target, site))
    return names[key] if key < len(names) else ""


def given_at(target: Symbol, site: CallSite, parameter: str) -> Value | None:
    """The value a call gives to a parameter; None when it leaves it out or spreads arguments."""
    for keyword in site.call.keywords:
        if keyword.name == parameter:
            return keyword.value
    if site.call.star:
        return None
    names = _positional(target.definition, filled=_is_filled(target, site))
    place = names.index(parameter) if parameter in names else len(site.call.arguments)
    return site.call.arguments[place] if place < len(site.call.arguments) else None


def _is_filled(target: Symbol, site: CallSite) -> bool:
    """Whether the first parameter (`self`, `cls`) is not among the arguments."""
    if target.name.endswith(".__init__"):
        return not site.call.callee.endswith("__init__") or site.bound
    if "staticmethod" in target.definition.decorators:
        return False
    return "classmethod" in target.definition.decorators or (site.bound and "." in target.name)


def _positional(definition: Definition, *, filled: bool) -> Sequence[str]:
    names = [one.name for one in definition.parameters if one.kind == "plain"]
    return names[1:] if filled else names


def _other_uses(calls: Calls, target: Symbol) -> str:
    """Why the definition may be used in ways that are no resolved call."""
    last = target.name.rpartition(".")[2]
    if last.startswith(_HOOK) and last != "__init__":
        return f"`{last}` may be called by a library"
    if target.definition.decorators and not _plain_decorators(target.definition):
        return f"it is decorated with `{target.definition.decorators[0]}`"
    loose = calls.unresolved(last) if "." in target.name and last != "__init__" else ()
    if loose:
        return f"`{loose[0].call.callee}` at {loose[0].at} may mean it"
    return calls.value_use(target)


def _plain_decorators(definition: Definition) -> bool:
    plain = {"staticmethod", "classmethod", "property", "torch.no_grad", "functools.wraps"}
    return all(one in plain for one in definition.decorators)
