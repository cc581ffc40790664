"""Where a project begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from debtscan.model import DebtscanError
from debtscan.source import find_root

Put = Callable[[Mapping[str, str]], Path]


@pytest.mark.parametrize("name", ["debtscan.toml", ".debtscan.toml", "debtscan.yaml"])
def test_the_nearest_configuration_wins(put: Put, name: str) -> None:
    root = put({".git/HEAD": "", f"ml/{name}": "", "ml/src/train.py": ""})
    assert find_root([root / "ml/src/train.py"]) == root / "ml"
    assert find_root([root / "ml/src"]) == root / "ml"
    assert find_root([root / "ml"]) == root / "ml"


@pytest.mark.parametrize(
    ("text", "configured"),
    [
        ("[tool.debtscan]\n", True),
        ('[project]\nname = "x"\n\n[ tool . "debtscan" ]\n', True),
        ("[tool.debtscan.score]\n", True),
        ("[[tool.debtscan.ignore]]\n", True),
        ("[tool.ruff]\n# [tool.debtscan]\n", False),
        ("[tool.debtscanner]\n", False),
        ('[project]\ndependencies = ["debtscan"]\n', False),
    ],
)
def test_pyproject_counts_when_it_has_our_table(put: Put, text: str, configured: bool) -> None:
    root = put({".git/HEAD": "", "ml/pyproject.toml": text, "ml/train.py": ""})
    assert find_root([root / "ml"]) == (root / "ml" if configured else root)


def test_without_configuration_the_repository_is_the_root(put: Put) -> None:
    root = put({".git/HEAD": "", "a/b/train.py": ""})
    assert find_root([root / "a/b"]) == root


def test_a_worktrees_git_file_marks_a_repository(put: Put) -> None:
    root = put({"debtscan.toml": "", "work/.git": "gitdir: elsewhere", "work/a/train.py": ""})
    assert find_root([root / "work/a"]) == root / "work"


def test_otherwise_the_target_that_holds_all_others(put: Put) -> None:
    root = put({"a/x/train.py": "", "a/x/z/serve.py": ""})
    assert find_root([root / "a/x", root / "a/x/z/serve.py"]) == root / "a/x"
    assert find_root([root / "a/x/train.py"]) == root / "a/x"


@pytest.mark.parametrize("repositories", [(), ("a",), ("a", "b")])
def test_targets_without_a_common_project_are_one_clear_line(
    put: Put, repositories: tuple[str, ...]
) -> None:
    root = put({"a/train.py": "", "b/serve.py": "", **{f"{r}/.git/x": "" for r in repositories}})
    with pytest.raises(DebtscanError, match="have no project in common"):
        find_root([root / "a", root / "b/serve.py"])


def test_targets_in_two_projects_share_the_one_around_them(put: Put) -> None:
    root = put({"debtscan.toml": "", "a/debtscan.toml": "", "b/debtscan.toml": ""})
    assert find_root([root / "a", root / "b"]) == root


def test_no_target_means_here(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    root = put({"debtscan.toml": "", "a/b.py": ""})
    monkeypatch.chdir(root / "a")
    assert find_root([]) == root
    assert find_root([Path()]) == root


def test_a_missing_target_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DebtscanError) as failure:
        find_root([tmp_path / "no\n\x1b[31m such"])
    assert str(failure.value).startswith("no such file or folder: ")
    assert str(failure.value).isprintable()


def test_a_target_that_cannot_be_a_path_is_one_clear_line() -> None:
    for name in ("a\0b", "x" * 5000):
        with pytest.raises(DebtscanError):
            find_root([Path(name)])
