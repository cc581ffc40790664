import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtscan.engine import cache as module
from debtscan.engine.cache import Cache, cache_folder
from debtscan.engine.codec import decode, encode
from debtscan.engine.provenance import provenance
from debtscan.engine.upkeep import DAY, UNUSED, clear, info
from debtscan.facts import FileFacts, Kind, Unread
from debtscan.model import DebtscanError

DIGEST = "0123456789abcdef" * 2
FACTS = FileFacts(Kind.PYTHON, digest=DIGEST, lines=3, strings={"a": (1, 2)})


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def filled(folder) -> Cache:
    cache = Cache(folder)
    cache.store(DIGEST, Kind.PYTHON, encode(FACTS))
    return cache


def entry(folder: Path) -> Path:
    (path,) = (folder / "facts").glob("*/*/*")
    return path


def test_what_was_stored_comes_back_in_a_later_run(filled, folder):
    assert Cache(folder).load(DIGEST, Kind.PYTHON) == FACTS


def test_unread_files_are_remembered_too(folder):
    unread = Unread("", "python2", "print statement", 3, words=("x",))
    Cache(folder).store(DIGEST, Kind.PYTHON, encode(unread))
    assert Cache(folder).load(DIGEST, Kind.PYTHON) == unread


def test_other_bytes_and_another_kind_are_misses(filled):
    assert filled.load("f" * 32, Kind.PYTHON) is None
    assert filled.load(DIGEST, Kind.NOTEBOOK) is None


def test_facts_of_another_version_are_not_used(filled, folder, monkeypatch):
    monkeypatch.setattr(module, "provenance", lambda: "another")
    assert Cache(folder).load(DIGEST, Kind.PYTHON) is None


def test_provenance_follows_the_code_that_makes_facts(monkeypatch, tmp_path):
    from debtscan.engine import provenance as origin

    before = provenance()
    changed = tmp_path / "changed.py"
    changed.write_text("x = 1\n")
    monkeypatch.setattr(origin, "_modules", lambda layer: [changed])
    assert origin.provenance.__wrapped__() != before


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_damaged_entry_is_a_miss(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    cache = Cache(folder)
    cache.store(DIGEST, Kind.PYTHON, encode(FACTS))
    path = entry(folder)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:cut]
    if data.draw(st.booleans()):
        damaged += bytes([whole[cut] ^ data.draw(st.integers(1, 255))]) + whole[cut + 1 :]
    path.write_bytes(damaged)
    assert cache.load(DIGEST, Kind.PYTHON) is None


def test_a_damaged_entry_is_rewritten(filled, folder):
    entry(folder).write_bytes(b"")
    filled.store(DIGEST, Kind.PYTHON, encode(FACTS))
    assert filled.load(DIGEST, Kind.PYTHON) == FACTS


@pytest.mark.parametrize("content", [b"", b"X", b"F", b"F\xc1", b"U\x93", b"F\x90", b"\x80"])
def test_anything_but_facts_fails_to_decode_cleanly(content):
    import msgspec

    with pytest.raises(msgspec.DecodeError):
        decode(content)


def test_the_folder_is_marked_as_a_cache_and_ignored_by_git(filled, folder):
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f")
    assert (folder / ".gitignore").read_text() == "*\n"


def test_nothing_is_written_before_there_is_something_to_keep(folder):
    assert Cache(folder).load(DIGEST, Kind.PYTHON) is None
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_is_one_notice(tmp_path):
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache")
    for digest in (DIGEST, "f" * 32):
        cache.store(digest, Kind.PYTHON, encode(FACTS))
    assert cache.load(DIGEST, Kind.PYTHON) is None
    (notice,) = cache.notices
    assert str(tmp_path / "file" / "cache") in notice and "\n" not in notice


def test_a_disk_that_fills_up_is_one_notice_and_no_half_entry(filled, folder, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    filled.store("e" * 32, Kind.PYTHON, encode(FACTS))
    filled.store("f" * 32, Kind.PYTHON, encode(FACTS))
    assert filled.notices == [f"nothing is kept in the cache {folder}: No space left on device"]
    assert filled.load(DIGEST, Kind.PYTHON) == FACTS
    assert info(folder).entries == 1


def test_runs_at_the_same_time_do_not_disturb_each_other(folder):
    failures = []

    def run() -> None:
        cache = Cache(folder)
        for number in range(200):
            digest = f"{number % 7:032x}"
            cache.store(digest, Kind.PYTHON, encode(FACTS))
            if cache.load(digest, Kind.PYTHON) != FACTS or cache.notices:
                failures.append(number)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert info(folder).entries == 7


def test_info_and_clear(filled, folder):
    before = info(folder)
    assert (before.folder, before.entries) == (folder, 1)
    assert before.bytes == entry(folder).stat().st_size
    assert clear(folder) == before
    assert info(folder).entries == 0
    assert info(folder / "nowhere").entries == 0


def test_a_cache_that_cannot_be_cleared_is_one_clear_error(filled, folder, monkeypatch):
    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(DebtscanError, match="Permission denied"):
        clear(folder)


def test_entries_nobody_used_for_long_are_swept(filled, folder):
    old = entry(folder)
    age(old, UNUSED + DAY)
    age(folder / "swept", 2 * DAY)
    Cache(folder).store("f" * 32, Kind.PYTHON, encode(FACTS))
    assert not old.exists()
    assert info(folder).entries == 1


def test_an_entry_in_use_is_not_swept(filled, folder):
    age(entry(folder), UNUSED + DAY)
    age(folder / "swept", 2 * DAY)
    later = Cache(folder)
    later.load(DIGEST, Kind.PYTHON)
    later.store("f" * 32, Kind.PYTHON, encode(FACTS))
    assert info(folder).entries == 2


def age(path: Path, seconds: float) -> None:
    moment = path.stat().st_mtime - seconds
    os.utime(path, (moment, moment))


def test_where_the_cache_lies(tmp_path):
    given = {"DEBTSCAN_CACHE_DIR": str(tmp_path / "named")}
    assert cache_folder(tmp_path / "told", given) == tmp_path / "told"
    assert cache_folder(None, given) == tmp_path / "named"
    usual = cache_folder(None, {"DEBTSCAN_CACHE_DIR": ""})
    assert usual.is_absolute() and usual.name == "debtscan"


def test_the_cache_never_unpickles():
    script = "import sys, debtscan.engine.cache; sys.exit('pickle' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
