"""The command `explain`: a rule's page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from debtscan.cli import completing, terminal
from debtscan.cli.streams import deliver

if TYPE_CHECKING:
    from debtscan.rulekit import Rule


@click.command("explain", help="Print the page of a rule.")
@click.argument("rule", shell_complete=completing.rules)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour on stdout (NO_COLOR and FORCE_COLOR are heeded).",
)
def command(rule: str, color: str) -> int:
    """As Markdown; rendered where colour is wanted."""
    from debtscan.engine import load_packs
    from debtscan.model import DebtscanError
    from debtscan.model.nearest import did_you_mean
    from debtscan.report import visible

    known = {each.id: each for pack in load_packs() for each in pack.rules}
    if rule not in known:
        raise DebtscanError(f"unknown rule `{rule}`{did_you_mean(rule, known)}")
    page = "".join(f"{visible(line.expandtabs())}\n" for line in _page(known[rule]))
    deliver(_rendered(page) if terminal.wants_color(color) else page)
    return 0


def _page(rule: Rule[Any, Any]) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield from rule.page.text.strip().splitlines()
    yield from _options(rule)
    yield ""
    yield "## Standing"
    yield from _standing(rule)


def _options(rule: Rule[Any, Any]) -> Iterator[str]:
    from debtscan.engine.options import as_typed
    from debtscan.rulekit import option_fields

    fields = option_fields(rule.options)
    if fields:
        yield ""
        yield "## Options"
    for field in fields:
        yield f"- `{as_typed(field.name)}` = `{field.default!r}`: {field.description}"


def _standing(rule: Rule[Any, Any]) -> Iterator[str]:
    from debtscan.cli.evidence import evidence
    from debtscan.model import Stage

    more = f", {rule.minutes_per_member} for each further place" if rule.minutes_per_member else ""
    yield f"- {rule.category.value}, {rule.lifecycle.value} since {rule.since}"
    if rule.stage is Stage.PRODUCTION:
        yield "- not asked under `--stage research`"
    yield f"- {rule.severity.label} severity, {rule.confidence.label} confidence"
    yield f"- {rule.minutes} minutes to pay back{more}"
    yield f"- {evidence(rule)}"


def _rendered(page: str) -> str:
    from rich.console import Console
    from rich.markdown import Markdown

    sink = io.StringIO()
    width = min(terminal.width(), 100)
    console = Console(
        file=sink, force_terminal=True, color_system="standard", width=width, _environ={}
    )
    console.print(Markdown(page, hyperlinks=False))
    return sink.getvalue()
