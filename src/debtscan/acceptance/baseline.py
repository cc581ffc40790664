"""The baseline file: JSON, one record a line, sorted, so that merges and reviews are easy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from debtscan.acceptance.records import Record
from debtscan.model import DebtscanError

VERSION = 1


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    debtscan_baseline: int


class _Line(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    path: str
    rule: str
    subject: str
    anchor: str = ""
    members: int = 1
    parts: tuple[str, ...] = ()
    names: dict[str, str] = {}


def encode_baseline(records: Iterable[Record]) -> str:
    """The file's text; equal records make equal bytes, whatever order they come in."""
    lines = [_Header(VERSION), *(_line(each) for each in sorted(records))]
    return "".join(f"{msgspec.json.encode(line).decode()}\n" for line in lines)


def decode_baseline(text: str, name: str) -> list[Record]:
    """The records of a file called ``name``, equal ones as often as they stand there. Raises
    `DebtscanError` with the line that cannot be read."""
    numbered = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not numbered:
        raise DebtscanError(f"{name}: empty, so no baseline: delete it and create one")
    _check_header(numbered[0][1], name)
    return sorted(_records(numbered[1:], name))


def _records(numbered: Iterable[tuple[int, str]], name: str) -> Iterator[Record]:
    for number, text in numbered:
        try:
            line = msgspec.json.decode(text, type=_Line)
        except msgspec.DecodeError as error:
            raise DebtscanError(f"{name}:{number}: {_why(text, str(error))}") from error
        names = tuple(sorted(line.names.items()))
        yield Record(
            line.path, line.rule, line.subject, line.anchor, line.members, line.parts, names
        )


def _check_header(text: str, name: str) -> None:
    try:
        header = msgspec.json.decode(text, type=_Header)
    except msgspec.DecodeError as error:
        why = _why(text, f"no baseline of debtscan ({error})")
        raise DebtscanError(f"{name}:1: {why}") from error
    if header.debtscan_baseline != VERSION:
        raise DebtscanError(
            f"{name}: version {header.debtscan_baseline} of the baseline is not known to this "
            f"debtscan, which writes {VERSION}"
        )


def _why(text: str, otherwise: str) -> str:
    conflict = text.startswith(("<<<<<<<", "=======", ">>>>>>>"))
    return "an unresolved merge conflict" if conflict else otherwise


def _line(record: Record) -> _Line:
    return _Line(
        record.path,
        record.rule,
        record.subject,
        record.anchor,
        record.members,
        record.parts,
        dict(record.names),
    )
