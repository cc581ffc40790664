"""Snakefiles: every rule with what it takes, gives and runs.

The language is Python with blocks of its own; a line is enough to tell a rule, a part of one
(`input:`) and Python from one another, by how far it stands to the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from debtscan.facts import Command, FileFacts, Kind, Span
from debtscan.syntax.config_rows import MOST_MEMBERS, ConfigRows
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.shell import Setting, exec_command, read_commands
from debtscan.syntax.snakefile_values import LONGEST, Members, constants, members
from debtscan.syntax.words import words_of

_RULE = re.compile(r"([ \t]*)(?:rule|checkpoint)\b[ \t]*(\w*)[ \t]*:[ \t]*(?:#.*)?")
_PART = re.compile(r"([ \t]+)(\w+)[ \t]*:(?!=)[ \t]*(.*)")
_TOP = re.compile(r"(include|configfile|workdir)[ \t]*:[ \t]*(.*)")
_STRING = re.compile(r"\"\"\"|'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
_KEPT = ("input", "output", "script", "notebook")
_READ = (*_KEPT, "log", "params")
_PLACE = re.compile(r"\{(input|output|log|params)(?:\.(\w+)|\[(\d+)\])?\}")
_WILDCARD = re.compile(r"\{[^{}]*\}+")
_RUNS = {".py": "python", ".ipynb": "papermill", ".r": "Rscript", ".R": "Rscript"}


class _Rule(Struct):
    name: str
    line: int
    indent: int
    parts: dict[str, tuple[int, list[str]]] = field(default_factory=dict)  #: name -> line, text


def extract_snakefile(text: str) -> FileFacts:
    """Facts of a Snakefile: keys `rules.<name>.input[0]`, `rules.<name>.output.<keyword>`, whose
    values keep `{wildcards}` and have `*` for what is not known; the commands of every rule."""
    text = plain_newlines(text)
    lines = text.split("\n")
    positions = Positions(text)
    rows = ConfigRows()
    commands: list[Command] = []
    names = constants(text)
    for line, name, value in _top(lines):
        for _, path in members(value, names):
            rows.add(name, _span(positions, lines, line), "scalar", path)
    found = list(_rules(lines))
    for rule in found:
        commands += _told(rule, rows, _span(positions, lines, rule.line), names)
    facts = rows.facts(Kind.SNAKEMAKE, text)
    return FileFacts(
        Kind.SNAKEMAKE,
        lines=facts.lines,
        size=len(found),
        generated=facts.generated,
        config=facts.config,
        commands=tuple(commands),
        words=words_of(text),
    )


def _span(positions: Positions, lines: list[str], line: int) -> Span:
    start = positions.start(line)
    return positions.span(start, start + len(lines[line - 1]))


def _top(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines, start=1):
        if match := _TOP.match(line):
            yield number, match[1], match[2]


def _rules(lines: list[str]) -> Iterator[_Rule]:
    """Rules with the text of their parts; what stands inside a long string is no line."""
    rule: _Rule | None = None
    part, depth, open_string = "", 0, ""
    for number, line in enumerate(lines, start=1):
        held = open_string
        open_string = _open_after(line, open_string)
        if not held and line.strip() and not line.lstrip().startswith("#"):
            if match := _RULE.fullmatch(line):
                if rule is not None:
                    yield rule
                rule, part = _Rule(match[2] or f"line{number}", number, len(match[1])), ""
                continue
            indent = len(line) - len(line.lstrip())
            if rule is not None and indent <= rule.indent:
                yield rule
                rule, part = None, ""
            match = _PART.match(line)
            if rule is not None and match and (not part or len(match[1]) <= depth):
                part, depth = match[2], len(match[1])
                rule.parts[part] = (number, [match[3]])
                continue
        if rule is not None and part:
            rule.parts[part][1].append(line)
    if rule is not None:
        yield rule


def _open_after(line: str, opened: str) -> str:
    """The mark of the long string that is open at the end of a line."""
    at = 0
    while True:
        if opened:
            end = line.find(opened, at)
            if end < 0:
                return opened
            at, opened = end + 3, ""
        match = _STRING.search(line, at)
        if match is None:
            return ""
        at = match.end()
        opened = match[0] if match[0] in ('"""', "'''") else ""


def _told(rule: _Rule, rows: ConfigRows, at: Span, names: dict[str, str]) -> list[Command]:
    known: dict[str, Members] = {}
    if "name" in rule.parts:
        given = members("\n".join(rule.parts["name"][1]), names)
        rule.name = given[0][1] if given else rule.name
    top = f"rules.{rule.name}"
    rows.add(top, at, "mapping")
    for part, (line, written) in rule.parts.items():
        place = Span(line)
        if part in _READ:
            known[part] = members("\n".join(written), names)[:MOST_MEMBERS]
        if part in _KEPT:
            for number, (keyword, value) in enumerate(known[part]):
                path = f".{keyword}" if keyword else f"[{number}]"
                rows.add(f"{top}.{part}{path}", place, "scalar", value)
        elif part == "run":
            rows.add(f"{top}.run", place, "mapping")
    return list(_commands(rule, known, names))


def _commands(rule: _Rule, known: dict[str, Members], names: dict[str, str]) -> Iterator[Command]:
    setting = Setting("stage", rule.name)
    for part in ("script", "notebook"):
        for _, path in known.get(part, ())[:1]:
            program = _RUNS.get(path[path.rfind(".") :])
            if program:
                yield from exec_command([program, path], Span(rule.parts[part][0]), setting)
    if "shell" in rule.parts:
        line, written = rule.parts["shell"]
        for _, text in members("\n".join(written), names, whole=True)[:1]:
            filled = _PLACE.sub(lambda match: _filled(match, known), text)[:LONGEST]
            yield from read_commands(filled, lambda start, end: Span(line), setting)[0]


def _filled(match: re.Match[str], known: dict[str, Members]) -> str:
    """`{input.table}` as what the rule says it is."""
    given = known.get(match[1], ())
    if match[2]:
        given = tuple(one for one in given if one[0] == match[2])
        given = given if len(given) == 1 else ()
    elif match[3]:
        given = given[int(match[3]) :][:1]
    return " ".join(_WILDCARD.sub("*", value) for _, value in given) or match[0]
