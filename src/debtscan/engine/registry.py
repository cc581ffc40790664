"""Rule packs, by the entry points of installed distributions and by no other way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import metadata

from debtscan.engine.isolation import trusted_path
from debtscan.model import DebtscanError
from debtscan.rulekit import Rule, RulePack

GROUP = "debtscan.rules"
OWN = "debtscan"  #: the distribution whose rules need no prefix
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_packs() -> tuple[RulePack, ...]:
    """Every installed pack, debtscan's own first, the others by name. Raises `DebtscanError`
    naming the distribution whose pack does not load, is no pack, or takes a name twice."""
    packs = [_load(entry, owner) for entry, owner in _entries()]
    packs.sort(key=lambda pack: (pack.distribution != OWN, pack.name, pack.distribution))
    _refuse_collisions(packs)
    return tuple(packs)


def _entries() -> Iterator[tuple[metadata.EntryPoint, str]]:
    """Entry points with their distribution; of one installed twice, the first on the path. The
    metadata of a distribution without any are not read: that takes a millisecond each."""
    seen = set()
    path = trusted_path()
    for distribution in metadata.distributions(path=path):
        if distribution.entry_points.select(group=GROUP):
            name = distribution.metadata["Name"] or "?"
            if _normal(name) not in seen:
                seen.add(_normal(name))
                first = next(iter(metadata.distributions(name=name, path=path)), distribution)
                yield from ((entry, name) for entry in first.entry_points.select(group=GROUP))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _load(entry: metadata.EntryPoint, owner: str) -> RulePack:
    try:
        pack = entry.load()
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise _broken(owner, f"it cannot be loaded from `{entry.value}`: {reason}") from error
    if not isinstance(pack, RulePack):
        raise _broken(owner, f"`{entry.value}` is no RulePack")
    if not _KEBAB.fullmatch(pack.name):
        raise _broken(owner, f"the pack's name `{pack.name}` should be in kebab case")
    for rule in pack.rules:
        _check_rule(rule, pack, owner)
    return replace(pack, distribution=owner)


def _check_rule(rule: object, pack: RulePack, owner: str) -> None:
    if not isinstance(rule, Rule):
        raise _broken(owner, f"`{pack.name}` lists {rule!r}, which is no Rule")
    prefix = "" if _normal(owner) == OWN else f"{pack.name}/"
    if not rule.id.startswith(prefix) or not _KEBAB.fullmatch(rule.id.removeprefix(prefix)):
        raise _broken(owner, f"the rule id `{rule.id}` should read `{prefix}<name-in-kebab-case>`")


def _refuse_collisions(packs: Sequence[RulePack]) -> None:
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    for pack in packs:
        _claim(names, pack.name, "pack", pack.distribution)
        for rule in pack.rules:
            _claim(ids, rule.id, "rule", pack.distribution)


def _claim(owners: dict[str, str], name: str, what: str, distribution: str) -> None:
    if name in owners:
        other = owners[name]
        where = f"{other} and {distribution}" if other != distribution else f"{other} twice"
        raise DebtscanError(f"the {what} `{name}` is defined by {where}")
    owners[name] = distribution


def _broken(owner: str, problem: str) -> DebtscanError:
    return DebtscanError(f"the rule pack of distribution {owner}: {problem}")
