"""How many injected debts are found: `python tests/oracle/mutate.py --help`.

Clean sources are copied, one debt of a named kind is put at a seeded place, and the copy is
scanned before and after. Prints a Markdown report. Nothing of the sources is imported or run.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path

import click
from clean_hosts import host, installed
from drafts import UnfitError
from injected import all_kinds
from injection_site import Site
from quick_scan import Scanner
from recall_report import recall_report
from trials import Outcome, try_source


@click.command()
@click.option("--source", "sources", multiple=True, help="Only these (a name, or a folder).")
@click.option("--kind", "kinds", multiple=True, help="Only these kinds.")
@click.option("--rounds", default=2, show_default=True, help="Injections per kind and source.")
@click.option("--seed", default=1, show_default=True)
@click.option("--cache-dir", type=click.Path(path_type=Path), help="Facts are kept here.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the report here.")
@click.option("--per-scan", default=12, show_default=True, help="1: every injection alone.")
@click.option("--misses", is_flag=True, help="List every miss with its places.")
@click.option("--show", help="Print the files of one injection, by the key of its miss.")
def main(
    sources: tuple[str, ...],
    kinds: tuple[str, ...],
    rounds: int,
    seed: int,
    cache_dir: Path | None,
    out: Path | None,
    per_scan: int,
    misses: bool,
    show: str | None,
) -> None:
    """Inject, scan, count."""
    if show:
        _show(show)
        return
    gc.disable()
    chosen = {name: inject for name, inject in all_kinds().items() if not kinds or name in kinds}
    scanner, outcomes = Scanner(cache_dir), list[Outcome]()
    for source in sources or installed():
        start = time.monotonic()
        outcomes.append(try_source(source, chosen, rounds, seed, scanner, per_scan))
        caught = sum(bool(one.caught_by) for one in outcomes[-1].verdicts)
        spent = time.monotonic() - start
        click.echo(f"{source}: {caught} of {len(outcomes[-1].verdicts)}, {spent:.0f} s", err=True)
    text = recall_report(outcomes, scanner.rule_ids(), misses)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text)


def _show(key: str) -> None:
    import difflib
    from random import Random

    _, rest = key.split("/", 1)
    source, kind, _, _ = rest.rsplit("/", 3)
    text, package = host(source)
    try:
        draft = all_kinds()[kind](Site(text, Random(key), package)).finished()
    except UnfitError as error:
        raise click.ClickException(str(error)) from error
    for path, content in draft.files.items():
        old = text.files.get(path, "").splitlines(keepends=True)
        click.echo(
            "".join(difflib.unified_diff(old, content.splitlines(keepends=True), path, path))
        )
    click.echo("\n".join(map(str, draft.places)))


if __name__ == "__main__":
    main()
