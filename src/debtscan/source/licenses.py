"""Whose a folder is, told by the copyright line of the licence that lies in it.

A copied project brings its licence along; a folder that its own authors licensed again names
somebody whom the licence at the root names, too.
"""

from __future__ import annotations

import re
from collections.abc import Set

_FILE = re.compile(r"(?:licen[cs]e|copying)(?:\.(?:txt|md|rst))?", re.IGNORECASE)
_LINE = re.compile(
    r"^[ \t]*(?:original work |modified work |modified & original work )?"
    r"copyright[ \t]+(?:\(c\)|©)?[ \t]*"
    r"\d{4}(?:[ \t]*[-\u2013,][ \t]*(?:\d{2,4}|present))*[ \t,]*(.+)$",
    re.IGNORECASE | re.MULTILINE,
)
_NAME = re.compile(r"[^\W\d_]{3,}")
_NO_NAMES = frozenset({"all", "rights", "reserved", "the", "and", "inc", "https", "http", "com"})
_TEXTS_OWNER = frozenset({"free", "software", "foundation"})  #: owns the text of the GPL


def license_among(names: Set[str]) -> str:
    """The licence file of a folder that holds these names; "" when there is none."""
    return min(filter(_FILE.fullmatch, names), default="")


def holders(text: bytes) -> frozenset[str]:
    """Words of the names that its copyright lines give, in small letters."""
    lines = _LINE.findall(text.decode("utf-8", "replace"))
    words = [frozenset(word.lower() for word in _NAME.findall(line)) for line in lines]
    return frozenset().union(*(one for one in words if not one >= _TEXTS_OWNER)) - _NO_NAMES


def is_foreign(own: Set[str], root: Set[str]) -> bool:
    """Whether both licences name somebody, and none of them is named in both."""
    return bool(own and root) and own.isdisjoint(root)
