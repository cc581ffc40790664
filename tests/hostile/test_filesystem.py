"""Trees made to hang, mislead or crash whoever reads them: each ends as a reason, no file lost."""

from __future__ import annotations

import json
import os
import socket
import stat
import tempfile
from pathlib import Path

import msgspec
import pytest

from debtscan.facts import Kind, Role, Unread
from debtscan.model import DebtscanError
from debtscan.source import Discovery, SourceFile, SourcePath, discover, find_root, read

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs POSIX file types")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one good file, beside a file that is none of its business."""
    (tmp_path / "secret.py").write_text("password = 1\n")
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "good.py").write_text("x = 1\n")
    return repository


def reasons(discovery: Discovery) -> dict[str, str]:
    return {unread.path: unread.reason for unread in discovery.unread}


def scan(root: Path) -> tuple[dict[str, str], set[str]]:
    """Why files were not read, and the paths of those that were; the good one always is."""
    discovery = discover(root)
    outcomes = [read(root, source) for source in discovery.files if source.kind is not Kind.DATA]
    unread = [outcome for outcome in outcomes if isinstance(outcome, Unread)]
    files = {outcome.path for outcome in outcomes if isinstance(outcome, SourceFile)}
    assert "good.py" in files
    return reasons(discovery) | {one.path: one.reason for one in unread}, files


def test_what_waits_for_ever_when_opened_is_not_opened(root: Path) -> None:
    os.mkfifo(root / "train.py")
    os.mkfifo(root / "no_suffix")  # asked for its first line
    os.mkfifo(root / "test_net.py")  # asked for its tests
    os.mkfifo(root / ".gitignore")
    os.mkfifo(root / "pyproject.toml")
    names = {"train.py", "no_suffix", "test_net.py", ".gitignore", "pyproject.toml"}
    assert scan(root)[0] == dict.fromkeys(names, "not-regular")
    assert find_root([root]) == root


def test_a_fifo_that_takes_a_files_place_does_not_hang_the_reader(root: Path) -> None:
    source = discover(root).files[0]
    (root / "good.py").unlink()
    os.mkfifo(root / "good.py")
    unread = read(root, source)
    assert isinstance(unread, Unread)
    assert (unread.reason, unread.detail) == ("not-regular", "FIFO")


