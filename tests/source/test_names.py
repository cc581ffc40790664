"""Names survive every encoder, and the file can still be opened."""

from __future__ import annotations

import os

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from debtscan.source import on_disk, visible
from debtscan.source.names import listed

_NAMES = st.binary(min_size=1, max_size=40).map(lambda raw: raw.replace(b"\0", b"0"))


@given(_NAMES)
@example(b"\xff.py")
@example(rb"\xff.py")
@example(b"a\nb[/x]\x1b[2J.py")
def test_names_encode_and_come_back(raw: bytes) -> None:
    name = listed(os.fsdecode(raw))
    assert msgspec.json.decode(msgspec.json.encode(name)) == name
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(name)) == name
    assert os.fsencode(on_disk(name)) == raw


@given(_NAMES, _NAMES)
def test_different_names_stay_different(one: bytes, other: bytes) -> None:
    assert (one == other) == (listed(os.fsdecode(one)) == listed(os.fsdecode(other)))


def test_ordinary_names_are_left_alone() -> None:
    assert listed("train ä 模型.py") == "train ä 模型.py"


@given(st.text())
def test_a_message_is_one_printable_line(text: str) -> None:
    assert visible(text).isprintable()


def test_escapes_are_shown() -> None:
    assert visible("a\x1b[2J\n\u202eb") == r"a\x1b[2J\n\u202eb"
