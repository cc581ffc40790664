"""Bytes to text, whatever they were written in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.facts import Kind, Unread
from debtscan.source import decode

_TEXT_KINDS = [kind for kind in Kind if kind is not Kind.DATA]


def reason(content: bytes, kind: Kind = Kind.PYTHON) -> str:
    unread = decode(content, kind)
    assert isinstance(unread, Unread)
    assert unread.path == ""
    assert unread.kind is kind
    return unread.reason


@pytest.mark.parametrize(
    "content",
    [
        "name = 'é'\r\n".encode(),
        codecs.BOM_UTF8 + "name = 'é'\r\n".encode(),
        codecs.BOM_UTF16_LE + "name = 'é'\r\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "name = 'é'\r\n".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "name = 'é'\r\n".encode("utf-32-le"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.PYTHON, Kind.YAML])
def test_marks_are_taken_off_and_newlines_kept(content: bytes, kind: Kind) -> None:
    assert decode(content, kind) == "name = 'é'\r\n"


@pytest.mark.parametrize(
    ("cookie", "encoding", "letters"),
    [
        ("# -*- coding: latin-1 -*-", "latin-1", b"\xc4\xe3"),
        ("# -*- coding: latin-1-unix -*-", "latin-1", b"\xc4\xe3"),
        ("#!/usr/bin/python\n# vim: set fileencoding=cp1251 :", "cp1251", b"\xc4\xe3"),
        ("\n# coding: koi8-r", "koi8-r", b"\xc4\xe3"),
        ("# coding: GB2312", "gb2312", b"\xc4\xe3"),
        ("# coding=Shift_JIS", "shift_jis", b"\x83\x41"),
        ("# coding: ISO-8859-15", "iso8859-15", b"\xc4\xe3"),
        ("# coding: utf-8-unix", "utf-8", b"\xc3\xa4"),
        ("# coding: utf8", "utf-8", b"\xc3\xa4"),
    ],
)
def test_cookies_are_obeyed(cookie: str, encoding: str, letters: bytes) -> None:
    content = cookie.encode() + b"\nname = '" + letters + b"'\n"
    assert decode(content, Kind.PYTHON) == f"{cookie}\nname = '{letters.decode(encoding)}'\n"


def test_a_cookie_on_the_third_line_is_a_comment() -> None:
    assert decode(b"\n\n# coding: no-such-codec\n", Kind.PYTHON) == "\n\n# coding: no-such-codec\n"


def test_a_cookie_below_code_is_a_comment() -> None:
    assert isinstance(decode(b"import a\n# coding: no-such-codec\n", Kind.PYTHON), str)


_CODECS = (
    "rot13 zip bz2 hex base64 uu idna punycode unicode_escape raw_unicode_escape utf-7 undefined "
    "no-such-codec mbcs cp99999 ..os future_fstrings utf-16"
)


@pytest.mark.parametrize("codec", _CODECS.split())
def test_codecs_that_do_more_than_map_characters_are_refused(codec: str) -> None:
    assert reason(f"# coding: {codec}\nx = 1\n".encode()) == "encoding"


def test_python_that_is_not_utf_8_is_unread_with_its_line() -> None:
    unread = decode(b"a = 1\nb = '\xe9'\n", Kind.PYTHON)
    assert isinstance(unread, Unread)
    assert (unread.reason, unread.line) == ("encoding", 2)
    assert "0xe9" in unread.detail


@pytest.mark.parametrize("kind", [Kind.YAML, Kind.SHELL, Kind.INI, Kind.TEXT])
def test_old_text_is_read_rather_than_lost(kind: Kind) -> None:
    assert decode(b"name: caf\xe9 \x93quoted\x94\n", kind) == "name: café “quoted”\n"
    assert decode(b"name: \x81\xe9\n", kind) == "name: \x81é\n"


@pytest.mark.parametrize("kind", [Kind.PYTHON, Kind.YAML, Kind.TEXT])
def test_nul_bytes_are_binary(kind: Kind) -> None:
    assert reason(b"a = 1\n\0", kind) == "binary"
    assert reason(codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"), kind) == "binary"


def test_binary_without_nul_is_no_latin_1() -> None:
    assert reason(bytes(range(1, 32)) + b"\xff" * 40, Kind.TEXT) == "binary"


def test_cut_utf_16_is_unread() -> None:
    assert reason(codecs.BOM_UTF16_LE + b"a\0b", Kind.YAML) == "encoding"


@given(st.binary(), st.sampled_from(_TEXT_KINDS))
def test_any_bytes_become_text_or_a_reason(content: bytes, kind: Kind) -> None:
    decoded = decode(content, kind)
    if isinstance(decoded, str):
        decoded.encode("utf-8")
    else:
        assert decoded.reason in {"encoding", "binary"}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), Kind.YAML) == text


@given(st.from_regex(r"# coding: [-\w.]{1,30}", fullmatch=True))
def test_any_cookie_is_survived(line: str) -> None:
    assert isinstance(decode(line.encode(), Kind.PYTHON), str | Unread)
