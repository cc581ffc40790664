"""The gate: what fails it, from which source it is set, and what outranks it."""

from __future__ import annotations

import pytest

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
