"""Baseline files as they come: broken, linked, huge, half merged, written by two at once."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cli_environment import child_environment

from debtscan.cli import baselines

NAME = "debtscan-baseline.jsonl"


@pytest.fixture
def kept(scan, project) -> Path:
    """The project's baseline."""
    assert scan("baseline", "create", project).code == 0
    return project / NAME


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty, so no baseline: delete it"),
        ("\x00\x01\x02", ":1: no baseline of debtscan"),
        ('{"debtscan_baseline":9}\n', "version 9"),
        ("<<<<<<< HEAD\n{head}\n", ":1: an unresolved merge conflict"),
        ("{head}\n=======\n", ":2: an unresolved merge conflict"),
        ('{head}\n{"path":"a.py"}\n', ":2: "),
        ("[" * 100_000, ":1: no baseline"),
    ],
)
@pytest.mark.parametrize("command", [(), ("baseline", "update"), ("baseline", "create")])
def test_a_broken_one_is_one_line_and_stays_as_it_is(scan, project, text, said, command):
    text = text.replace("{head}", '{"debtscan_baseline":1}')
    (project / NAME).write_text(text)
    wrong = scan(*command, project)
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (2, "", 1)
    assert NAME in wrong.err and said in wrong.err
    assert (project / NAME).read_text() == text


def test_an_editor_s_mark_and_line_ends_change_nothing(scan, project, kept):
    kept.write_bytes(b"\xef\xbb\xbf" + kept.read_bytes().replace(b"\n", b"\r\n"))
    assert scan(project, "--fail-on", "new").code == 0


def test_one_of_many_megabytes_is_read_and_one_beyond_all_reason_refused(
    scan, project, kept, monkeypatch
):
    record = json.loads(kept.read_text().splitlines()[1])
    more = (json.dumps(record | {"subject": f"{number} {'x' * 900}"}) for number in range(4000))
    kept.write_text(kept.read_text() + "\n".join(more))
    assert kept.stat().st_size > 4_000_000
    assert scan(project, "--fail-on", "new").code == 0
    monkeypatch.setattr(baselines, "LARGEST", 4_000_000)
    wrong = scan(project, "--fail-on", "new")
    assert wrong.code == 2 and "too-large" in wrong.err


@pytest.mark.parametrize("command", [(), ("baseline", "update"), ("baseline", "create")])
def test_links_of_the_repository_do_not_lead_out_of_it(scan, project, tmp_path, command):
    outside = tmp_path / "outside"
    outside.mkdir()
    (project / NAME).symlink_to(outside / "new.jsonl")
    assert scan(*command, project).code == 2
    (project / NAME).unlink()
    (project / "kept").symlink_to(outside)
    (project / "debtscan.toml").write_text('baseline = "kept/new.jsonl"\n')
    wrong = scan(*command, project)
    assert wrong.code == 2 and "leads out of the project" in wrong.err
    assert [*outside.iterdir()] == []


def test_a_link_that_was_typed_is_meant(scan, project, kept, tmp_path):
    link = tmp_path / "link.jsonl"
    link.symlink_to(kept)
    assert scan(project, "--baseline", link, "--fail-on", "new").code == 0
    assert scan("baseline", "update", project, "--baseline", link).code == 0
    assert link.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such thing")
def test_a_pipe_is_not_waited_for(scan, project):
    os.mkfifo(project / NAME)
    for command in ((), ("baseline", "update")):
        assert "not-regular" in scan(*command, project).err


def test_a_folder_that_cannot_be_written_is_one_line(scan, project, tmp_path):
    wrong = scan("baseline", "create", project, "--baseline", tmp_path / "none" / "kept.jsonl")
    assert wrong.code == 2 and "cannot write" in wrong.err and wrong.err.count("\n") == 1


def test_which_file_is_meant(scan, project, kept, monkeypatch):
    (project / "other").mkdir()
    kept.rename(project / "other" / "kept.jsonl")
    assert scan(project, "--fail-on", "new").code == 2
    monkeypatch.setenv("DEBTSCAN_BASELINE", "other/kept.jsonl")
    assert scan(project, "--fail-on", "new").code == 0
    assert scan(project, "--fail-on", "new", "--no-baseline").code == 1
    monkeypatch.setenv("DEBTSCAN_BASELINE", "other/none.jsonl")
    wrong = scan(project)
    assert wrong.code == 2 and "no such baseline: other/none.jsonl" in wrong.err
    monkeypatch.chdir(project / "other")
    assert scan(project, "--fail-on", "new", "--baseline", "kept.jsonl").code == 0


def test_two_at_once_leave_one_whole_file(scan, project, kept):
    before = kept.read_bytes()
    command = [sys.executable, "-m", "debtscan", "baseline", "update", str(project)]
    runs = [
        subprocess.Popen(command, env=child_environment(), stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert kept.read_bytes() == before
    assert not [*project.glob(".debtscan-*")]
    assert stat.S_IMODE(kept.stat().st_mode) & 0o600 == 0o600
