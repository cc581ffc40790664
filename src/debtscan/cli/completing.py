"""What a shell offers where a name of debtscan's own is being typed."""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

from debtscan.report.formats import FORMATS
from debtscan.report.graph import FORMATS as DRAWINGS


def rules(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Ids of the rules that are installed."""
    return _going_on(_rules(), typed)


def selectors(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Rules, categories and `ALL`, also the last of a list with commas."""
    from debtscan.engine.selection import ALL
    from debtscan.model import Category

    before, comma, _ = typed.rpartition(",")
    names = (ALL, *(category.value for category in Category), *_rules())
    return _going_on((f"{before}{comma}{name}" for name in names), typed)


def floors(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """`CATEGORY=`, to be gone on with a number."""
    from debtscan.model import Category

    return _going_on((f"{category.value}=" for category in Category), typed)


def formats(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """The formats of a report."""
    return _going_on(FORMATS, typed)


def drawings(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """The formats of a drawing."""
    return _going_on(DRAWINGS, typed)


def _rules() -> list[str]:
    from debtscan.engine import load_packs

    return sorted(rule.id for pack in load_packs() for rule in pack.rules)


def _going_on(names: Iterable[str], typed: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(typed)]
