"""Every file is found, left out on purpose, or shown as unread."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from debtscan.facts import Kind, Role
from debtscan.model import DebtscanError
from debtscan.source import SourcePath, discover

Put = Callable[[Mapping[str, str]], Path]


def found(root: Path) -> list[str]:
    return [file.path for file in discover(root).files]


def test_files_are_listed_with_kind_role_and_size(put: Put) -> None:
    root = put({"train.py": "x = 1\n", "tests/params.yaml": "", "data.csv": "1,2\n"})
    assert discover(root).files == (
        SourcePath("data.csv", Kind.DATA, Role.SOURCE, 4),
        SourcePath("tests/params.yaml", Kind.YAML, Role.TEST, 0),
        SourcePath("train.py", Kind.PYTHON, Role.SOURCE, 6),
    )


def test_paths_are_sorted_and_relative_to_the_root(put: Put) -> None:
    root = put({"b/a.py": "", "b.py": "", "a/b/c.py": "", "B.py": ""})
    assert found(root) == ["B.py", "a/b/c.py", "b.py", "b/a.py"]


def test_a_relative_or_linked_root_changes_nothing(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = put({"repo/pkg/a.py": "", "other/x.py": ""})
    (root / "link").symlink_to("repo")
    monkeypatch.chdir(root / "other")
    assert discover(Path("../link")) == discover(root / "repo")


@pytest.mark.parametrize(
    "folder",
    [
        ".git",
        ".hg",
        "node_modules",
        "pkg/__pycache__",
        ".tox",
        ".mypy_cache",
        "lib/python3.11/site-packages",
        "notebooks/.ipynb_checkpoints",
        "app.egg-info",
    ],
)
def test_what_tools_fill_is_left_out_and_counted_once(put: Put, folder: str) -> None:
    discovery = discover(put({f"{folder}/deep/code.py": "", f"{folder}/x.py": "", "a.py": ""}))
    assert [file.path for file in discovery.files] == ["a.py"]
    assert discovery.ignored == 1


def test_a_virtual_environment_is_known_by_what_it_holds(put: Put) -> None:
    discovery = discover(put({"py/pyvenv.cfg": "", "py/lib/x.py": "", "env/train.py": ""}))
    assert [file.path for file in discovery.files] == ["env/train.py"]
    assert discovery.ignored == 1


def test_a_root_among_installed_packages_is_scanned(put: Put) -> None:
    root = put({"venv/pyvenv.cfg": "", "venv/lib/site-packages/timm/models.py": ""})
    assert found(root / "venv/lib/site-packages/timm") == ["models.py"]
    assert found(root / "venv/lib/site-packages") == ["timm/models.py"]


def test_a_root_that_is_an_environment_too_is_scanned(put: Put) -> None:
    root = put({"pyvenv.cfg": "", "train.py": "", "lib/site-packages/x.py": ""})
    assert found(root) == ["pyvenv.cfg", "train.py"]


def test_hidden_folders_that_people_write_are_read(put: Put) -> None:
    assert found(put({".github/workflows/ci.yml": ""})) == [".github/workflows/ci.yml"]


def test_a_link_to_a_listed_file_is_known_by_its_name_alone(put: Put) -> None:
    root = put({"docs/guide.md": "", "pkg/a.py": ""})
    (root / "README.md").symlink_to("docs/guide.md")
    (root / "alias").symlink_to("pkg")
    discovery = discover(root)
    kinds = {file.path: file.kind for file in discovery.files}
    assert kinds == {
        "README.md": Kind.DATA,
        "docs/guide.md": Kind.MARKDOWN,
        "pkg/a.py": Kind.PYTHON,
    }
    assert discovery.ignored == 1


def test_a_link_to_a_file_that_is_not_listed_stands_for_it_once(put: Put) -> None:
    root = put({".tox/params.yaml": "lr: 1\n"})
    (root / "b.yaml").symlink_to(".tox/params.yaml")
    (root / "a.yaml").symlink_to(".tox/params.yaml")
    assert discover(root).files == (
        SourcePath("a.yaml", Kind.YAML, Role.SOURCE, 6),
        SourcePath("b.yaml", Kind.DATA, Role.SOURCE, 6),
    )


def test_nothing_to_scan_is_an_error_that_says_why(put: Put) -> None:
    root = put({".git/HEAD": "", "node_modules/x.js": ""})
    with pytest.raises(DebtscanError, match=r"^nothing to scan in .*\(2 ignored\)$"):
        discover(root)


@pytest.mark.parametrize(
    ("name", "words"), [("gone\x1b", "no such folder"), ("file", "not a folder")]
)
def test_a_root_that_is_no_folder_is_one_clear_line(put: Put, name: str, words: str) -> None:
    root = put({"file": ""})
    with pytest.raises(DebtscanError, match=f"^{words}: ") as failure:
        discover(root / name)
    assert str(failure.value).isprintable()


def test_a_folder_that_may_not_be_entered_is_unread(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def deny(folder: str) -> object:
        if folder.endswith("secret"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    root = put({"secret/a.py": "", "b.py": ""})
    monkeypatch.setattr("os.scandir", deny)
    discovery = discover(root)
    assert [file.path for file in discovery.files] == ["b.py"]
    assert [(unread.path, unread.reason) for unread in discovery.unread] == [
        ("secret", "permission")
    ]


def test_a_root_that_may_not_be_entered_is_one_clear_line(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(_: str) -> None:
        raise PermissionError(13, "Permission denied")

    root = put({"a.py": ""})
    monkeypatch.setattr("os.scandir", deny)
    with pytest.raises(DebtscanError, match=r"^folder cannot be read: "):
        discover(root)
