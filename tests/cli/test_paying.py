"""Paying debt shows no new debt, unless the payment itself breaks what needs the deleted code."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from debtscan.cli.main import run

JUNGLE = Path(__file__).parents[2] / "examples" / "jungle"
#: What breaks when the statement that a finding stands on is deleted and nothing else is done.
BREAKS = {
    "absolute-user-path": {"key-read-never-defined"},  # the path was a key that code reads
    "commented-code": {"registered-but-broken", "write-only-intermediate", "dead-definition"},
    "conflicting-values": {"misnamed-option", "cli-drift"},  # the option is read, and given
    "dead-definition": {"dangling-input"},  # it held the only write of a file that others read
    "feature-list-fork": {"transform-constant-mismatch"},  # one of two training lists went
    "flag-type-bool": {"misnamed-option"},
    "gate-parameter-never-set": {"unused-parameter"},  # the branch was its only read
    "help-names-another-default": {"misnamed-option", "cli-drift"},
    "jungle-function": {"registered-but-broken", "write-only-intermediate", "dead-definition"},
    "multi-library-dispatch": {"key-never-read"},  # the condition was the key's only read
    "orchestrator-drift": {"orchestrator-drift"},  # a rule went on which another one waits
    "private-or-patched-api": {"unbound-name"},
    "swallowed-failure": {"option-never-read", "unused-parameter"},  # the only reads of them
    "train-serve-clone": {"unbound-name"},
    "undeclared-handoff": {"write-only-intermediate"},  # the read went, the write did not
    "unreachable-module": {"unbound-name"},
}


def findings(root: Path, capsys) -> list[dict[str, Any]]:
    capsys.readouterr()
    run([str(root), "--preview", "--format", "json"])
    return json.loads(capsys.readouterr().out)["findings"]


def without_statement(text: str, line: int) -> str:
    """The text without the innermost statement around a line."""
    blocks = [
        block
        for node in ast.walk(ast.parse(text))
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody"))
        if isinstance(block, list)
    ]
    around = [
        (statement, len(block))
        for block in blocks
        for statement in block
        if statement.lineno <= line <= statement.end_lineno
    ]
    statement, beside = max(around, key=lambda each: (each[0].lineno, each[0].col_offset))
    lines = text.split("\n")
    alone = [" " * statement.col_offset + "pass"] if beside == 1 else []
    lines[statement.lineno - 1 : statement.end_lineno] = alone
    return "\n".join(lines)


def pay(file: Path, line: int) -> None:
    """Delete the statement or, outside of Python, the line."""
    text = file.read_text()
    if file.suffix == ".py":
        file.write_text(without_statement(text, line))
    else:
        file.write_text("".join(text.splitlines(True)[: line - 1] + text.splitlines(True)[line:]))


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("kept") / "jungle"
    shutil.copytree(JUNGLE, root)
    return root


def test_deleting_what_a_finding_stands_on_shows_only_what_that_breaks(kept, tmp_path, capsys):
    debts = {each["rule"]: each for each in findings(kept, capsys)}.values()
    payable = [each for each in debts if not each["path"].endswith(".ipynb")]
    assert len(payable) >= 30
    assert run(["baseline", "create", str(kept), "--preview"]) == 0
    for number, debt in enumerate(payable):
        root = shutil.copytree(kept, tmp_path / f"{number}")
        pay(root / debt["path"], debt["line"])
        new = {each["rule"] for each in findings(root, capsys)}
        breaks = BREAKS.get(debt["rule"], set()) | {"unbound-name"}  # what it bound is read still
        assert new <= breaks, f"{debt['rule']} {debt['subject']}"
