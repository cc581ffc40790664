"""The score is judged on repositories that its numbers were not fitted to."""

from __future__ import annotations

import json
import random
from pathlib import Path

import calibrate
import held_out
import pytest
from agreement import auc, interval
from held_out import cross_validated, parts

from debtscan.model import DebtscanError
from debtscan.score.constants import CALIBRATION

NUMBERS = range(30)
LABELS = {f"o+r{number}": number % 2 == 0 for number in NUMBERS if number < 20}


def made(number: int, minutes: float) -> dict[str, object]:
    """A sample with one rule's debt."""
    return {
        "name": f"o+r{number}",
        "thousands": 1 + random.Random(number).random(),
        "read": 1.0,
        "categories": ["glue-code", "dead-experiments"],
        "loads": {"glue-code": {"sys-path-hack": minutes}},
    }


#: those that are engineered hold a tenth of the debt of the others
SAMPLES = [made(number, 10 if LABELS.get(f"o+r{number}") else 100) for number in NUMBERS]


@pytest.fixture
def written(tmp_path, monkeypatch) -> list[str]:
    """The samples and their labels, as files."""
    monkeypatch.setattr(held_out, "SEEDS", range(2))
    (tmp_path / "s.json").write_text(json.dumps(SAMPLES))
    rows = [f"{name.replace('+', '/')},{'NY'[known]}" for name, known in LABELS.items()]
    (tmp_path / "l.csv").write_text("\n".join(["GitHub Repo,Engineered ML Project", *rows]))
    return [str(tmp_path / "s.json"), str(tmp_path / "l.csv")]


def test_each_repository_is_in_one_part_and_each_part_has_both_kinds():
    dealt = parts(SAMPLES, LABELS, 5, seed=1)
    assert sorted(each["name"] for part in dealt for each in part) == sorted(
        each["name"] for each in SAMPLES
    )
    assert all({True, False} <= {LABELS.get(each["name"]) for each in part} for part in dealt)


def test_a_seed_deals_the_same_parts_again_and_another_seed_other_ones():
    assert parts(SAMPLES, LABELS, 2, seed=1) == parts(SAMPLES, LABELS, 2, seed=1)
    assert parts(SAMPLES, LABELS, 2, seed=1) != parts(SAMPLES, LABELS, 2, seed=2)


def test_no_fit_sees_what_it_is_judged_on(monkeypatch):
    seen: list[set[str]] = []
    fit = held_out.fit
    monkeypatch.setattr(
        held_out, "fit", lambda s, known: seen.append({e["name"] for e in s}) or fit(s, known)
    )
    list(cross_validated(SAMPLES, LABELS, 5, [3]))
    judged = [{each["name"] for each in part} for part in parts(SAMPLES, LABELS, 5, 3)]
    everything, *fitted = seen
    assert fitted == [everything - part for part in judged]


def test_debt_that_goes_with_the_label_is_seen_in_parts_that_no_fit_saw():
    assert {part.auc for part in cross_validated(SAMPLES, LABELS, 2, range(3))} == {1.0}


def test_labels_that_say_nothing_are_no_better_than_chance():
    shuffled = dict(zip(LABELS, random.Random(1).sample([*LABELS.values()], 20), strict=True))
    found = [part.auc for part in cross_validated(SAMPLES, shuffled, 2, range(10))]
    assert 0.3 < sum(found) / len(found) < 0.7


def test_too_few_labels_are_refused_in_one_line(written, capsys):
    with pytest.raises(DebtscanError, match="2 engineered repositories and 2 that are not"):
        parts(SAMPLES, {"o+r1": False}, 2, seed=1)
    Path(written[1]).write_text("GitHub Repo,Engineered ML Project\no/r1,N\n")
    with pytest.raises(SystemExit) as ended:
        calibrate.main(["held-out", *written])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_tells_mean_and_spread_of_what_was_not_seen(written, capsys):
    calibrate.main(["held-out", *written])
    told = capsys.readouterr().out
    assert "30 repositories, 20 with labels, 2 seeds" in told
    assert "unseen parts of 1/2" in told
    assert "unseen parts of 1/5" in told
    assert told.count("AUC      1.000 (0.000; 1.000 to 1.000)") == 2


def test_frozen_numbers_are_applied_and_not_fitted(written, capsys):
    calibrate.main(["apply", *written])
    told = capsys.readouterr().out.splitlines()
    scores = [float(line.split()[0]) for line in told[:30]]
    assert scores == sorted(scores)
    assert told[30] == f"30 repositories, calibration {CALIBRATION.version}"
    assert any(line.startswith("AUC against 20 labels = 1.000") for line in told)
    assert told[-1].startswith("grades A ")


def test_an_interval_holds_its_value_and_narrows_with_more_rows():
    def bounds(times: int) -> tuple[float, float]:
        return interval(auc, [[(3.0, True), (1.0, True)] * times, [(2.0, False)] * times])

    (wide_low, wide_high), (low, high) = bounds(2), bounds(40)
    assert wide_low <= low <= 0.5 <= high <= wide_high
    assert high - low < wide_high - wide_low
