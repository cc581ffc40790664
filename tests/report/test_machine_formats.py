from __future__ import annotations

import dataclasses
import json

import msgspec
from report_samples import FINDINGS, URL, report

from debtscan.acceptance import Acceptance, Complaint, Suppressed
from debtscan.cli import schemas
from debtscan.model import Location
from debtscan.report import Coverage, render
from debtscan.report.json_v1.types import ReportV1
from debtscan.score import Size

FIELDS = [
    "rule",
    "category",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "message",
    "why",
    "advice",
    "subject",
    "confidence",
    "severity",
    "minutes",
    "fingerprint",
    "url",
    "related",
    "scores",
]


def document(sample=None) -> dict:
    return json.loads(render(sample or report(), "json"))


def found(rule: str) -> dict:
    return next(each for each in document()["findings"] if each["rule"] == rule)


def test_concise_is_one_line_a_finding():
    assert render(report(), "concise").splitlines() == [
        "notebooks/01_eda.ipynb:cell 3:2:18: absolute-user-path: the path "
        "`/home/anna/churn/raw.csv` exists on one machine only "
        "(medium severity, medium confidence, 10 min)",
        "scripts/train.py:41:5: option-never-read: `--warmup` is declared and nothing reads it "
        "(low severity, high confidence, 5 min)",
        "serving/app.py:88:1: train-serve-clone: `clean_usage` stands here and in training, and "
        "the two have drifted apart: 0.99 against 0.95 in `clip` "
        "(high severity, high confidence, 1.5 h)",
    ]


def test_concise_is_empty_without_findings():
    assert render(report(()), "concise") == ""


def test_json_names_its_schema_and_the_tool():
    assert document()["schema_version"] == 1
    assert document()["tool"] == {"name": "debtscan", "version": "0.1.0", "scoring": "of-tests"}


def test_json_parses_as_its_own_types():
    text = render(report(), "json")
    assert msgspec.json.decode(text, type=ReportV1).findings[0].cell == 3
    assert text.endswith("}\n")


def test_json_findings_have_exactly_the_agreed_fields():
    assert list(found("option-never-read")) == FIELDS
    assert list(found("absolute-user-path")) == [*FIELDS, "cell", "raw_line"]


def test_json_finding():
    assert found("train-serve-clone") == {
        "rule": "train-serve-clone",
        "category": "pipeline-jungles",
        "path": "serving/app.py",
        "line": 88,
        "column": 1,
        "end_line": 131,
        "end_column": None,
        "message": FINDINGS[1].message,
        "why": FINDINGS[1].why,
        "advice": FINDINGS[1].advice,
        "subject": "clean_usage",
        "confidence": "high",
        "severity": "high",
        "minutes": 90,
        "fingerprint": "5f1c9a0000000002",
        "url": URL + "train-serve-clone",
        "related": [
            {"path": "src/churn/features.py", "line": 17, "end_line": 60, "role": "training copy"},
            {
                "path": "notebooks/02_features.ipynb",
                "line": 3,
                "end_line": 30,
                "role": "notebook copy",
                "cell": 7,
                "raw_line": 214,
            },
        ],
        "scores": True,
    }


def test_json_notebook_findings_carry_cell_and_raw_line():
    at = found("absolute-user-path")
    assert (at["cell"], at["line"], at["raw_line"]) == (3, 2, 57)


def test_json_scorecard_and_verdict():
    data = document()
    rows = {row["category"]: row for row in data["scorecard"]["categories"]}
    assert rows["pipeline-jungles"]["score"] == 70.1
    assert data["scorecard"]["overall"] == 87.8
    assert {each["category"] for each in data["scorecard"]["left_out"]}.isdisjoint(rows)
    assert data["verdict"]["passed"] is False
    failed = data["verdict"]["checks"][1]
    assert (failed["name"], failed["score"], failed["floor"]) == ("pipeline-jungles", 70.1, 80.0)
    assert [each["fingerprint"] for each in failed["cure"]] == ["5f1c9a0000000002"]


def test_json_without_grading():
    card = document(report(size=Size(3, 3)))["scorecard"]
    assert card["overall"] is None and card["grade"] is None
    assert "3 of the 100 statements" in card["not_graded"]
    assert {row["score"] for row in card["categories"]} == {None}


def test_json_coverage_lists_what_was_unread():
    coverage = document()["coverage"]
    assert coverage["analysed"] == 61 and coverage["listed"] == 120
    assert coverage["unread"][1] == {
        "path": "old/convert.py",
        "line": 12,
        "reason": "python2",
        "detail": "print statement",
    }


def test_json_rules_carry_their_metadata():
    assert document()["rules"][0] == {
        "id": "absolute-user-path",
        "category": "config-sprawl",
        "summary": "A summary.",
        "lifecycle": "stable",
        "since": "0.1",
        "url": URL + "absolute-user-path",
    }


def test_a_warm_cache_changes_no_byte():
    cold = dataclasses.replace(report(), coverage=Coverage(61, 0, 120, ()))
    warm = dataclasses.replace(report(), coverage=Coverage(61, 61, 120, ()))
    assert render(cold, "json") == render(warm, "json")
    assert render(cold, "concise") == render(warm, "concise")


def test_json_gives_cell_line_and_raw_line_of_suppressions_too():
    at = Location("n.ipynb", 2, 5, cell=3, raw_line=57)
    said = Acceptance(
        (Suppressed(FINDINGS[0], "comment", "kept", at),),
        (Complaint(at, "no rule is named"), Complaint(Location("a.py", 7), "unused")),
    )
    told = document(dataclasses.replace(report(), acceptance=said))["acceptance"]
    place = {"path": "n.ipynb", "line": 2, "cell": 3, "raw_line": 57}
    assert told["complaints"][0] == {**place, "message": "no rule is named"}
    assert told["complaints"][1] == {"path": "a.py", "line": 7, "message": "unused"}
    assert place.items() <= told["suppressed"][0].items()


def test_json_says_what_columns_count():
    assert document()["column_kind"] == "unicodeCodePoints"
    schema = json.loads(schemas.schema("report"))
    assert "1-based and count code points" in " ".join(
        schema["$defs"]["FindingV1"]["description"].split()
    )
