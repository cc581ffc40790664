"""What teams copy into their CI: the action, its workflow and the GitLab job do as they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cli_environment import child_environment

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]
[SCAN] = [step for step in STEPS if step.get("id") == "scan"]
WORKFLOW = (ROOT / "examples" / "ci" / "github.yml").read_text()
[JOB] = yaml.safe_load((ROOT / "examples" / "ci" / "gitlab-ci.yml").read_text()).values()
DEAD = "# a = g(1)\n# b = g(2)\n# c = g(3)\n# print(a, b, c)\nx = 1\n"

bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def test_zizmor_finds_nothing():
    files = [ROOT / "action.yml", ROOT / "examples" / "ci" / "github.yml"]
    done = subprocess.run(
        [Path(sys.executable).parent / "zizmor", "--offline", "--no-config", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def step(tmp_path):
    """Runs the action's scan on a project, as a runner would."""
    project = tmp_path / "team's project"
    project.mkdir()
    (project / "old.py").write_text(DEAD)
    (project / "size.py").write_text("".join(f"v{n} = {n}\n" for n in range(150)))
    bin_ = tmp_path / "debtscan" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "debtscan").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m debtscan "$@"\n')
    (bin_ / "debtscan").chmod(0o755)
    summary, output = tmp_path / "summary.md", tmp_path / "output"
    summary.write_text("# before\n")
    output.write_text("")

    def run(arguments: str = "", sarif: str = "") -> tuple[int, str, str, str]:
        given = {
            "ENVIRONMENT": str(bin_.parent),
            "TARGET": ".",
            "ARGUMENTS": arguments,
            "SARIF": sarif,
            "DEBTSCAN_CACHE_DIR": str(tmp_path / "cache"),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_OUTPUT": str(output),
        }
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", SCAN["run"]],
            cwd=project,
            env=child_environment(**given),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, summary.read_text(), output.read_text()

    return run


@bash
def test_the_action_annotates_and_writes_a_summary(step):
    code, out, summary, output = step()
    assert code == 0 and output == "exit-code=0\n"
    assert out.startswith("::notice file=old.py,line=1,title=commented-code")
    assert summary.startswith("# before\n") and "## Technical debt of team" in summary


@bash
def test_the_action_fails_as_the_gate_does_and_words_stay_words(step, tmp_path):
    log = tmp_path / "my log.sarif"
    code, out, _, output = step("--fail-on=any\n--exclude=$(touch sprung)\n", str(log))
    assert code == 1 and output == "exit-code=1\n"
    assert "FAIL findings 1 > 0" in out
    assert log.exists() and not [*tmp_path.rglob("sprung")]


def test_inputs_reach_the_shell_through_the_environment_only():
    for each in STEPS:
        assert "${{" not in each.get("run", "")


def test_the_action_brings_its_python_and_leaves_that_of_the_job_alone():
    [python] = [each for each in STEPS if "setup-python" in each.get("uses", "")]
    assert re.search(r"setup-python@[0-9a-f]{40}$", python["uses"])
    assert python["with"]["update-environment"] is False
    assert STEPS.index(python) == 0
    install = STEPS[1]
    assert f"steps.{python['id']}.outputs.python-path" in install["env"]["PYTHON"]
    assert install["run"].startswith('"$PYTHON" -m venv')
    assert float(ACTION["inputs"]["python-version"]["default"][2:]) >= 11


def test_a_pull_request_is_held_against_its_own_base():
    assert "--since=origin/${{ github.base_ref }}" in WORKFLOW
    assert "origin/main" not in WORKFLOW
    assert "origin/main" not in (ROOT / "README.md").read_text().partition("### In CI")[2]


def test_the_gitlab_job_is_understood_and_its_formats_exist():
    words = JOB["script"][-1].split()
    reports = JOB["artifacts"]["reports"]
    assert words[0] == "debtscan"
    assert f"gitlab={reports['codequality']}" in words and f"junit={reports['junit']}" in words


def test_the_gitlab_job_joins_merge_requests_and_the_default_branch():
    assert [rule["if"] for rule in JOB["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *identity, *words], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@bash
@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_gitlab_job_runs_from_the_first_commit_on(step, tmp_path):
    project = tmp_path / "team's project"
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "one")

    def job(**variables: str) -> int:
        given = {"PATH": f"{tmp_path / 'debtscan' / 'bin'}:{os.environ['PATH']}", **variables}
        script = "\n".join(JOB["script"])
        command = ["bash", "-e", "-o", "pipefail", "-c", script]
        environment = child_environment(DEBTSCAN_CACHE_DIR=str(tmp_path / "cache"), **given)
        return subprocess.run(command, cwd=project, env=environment, check=False).returncode

    assert job() == 0
    (project / "new.py").write_text(DEAD.replace("g(", "h("))
    git(project, "add", "-A")
    git(project, "commit", "-qm", "two")
    assert job() == 1
    (project / "README.md").write_text("more\n")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "three")
    assert job() == 0
    assert job(CI_MERGE_REQUEST_DIFF_BASE_SHA=git(project, "rev-parse", "HEAD~2")) == 1
