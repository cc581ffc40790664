"""File names as text that every encoder accepts, and back.

A name is bytes. As text it is UTF-8, with each byte that is not UTF-8 written as ``\\xff`` and
a backslash as ``\\x5c``, so that no two names share a spelling and each can be opened again.
"""

from __future__ import annotations

import os
import re

_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def listed(name: str) -> str:
    """The portable spelling of a name as the operating system's functions return it."""
    if name.isascii() and "\\" not in name:
        return name
    return listed_bytes(os.fsencode(name))


def listed_bytes(name: bytes) -> str:
    """The portable spelling of a name as it is stored."""
    return name.replace(b"\\", rb"\x5c").decode("utf-8", "backslashreplace")


def on_disk(path: str) -> str:
    """The name or path that the operating system's functions take; undoes `listed`."""
    if path.isascii() and "\\" not in path:
        return path
    return os.fsdecode(_ESCAPED.sub(_byte, path.encode("utf-8", "surrogateescape")))


def visible(text: object) -> str:
    """Text for one line of an error message: nothing in it can move a terminal's cursor."""
    return "".join(char if char.isprintable() else _escape(char) for char in str(text))


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()
