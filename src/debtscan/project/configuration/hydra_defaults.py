"""Hydra's defaults lists, and the words by which a command line changes what is composed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from debtscan.facts import ConfigKey, FileFacts, Span

SELF = "_self_"
_ENTRY = re.compile(r"defaults\[\d+\](?:\.(?P<key>.+?))?(?:\[\d+\])?")
_WORDS = re.compile(
    r"(?P<marks>(?:(?:override|optional)\s+)*)(?P<group>[^@]*)(?:@(?P<package>.*))?"
)
_CHANGE = re.compile(r"(?P<sign>\+\+|\+|~)?(?P<key>[A-Za-z_/][\w./@:-]*)(?:=(?P<value>.*))?", re.S)
_WITH_VALUE = {
    "--config-name": "name",
    "-cn": "name",
    "--config-path": "path",
    "-cp": "path",
    "--config-dir": "folder",
    "-cd": "folder",
}


class Default(Struct, frozen=True):
    """One entry: `option` of `group` ("" for a document of the same folder), put below `package`
    (None: where its group says). The option is None for `null`."""

    group: str
    option: str | None
    at: Span
    package: str | None = None
    override: bool = False


class Change(Struct, frozen=True):
    """`lr=0.1`, `+x=1`, `~y`, `model=vit` of a command line; a multirun has several values."""

    key: str
    values: tuple[str, ...]
    removes: bool = False


def defaults(file: FileFacts) -> tuple[Default, ...]:
    """The entries in order, with `_self_` at the end where nobody says it (Hydra >= 1.1)."""
    found = [one for key in file.config for one in _entry(key)]
    if all(one.option != SELF for one in found):
        found.append(Default("", SELF, Span(1)))
    return tuple(found)


def _entry(key: ConfigKey) -> Iterator[Default]:
    match = _ENTRY.fullmatch(key.path)
    if match is None or key.kind != "scalar":
        return
    option = None if key.value is None else str(key.value)
    if match["key"] is None:
        name, _, package = (option or "").partition("@")
        yield Default("", name or None, key.at, package or None)
        return
    words = _WORDS.fullmatch(match["key"])
    if words is not None:
        override = "override" in words["marks"]
        yield Default(words["group"].strip(), option, key.at, words["package"], override)


def changes(words: tuple[str, ...]) -> tuple[tuple[Change, ...], dict[str, str], str]:
    """What the words after a script change, Hydra's own flags by what they say ("name", "path",
    "folder"), and the first word that may be anything ("" for none)."""
    found: list[Change] = []
    flags: dict[str, str] = {}
    unknown = ""
    several = not {"-m", "--multirun"}.isdisjoint(words)
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        flag, equals, value = word.partition("=")
        if flag in _WITH_VALUE:
            flags[_WITH_VALUE[flag]] = value if equals else (waiting.pop() if waiting else "")
        elif change := None if word.startswith("-") else _CHANGE.fullmatch(word):
            if change["value"] is not None or change["sign"] == "~":
                found.append(_change(change, several))
        elif not word.startswith("-") and "$" in word:
            unknown = unknown or word
    return tuple(found), flags, unknown


def _change(match: re.Match[str], several: bool) -> Change:
    value = match["value"] or ""
    values = tuple(_split(value)) if several else (value,)
    return Change(match["key"], values, match["sign"] == "~")


def _split(value: str) -> Iterator[str]:
    """At commas outside brackets and quotes."""
    depth, start, quote = 0, 0, ""
    for place, sign in enumerate(value):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "," and not depth:
            yield value[start:place].strip()
            start = place + 1
        else:
            depth += (sign in "([{") - (sign in ")]}")
    yield value[start:].strip()
