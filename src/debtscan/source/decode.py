"""Bytes to text: byte order marks, PEP 263, UTF-8, and what older files were written in."""

from __future__ import annotations

import codecs
import re
from encodings import normalize_encoding
from encodings.aliases import aliases

from debtscan.facts import Kind, Unread

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NEWLINE = re.compile(rb"\r\n?|\n")
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"[ \t\f]*(?:#.*)?")
#: Character sets and nothing else: Python would run any codec that is installed, and
#: `unicode_escape` or `utf_7` hide code from whoever reviews it.
_PLAIN = re.compile(
    r"utf_8(_sig)?|ascii|latin_1|iso8859_\d+|cp\d+|koi8_[rtu]|mac_[a-z]+\d?|gb\w+|hz|big5\w*"
    r"|shift_jis\w*|euc_\w+|johab|iso2022_\w+|tis_620|ptcp154|kz1048|hp_roman8"
)
_CONTROLS = bytes({*range(1, 32)} - set(b"\t\n\r\f\x1b")) + b"\x7f"
_MOST_CONTROLS = 0.02


def decode(content: bytes, kind: Kind) -> str | Unread:
    """The text of a file, newlines as they are; the `Unread` has no path yet.

    Python without a cookie must be UTF-8, as for Python itself; other kinds fall back to
    Windows-1252, then Latin-1, which lose no line.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, kind)
    if b"\0" in content:
        return _unread_binary(kind)
    if kind is Kind.PYTHON:
        return _python(content)
    return _lenient(content, kind)


def _python(content: bytes) -> str | Unread:
    cookie = _cookie(content)
    encoding = _plain(cookie)
    if not encoding:
        return Unread("", "encoding", f"encoding {cookie[:60]!r} is not read", kind=Kind.PYTHON)
    return _strict(content, encoding, Kind.PYTHON)


def _cookie(content: bytes) -> str:
    lines = _NEWLINE.split(content[:4096], maxsplit=2)[:2]
    if not (match := _COOKIE.match(lines[0])) and _BLANK.fullmatch(lines[0]):
        match = _COOKIE.match(lines[-1])
    return match[1].decode("ascii", "replace") if match else "utf-8"


def _plain(name: str) -> str:
    """The codec of a cookie's name, "" when there is none or it does more than map characters."""
    key = normalize_encoding(name).lower().replace(".", "_")
    if key.startswith(("utf_8_", "latin_1_")):  # editors add `-unix` and the like
        key = "utf_8" if key.startswith("utf") else "latin_1"
    key = aliases.get(key, key)
    if not _PLAIN.fullmatch(key):
        return ""
    try:
        return codecs.lookup(key).name
    except LookupError:
        return ""


def _strict(content: bytes, encoding: str, kind: Kind) -> str | Unread:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        detail = f"byte 0x{content[error.start]:02x} is not {encoding}"
        line = content.count(b"\n", 0, error.start) + 1
        return Unread("", "encoding", detail, line, kind=kind)
    return _unread_binary(kind) if "\0" in text else text


def _lenient(content: bytes, kind: Kind) -> str | Unread:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if _is_binary(content):
            return _unread_binary(kind)
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _is_binary(content: bytes) -> bool:
    controls = len(content) - len(content.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(content)


def _unread_binary(kind: Kind) -> Unread:
    return Unread("", "binary", "holds bytes that are no text", kind=kind)
