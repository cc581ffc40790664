"""The bytes of one file, or why they were not read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from debtscan.facts import Kind, Role, Unread
from debtscan.source import SourceFile, SourcePath, discover, read

Put = Callable[[Mapping[str, str]], Path]


def refused(root: Path, path: str, kind: Kind = Kind.PYTHON) -> Unread:
    unread = read(root, SourcePath(path, kind, Role.TEST, 0))
    assert isinstance(unread, Unread)
    assert (unread.path, unread.kind, unread.role) == (path, kind, Role.TEST)
    return unread


def test_a_file_is_its_bytes_and_their_digest(put: Put) -> None:
    root = put({"pkg/train.py": "lr = 0.1\r\n"})
    source = discover(root).files[0]
    content = (root / "pkg/train.py").read_bytes()
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    expected = SourceFile("pkg/train.py", Kind.PYTHON, Role.SOURCE, content, digest)
    assert read(root, source) == expected


def test_an_empty_file_is_read(put: Put) -> None:
    root = put({"a.py": ""})
    read_file = read(root, discover(root).files[0])
    assert isinstance(read_file, SourceFile)
    assert read_file.content == b""


def test_a_file_that_vanishes_after_discovery_is_unread(put: Put) -> None:
    root = put({"a.py": "", "b/c.py": ""})
    sources = discover(root).files
    (root / "a.py").unlink()
    (root / "b/c.py").unlink()
    (root / "b").rmdir()
    (root / "b").write_text("")
    assert [refused(root, source.path).reason for source in sources] == ["vanished"] * 2


def test_a_file_over_its_kinds_limit_is_unread_and_says_so(put: Put) -> None:
    root = put({"big.py": "#" * 4_000_001, "fits.py": "#" * 4_000_000})
    unread = refused(root, "big.py")
    assert unread.reason == "too-large"
    assert unread.detail == "4,000,001 bytes, at most 4,000,000 are read"
    assert isinstance(read(root, discover(root).files[1]), SourceFile)


@pytest.mark.parametrize("path", ["../outside.py", "a/../../outside.py", "..", ".git/x"])
def test_a_path_out_of_the_root_is_refused(put: Put, path: str) -> None:
    root = put({"outside.py": "", "root/a/b.py": "", "root/.git/x": ""}) / "root"
    assert refused(root, path).reason == "link-outside"


def test_every_path_is_below_the_root(put: Put) -> None:
    assert refused(put({"a.py": ""}), "/etc/passwd").reason == "vanished"


def test_data_is_never_read(put: Put) -> None:
    assert refused(put({"x.csv": "1,2"}), "x.csv", Kind.DATA).reason == "data"


def test_a_large_file_storage_pointer_is_not_mistaken_for_the_file(put: Put) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    assert refused(put({"eda.ipynb": pointer}), "eda.ipynb").reason == "lfs-pointer"


def test_permission_denied_is_unread(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    root = put({"a.py": ""})
    monkeypatch.setattr("os.open", deny)
    assert refused(root, "a.py").reason == "permission"


def test_an_error_while_reading_is_unread(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    root = put({"a.py": ""})
    monkeypatch.setattr("os.read", fail)
    unread = refused(root, "a.py")
    assert (unread.reason, unread.detail) == ("io-error", "Input/output error")
