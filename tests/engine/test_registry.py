import sys
from pathlib import Path

import pytest

from debtscan.engine import load_packs
from debtscan.model import DebtscanError

MODULE = """
from debtscan.model import Category, Confidence, Lifecycle, Severity
from debtscan.rulekit import FileFacts, NoOptions, Rule, RulePack

def rule(id):
    return Rule(id, FileFacts, Category.GLUE_CODE, Confidence.LOW, Severity.LOW, 1, 0, 1, "0.1",
                Lifecycle.STABLE, NoOptions, lambda file, options: ())

{body}
"""


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A folder of installed distributions, and nothing else that registers packs."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    clean = [p for p in sys.path if not list(Path(p or ".").glob("*debtscan*.dist-info"))]
    monkeypatch.setattr(sys, "path", [str(folder), *clean])
    return folder


def install(folder: Path, distribution: str, body: str, target: str = "PACK") -> None:
    module = distribution.replace("-", "_") + "_made_for_tests"
    sys.modules.pop(module, None)
    (folder / f"{module}.py").write_text(MODULE.format(body=body))
    info = folder / f"{distribution}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[debtscan.rules]\nany = {module}:{target}\n")


def error() -> str:
    with pytest.raises(DebtscanError) as caught:
        load_packs()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_own_pack_first_then_the_others_by_name(site):
    install(site, "zoo", 'PACK = RulePack("zoo", (rule("zoo/a"),))')
    install(site, "house", 'PACK = RulePack("house", (rule("house/a"), rule("house/b")))')
    install(site, "debtscan", 'PACK = RulePack("builtin", (rule("plain"),))')
    packs = load_packs()
    assert [(pack.name, pack.distribution) for pack in packs] == [
        ("builtin", "debtscan"),
        ("house", "house"),
        ("zoo", "zoo"),
    ]
    assert [rule.id for pack in packs for rule in pack.rules] == [
        "plain",
        "house/a",
        "house/b",
        "zoo/a",
    ]


def test_nothing_installed_is_no_pack(site):
    assert load_packs() == ()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("raise ValueError('broken\\nbadly')", "cannot be loaded"),
        ("import no_such_module", "cannot be loaded"),
        ("OTHER = 1", "cannot be loaded"),
        ("PACK = [rule('house/a')]", "is no RulePack"),
        ("PACK = RulePack('house', (3,))", "which is no Rule"),
        ("PACK = RulePack('house', (rule('a'),))", "should read `house/<name-in-kebab-case>`"),
        ("PACK = RulePack('house', (rule('zoo/a'),))", "should read `house/"),
        ("PACK = RulePack('house', (rule('house/A_b'),))", "should read `house/"),
        ("PACK = RulePack('House', (rule('House/a'),))", "should be in kebab case"),
    ],
)
def test_a_pack_that_does_not_fit_is_an_error_naming_its_distribution(body, problem, site):
    install(site, "house", body)
    message = error()
    assert "distribution house" in message and problem in message


def test_two_packs_of_one_name_are_an_error_naming_both(site):
    install(site, "house", 'PACK = RulePack("shared", (rule("shared/a"),))')
    install(site, "zoo", 'PACK = RulePack("shared", (rule("shared/b"),))')
    assert error() == "the pack `shared` is defined by house and zoo"


def test_a_rule_listed_twice_is_an_error(site):
    install(site, "house", 'PACK = RulePack("house", (rule("house/a"), rule("house/a")))')
    assert error() == "the rule `house/a` is defined by house twice"


def test_a_distribution_installed_twice_counts_once(site, tmp_path, monkeypatch):
    install(site, "house", 'PACK = RulePack("house", (rule("house/a"),))')
    shadowed = tmp_path / "later"
    shadowed.mkdir()
    install(shadowed, "house", 'PACK = RulePack("house", (rule("house/b"),))')
    monkeypatch.setattr(sys, "path", [*sys.path, str(shadowed)])
    assert [rule.id for rule in load_packs()[0].rules] == ["house/a"]


def test_metadata_planted_in_the_current_folder_changes_nothing(site, tmp_path, monkeypatch):
    planted = tmp_path / "scanned"
    planted.mkdir()
    install(planted, "evil", "open('executed', 'w')\nPACK = RulePack('evil', ())")
    monkeypatch.chdir(planted)
    monkeypatch.setattr(sys, "path", ["", str(planted), *sys.path])
    assert load_packs() == ()
    assert not (planted / "executed").exists()
