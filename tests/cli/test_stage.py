"""Research repositories are not asked for what only a product needs, and the report says so."""

from __future__ import annotations

import json

import pytest

HACK = "import sys\n\nsys.path.append('../src')\nimport dead\n\nprint(dead.train(1))\n"


@pytest.fixture
def hacked(project):
    """A script that reaches its own repository by `sys.path`."""
    (project / "scripts").mkdir()
    (project / "scripts" / "run.py").write_text(HACK)
    return project


def rules_found(result) -> set[str]:
    return {finding["rule"] for finding in json.loads(result.out)["findings"]}


def test_production_is_the_default_and_research_leaves_rules_out(scan, hacked):
    told = scan(hacked, "--format", "json")
    assert "sys-path-hack" in rules_found(told)
    assert json.loads(told.out)["not_asked"] == []
    told = scan(hacked, "--stage", "research", "--format", "json")
    assert "sys-path-hack" not in rules_found(told) and "commented-code" in rules_found(told)
    assert "sys-path-hack" in json.loads(told.out)["not_asked"]
    assert json.loads(told.out)["scorecard"]["percentile"] is None


def test_a_research_score_is_not_taken_for_one_of_production(scan, hacked):
    seen = {}
    for stage in ("production", "research"):
        scored = json.loads(scan(hacked, "--stage", stage, "--format", "json").out)
        weights = {row["category"]: row["weight"] for row in scored["scorecard"]["categories"]}
        seen[stage] = (
            scored["scorecard"]["stage"],
            scored["tool"]["scoring"],
            weights["glue-code"],
        )
    version = seen["production"][1]
    assert seen["production"] == ("production", version, 2.0)
    assert seen["research"] == ("research", f"{version}-research", 1.0)
    for fmt in ("console", "markdown", "html", "badge", "sarif"):
        assert "research" in scan(hacked, "--stage", "research", "--format", fmt).out
        assert "research" not in scan(hacked, "--format", fmt).out
    for fmt in ("console", "markdown"):
        told = scan(hacked, "--stage", "research", "--format", fmt).out
        assert "no production score" in told
        assert "weighed for research: glue-code 1 instead of 2" in told


@pytest.mark.parametrize("fmt", ["console", "markdown"])
def test_people_are_told_which_rules_were_not_asked(scan, hacked, fmt):
    told = scan(hacked, "--stage", "research", "--format", fmt).out
    assert "not asked at the research stage: " in told and "sys-path-hack" in told
    assert "research" not in scan(hacked, "--format", fmt).out


def test_the_stage_comes_from_files_and_the_environment_too(scan, hacked, monkeypatch):
    (hacked / "debtscan.toml").write_text('stage = "research"\n')
    assert "sys-path-hack" not in rules_found(scan(hacked, "--format", "json"))
    monkeypatch.setenv("DEBTSCAN_STAGE", "production")
    assert "sys-path-hack" in rules_found(scan(hacked, "--format", "json"))
    monkeypatch.setenv("DEBTSCAN_STAGE", "reserch")
    wrong = scan(hacked)
    assert wrong.code == 2 and "DEBTSCAN_STAGE" in wrong.err and "reserch" in wrong.err
    schema = json.loads(scan("schema", "config").out)
    stages = schema["$defs"]["Settings"]["properties"]["stage"]
    assert sorted(stages["enum"]) == ["production", "research"]


def test_the_catalogue_marks_them(scan):
    listed = scan("rules").out
    assert "production only" in listed.partition("sys-path-hack")[2].splitlines()[1]
    assert "not asked under `--stage research`" in scan("explain", "sys-path-hack").out
    assert "--stage research" not in scan("explain", "commented-code").out


def test_init_and_baselines_know_the_stage(scan, hacked):
    (hacked / "debtscan.toml").unlink()
    (hacked / ".git").mkdir()
    assert scan("init", hacked, "--stage", "research").code == 0
    assert 'stage = "research"' in (hacked / "debtscan.toml").read_text()
    baseline = (hacked / "debtscan-baseline.jsonl").read_text()
    assert "commented-code" in baseline and "sys-path-hack" not in baseline
    assert scan(hacked).code == 0
    assert scan(hacked, "--stage", "production").code == 1


def test_a_baseline_keeps_what_the_stage_does_not_ask(scan, hacked):
    assert scan("baseline", "create", hacked).code == 0
    assert scan("baseline", "prune", hacked, "--stage", "research").out == "0 dropped\n"
    quiet = scan(hacked, "--stage", "research", "--fail-on", "new", "--format", "json")
    assert (quiet.code, json.loads(quiet.out)["acceptance"]["stale"]) == (0, [])
    assert "sys-path-hack" in (hacked / "debtscan-baseline.jsonl").read_text()
