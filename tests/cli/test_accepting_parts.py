"""A finding that gathers several places is accepted place by place, and counted use by use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from debtscan.cli.main import run

SAID = "# debtscan: ignore[{}] told why"
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


print(crop)
"""


def options(root: Path, accepted: str, names: str = "abc") -> None:
    """Scripts that each declare an option that none reads."""
    for name in names:
        said = f"  {SAID.format('option-never-read')}" if name in accepted else ""
        (root / f"train_{name}.py").write_text(
            "import argparse\n\nparser = argparse.ArgumentParser()\n"
            f'parser.add_argument("--rate")\nparser.add_argument("--warmup"){said}\n'
            f"args = parser.parse_args()\nprint(args.rate, {name!r})\n"
        )


def copies(root: Path, accepted: str, names: str = "ab") -> None:
    """Scripts with a function of their own that is the same in all."""
    for name in names:
        said = f"{SAID.format('copied-function')}\n" if name in accepted else ""
        (root / f"part_{name}.py").write_text(f"{said}{COPIED}print({name!r})\n")


@pytest.fixture
def found(tmp_path, capsys) -> Callable[..., tuple[list[str], dict]]:
    """Where findings of a rule are reported, and what was accepted."""

    def look(rule: str, *more: str) -> tuple[list[str], dict]:
        capsys.readouterr()
        run([*(more or (str(tmp_path),)), "--preview", "--format", "json"])
        report = json.loads(capsys.readouterr().out)
        own = [each["path"] for each in report["findings"] if each["rule"] == rule]
        return own, report["acceptance"]

    return look


def test_each_place_takes_its_own_comment(tmp_path, found):
    options(tmp_path, "")
    assert found("option-never-read")[0] == ["train_a.py"]
    options(tmp_path, "a")
    places, acceptance = found("option-never-read")
    assert places == ["train_b.py"] and not acceptance["complaints"]
    assert [each["path"] for each in acceptance["suppressed"]] == ["train_a.py"]
    options(tmp_path, "bc")
    assert found("option-never-read")[0] == ["train_a.py"]
    options(tmp_path, "abc")
    places, acceptance = found("option-never-read")
    assert (places, len(acceptance["suppressed"])) == ([], 3)
    options(tmp_path, "abc", "abcd")
    assert found("option-never-read")[0] == ["train_d.py"]


def test_each_comment_counts_against_the_limit(tmp_path, capsys):
    options(tmp_path, "abc")
    assert run([str(tmp_path), "--max-suppressed", "3"]) == 0
    assert run([str(tmp_path), "--max-suppressed", "2"]) == 1
    assert "FAIL suppressed 3 > 2 (--max-suppressed)" in capsys.readouterr().out


def test_what_is_left_scores(tmp_path, capsys):
    (tmp_path / "size.py").write_text("".join(f"v{n} = {n}\nprint(v{n})\n" for n in range(75)))
    scores = []
    for accepted in ("", "a", "ab", "abc"):
        options(tmp_path, accepted)
        capsys.readouterr()
        run([str(tmp_path), "--format", "json"])
        scores.append(json.loads(capsys.readouterr().out)["scorecard"]["overall"])
    assert scores == sorted(scores) and len(set(scores)) == 4


def test_a_comment_outside_of_what_is_reported_is_heard(tmp_path, found):
    """A part of the project is told what the whole is told of it."""
    options(tmp_path, "a")
    assert found("option-never-read", str(tmp_path / "train_a.py"))[0] == []
    places, acceptance = found("option-never-read", str(tmp_path / "train_b.py"))
    assert places == ["train_b.py"] and not acceptance["suppressed"]
    options(tmp_path, "b")
    assert found("option-never-read", str(tmp_path / "train_b.py"))[0] == []
    useless = tmp_path / "train_c.py"
    useless.write_text(f"{useless.read_text()}print(2)  {SAID.format('option-never-read')}\n")
    assert not found("option-never-read", str(tmp_path / "train_b.py"))[1]["complaints"]
    assert len(found("option-never-read", str(useless))[1]["complaints"]) == 1


def test_a_pair_of_copies_takes_one_comment_and_a_third_copy_is_shown(tmp_path, found):
    copies(tmp_path, "")
    assert found("copied-function")[0] == ["part_a.py"]
    for one in "ab":
        copies(tmp_path, one)
        assert found("copied-function")[0] == []
        assert not found("copied-function")[1]["complaints"]
    copies(tmp_path, "a", "abc")
    assert found("copied-function")[0] == ["part_b.py"]


def test_accepting_a_place_shows_nothing_new_and_a_new_place_can_be_accepted(tmp_path, found):
    options(tmp_path, "")
    assert run(["baseline", "create", str(tmp_path), "--preview"]) == 0
    options(tmp_path, "a")
    assert found("option-never-read")[0] == []
    options(tmp_path, "", "abcd")
    assert found("option-never-read")[0] == ["train_a.py"]
    options(tmp_path, "d", "abcd")
    assert found("option-never-read")[0] == []


HOME = 'print(open("/home/mkowalski/rows.csv"))\n'
SUMS = "def f(rows):\n    first = np.sum(rows)\n    last = np.max(rows)\n    return first, last\n"
USES = {
    "absolute-user-path": (HOME * 2, HOME * 3, HOME),
    "unbound-name": tuple(
        f"{text}\n\nprint(f([1]))\n"
        for text in (
            SUMS,
            SUMS.replace("return first", "first += np.min(rows)\n    return first"),
            SUMS.replace("np.max(rows)", "0"),
        )
    ),
}


@pytest.mark.parametrize("rule", USES)
def test_one_more_use_of_the_same_is_new(tmp_path, found, rule):
    before, more, fewer = USES[rule]
    (tmp_path / "load.py").write_text(before)
    assert found(rule)[0] == ["load.py"]
    assert run(["baseline", "create", str(tmp_path), "--preview"]) == 0
    assert found(rule)[0] == []
    (tmp_path / "load.py").write_text(more)
    assert found(rule)[0] == ["load.py"]
    (tmp_path / "load.py").write_text(fewer)
    assert found(rule)[0] == []
