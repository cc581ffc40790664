"""What git would leave out is left out, compared with git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from debtscan.model import DebtscanError
from debtscan.source import discover

Put = Callable[[Mapping[str, str]], Path]

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
_ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(root: Path, *arguments: str) -> set[str]:
    """Runs git in a scratch repository; the paths it prints, for a command with `-z`."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=_ENVIRONMENT, check=True, capture_output=True
    )
    return {path.decode() for path in done.stdout.split(b"\0") if path}


def found(root: Path, *exclude: str) -> set[str]:
    return {file.path for file in discover(root, exclude=exclude).files} - {".gitignore"}


_NAMES = st.sampled_from(["a", "b", "ab", "foo", "foo.py", "x.txt", "!a", "ää", "a b", "[x]", "#"])
_PATHS = st.lists(_NAMES, min_size=1, max_size=4).map("/".join)
_SEGMENTS = _NAMES | st.sampled_from(
    ["*", "**", "*.py", "f*", "?", "[ab]", "[!a]*", "a?", r"\!a", r"\[x\]", r"\#", "*o*"]
)
_PATTERNS = st.builds(
    lambda negated, anchored, segments, folder, blank: (
        "!" * negated + "/" * anchored + "/".join(segments) + "/" * folder + blank
    ),
    st.booleans(),
    st.booleans(),
    st.lists(_SEGMENTS, min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(["", "", "", " ", "\r"]),
)
_IGNORE_FILES = st.dictionaries(
    st.sampled_from([".gitignore", "a/.gitignore", "foo/a/.gitignore", ".git/info/exclude"]),
    st.lists(_PATTERNS, max_size=6).map("\n".join),
    max_size=3,
)


def write(root: Path, paths: set[str], ignore: Mapping[str, str]) -> None:
    """Writes what can be written: a path may be a folder of another."""
    for path in sorted(paths):
        file = root / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists():
                file.write_text("")
        except (FileExistsError, NotADirectoryError):
            continue
    for path, content in ignore.items():
        if (root / path).parent.is_dir():
            (root / path).write_text(content + "\n", newline="")


@needs_git
@settings(max_examples=40, deadline=None)
@given(st.sets(_PATHS, min_size=1, max_size=12), _IGNORE_FILES, st.sets(_PATHS, max_size=2))
@example({"data/x.csv", "data/keep.py"}, {".gitignore": "data/**\n!data/keep.py"}, set())
def test_keeps_what_git_would_keep(
    paths: set[str], ignore: Mapping[str, str], added: set[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        git(root, "init", "-q")
        write(root, {"always.md", *paths}, {".gitignore": "!always.md", **ignore})
        (root / "always.md").write_text("")
        there = [path for path in sorted(added) if (root / path).is_file()]
        git(root, "add", "-f", "always.md", *there)
        kept = git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        listed = {file.path for file in discover(root).files}
        assert listed == kept


@pytest.mark.parametrize(
    ("patterns", "path", "kept"),
    [
        ("*.py", "a.py", False),
        ("*.py\n!keep.py", "keep.py", True),
        ("build", "pkg/build/x.py", False),
        ("/build", "pkg/build/x.py", True),
        ("build/\n!build/keep.py", "build/keep.py", False),  # its folder is gone before
        ("build/*\n!build/keep.py", "build/keep.py", True),
        ("build/**\n!build/keep.py", "build/keep.py", True),
        ("a/**/b.py", "a/x/y/b.py", False),
        ("data", "database.py", True),
        ("# a.py", "a.py", True),
        (r"\#a.py", "#a.py", False),
        ("a.py\r", "a.py", False),
        ("\ufeffa.py", "a.py", False),
        ("模型.py", "模型.py", False),
        ("[z-a].py\nb.py", "b.py", False),  # one bad pattern costs no other
        ("[[:alpha:]\nb.py", "b.py", False),
        ("!\n\\\n/\n!/\nb.py", "b.py", False),
        ("*\n!*/\n!*.py", "deep/down/a.py", True),
        ("*\n!*/\n!*.md", "deep/down/a.txt", False),
    ],
)
def test_patterns_mean_what_git_says(put: Put, patterns: str, path: str, kept: bool) -> None:
    root = put({".gitignore": patterns + "\n", path: "", "other.md": ""})
    assert (path in found(root)) is kept


def test_an_inner_file_outranks_an_outer_one(put: Put) -> None:
    files = {".gitignore": "*.log\n", "a/.gitignore": "!*.log\nx.py\n", "a/b/.gitignore": "!x.py\n"}
    code = {"r.log": "", "a/r.log": "", "a/x.py": "", "a/b/x.py": "", "x.py": ""}
    kept = found(put(files | code))
    assert kept & set(code) == {"a/r.log", "a/b/x.py", "x.py"}


def test_a_path_kept_inside_is_still_judged_by_its_own_name(put: Put) -> None:
    root = put({".gitignore": "*.log\n", "a/.gitignore": "!d/\n", "a/d/x.log": "", "a/y.py": ""})
    assert "a/d/x.log" not in found(root)


def test_everything_left_out_is_counted(put: Put) -> None:
    root = put({".gitignore": "*.log\nout/\n", "a.log": "", "out/1.py": "", "out/2.py": ""})
    assert discover(root).ignored == 2  # a folder counts once


def test_the_repositorys_own_exclude_file_counts(put: Put) -> None:
    root = put({".git/info/exclude": "private.py\n", "private.py": "", "a/public.py": ""})
    assert found(root) == {"a/public.py"}
    assert found(root / "a") == {"public.py"}


def test_ignore_files_above_the_root_count_up_to_the_repository(put: Put) -> None:
    files = {".gitignore": "*.md\n", "repo/.git/HEAD": "", "repo/.gitignore": "*.log\n/ml/x.py\n"}
    code = {"repo/ml/a.log": "", "repo/ml/x.py": "", "repo/ml/pkg/x.py": "", "repo/ml/b.md": ""}
    assert found(put(files | code) / "repo/ml") == {"pkg/x.py", "b.md"}


def test_a_root_that_is_ignored_itself_is_scanned(put: Put) -> None:
    root = put({".git/HEAD": "", ".gitignore": "out/\n*.py\n", "out/a.py": ""})
    assert found(root / "out") == {"a.py"}


def test_configured_patterns_outrank_all_files(put: Put) -> None:
    root = put({".gitignore": "*.log\n", "a.py": "", "pkg/a.py": "", "b.py": "", "c.log": ""})
    assert found(root, "/a.py", "!*.log") == {"pkg/a.py", "b.py", "c.log"}


@pytest.mark.parametrize("pattern", ["a*b*c*d*e", "[z-a]", "a\\"])
def test_a_configured_pattern_not_understood_is_an_error(put: Put, pattern: str) -> None:
    with pytest.raises(DebtscanError, match="exclude pattern"):
        discover(put({"a.py": ""}), exclude=[pattern])


def test_an_ignore_file_that_is_a_link_is_not_used(put: Put) -> None:
    root = put({"rules": "*.py\n", "a.py": ""})
    (root / ".gitignore").symlink_to("rules")
    assert found(root) == {"rules", "a.py"}


@needs_git
@pytest.mark.parametrize("version", ["2", "3", "4"])
@pytest.mark.parametrize("format_", ["sha1", "sha256"])
def test_what_git_tracks_is_kept_though_a_pattern_covers_it(
    put: Put, version: str, format_: str
) -> None:
    names = ["viz/plot.py", "viz/deep/bars ä.py", "viz/local.py", "a.log", "b.log", "main.py"]
    root = put(dict.fromkeys(names, "") | {".gitignore": "viz/\n*.log\n"})
    git(root, "init", "-q", f"--object-format={format_}")
    git(root, "update-index", "--index-version", version)
    git(root, "add", "-f", "viz/plot.py", "viz/deep", "a.log", "main.py")
    git(root, "update-index", "--skip-worktree", "main.py")  # needs a longer entry
    assert found(root) == {"viz/plot.py", "viz/deep/bars ä.py", "a.log", "main.py"}
    assert found(root / "viz") >= {"plot.py", "deep/bars ä.py"}
    assert "viz/plot.py" not in found(root, "viz/")


@given(st.binary(max_size=200), st.sampled_from([2, 3, 4]), st.integers(0, 2**32 - 1))
def test_any_index_is_survived(tail: bytes, version: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / ".git").mkdir()
        (root / ".gitignore").write_text("*.py\n")
        (root / "a.py").write_text("")
        header = b"DIRC" + version.to_bytes(4, "big") + count.to_bytes(4, "big")
        (root / ".git/index").write_bytes(header + tail)
        assert discover(root).files
