"""The house rules that tools can check: style, types, layers, and our own debt."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent

COMMANDS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "layers": ["lint-imports"],
    "own debt": ["debtscan", "--preview", "--fail-under", "100", "--no-cache", "."],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_tool_is_content(name):
    tool, *arguments = COMMANDS[name]
    done = subprocess.run(
        [SCRIPTS / tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_source_file_outgrows_four_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): count
        for folder in ("src", "rules", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if (count := len(path.read_text().splitlines())) > 400
    }
    assert not long
