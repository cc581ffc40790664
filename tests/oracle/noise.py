"""Findings per 1,000 statements of repositories called clean and of those called messy:
`python tests/oracle/noise.py --help`.

A tool that says as much of a well-kept repository as of a jungle tells nobody anything: clean
ones should get at most a third. Nothing of the repositories is run.
"""

from __future__ import annotations

import csv
import gc
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
from quick_scan import Scanner

from debtscan.engine import load_packs
from debtscan.rulekit import Lifecycle

MOST = 1 / 3  #: of the messy density, the clean one may have


@dataclass(frozen=True)
class Noise:
    """One repository: what was found in how much code."""

    name: str
    reputation: str
    statements: int
    rules: Counter[str]

    @property
    def density(self) -> float:
        """Findings per 1,000 statements of production code."""
        return 1000 * self.rules.total() / max(self.statements, 1)


def pooled(group: Sequence[Noise]) -> float:
    """All findings over all statements of a group, per 1,000."""
    statements = sum(one.statements for one in group)
    return 1000 * sum(one.rules.total() for one in group) / max(statements, 1)


def noise_report(every: Sequence[Noise]) -> str:
    """The tables and the ratios."""
    groups = {
        name: [one for one in every if one.reputation == name]
        for name in ("clean", "mixed", "messy")
    }
    parts = ["# Noise", _summary(groups), _groups(groups), _by_rule(groups)]
    rows = ["| repository | marked | statements | findings | per 1,000 |", "|---|---|---|---|---|"]
    rows += [
        f"| {one.name} | {one.reputation} | {one.statements:,} | {one.rules.total()} | "
        f"{one.density:.2f} |"
        for one in sorted(every, key=lambda each: (each.reputation, each.density))
    ]
    return "\n\n".join([*parts, "\n".join(rows)]) + "\n"


def _summary(groups: dict[str, list[Noise]]) -> str:
    clean, messy = groups["clean"], groups["messy"]
    lines = []
    for what, of in (("pooled", pooled), ("median", _median)):
        low, high = of(clean), of(messy)
        ratio = low / high if high else float("nan")
        verdict = "holds" if ratio <= MOST else "does not hold"
        lines.append(f"- {what}: clean {low:.2f}, messy {high:.2f}, ratio {ratio:.2f}: {verdict}")
    return "Clean at most a third of messy?\n\n" + "\n".join(lines)


def _median(group: Sequence[Noise]) -> float:
    return median([one.density for one in group] or [0.0])


def _groups(groups: dict[str, list[Noise]]) -> str:
    rows = [
        "| marked | repositories | statements | findings | per 1,000, pooled | median |",
        "|---|---|---|---|---|---|",
    ]
    for name, group in groups.items():
        statements = sum(one.statements for one in group)
        found = sum(one.rules.total() for one in group)
        rows.append(
            f"| {name} | {len(group)} | {statements:,} | {found} | {pooled(group):.2f} | "
            f"{_median(group):.2f} |"
        )
    return "\n".join(rows)


def _by_rule(groups: dict[str, list[Noise]]) -> str:
    """Which rules do not tell the two apart."""
    rows = ["| rule | clean per 1,000 | messy per 1,000 | ratio |", "|---|---|---|---|"]
    for rule in sorted({rule for group in groups.values() for one in group for rule in one.rules}):
        clean, messy = _of(rule, groups["clean"]), _of(rule, groups["messy"])
        ratio = f"{clean / messy:.2f}" if messy else "-"
        rows.append(f"| {rule} | {clean:.3f} | {messy:.3f} | {ratio} |")
    return "\n".join(rows)


def _of(rule: str, group: Sequence[Noise]) -> float:
    statements = sum(one.statements for one in group)
    return 1000 * sum(one.rules[rule] for one in group) / max(statements, 1)


@click.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--table", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--marked", default="clean,messy", show_default=True)
@click.option("--stable", is_flag=True, help="Without preview rules.")
@click.option("--most", default=0, help="Leave out repositories of more Python lines.")
@click.option("--cache-dir", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path))
def main(
    corpus: Path,
    table: Path,
    marked: str,
    stable: bool,
    most: int,
    cache_dir: Path | None,
    out: Path | None,
) -> None:
    """CORPUS holds unpacked repositories as `owner+name`; the table says which are clean."""
    gc.disable()
    scanner = Scanner(cache_dir, _stable() if stable else ())
    every = []
    with table.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            root = corpus / row["repo"].replace("/", "+")
            wanted = row["reputation"] in marked.split(",") and root.is_dir()
            if wanted and not (most and int(row["py_lines"]) > most):
                scanned = scanner.scan(root)
                found = Counter(one.rule for one in scanned.findings)
                every.append(Noise(row["repo"], row["reputation"], scanned.statements, found))
                click.echo(f"{row['repo']}: {every[-1].density:.2f}", err=True)
                scanner.forget()
    text = noise_report(every)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text)


def _stable() -> tuple[str, ...]:
    return tuple(
        rule.id
        for pack in load_packs()
        for rule in pack.rules
        if rule.lifecycle is Lifecycle.STABLE
    )


if __name__ == "__main__":
    main()
