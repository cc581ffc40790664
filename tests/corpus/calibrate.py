"""Fits the score to real repositories, and says how well it fits.

    python tests/corpus/calibrate.py measure FOLDER samples.json   (each subfolder a repository)
    python tests/corpus/calibrate.py fit samples.json [niche.csv]  (writes calibration.json)
    python tests/corpus/calibrate.py held-out samples.json niche.csv
    python tests/corpus/calibrate.py apply others.json niche.csv

`measure` keeps what the score is made from: size and minutes by category and rule. `fit` fits the
numbers of the score (`fitting.py`) and freezes them with the distribution of the scores.
`held-out` fits to random parts and tells how the score does on the rest; `apply` scores
repositories that were not fitted to with the frozen numbers (`held_out.py`). Labels: NICHE
(Widyasari et al., MSR 2023), `owner/name` and engineered or not; folders are named `owner+name`.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from fitting import Sample, fit
from held_out import validation, verdict

import debtscan.score.constants as place
from debtscan.cli.accepting import counting
from debtscan.engine import Settings, load_packs, scan
from debtscan.model import Category, DebtscanError
from debtscan.score import CONSTANTS, absent, density, measure


def sample(root: Path) -> dict[str, Any] | None:
    """What the score of one repository is made from; None when it is too small to grade."""
    packs = load_packs()
    found = scan(root, Settings(), packs=packs)
    findings = counting(found.findings, Settings(), packs)
    size = measure(found.files, findings, found.unread)
    if size.statements < CONSTANTS.smallest_graded:
        return None
    without = absent(found.rules, found.files)
    loads = density.loads(findings)
    return {
        "name": root.name,
        "thousands": size.thousands(),
        "read": 1 - size.unread_share,
        "categories": [c.value for c in Category if c not in without],
        "loads": {category.value: minutes for category, minutes in loads.items()},
    }


def _labels(file: Path) -> dict[str, bool]:
    with file.open(newline="") as table:
        rows = [*csv.reader(table)][1:]
    return {row[0].replace("/", "+"): row[1] == "Y" for row in rows}


def _measured(folder: Path, into: Path) -> None:
    """Keeps what an earlier, interrupted run has measured."""
    samples = {each["name"]: each for each in _read(into)} if into.exists() else {}
    for root in sorted(folder.iterdir()):
        if root.name in samples or not root.is_dir():
            continue
        try:
            made = sample(root)
        except DebtscanError as error:
            print(f"{root.name}: {error}", file=sys.stderr)
            continue
        if made:
            samples[root.name] = made
            into.write_text(json.dumps([*samples.values()]))


def _read(file: Path) -> list[Sample]:
    read: list[Sample] = json.loads(file.read_text())
    return read


def _frozen(samples: Path, niche: str) -> None:
    made = fit(_read(samples), _labels(Path(niche)) if niche else {})
    text = json.dumps({name: getattr(made, name) for name in made.__struct_fields__}, indent=1)
    (Path(place.__file__).parent / "calibration.json").write_text(f"{text}\n")
    print(f"{len(made.overall)} repositories, size to the power {made.size_power}")
    print(f"Spearman(score, log size) = {made.spearman}, grades {made.grades}")
    print(f"AUC against {made.labelled} labels = {made.auc}")


def _said(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def main(arguments: Sequence[str]) -> None:
    """One of the four commands; 2 when it cannot be done."""
    try:
        _run(arguments)
    except (DebtscanError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _run(arguments: Sequence[str]) -> None:
    match arguments:
        case ["measure", folder, into]:
            _measured(Path(folder), Path(into))
        case ["fit", samples, *niche]:
            _frozen(Path(samples), niche[0] if niche else "")
        case ["held-out", samples, niche]:
            _said(validation(_read(Path(samples)), _labels(Path(niche))))
        case ["apply", samples, niche]:
            _said(verdict(_read(Path(samples)), _labels(Path(niche)), place.CALIBRATION))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main(sys.argv[1:])
