"""The gate: what fails it, from which source it is set, and what outranks it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from debtscan.engine import load_packs
from debtscan.facts import FileFacts
from debtscan.model import Category, Confidence, Hit, Severity
from debtscan.rulekit import NoOptions, RulePack, file_rule

GATES = {
    "fail-under": ("100", "FAIL overall"),
    "fail-on": ("any", "FAIL findings 1 > 0 (--fail-on any)"),
    "max-suppressed": ("0", "FAIL suppressed 1 > 0 (--max-suppressed)"),
}
SUPPRESSED = "# debtscan: ignore[commented-code] kept\n# a = f(1)\n# b = f(a)\n# c = f(b)\n# g(c)\n"


@pytest.fixture
def indebted(project):
    """One debt that counts, and one that is suppressed."""
    (project / "src" / "kept.py").write_text(SUPPRESSED)
    return project


def written(name: str, value: str) -> str:
    return f"{name} = {value}\n" if value.isdigit() else f'{name} = "{value}"\n'


@pytest.mark.parametrize("name", GATES)
def test_a_gate_holds_from_every_source(scan, indebted, monkeypatch, name):
    value, line = GATES[name]
    typed = scan(indebted, f"--{name}", value)
    assert (typed.code, line in typed.out) == (1, True), typed.out
    (indebted / "debtscan.toml").write_text(written(name, value))
    assert (scan(indebted).code, line in scan(indebted).out) == (1, True)
    (indebted / "debtscan.toml").write_text("")
    monkeypatch.setenv(f"DEBTSCAN_{name.upper().replace('-', '_')}", value)
    assert (scan(indebted).code, line in scan(indebted).out) == (1, True)


@pytest.mark.parametrize("name", GATES)
def test_a_failed_gate_is_forgiven_and_told_and_never_outranks_an_error(scan, indebted, name):
    value, line = GATES[name]
    forgiven = scan(indebted, f"--{name}", value, "--exit-zero")
    assert (forgiven.code, line in forgiven.out) == (0, True)
    assert scan(indebted, f"--{name}", value, "--strict").code == 1
    (indebted / "old.py").write_text("print 'hello'\n")
    assert scan(indebted, f"--{name}", value, "--strict").code == 2
    assert scan(indebted, f"--{name}", value, "--strict", "--exit-zero").code == 2


def test_any_means_known_debt_too(scan, indebted):
    assert scan("baseline", "create", indebted).code == 0
    assert scan(indebted, "--fail-on", "new").code == 0
    known = scan(indebted, "--fail-on", "any")
    assert known.code == 1 and "FAIL findings 1 > 0 (--fail-on any)" in known.out
    assert "hidden: 1 by baseline" in known.out


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("FAIL_UNDER", "high", "expected number or table"),
        ("FAIL_UNDER", "101", "<= 100"),
        ("FAIL_UNDER", "nan", ">= 0"),
        ("FAIL_UNDER", "glue-cod=5", "did you mean `glue-code`"),
        ("FAIL_ON", "old", "`old` is none of new, any"),
        ("MAX_SUPPRESSED", "-1", ">= 0"),
        ("MAX_SUPPRESSED", "few", "expected whole number"),
    ],
)
def test_a_variable_that_does_not_fit_is_named(scan, project, monkeypatch, variable, value, said):
    monkeypatch.setenv(f"DEBTSCAN_{variable}", value)
    wrong = scan(project, "--exit-zero")
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (2, "", 1)
    assert f"DEBTSCAN_{variable}: " in wrong.err and said in wrong.err


def test_without_the_baseline_everything_is_new(scan, indebted):
    """As `init` leaves it: who asks to see all debt is shown it, not sent away."""
    assert scan("baseline", "create", indebted).code == 0
    (indebted / "debtscan.toml").write_text('fail-on = "new"\n')
    assert scan(indebted).code == 0
    told = scan(indebted, "--no-baseline")
    assert (told.code, told.err) == (1, "") and "src/dead.py:2:5" in told.out
    assert "FAIL new findings 1 > 0 (--fail-on new, --no-baseline)" in told.out
    (indebted / "src" / "dead.py").write_text("")
    assert scan(indebted, "--no-baseline").code == 0


def test_new_without_a_past_is_an_error_that_says_how(scan, project):
    wrong = scan(project, "--fail-on", "new")
    assert wrong.code == 2 and "baseline create" in wrong.err and "--since" in wrong.err


TABLE = "fail-under = { overall = 10, dead-experiments = 100, glue-code = 20 }\n"
KNOWN_FLOORS = {"overall", "dead-experiments", "glue-code"}


def checks(scan, *arguments: object) -> dict[str, float]:
    report = json.loads(scan(*arguments, "--format", "json").out)
    return {each["name"]: each["floor"] for each in report["verdict"]["checks"]}


def test_a_floor_that_is_typed_leaves_those_of_other_categories(scan, indebted, monkeypatch):
    (indebted / "debtscan.toml").write_text(TABLE)
    told = scan(indebted, "--fail-under", "5")
    assert told.code == 1 and "FAIL dead-experiments" in told.out
    assert checks(scan, indebted, "--fail-under", "5")["overall"] == 5
    assert checks(scan, indebted, "--fail-under", "5").keys() == KNOWN_FLOORS
    assert scan(indebted, "--fail-under", "dead-experiments=1").code == 0
    monkeypatch.setenv("DEBTSCAN_FAIL_UNDER", "dead-experiments=30, config-sprawl=40")
    found = checks(scan, indebted, "--fail-under", "glue-code=50")
    assert found == {
        "overall": 10,
        "dead-experiments": 30,
        "glue-code": 50,
        "config-sprawl": 40,
    }


def test_all_floors_of_the_configuration_can_be_left_out(scan, indebted, monkeypatch):
    (indebted / "debtscan.toml").write_text(TABLE)
    monkeypatch.setenv("DEBTSCAN_FAIL_UNDER", "100")
    assert scan(indebted).code == 1
    assert scan(indebted, "--no-fail-under").code == 0
    typed = (indebted, "--no-fail-under", "--fail-under", "glue-code=7")
    assert checks(scan, *typed) == {"glue-code": 7}
    assert scan(indebted, "--no-fail-under", "--fail-on", "any").code == 1


@pytest.fixture
def house(monkeypatch):
    """A third-party pack of one rule, as if it were installed."""

    @file_rule(
        "house/bare",
        category=Category.CONFIG_SPRAWL,
        confidence=Confidence.HIGH,
        severity=Severity.LOW,
        minutes=5,
        options=NoOptions,
        since="0.1",
    )
    def bare(file: FileFacts, options: NoOptions) -> Iterator[Hit]:
        """Says nothing."""
        yield from ()

    pack = RulePack("house", (bare,))
    monkeypatch.setattr("debtscan.cli.compose.load_packs", lambda: [*load_packs(), pack])


@pytest.mark.parametrize("floor", ["10", "config-sprawl=10"])
def test_a_floor_that_no_selected_rule_can_move_is_an_error(scan, indebted, house, floor):
    wrong = scan(indebted, "--select", "house/bare", "--fail-under", floor)
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.startswith("debtscan: fail-under: ") and "no selected rule" in wrong.err
    assert scan(indebted, "--select", "house/bare").code == 0
    (indebted / "debtscan.toml").write_text('scored-packs = ["house"]\n')
    assert scan(indebted, "--select", "house/bare", "--fail-under", floor).code == 0
