"""The examples keep their word: the jungle is in debt where it says, the tidy repository owes
nothing, and a pack of one's own works once it is installed."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from debtscan_rules import PACK

from debtscan.model import Category

EXAMPLES = Path(__file__).parents[2] / "examples"
JUNGLE = EXAMPLES / "jungle"
DEBTS = tomllib.loads((EXAMPLES / "jungle_debts.toml").read_text(encoding="utf-8"))["debt"]
SHIPPED = {rule.id for rule in PACK.rules}


def debtscan(*arguments, folder=EXAMPLES, path=()):
    return subprocess.run(
        [sys.executable, "-m", "debtscan", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*map(str, path), *sys.path])},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def report(project, *arguments, **where):
    done = debtscan(
        project, "--preview", "--exit-zero", "--no-cache", "--format", "json", *arguments, **where
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def places(found):
    """(rule, path, line of the file) of every end of every finding."""
    return {
        (finding["rule"], end["path"], end.get("raw_line") or end["line"])
        for finding in found["findings"]
        for end in (finding, *finding["related"])
    }


def stated_line(debt):
    text = (JUNGLE / debt["path"]).read_text(encoding="utf-8")
    wanted = debt.get("line", "")
    if debt["path"].endswith(".ipynb"):
        wanted = json.dumps(wanted)[1:-1]
    return next(n for n, line in enumerate(text.splitlines(), start=1) if wanted in line)


@pytest.fixture(scope="module")
def jungle():
    return report(JUNGLE)


def test_the_jungle_owes_every_kind_of_debt_and_the_named_four_several_times():
    owed = Counter(debt["category"] for debt in DEBTS)
    assert owed.keys() == {category.value for category in Category}
    assert all(owed[category.value] >= 5 for category in Category if category.headline)


@pytest.mark.parametrize("debt", DEBTS, ids=lambda debt: debt.get("rule") or debt["detector"])
def test_a_listed_debt_names_a_line_and_what_finds_it(jungle, debt):
    line = stated_line(debt)
    assert debt.get("rule") in SHIPPED or "detector" in debt
    found = (debt.get("detector"), debt["path"], line) in places(jungle)
    assert not found, "found by now: say `rule`"


@pytest.mark.parametrize(
    "debt",
    [debt for debt in DEBTS if "rule" in debt],
    ids=lambda debt: f"{debt['rule']}: {debt['path']}: {debt.get('line', '')[:30]}",
)
def test_the_rule_finds_the_listed_debt(jungle, debt):
    assert (debt["rule"], debt["path"], stated_line(debt)) in places(jungle)


def test_every_file_of_the_jungle_can_be_read(jungle):
    assert jungle["coverage"]["unread"] == []


def test_tidy_owes_nothing():
    found = report(EXAMPLES / "tidy")
    assert found["findings"] == []
    assert found["coverage"]["unread"] == []


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The pack as its wheel installs it, beside a copy of its tests."""
    folder = tmp_path_factory.mktemp("house")
    source = shutil.copytree(EXAMPLES / "house_rules", folder / "source")
    build = "from hatchling.build import build_wheel; build_wheel('..')"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    shutil.rmtree(source / "house_rules")
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder


def test_an_installed_pack_is_listed_and_explained(house):
    where = {"folder": house, "path": [house / "installed"]}
    assert "house/pinned-gpu" in debtscan("rules", **where).stdout
    assert "CUDA_VISIBLE_DEVICES" in debtscan("explain", "house/pinned-gpu", **where).stdout


def test_an_installed_pack_takes_part_in_a_scan(house):
    found = report(JUNGLE, "--select", "house/pinned-gpu", path=[house / "installed"])
    assert [(f["rule"], f["path"]) for f in found["findings"]] == [
        ("house/pinned-gpu", "scripts/train_ticket_text.py")
    ]


@pytest.fixture
def pinned(tmp_path):
    """A project whose only debt is one that the house alone knows."""
    lines = "".join(f"value_{number} = {number}\n" for number in range(200))
    (tmp_path / "train.py").write_text(
        f'import torch\n\nmodel = torch.nn.Linear(2, 2).to("cuda:1")\nprint(model)\n{lines}'
    )
    (tmp_path / "debtscan.toml").write_text("")
    return tmp_path


def gated(house, project, *arguments):
    words = ("--no-cache", "--fail-under", "100", "--fail-on", "any", *arguments)
    return debtscan(project, *words, path=[house / "installed"])


def test_an_installed_pack_neither_scores_nor_gates(house, pinned):
    shown = gated(house, pinned)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "house/pinned-gpu" in shown.stdout and "does not score" in shown.stdout
    assert "1 finding does not score (scored-packs): house/pinned-gpu" in shown.stdout
    assert "does not score" in gated(house, pinned, "--format", "markdown").stdout
    told = json.loads(gated(house, pinned, "--format", "json").stdout)
    assert [each["scores"] for each in told["findings"]] == [False]
    assert told["scorecard"]["minutes_high"] == 0


def test_a_pack_that_was_opted_in_scores_and_gates(house, pinned):
    (pinned / "debtscan.toml").write_text('scored-packs = ["house"]\n')
    failed = gated(house, pinned)
    assert failed.returncode == 1
    assert "FAIL findings 1 > 0" in failed.stdout and "FAIL overall" in failed.stdout
    assert "does not score" not in failed.stdout
    told = json.loads(gated(house, pinned, "--format", "json").stdout)
    assert [each["scores"] for each in told["findings"]] == [True]
    (pinned / "debtscan.toml").write_text('scored-packs = ["hause"]\n')
    wrong = gated(house, pinned)
    assert (wrong.returncode, wrong.stdout) == (2, "") and "did you mean `house`" in wrong.stderr


def test_the_pack_s_own_tests_pass(house):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=house / "source",
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(house / "installed"), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 passed" in done.stdout


def test_the_picture_of_the_pipeline_is_todays(tmp_path):
    """Its words, not its pixels: another release of the layout may move things."""
    drawing = tmp_path / "pipeline.svg"
    assert debtscan("graph", JUNGLE, "--format", f"svg={drawing}").returncode == 0
    assert told(drawing) == told(JUNGLE / "pipeline.svg")


def told(drawing):
    """What the boxes and lines of a drawing say of themselves."""
    return sorted(re.findall(r"<title>(.*?)</title>", drawing.read_text("utf-8"), re.DOTALL))