def test_sockets_are_not_regular(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)  # a socket's address is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("serve.py")
        assert scan(root)[0] == {"serve.py": "not-regular"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_devices_are_not_regular(root: Path) -> None:
    try:
        os.mknod(root / "zero.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("no devices here")
    assert scan(root)[0] == {"zero.py": "not-regular"}


def test_links_out_of_the_root_are_not_followed(root: Path) -> None:
    (root / "device.py").symlink_to("/dev/zero")
    (root / "endless.ipynb").symlink_to("/dev/urandom")
    (root / "passwd.yaml").symlink_to("/etc/passwd")
    (root / "secret.py").symlink_to("../secret.py")
    (root / "folder").symlink_to("..")
    (root / "twice.py").symlink_to("secret.py")
    (root / "missing.py").symlink_to("../missing.py")
    unread, files = scan(root)
    assert set(unread.values()) == {"link-outside"}
    assert len(unread) == 7
    assert files == {"good.py"}


def test_a_folder_beside_the_root_that_begins_like_it_is_outside(root: Path) -> None:
    twin = root.with_name("repository-twin")
    twin.mkdir()
    (twin / "x.py").write_text("")
    (root / "x.py").symlink_to("../repository-twin/x.py")
    assert scan(root)[0] == {"x.py": "link-outside"}


def test_links_into_gits_own_files_are_not_followed(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git/config").write_text("[remote]\nurl = https://token@host\n")
    (root / "settings.ini").symlink_to(".git/config")
    assert scan(root)[0] == {"settings.ini": "link-outside"}


def test_links_in_a_circle_and_to_nothing_are_told_apart(root: Path) -> None:
    (root / "a.py").symlink_to("b.py")
    (root / "b.py").symlink_to("a.py")
    (root / "self.py").symlink_to("self.py")
    (root / "gone.py").symlink_to("nothing.py")
    expected = dict.fromkeys(["a.py", "b.py", "self.py"], "link-loop")
    assert scan(root)[0] == {**expected, "gone.py": "link-dangling"}


def test_folders_linked_in_a_circle_are_walked_once(root: Path) -> None:
    (root / "pkg").mkdir()
    (root / "pkg/code.py").write_text("")
    (root / "pkg/up").symlink_to("..")
    (root / "pkg/here").symlink_to(".")
    discovery = discover(root)
    assert [file.path for file in discovery.files] == ["good.py", "pkg/code.py"]
    assert discovery.ignored == 2


def test_a_link_to_a_fifo_is_not_regular(root: Path) -> None:
    os.mkfifo(root / "pipe")
    (root / "link.py").symlink_to("pipe")
    assert scan(root)[0] == {"pipe": "not-regular", "link.py": "not-regular"}


def test_a_link_that_takes_a_files_place_leads_nowhere_outside(root: Path) -> None:
    source = discover(root).files[0]
    (root / "good.py").unlink()
    (root / "good.py").symlink_to("../secret.py")
    unread = read(root, source)
    assert isinstance(unread, Unread)
    assert unread.reason == "link-outside"


def test_a_folder_that_became_a_link_leads_nowhere_outside(root: Path) -> None:
    (root / "secret.py").write_text("")
    source = SourcePath("folder/secret.py", Kind.PYTHON, Role.SOURCE, 0)
    (root / "folder").symlink_to("..")
    unread = read(root, source)
    assert isinstance(unread, Unread)
    assert unread.reason == "link-outside"


_NAMES = [b"new\nline.py", b"\x1b[31mred.py", b"a[/x]b.py", b"not\xff\xfeutf8.py", rb"back\xff.py"]
_NAMES += ["\u202eyp.reverse.py".encode(), b" .py", b"-rf.py", b"*.py", b"~"]


def test_names_of_any_bytes_are_listed_read_and_encoded(root: Path) -> None:
    for name in _NAMES:
        file = root / os.fsdecode(name)
        file.parent.mkdir(exist_ok=True)  # `[/x]` is a folder and a file
        file.write_bytes(b"#!python\n" + name)
    unread, files = scan(root)
    assert unread == {}
    assert len(files) == len(_NAMES) + 1
    sources = discover(root).files
    for path in files:
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(path)) == path
        assert json.loads(json.dumps(path).encode("ascii")) == path
    outcomes = [read(root, source) for source in sources]
    contents = {one.content for one in outcomes if isinstance(one, SourceFile)}
    assert {b"#!python\n" + name for name in _NAMES} < contents


def test_a_folder_whose_name_is_not_utf_8_is_entered(root: Path) -> None:
    folder = root / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / "a.py").write_text("y = 1\n")
    assert scan(root) == ({}, {"good.py", r"caf\xe9/a.py"})


def test_a_notebook_of_300_megabytes_is_not_loaded(root: Path) -> None:
    with (root / "eda.ipynb").open("wb") as notebook:
        notebook.truncate(300_000_000)  # sparse: takes no room on disk
    assert scan(root)[0] == {"eda.ipynb": "too-large"}


def test_a_file_that_grows_while_it_is_read_stops_at_the_limit(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.read", lambda _, size: b"#" * size)
    unread = read(root, SourcePath("good.py", Kind.PYTHON, Role.SOURCE, 6))
    assert isinstance(unread, Unread)
    assert (unread.reason, unread.detail) == ("too-large", "more than 4,000,000 bytes")


def test_folders_nested_deeper_than_a_path_can_name_cost_nothing_else(root: Path) -> None:
    with tempfile.TemporaryDirectory(dir=root) as folder:
        here = os.open(folder, os.O_RDONLY)
        for _ in range(30):  # 30 names of 200 letters are longer than PATH_MAX
            os.mkdir("d" * 200, dir_fd=here)
            inner = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        os.close(here)
        unread, _ = scan(root)
    assert list(unread.values()) == ["name-too-long"]


def test_hundreds_of_nested_folders_are_walked(root: Path) -> None:
    deep = root
    for _ in range(600):
        deep /= "d"
        deep.mkdir()
    (deep / "x.py").write_text("")
    assert len(scan(root)[1]) == 2


@pytest.mark.parametrize("pattern", ["*a" * 40 + "b", "a/**/" * 40 + "b", "*a*a*/" * 9 + "b"])
def test_a_pattern_that_would_stall_the_matcher_is_named_and_left_out(
    root: Path, pattern: str
) -> None:
    (root / ".gitignore").write_text(f"*.log\n{pattern}\n")
    (root / ("b" * 250)).write_text("")
    (root / "x.log").write_text("")
    (root / "/".join(["a" * 250] * 9)).mkdir(parents=True)
    discovery = discover(root)
    assert reasons(discovery) == {".gitignore": "ignore-pattern"}
    assert discovery.unread[0].detail.startswith("line 2: ")
    assert {file.path for file in discovery.files} == {"good.py", "b" * 250}


@pytest.mark.parametrize("content", [b"\xff\xfe\0*", b"[" * 5000, b"\\" * 5000, b"!" * 99, b"\0"])
def test_an_ignore_file_of_any_bytes_is_survived(root: Path, content: bytes) -> None:
    (root / ".gitignore").write_bytes(content + b"\n*.log\n")
    (root / "x.log").write_text("")
    assert "x.log" not in {file.path for file in discover(root).files}


def test_an_ignore_file_too_large_to_compile_is_unread(root: Path) -> None:
    (root / ".gitignore").write_bytes(b"*.py\n" * 100_000)
    assert scan(root)[0] == {".gitignore": "too-large"}


def test_a_git_file_that_points_elsewhere_is_not_followed(root: Path) -> None:
    elsewhere = root.with_name("elsewhere")
    (elsewhere / "info").mkdir(parents=True)
    (elsewhere / "info/exclude").write_text("*.py\n")
    (root / ".git").write_text(f"gitdir: {elsewhere}\n")
    assert scan(root) == ({}, {"good.py"})


def test_a_root_with_escapes_in_its_name_is_shown_in_one_harmless_line(root: Path) -> None:
    empty = root / "\x1b[2J\nFAIL"
    empty.mkdir()
    with pytest.raises(DebtscanError) as failure:
        discover(empty)
    assert str(failure.value).isprintable()
