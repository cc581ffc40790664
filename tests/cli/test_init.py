"""A team with an old repository: green today, red on the first new debt."""

from __future__ import annotations

import json
import tomllib

import jsonschema
import pytest

from debtscan.engine import Settings

DEBT = """\
import argparse
p = argparse.ArgumentParser()
p.add_argument('--used')
p.add_argument('--new')
print(p.parse_args().used)
"""


@pytest.fixture
def old(project):
    """The project as a team has it that never heard of debtscan."""
    (project / "debtscan.toml").unlink()
    (project / ".git").mkdir()
    return project


def test_green_today_and_red_on_the_first_new_debt(scan, old):
    assert scan("init", old).code == 0
    assert scan(old).code == 0
    (old / "src" / "train.py").write_text(DEBT)
    red = scan(old, "--format", "json")
    assert red.code == 1
    [finding] = json.loads(red.out)["findings"]
    assert (finding["rule"], finding["subject"]) == ("option-never-read", "--new")
    (old / "src" / "train.py").unlink()
    assert scan(old).code == 0


def test_it_says_what_to_do_next(scan, old):
    told = scan("init", old).out
    assert "1 finding kept in debtscan-baseline.jsonl" in told
    assert "debtscan baseline prune" in told and "hook" in told


def test_the_file_is_understood_as_it_is_and_with_every_example_switched_on(scan, old):
    assert scan("init", old).code == 0
    text = (old / "debtscan.toml").read_text()
    assert tomllib.loads(text) == {"fail-on": "new", "preview": False, "stage": "production"}
    examples = [
        line.removeprefix("# ")
        for line in text.splitlines()
        if line.startswith(("# [", "# fail-under", "# max-", "# per-", "# exclude"))
        or (line.startswith("# ") and " = " in line)
    ]
    on = tomllib.loads("\n".join(examples))
    assert {"fail-under", "max-suppressed", "rules", "ignore", "overrides"} <= on.keys()
    schema = json.loads(scan("schema", "config").out)
    (old / "debtscan.toml").write_text("\n".join(examples))
    assert scan(old).code == 0
    jsonschema.validate(json.loads(json.dumps(on, default=str)), schema)


def test_ignore_as_a_list_and_as_tables_is_explained(scan, project):
    entry = '[[ignore]]\nrule = "commented-code"\nreason = "r"\n'
    (project / "debtscan.toml").write_text(f'ignore = ["notebook-litter"]\n{entry}')
    assert "name whole rules in per-file-ignores" in scan(project).err
    (project / "debtscan.toml").write_text(entry)
    assert "1 by ignore entries (accepted debt, about 5 min)" in scan(project).out


def test_nothing_is_replaced(scan, old):
    assert scan("init", old).code == 0
    again = scan("init", old)
    assert again.code == 2 and f"already: {old / 'debtscan.toml'}" in again.err
    (old / "debtscan.toml").unlink()
    once_more = scan("init", old)
    assert once_more.code == 2 and "debtscan baseline update" in once_more.err
    assert not (old / "debtscan.toml").exists()


def test_a_configuration_that_cannot_be_read_is_said_to_be_that(scan, old):
    (old / "pyproject.toml").write_text('[tool.debtscan]\nfail-on = "new\n')
    wrong = scan("init", old)
    assert wrong.code == 2 and wrong.err.startswith("debtscan: pyproject.toml: ")
    assert "line 2" in wrong.err and "already" not in wrong.err
    (old / "pyproject.toml").write_text('[tool.debtscan]\nfail-on = "new"\n')
    assert f"already: {old / 'pyproject.toml'}" in scan("init", old).err


def test_from_a_folder_within_it_says_that_it_writes_to_the_root(scan, old, monkeypatch):
    monkeypatch.chdir(old / "src")
    told = scan("init")
    assert told.code == 0 and f"written to {old}\n" in told.out
    assert (old / "debtscan.toml").exists() and not (old / "src" / "debtscan.toml").exists()


def test_where_nothing_can_be_scanned_nothing_is_written(scan, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert scan("init", empty).code == 2
    assert [*empty.iterdir()] == []


def test_the_schema_names_every_setting_that_files_may_hold(scan):
    schema = json.loads(scan("schema", "config").out)
    names = set(schema["$defs"]["Settings"]["properties"])
    fields = {field.replace("_", "-") for field in Settings.__struct_fields__}
    assert fields - names == {"cache", "cache-dir", "tracked"}
    assert schema["$defs"]["Settings"]["additionalProperties"] is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"fail-on": "sometimes"},
        {"fail-under": {"everything": 3}},
        {"max-suppressed": -1},
        {"nonsense": 1},
        {"ignore": [{"rule": "commented-code"}]},
        {"select": ["comented-code"]},
        {"extend-select": ["config-spawl"]},
        {"ignore": ["comented-code"]},
        {"per-file-ignores": {"src/**": ["comented-code"]}},
        {"overrides": [{"paths": ["src"], "ignore": ["all"]}]},
        {"rules": {"comented-code": {}}},
        {"rules": {"commented-code": {"min-line": 3}}},
        {"rules": {"commented-code": {"min-lines": "three"}}},
    ],
)
def test_the_schema_and_debtscan_refuse_the_same(scan, project, wrong):
    schema = json.loads(scan("schema", "config").out)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)
    (project / "debtscan.toml").unlink()
    (project / "debtscan.yaml").write_text(json.dumps(wrong))
    refused = scan(project)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "right",
    [
        {"select": ["ALL", "config-sprawl", "commented-code", "another-pack/a-rule"]},
        {"ignore": ["another-pack/a-rule", {"rule": "commented-code", "reason": "r"}]},
        {"rules": {"commented-code": {"min-lines": 3}, "another-pack/a-rule": {"most": 1}}},
        {"rules": {"commented-code": {"min_lines": 3}}},
        {"per-file-ignores": {"**": ["ALL"]}},
    ],
)
def test_the_schema_knows_all_names_and_lets_those_of_other_packs_pass(scan, right):
    jsonschema.validate(right, json.loads(scan("schema", "config").out))


def test_the_schema_refuses_an_accepted_rule_that_nobody_has(scan):
    wrong = {"ignore": [{"rule": "comented-code", "reason": "r"}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(scan("schema", "config").out))


def test_a_report_fits_its_schema(scan, project):
    schema = json.loads(scan("schema", "report").out)
    (project / "src" / "train.py").write_text(DEBT + "# debtscan: ignore[commented-code]\n")
    jsonschema.validate(json.loads(scan(project, "--format", "json").out), schema)
