"""A cluster that lost a member is the same debt; one that gained a member is new."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from debtscan.cli.main import run

Tree = dict[str, str]


def dead_functions(members: str) -> Tree:
    bodies = "".join(
        f"def old_{one}(rows):\n"
        + "".join(f"    {one}{n} = rows.{one}({n})\n" for n in range(8))
        + f"    return {one}1\n\n\n"
        for one in members
    )
    return {
        "lib.py": f"def used(rows):\n    return len(rows)\n\n\n{bodies}",
        "main.py": "from lib import used\n\nprint(used([1]))\n",
    }


def dead_methods(members: str) -> Tree:
    methods = "".join(
        f"    def old_{one}(self):\n"
        + "".join(f"        {one}{n} = self.rows.{one}({n})\n" for n in range(12))
        + f"        return {one}1\n\n"
        for one in members
    )
    return {
        "lib.py": "class Table:\n    def __init__(self, rows):\n        self.rows = rows\n\n"
        f"    def size(self):\n        return len(self.rows)\n\n{methods}",
        "main.py": "from lib import Table\n\nprint(Table([1]).size())\n",
    }


def commented_blocks(members: str) -> Tree:
    return {
        "train.py": "".join(
            f"def step_{one}(rows):\n"
            f"    # {one} = scale(rows)\n"
            f"    # {one} = [row for row in {one} if row]\n"
            f"    # if len({one}) > 3:\n"
            f"    #     {one} = {one}[:3]\n"
            f"    return rows\n\n\nprint(step_{one}([1]))\n\n\n"
            for one in members
        )
    }


def lying_flags(members: str) -> Tree:
    flags = "".join(f'parser.add_argument("--use-{one}", type=bool)\n' for one in members)
    used = ", ".join(f"args.use_{one}" for one in members)
    return {
        "train.py": "import argparse\n\nparser = argparse.ArgumentParser()\n"
        f"{flags}args = parser.parse_args()\nprint({used})\n"
    }


def unread_options(members: str) -> Tree:
    return {
        f"train_{one}.py": "import argparse\n\nparser = argparse.ArgumentParser()\n"
        'parser.add_argument("--rate")\nparser.add_argument("--warmup")\n'
        f"args = parser.parse_args()\nprint(args.rate, {one!r})\n"
        for one in members
    }


def path_hacks(members: str) -> Tree:
    hacks = {
        f"run_{one}.py": f'import sys\n\nsys.path.append("src")\nprint(sys.argv, {one!r})\n'
        for one in members
    }
    return {"src/lib.py": "def f():\n    return 1\n\n\nprint(f())\n", **hacks}


def litter(members: str) -> Tree:
    empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    numbers = {one: number for number, one in enumerate("abcdefgh", start=1)}
    return {f"Untitled{numbers[one]}.ipynb": json.dumps(empty) for one in members}


def drifted_commands(members: str) -> Tree:
    script = (
        "import argparse\n\nparser = argparse.ArgumentParser()\n"
        'parser.add_argument("--rate")\nargs = parser.parse_args()\nprint(args.rate)\n'
    )
    return {"train.py": script} | {
        f"run_{one}.sh": "python train.py --rate 1 --depth 3\n" for one in members
    }


COPIED = """\
def crop(wave, size):
    length = len(wave)
    if length > 16000:
        wave = wave[:16000]
    start = (length - size) // 2
    part = wave[start : start + size]
    peak = abs(part).max()
    if peak > 0:
        part = part / peak
    return part
