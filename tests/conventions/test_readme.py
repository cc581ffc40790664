"""What README shows is what debtscan does today."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from debtscan.engine import load_packs
from debtscan.engine.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_report_shown_is_the_report_printed():
    others = [rule.id for pack in load_packs() for rule in pack.rules if "/" in rule.id]
    ignored = [argument for rule in others for argument in ("--ignore", rule)]
    typed = re.search(r"^pip install \. && debtscan (examples/jungle.*)$", README, re.MULTILINE)
    command = [sys.executable, "-P", "-m", "debtscan", *typed[1].split(), *ignored]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, env={"COLUMNS": "100"}
    )
    (shown,) = blocks("text")
    assert shown.strip() in done.stdout


def test_the_configuration_shown_is_accepted():
    shown = blocks("toml")
    assert len(shown) == 2
    for text in shown:
        msgspec.convert(tomllib.loads(text)["tool"]["debtscan"], Settings)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_somewhere(link):
    assert (ROOT / link).exists()


def test_the_test_command_is_where_ci_looks_for_it():
    script = (ROOT / ".ci" / "run").read_text()
    assert "<!-- test command -->" in script
    assert "pytest" in README.split("<!-- test command -->")[1]
