"""SARIF, held to the OASIS schema, to GitHub's demands and, where it is installed, to Microsoft's
validator (`npm install -g @microsoft/sarif-multitool-linux`)."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import CLONE, FINDINGS, NOTEBOOK, UNREAD_OPTION, report

from debtscan.acceptance import Acceptance, Complaint, Record, Suppressed
from debtscan.model import Location, Related
from debtscan.report import render, sarif

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text())
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
MULTITOOL = shutil.which("sarif-multitool") or os.environ.get("SARIF_MULTITOOL", "")
ACCEPTED = Acceptance(
    suppressed=(
        Suppressed(CLONE, "comment", "kept [for now]", Location("serving/app.py", 87)),
        Suppressed(NOTEBOOK, "settings"),
    )
)


def run(sample=None) -> dict:
    document = json.loads(render(sample or report(), "sarif"))
    VALIDATOR.validate(document)
    return document["runs"][0]


def result(rule: str, sample=None) -> dict:
    return next(each for each in run(sample)["results"] if each["ruleId"] == rule)


def test_a_result_has_one_anchor_of_one_line():
    for each in run()["results"]:
        [location] = each["locations"]
        region = location["physicalLocation"]["region"]
        assert region.get("endLine", region["startLine"]) == region["startLine"]


def test_other_places_are_related_and_linked_from_the_message():
    found = result("train-serve-clone")
    assert [each["id"] for each in found["relatedLocations"]] == [1, 2]
    assert "[training copy](1)" in found["message"]["text"]
    paths = [each["physicalLocation"]["artifactLocation"] for each in found["relatedLocations"]]
    assert paths[0] == {"uri": "src/churn/features.py", "uriBaseId": "SRCROOT"}


def test_a_place_in_a_notebook_is_the_line_of_the_file_and_names_its_cell():
    found = result("absolute-user-path")
    region = found["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 57}
    assert found["message"]["text"].startswith("cell 3, line 2: ")
    assert found["properties"]["cell"] == 3


def test_debt_is_no_security_alert_and_rules_say_what_they_are():
    rules = run()["tool"]["driver"]["rules"]
    assert "security-severity" not in json.dumps(rules)
    for rule in rules:
        assert {"precision", "problem.severity", "tags"} <= rule["properties"].keys()
        assert rule["shortDescription"]["text"] and rule["help"]["markdown"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)


def test_results_name_their_rule_by_index():
    found = run()
    rules = found["tool"]["driver"]["rules"]
    for each in found["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]


def test_suppressed_findings_are_there_and_say_so():
    found = run(replace(report((UNREAD_OPTION,)), acceptance=ACCEPTED))["results"]
    kinds = {each["ruleId"]: each.get("suppressions") for each in found}
    assert kinds["option-never-read"] is None
    assert kinds["train-serve-clone"] == [
        {"kind": "inSource", "status": "accepted", "justification": "kept [for now]"}
    ]
    assert kinds["absolute-user-path"] == [{"kind": "external", "status": "accepted"}]


def test_unread_files_are_notifications():
    notes = run()["invocations"][0]["toolExecutionNotifications"]
    assert "old/convert.py" in json.dumps(notes) and "python2" in json.dumps(notes)


def test_paths_lead_from_the_repositorys_root_and_are_encoded():
    odd = replace(UNREAD_OPTION, at=Location("src dir/größe #1%.py", 3))
    sample = replace(report((odd,)), prefix="services/churn/")
    place = result("option-never-read", sample)["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == (
        "services/churn/src%20dir/gr%C3%B6%C3%9Fe%20%231%25.py"
    )


def test_too_many_results_are_cut_to_the_worst_and_it_is_told(monkeypatch):
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    found = run()
    assert {each["ruleId"] for each in found["results"]} == {
        "train-serve-clone",
        "absolute-user-path",
    }
    assert "1 results were left out" in json.dumps(found["invocations"])


def test_too_large_a_log_is_cut(monkeypatch):
    whole = len(gzip.compress(render(report(), "sarif").encode(), mtime=0))
    monkeypatch.setattr(sarif, "MOST_BYTES", whole - 1)
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    assert len(run()["results"]) == 1


texts = st.text(st.characters(exclude_categories=[]), max_size=40)


@given(texts, texts, texts, texts)
def test_whatever_is_written_in_a_repository_the_log_is_valid(path, message, subject, role):
    odd = replace(
        UNREAD_OPTION,
        at=Location(path or "x", 3),
        message=message,
        subject=subject,
        related=(Related(Location(path or "y", 2), role),),
    )
    found = run(report((odd, *FINDINGS[1:])))
    text = next(e for e in found["results"] if e["ruleId"] == odd.rule)["message"]["text"]
    assert text.replace("\\[", "").replace("\\\\", "").count("](") <= 1


@pytest.mark.skipif(not MULTITOOL, reason="sarif-multitool is not installed")
def test_microsofts_validator_finds_no_error(tmp_path):
    log = tmp_path / "debtscan.sarif"
    log.write_text(render(replace(report(), acceptance=ACCEPTED), "sarif"))
    done = subprocess.run(
        [MULTITOOL, "validate", log, "--output", tmp_path / "out.sarif"],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]
    # No address of the project is known to the tool, so none is told.
    assert {each["ruleId"] for each in found} <= {"SARIF2005"}, done.stdout


def test_suppressions_and_stale_entries_to_look_at_are_notifications():
    at = Location("n.ipynb", 2, 5, cell=3, raw_line=57)
    complaints = (Complaint(at, "no rule is named"), Complaint(None, "`x` expired"))
    said = Acceptance((), complaints, (), (Record("a.py", "commented-code", "x = 1"),))
    [invocation] = run(replace(report(), acceptance=said))["invocations"]
    first, second, third = invocation["toolConfigurationNotifications"]
    assert (first["level"], first["message"]["text"]) == (
        "warning",
        "cell 3, line 2: no rule is named",
    )
    [place] = first["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 57}
    assert place["properties"] == {"cell": 3, "cellLine": 2}
    assert second["message"]["text"] == "`x` expired" and "locations" not in second
    assert third["message"]["text"].endswith("a.py commented-code x = 1")


def test_a_long_list_of_stale_entries_is_counted():
    stale = tuple(Record("a.py", "commented-code", f"x = {n}") for n in range(1200))
    [invocation] = run(replace(report(), acceptance=Acceptance(stale=stale)))["invocations"]
    notes = [each["message"]["text"] for each in invocation["toolConfigurationNotifications"]]
    assert len(notes) == 1001 and notes[-1] == "and 200 more"


def test_the_run_counts_what_is_hidden_and_what_became_of_the_files():
    told = run(replace(report(), hidden=4, acceptance=ACCEPTED))
    assert told["properties"]["hidden"] == {
        "baseline": 0,
        "revision": 0,
        "minConfidence": 4,
        "comment": 1,
        "settings": 1,
        "per-file-ignores": 0,
        "overrides": 0,
    }
    assert told["properties"]["coverage"]["analysed"] == 61
    [invocation] = told["invocations"]
    execution = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert execution[-1].startswith("analysed 61 files, listed 120 by name")
    beside = [each["message"]["text"] for each in invocation["toolConfigurationNotifications"]]
    assert beside[0].startswith("hidden: 4 by min-confidence, 1 by comment")
