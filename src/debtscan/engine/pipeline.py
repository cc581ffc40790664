"""The stages, in order, on one page: discover read parse extract link check settle."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from debtscan.acceptance import Suppressed
from debtscan.engine.cache import Cache, cache_folder
from debtscan.engine.checking import hits
from debtscan.engine.filters import check_covered, filtered
from debtscan.engine.gathering import Gathered, Progress, gather
from debtscan.engine.giving_way import undoubled
from debtscan.engine.memory import memory_of, memory_of_commit
from debtscan.engine.options import Given, bind
from debtscan.engine.registry import load_packs
from debtscan.engine.selection import select
from debtscan.engine.settings import Settings
from debtscan.engine.settle import settle
from debtscan.engine.workers import Mapper, PoolMapper, processors
from debtscan.facts import FileFacts, Role, Unread
from debtscan.model import Finding
from debtscan.project import Project, link
from debtscan.rulekit import Rule, RulePack
from debtscan.source import Git, discover, files_of

_TIPS = frozenset({"HEAD", "@"})


@dataclass(frozen=True)
class Scan:
    """All that a run found out; everything is sorted and free of times.

    Every discovered file is in exactly one of ``files``, ``unread`` and ``listed`` (data, known
    by name). ``ignored`` and ``excluded`` count what was left out on purpose, ``unsure`` and
    ``suppressed`` are the findings that `min-confidence` and paths in the settings keep out.
    ``seconds`` is by rule id, for `--timing` alone; empty when nothing had changed since the last
    run, so that no rule was asked.
    """

    root: Path
    files: tuple[FileFacts, ...]
    unread: tuple[Unread, ...]
    listed: tuple[Unread, ...]
    ignored: int
    excluded: int
    cached: int
    project: Project
    rules: tuple[Rule[Any, Any], ...]
    findings: tuple[Finding, ...]
    unsure: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    notices: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)


def scan(
    root: Path,
    settings: Settings,
    progress: Progress | None = None,
    *,
    packs: Sequence[RulePack] | None = None,
    mapper: Mapper | None = None,
) -> Scan:
    """Read a project and ask every selected rule about it.

    ``packs`` default to the installed ones, ``mapper`` to worker processes on this machine.
    Raises `DebtscanError` when the job cannot be done. Afterwards all that is alive counts as
    permanent to the garbage collector, which would otherwise walk millions of facts.
    """
    installed = [rule for pack in _packs(packs) for rule in pack.rules]
    rules = select(installed, settings.selection)
    options = bind(installed, settings.rules)
    check_covered(installed, settings)
    cache = _cache(settings)
    with _collector_at_rest():
        found = discover(root, exclude=settings.exclude, tracked=settings.tracked)
        facts = gather(found, cache, mapper or _workers(settings), progress)
        project = _linked(facts)
        seconds: dict[str, float] = {}
        memory = memory_of(found.root, facts, rules, options, cache)
        findings = memory.recall() if memory else None
        if findings is None:
            findings = _settled(project, facts, rules, options, seconds, _processors(settings))
            if memory:
                memory.keep(findings)
        told = filtered(findings, settings, rules)
    return Scan(
        root=found.root,
        files=tuple(facts.files),
        unread=tuple(facts.unread),
        listed=tuple(facts.listed),
        ignored=found.ignored,
        excluded=found.excluded,
        cached=facts.cached,
        project=project,
        rules=rules,
        findings=told.shown,
        unsure=told.unsure,
        suppressed=told.suppressed,
        notices=tuple(cache.notices) if cache else (),
        seconds=seconds,
    )


def findings_since(
    root: Path,
    revision: str,
    settings: Settings,
    *,
    packs: Sequence[RulePack] | None = None,
    mapper: Mapper | None = None,
) -> list[Finding]:
    """What the project held where its history met ``revision`` last, whatever settings hide.

    The commit is scanned in a temporary folder, with the settings of today, and remembered. Ask
    before the project itself is scanned: what was remembered of it may still be this commit.
    None before the first commit, whose hook asks for `HEAD`. Raises `DebtscanError` when git
    cannot say.
    """
    git = Git(root)
    if git.is_unborn() and revision in _TIPS:
        return []
    commit = git.merge_base(git.commit(revision), git.commit("HEAD"))
    prefix = git.prefix()
    installed = [rule for pack in _packs(packs) for rule in pack.rules]
    rules = select(installed, settings.selection)
    options = bind(installed, settings.rules)
    cache = _cache(settings)
    memory = memory_of_commit(commit, (prefix, *settings.exclude), rules, options, cache)
    findings = memory.recall() if memory else None
    if findings is None:
        with files_of(git, commit, prefix, root.name) as folder:
            findings = _found_in(folder, root, settings, rules, options, cache, mapper)
        if memory:
            memory.keep(findings)
    return findings


def _found_in(
    folder: Path,
    root: Path,
    settings: Settings,
    rules: Sequence[Rule[Any, Any]],
    options: Mapping[str, Any],
    cache: Cache | None,
    mapper: Mapper | None,
) -> list[Finding]:
    if not any(folder.iterdir()):
        return []
    with _collector_at_rest():
        found = discover(folder, exclude=settings.exclude, committed=True)
        facts = gather(found, cache, mapper or _workers(settings))
        memory = memory_of(root, facts, rules, options, cache)
        known = memory.recall() if memory else None
        if known is not None:
            return known
        return _settled(_linked(facts), facts, rules, options, {}, _processors(settings))


def _settled(
    project: Project,
    facts: Gathered,
    rules: Sequence[Rule[Any, Any]],
    options: Mapping[str, Any],
    seconds: dict[str, float],
    processors: int = 1,
) -> list[Finding]:
    found = hits(project, rules, options, seconds, processors)
    return settle(found, _roles(facts), project.files)


def read_project(root: Path, settings: Settings, progress: Progress | None = None) -> Project:
    """Stages discover to link alone: the model of a project, for those who only ask it.

    Raises `DebtscanError` when the job cannot be done.
    """
    with _collector_at_rest():
        found = discover(root, exclude=settings.exclude, tracked=settings.tracked)
        return _linked(gather(found, _cache(settings), _workers(settings), progress))


def check(
    files: Sequence[FileFacts],
    unread: Sequence[Unread],
    rules: Sequence[Rule[Any, Any]],
    options: Given | None = None,
) -> list[Finding]:
    """Stages link, check and settle alone, for the test kit. Options given for rules that are
    not among ``rules`` are an error."""
    bound = bind(rules, options or {})
    gathered = Gathered(list(files), list(unread))
    project = link(files, unread)
    return undoubled(_settled(project, gathered, rules, bound, {}), rules)


def _linked(facts: Gathered) -> Project:
    return link(facts.files, [*facts.unread, *facts.listed])


def _packs(packs: Sequence[RulePack] | None) -> Sequence[RulePack]:
    return load_packs() if packs is None else packs


def _cache(settings: Settings) -> Cache | None:
    if not settings.cache:
        return None
    explicit = Path(settings.cache_dir) if settings.cache_dir else None
    return Cache(cache_folder(explicit, os.environ))


def _workers(settings: Settings) -> Mapper:
    return PoolMapper(_processors(settings))


def _processors(settings: Settings) -> int:
    return settings.jobs or processors()


def _roles(facts: Gathered) -> dict[str, Role]:
    unread = [*facts.listed, *facts.unread]
    return {each.path: each.role for each in unread} | {
        each.path: each.role for each in facts.files
    }


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Facts are trees: nothing to collect, and looking for it costs seven times their decoding."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
