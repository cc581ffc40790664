"""What a shell is told when the tab key is pressed."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from cli_environment import child_environment

BASH = shutil.which("bash")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("debtscan ba", {"baseline"}),
        ("debtscan --st", {"--stage", "--strict"}),
        ("debtscan --vers", {"--version"}),
        ("debtscan scan --st", {"--stage", "--strict"}),
        ("debtscan src --fail-on ", {"new", "any"}),
        ("debtscan --format js", {"json"}),
        ("debtscan baseline p", {"prune"}),
        ("debtscan explain commented", {"commented-code"}),
        ("debtscan --select commented", {"commented-code"}),
        ("debtscan --select glue-code,commented", {"glue-code,commented-code"}),
        ("debtscan src --ignore dead-exp", {"dead-experiments"}),
        ("debtscan scan --extend-select AL", {"ALL"}),
        ("debtscan --fail-under pipe", {"pipeline-jungles="}),
        ("debtscan graph --format gra", {"graphml"}),
    ],
)
def test_words_go_on(process, line, offered):
    words = line.split(" ")
    told = process(
        COMP_WORDS=line, COMP_CWORD=str(len(words) - 1), _DEBTSCAN_COMPLETE="bash_complete"
    )
    plain = {row.partition(",")[2] for row in told.out.splitlines() if row.startswith("plain,")}
    assert plain == offered and told.err == ""


def test_the_script_for_a_shell_is_printed(process):
    told = process(_DEBTSCAN_COMPLETE="bash_source")
    assert told.code == 0 and "complete -o nosort -F _debtscan_completion debtscan" in told.out


@pytest.mark.skipif(BASH is None, reason="no bash")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("debtscan --select glue-code,commented", "glue-code,commented-code"),
        ("debtscan explain commented", "commented-code"),
        ("debtscan src --min-confidence me", "medium"),
    ],
)
def test_bash_completes_after_the_line_of_the_readme(tmp_path, line, offered):
    command = tmp_path / "debtscan"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m debtscan "$@"\n')
    command.chmod(0o755)
    script = (
        'eval "$(_DEBTSCAN_COMPLETE=bash_source debtscan)"; '
        f"COMP_WORDS=({line}); COMP_CWORD={line.count(' ')}; "
        '_debtscan_completion debtscan; echo "${COMPREPLY[*]}"'
    )
    environment = child_environment()
    environment["PATH"] = f"{tmp_path}:{environment['PATH']}"
    told = subprocess.run(
        [str(BASH), "-c", script], env=environment, capture_output=True, text=True, timeout=60
    )
    assert (told.stdout.strip(), told.stderr) == (offered, "")
