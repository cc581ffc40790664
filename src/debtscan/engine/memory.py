"""The findings of a whole project, remembered under all that decides them.

Rules are pure: the same facts, options and code give the same findings. So a project in which
nothing changed need not be linked and checked again. One entry per project and choice of rules,
overwritten when the project changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from debtscan.engine.cache import Cache
from debtscan.engine.gathering import Gathered
from debtscan.engine.provenance import hash_of, provenance, text_of, version
from debtscan.model import Finding
from debtscan.rulekit import Rule

_MAKING_FINDINGS = ("debtscan.model", "debtscan.project", "debtscan.rulekit", "debtscan.engine")
_decoder = msgspec.msgpack.Decoder(tuple[str, list[Finding]])


@dataclass(frozen=True)
class Memory:
    """Where the findings of one project are kept, and what they must have been made from."""

    cache: Cache
    name: str
    state: str

    def recall(self) -> list[Finding] | None:
        """The findings made from exactly this state; else None."""
        content = self.cache.get(self.name)
        try:
            state, findings = _decoder.decode(content or b"")
        except msgspec.DecodeError:
            return None
        return findings if state == self.state else None

    def keep(self, findings: list[Finding]) -> None:
        """Remember what this state led to."""
        self.cache.put(self.name, msgspec.msgpack.encode((self.state, findings)))


def memory_of(
    root: Path,
    facts: Gathered,
    rules: Sequence[Rule[Any, Any]],
    options: Mapping[str, Any],
    cache: Cache | None,
) -> Memory | None:
    """The memory of a project as it is now, for these rules and options; None when there is no
    cache, or a rule's code cannot be told from another's (it was typed into a shell)."""
    questions = [*_questions(rules, options)]
    code = _code(rules)
    if cache is None or code is None:
        return None
    state = hash_of((provenance(), code, *questions, *_project(facts)))
    return Memory(cache, f"findings/{hash_of((str(root), *questions))}", state)


def memory_of_commit(
    commit: str,
    place: Sequence[str],
    rules: Sequence[Rule[Any, Any]],
    options: Mapping[str, Any],
    cache: Cache | None,
) -> Memory | None:
    """The memory of a commit, which never changes: asked before a file of it is looked at.
    ``place`` is all else that decides what of it is scanned."""
    questions = [*place, *_questions(rules, options)]
    code = _code(rules)
    if cache is None or code is None:
        return None
    return Memory(cache, f"findings/{hash_of((commit, *questions))}", code)


def _questions(rules: Iterable[Rule[Any, Any]], options: Mapping[str, Any]) -> Iterator[str]:
    for rule in rules:
        yield rule.id
        yield msgspec.json.encode(options[rule.id], order="deterministic").decode()


def _code(rules: Iterable[Rule[Any, Any]]) -> str | None:
    return _code_of(tuple(sorted({rule.check.__module__.partition(".")[0] for rule in rules})))


@cache
def _code_of(packs: tuple[str, ...]) -> str | None:
    """A hash of all code that makes findings, read once in a process."""
    try:
        return hash_of((version("networkx"), text_of((*_MAKING_FINDINGS, *packs))))
    except LookupError:
        return None


def _project(facts: Gathered) -> Iterator[str]:
    for file in facts.files:
        yield f"{file.path}\0{file.kind.value}\0{file.role.value}\0{file.digest}"
    for unread in (*facts.unread, *facts.listed):
        yield repr(unread)
