from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from debtscan.rulekit.page import SECTIONS
from debtscan.testing import assert_case, cases, expected


@pytest.fixture
def pack(tmp_path) -> Path:
    """An empty pack of a third party, named so that no other test's modules are met."""
    folder = tmp_path / f"house_{tmp_path.name.replace('-', '_')}"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        'from debtscan.rulekit import RulePack\n\nPACK = RulePack("house", ())\n'
    )
    return folder


def generated(folder: Path, module: str, monkeypatch):
    """The rule of a file that was just written."""
    monkeypatch.syspath_prepend(str(folder.parent))
    return getattr(importlib.import_module(f"{folder.name}.{module}"), module)


def test_a_new_rule_runs_its_page_and_its_spec(scan, pack, tmp_path, monkeypatch):
    result = scan("new-rule", "house/slow-join", "-c", "glue-code", "--pack-dir", pack)
    assert result.code == 0
    spec = tmp_path / "tests" / "slow_join.md"
    rule = generated(pack, "slow_join", monkeypatch)
    fires = []
    for text in (rule.page.text, spec.read_text()):
        for case in cases(text):
            assert_case(case, [rule])
            fires.append(bool(expected(case)))
    assert fires == [True, True, False]


def test_a_new_rule_keeps_the_laws_of_the_catalogue(scan, pack, monkeypatch):
    scan("new-rule", "house/slow-join", "-c", "glue-code", "--pack-dir", pack)
    rule = generated(pack, "slow_join", monkeypatch)
    assert rule.id == "house/slow-join" and rule.check.__name__ == "slow_join"
    assert rule.category.value == "glue-code" and rule.lifecycle.value == "preview"
    assert tuple(rule.page.sections) == SECTIONS
    assert rule.page.summary.endswith(".") and rule.page.why


def test_a_new_rule_says_what_is_left_to_do(scan, pack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = scan("new-rule", "house/slow-join", "-c", "glue-code", "--pack-dir", pack.name).out
    assert f"wrote {pack.name}/slow_join.py\nwrote tests/slow_join.md\n" in out
    assert f"from {pack.name}.slow_join import slow_join" in out
    assert "debtscan --select house/slow-join PATH" in out


def test_a_new_rule_of_the_built_in_pack_goes_to_its_category(scan, tmp_path, monkeypatch):
    home = tmp_path / "rules" / "debtscan_rules"
    home.mkdir(parents=True)
    (home / "__init__.py").write_text("")
    monkeypatch.chdir(tmp_path)
    out = scan("new-rule", "slow-join", "--category", "data-leakage").out
    assert "from debtscan_rules.data_leakage.slow_join import slow_join" in out
    assert '"slow-join",' in (home / "data_leakage" / "slow_join.py").read_text()
    assert (home / "data_leakage" / "__init__.py").read_text().startswith('"""')
    assert (tmp_path / "tests" / "rules" / "data_leakage" / "slow_join.md").exists()


def test_a_new_rule_is_clean_and_formatted(scan, pack):
    scan("new-rule", "house/slow-join", "-c", "glue-code", "--pack-dir", pack)
    ruff = Path(sys.executable).with_name("ruff")
    settings = Path(__file__).parents[2] / "pyproject.toml"
    for words in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        command = [ruff, *words, "--config", settings, pack / "slow_join.py"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "category", "complaint"),
    [
        ("house/Slow-Join", "glue-code", "no kebab-case name"),
        ("house/slow_join", "glue-code", "no kebab-case name"),
        ("house/../../slow", "glue-code", "no kebab-case name"),
        ("house/", "glue-code", "no kebab-case name"),
        ("", "glue-code", "no kebab-case name"),
        ("house/2fast", "glue-code", "no kebab-case name"),
        ("house/class", "glue-code", "cannot name a function"),
        ("slow-join", "glue-code", "are named `<pack>/<name>`"),
        ("house/slow-join", "glue-cod", "did you mean `glue-code`"),
    ],
)
def test_bad_names_are_refused_and_nothing_is_written(scan, pack, name, category, complaint):
    before = sorted(pack.rglob("*"))
    result = scan("new-rule", name, "-c", category, "--pack-dir", pack)
    assert result.code == 2 and complaint in result.err and result.err.count("\n") == 1
    assert sorted(pack.rglob("*")) == before


def test_what_exists_is_not_overwritten(scan, pack):
    (pack / "slow_join.py").write_text("mine")
    result = scan("new-rule", "house/slow-join", "-c", "glue-code", "--pack-dir", pack)
    assert result.code == 2 and "slow_join.py exists" in result.err
    assert (pack / "slow_join.py").read_text() == "mine"


def test_a_rule_that_is_installed_is_not_made_again(scan, tmp_path, monkeypatch):
    home = tmp_path / "rules" / "debtscan_rules"
    home.mkdir(parents=True)
    (home / "__init__.py").write_text("")
    monkeypatch.chdir(tmp_path)
    result = scan("new-rule", "commented-code", "-c", "dead-experiments")
    assert result.code == 2 and "the rule `commented-code` exists" in result.err


def test_no_pack_is_one_line(scan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = scan("new-rule", "slow-join", "-c", "glue-code")
    assert result.code == 2 and "holds no rule pack" in result.err
