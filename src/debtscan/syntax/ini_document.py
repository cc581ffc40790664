"""INI files: sections and keys with their lines; dependencies and commands of setup and tox."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec import Struct, field

from debtscan.facts import Command, Dependency, FileFacts, Kind, Span
from debtscan.syntax.config_rows import MOST_KEYS, ConfigRows, child
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.requirements import dependency
from debtscan.syntax.shell import Setting, read_commands
from debtscan.syntax.words import words_of

_SECTION = re.compile(r"[ \t]*\[([^\]\n]+)\][ \t]*(?:[#;].*)?")
_KEY = re.compile(r"[ \t]*([^\s=:#;\[][^=:\n]*)[=:][ \t]*(.*)")
_COMMENT = re.compile(r"[ \t]*[#;]")
_INLINE_COMMENT = re.compile(r"(?<![ \t])[ \t]++[#;].*")
_PLUGINS = frozenset({"entry_points", "options.entry_points"})
_REQUIRES = frozenset({"install_requires", "tests_require", "setup_requires"})


class _Entry(Struct):
    section: str
    key: str
    at: Span
    indent: int
    lines: list[tuple[int, str]] = field(default_factory=list)  #: (line number, text)

    @property
    def value(self) -> str:
        """The value as configparser joins it."""
        return "\n".join(text for _, text in self.lines).strip()


def extract_ini(text: str) -> FileFacts:
    """Facts of an INI file. Values are strings, of entry points sequences of them; a section that
    is repeated gets an index."""
    text = plain_newlines(text)
    positions = Positions(text)
    entries = list(_entries(text))
    rows = ConfigRows()
    seen: dict[tuple[str, str], _Entry] = {}
    for entry in entries:
        path = child(entry.section, entry.key)
        before = seen.get((entry.section, entry.key))
        if before is not None:
            rows.duplicate(path, entry.at, before.at, before.value == entry.value)
        seen[entry.section, entry.key] = entry
        if entry.section in _PLUGINS:
            _add_members(rows, path, entry)
        else:
            rows.add(path, entry.at, "scalar", entry.value)
    facts = rows.facts(Kind.INI, text)
    return msgspec.structs.replace(
        facts,
        dependencies=tuple(_dependencies(entries)),
        commands=tuple(_commands(entries, positions)),
        words=facts.words if entries else words_of(text),
    )


def _entries(text: str) -> Iterator[_Entry]:
    headers = Counter(match[1] for match in map(_SECTION.fullmatch, text.split("\n")) if match)
    met: Counter[str] = Counter()
    section = ""
    current: _Entry | None = None
    for number, line in enumerate(text.split("\n"), 1):
        indent = len(line) - len(line.lstrip())
        if not line.strip() or _COMMENT.match(line):
            continue
        if current is not None and indent > current.indent:
            current.lines.append((number, line))
            continue
        if current is not None:
            yield current
            current = None
        if header := _SECTION.fullmatch(line):
            name = header[1].strip()
            section = f"{name}[{met[name]}]" if headers[header[1]] > 1 else name
            met[name] += 1
        elif key := _KEY.match(line):
            name = key[1].rstrip()
            at = Span(number, key.start(1) + 1, number, key.start(1) + 1 + len(name))
            value = _INLINE_COMMENT.sub("", key[2])
            current = _Entry(section, name, at, indent, [(number, value)])
    if current is not None:
        yield current


def _add_members(rows: ConfigRows, path: str, entry: _Entry) -> None:
    """One row a line: a group of plug-ins is longer than the longest value that is kept."""
    rows.add(path, entry.at, "sequence")
    told = [(number, text.strip()) for number, text in entry.lines if text.strip()]
    for place, (number, text) in enumerate(told[:MOST_KEYS]):
        rows.add(f"{path}[{place}]", Span(number), "scalar", text)


def _dependencies(entries: list[_Entry]) -> Iterator[Dependency]:
    for entry in entries:
        required = entry.section == "options" and entry.key in _REQUIRES
        if not required and entry.section != "options.extras_require":
            continue
        for number, line in entry.lines:
            for part in line.split(";")[0].split(",") if number == entry.at.line else [line]:
                at = Span(number, len(line) - len(line.lstrip()) + 1, number, len(line) + 1)
                found = dependency(part.partition("#")[0], at) if part.strip() else None
                if found is not None:
                    yield found


def _commands(entries: list[_Entry], positions: Positions) -> Iterator[Command]:
    """The `commands` of tox environments."""
    for entry in entries:
        if not entry.section.startswith("testenv") or not entry.key.startswith("commands"):
            continue
        step = entry.section.partition(":")[2]
        for number, line in entry.lines:
            text = line.lstrip()
            column = len(line) - len(text) + 1

            def place(start: int, end: int, number: int = number, column: int = column) -> Span:
                return Span(number, column + start, number, column + end)

            found, _ = read_commands(text.lstrip("-"), place, Setting("ci", step))
            yield from found