"""


def copied_functions(members: str) -> Tree:
    names = [f"make_{one}" for one in members]
    imports = "".join(f"import {name}\n" for name in names)
    uses = ", ".join(f"{name}.crop" for name in names)
    copies = {f"{name}.py": f"{COPIED}\n\nNAME = {name!r}\nprint(NAME)\n" for name in names}
    return {"run.py": f"{imports}\nprint({uses})\n", **copies}


def ties(members: str) -> Tree:
    others = {
        f"{one}_part.py": f"def {one}(rows):\n    return rows\n\n\nprint({one}([]))\n"
        for one in "abcdefgh"
    }
    imports = "".join(f"from {one}_part import {one}\n" for one in members)
    return {"train.py": f"{imports}\nprint(1)\n", **others}


def rotten_calls(members: str) -> Tree:
    calls = "".join(
        f"def step_{one}(rows):\n    rows = rows + [{one!r}]\n    return fit(rows, depth=3)\n\n\n"
        f"print(step_{one}([]))\n\n\n"
        for one in members
    )
    return {"train.py": f"def fit(rows, rate):\n    return rate * len(rows)\n\n\n{calls}"}


def unbound_names(members: str) -> Tree:
    return {
        "train.py": "".join(
            f"def step_{one}(rows):\n    rows = rows + [{one!r}]\n    return fit_all(rows)\n\n\n"
            f"print(step_{one}([]))\n\n\n"
            for one in members
        )
    }


def repeated_keys(members: str) -> Tree:
    keys = "".join(f"{one}_rate: {number}\n" for number in (1, 2) for one in members)
    return {"conf.yaml": f"name: x\n{keys}"}


def home_paths(members: str) -> Tree:
    return {"a.py": "".join(f'print(open("/home/mkowalski/{one}.csv"))\n' for one in members)}


CLUSTERS = {
    "dead-definition": dead_functions,
    "dead-method": dead_methods,
    "commented-code": commented_blocks,
    "flag-type-bool": lying_flags,
    "option-never-read": unread_options,
    "sys-path-hack": path_hacks,
    "notebook-litter": litter,
    "cli-drift": drifted_commands,
    "copied-function": copied_functions,
    "unused-import": ties,
    "rotten-call": rotten_calls,
    "unbound-name": unbound_names,
    "duplicate-yaml-key": repeated_keys,
    "absolute-user-path": home_paths,
}
#: What a file of the cluster is called, and what it becomes.
RENAMED = {
    "dead-definition": ("lib", "base"),
    "dead-method": ("lib", "base"),
    "option-never-read": ("train_a", "learn_a"),
    "sys-path-hack": ("run_a", "start_a"),
    "notebook-litter": ("Untitled1", "Untitled9"),
    "cli-drift": ("run_a", "start_a"),
    "copied-function": ("make_a", "form_a"),
    "duplicate-yaml-key": ("conf", "settings"),
    "absolute-user-path": ("a.py", "b.py"),
}
BY_RULE = pytest.mark.parametrize("rule", CLUSTERS)


def write(root: Path, files: Tree) -> None:
    for file in root.rglob("*"):
        if file.is_file() and file.name != "debtscan-baseline.jsonl":
            file.unlink()
    for name, text in files.items():
        root.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        root.joinpath(name).write_text(text)


@pytest.fixture
def grown(tmp_path, capsys) -> Callable[[str, Tree], list[str]]:
    """The rules of what is new in files, against a baseline of a rule's cluster of four."""

    def look(rule: str, files: Tree) -> list[str]:
        write(tmp_path, CLUSTERS[rule]("abcd"))
        assert run(["baseline", "create", str(tmp_path), "--preview"]) == 0
        assert f'"rule":"{rule}"' in (tmp_path / "debtscan-baseline.jsonl").read_text()
        write(tmp_path, files)
        capsys.readouterr()
        run([str(tmp_path), "--preview", "--format", "json"])
        return [each["rule"] for each in json.loads(capsys.readouterr().out)["findings"]]

    return look


@BY_RULE
@pytest.mark.parametrize("left", ["abc", "bcd", "ac", "d"])
def test_a_member_paid_shows_nothing(rule, left, grown):
    assert grown(rule, CLUSTERS[rule](left)) == []


@BY_RULE
@pytest.mark.parametrize("members", ["abcde", "eabcd"])
def test_a_member_added_is_one_new(rule, members, grown):
    assert grown(rule, CLUSTERS[rule](members)) == [rule]


@BY_RULE
@pytest.mark.parametrize("members", ["abce", "bcde", "abef"])
def test_a_member_paid_hides_no_member_added(rule, members, grown):
    if rule == "notebook-litter":
        pytest.skip("a file that went and one that came are one file renamed")
    emptied = dict.fromkeys(CLUSTERS[rule]("abcd"), "")
    assert grown(rule, emptied | CLUSTERS[rule](members)) == [rule]


@BY_RULE
def test_a_renamed_file_shows_nothing(rule, grown):
    old, new = RENAMED.get(rule, ("train", "learn"))
    before = CLUSTERS[rule]("abcd")
    after = {path.replace(old, new): text.replace(old, new) for path, text in before.items()}
    assert after.keys() != before.keys()
    assert grown(rule, after) == []


@BY_RULE
def test_a_moved_folder_shows_nothing(rule, grown):
    moved = {f"project/{path}": text for path, text in CLUSTERS[rule]("abcd").items()}
    assert grown(rule, moved) == []
