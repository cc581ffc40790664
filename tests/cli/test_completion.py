"""What a shell is told when the tab key is pressed."""

from __future__ import annotations

import pytest


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
