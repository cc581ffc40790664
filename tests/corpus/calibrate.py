"""Fits the score to real repositories, and says how well it fits.

    python tests/corpus/calibrate.py measure FOLDER samples.json   (each subfolder a repository)
    python tests/corpus/calibrate.py fit samples.json [niche.csv]  (writes calibration.json)

`measure` keeps what the score is made from: size and minutes by category and rule. `fit` takes
the median density of a category as the one that scores 70, its mean as the prior, picks the
smallest power of the size for which the score does not follow the size, and freezes it all with
the distribution of the scores. Labels: NICHE (Widyasari et al., MSR 2023), `owner/name` and
engineered or not; folders are named `owner+name`.
"""

from __future__ import annotations

import csv
import datetime
import json
import math
import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import debtscan.score.constants as place
from debtscan.cli.accepting import counting
from debtscan.engine import Settings, load_packs, scan
from debtscan.model import Category, DebtscanError
from debtscan.score import CONSTANTS, absent, density, measure
from debtscan.score.constants import Calibration, Constants, calibrated

MEDIAN_SCORE = 70.0
POWERS = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5)
PRIOR_WEIGHT = 0.5
LARGEST_SPEARMAN = 0.15
LEAST_HALF = 20.0  #: of a category that most are free of: one small finding must not own it
#: shares of the corpus that get an A, at least a B, ...
SHARES = ((0.15, "A"), (0.45, "B"), (0.75, "C"), (0.93, "D"))
Sample = Mapping[str, Any]


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


def fit(samples: Sequence[Sample], labels: Mapping[str, bool]) -> Calibration:
    """The calibration with the smallest power for which the score does not follow the size."""
    for power in POWERS:
        made = _fit(samples, labels, power)
        if abs(made.spearman) < LARGEST_SPEARMAN:
            return made
    return made


def _fit(samples: Sequence[Sample], labels: Mapping[str, bool], power: float) -> Calibration:
    rough = Constants(size_power=power, prior_weight=PRIOR_WEIGHT, prior=0.0)
    names = sorted({name for each in samples for name in each["categories"]})
    densities = {name: _densities(samples, name, rough) for name in names}
    made = Calibration(
        version=f"{datetime.datetime.now(datetime.UTC):%Y-%m}",
        size_power=power,
        prior_weight=PRIOR_WEIGHT,
        half_of={name: round(_half(densities[name]), 2) for name in names},
        prior_of={name: round(statistics.fmean(densities[name]), 2) for name in names},
        grades=[],
        overall=[],
        spearman=0.0,
        auc=0.0,
        labelled=0,
    )
    scores = [overall(each, calibrated(made)) for each in samples]
    sizes = [math.log(each["thousands"]) for each in samples]
    return _with_scores(made, samples, scores, sizes, labels)


def _with_scores(
    made: Calibration,
    samples: Sequence[Sample],
    scores: Sequence[float],
    sizes: Sequence[float],
    labels: Mapping[str, bool],
) -> Calibration:
    known = [
        (s, labels[e["name"]]) for s, e in zip(scores, samples, strict=True) if e["name"] in labels
    ]
    fields = {name: getattr(made, name) for name in made.__struct_fields__}
    return Calibration(
        **fields
        | {
            "grades": _grades(sorted(scores)),
            "overall": sorted(density.printed(score) for score in scores),
            "spearman": round(spearman(scores, sizes), 3),
            "auc": round(auc(known), 3),
            "labelled": len(known),
        }
    )


def _densities(samples: Sequence[Sample], name: str, constants: Constants) -> list[float]:
    return sorted(
        density.density(Category(name), each["loads"].get(name, {}), each["thousands"], constants)
        for each in samples
        if name in each["categories"]
    )


def _half(densities: Sequence[float]) -> float:
    """The density that halves a category's score: the median of the corpus is to score 70 and its
    upper quartile no less than 50."""
    median = statistics.median(densities) / math.log2(100 / MEDIAN_SCORE)
    quartile = densities[int(0.75 * len(densities))]
    return max(median, quartile, LEAST_HALF)


def overall(each: Sample, constants: Constants) -> float:
    """The exact overall score of a sample."""
    pairs = []
    for name in each["categories"]:
        category = Category(name)
        loads = each["loads"].get(name, {})
        score = density.score(category, loads, each["thousands"], constants)
        pairs.append((each["read"] * score, constants.headline_weight if category.headline else 1))
    return density.overall(pairs, constants)


def _grades(ascending: Sequence[float]) -> list[tuple[float, str]]:
    """Cut-offs at round scores that leave about the wanted shares above them."""
    cuts = [(5.0 * round(_quantile(ascending, 1 - share) / 5), letter) for share, letter in SHARES]
    return [*cuts, (0.0, "E")]


def _quantile(ascending: Sequence[float], share: float) -> float:
    return ascending[min(len(ascending) - 1, int(share * len(ascending)))]


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Correlation of the ranks; ties share their mean rank."""
    return statistics.correlation(_ranks(first), _ranks(second))


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for rank, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(rank)
    return [statistics.fmean(places[value]) for value in values]


def auc(known: Sequence[tuple[float, bool]]) -> float:
    """The chance that an engineered repository scores above one that is not."""
    good = [score for score, engineered in known if engineered]
    poor = [score for score, engineered in known if not engineered]
    pairs = [(a > b) + 0.5 * (a == b) for a in good for b in poor]
    return statistics.fmean(pairs) if pairs else 0.0


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


def main(arguments: Sequence[str]) -> None:
    """One of the two commands."""
    match arguments:
        case ["measure", folder, into]:
            _measured(Path(folder), Path(into))
        case ["fit", samples, *niche]:
            _frozen(Path(samples), niche[0] if niche else "")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main(sys.argv[1:])
