"""Makefiles: the commands of every recipe, and what every target depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from debtscan.facts import Command, FileFacts, Kind
from debtscan.syntax.config_rows import MOST_MEMBERS, ConfigRows
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.shell import Setting, read_commands
from debtscan.syntax.shell_variables import Variables
from debtscan.syntax.shell_words import NOTHING, Word
from debtscan.syntax.words import words_of

_LINE = re.compile(r"[^\n\\]*+(?:\\(?:.|\n)?[^\n\\]*+)*+", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)#.*", re.DOTALL)
_VARIABLE = re.compile(
    r"[ ]*(?:export[ ]+|override[ ]+)*([\w.-]+)[ \t]*(\?|::?:?|\+|!)?=[ \t]*(.*)", re.DOTALL
)
_DEFINE = re.compile(r"[ ]*define\b")
_ENDEF = re.compile(r"^[ ]*endef\b[^\n]*", re.MULTILINE)
_RULE = re.compile(r"([^\t#:=][^#:=]*)::?(?!=)([^;]*)(;.*)?", re.DOTALL)
_DIRECTIVE = re.compile(
    r"[ ]*(?:-?include|sinclude|ifn?eq|ifn?def|else|endif|export|unexport|vpath|define|endef)\b"
    r"|[ ]*\$\((?:error|warning|info|eval|call|foreach)\b"
)
_PREFIX = re.compile(r"[ \t]*[@+-]*[ \t]*")
_BRACKET = re.compile(r"\$\$|\$?\(|\)")
_REFERENCE = re.compile(r"\$(?:\(([\w.-]+)\)|\{([\w.-]+)\})")


class _Recipe(Struct):
    targets: list[str]
    needs: list[str]
    start: int
    end: int


class _Makefile:
    def __init__(self, text: str) -> None:
        self.text = text
        self.values: dict[str, str | None] = {}
        self.recipes: list[_Recipe] = []
        self.rules: list[tuple[list[str], list[str], int, int]] = []
        self._targets: list[str] = []
        self._needs: list[str] = []

    def read(self) -> None:
        """Sort every logical line into variables, rules and recipe lines."""
        at = 0
        while at < len(self.text):
            match = _LINE.match(self.text, at)
            end = match.end() if match else len(self.text)
            if _DEFINE.match(self.text, at):
                closed = _ENDEF.search(self.text, end)
                end = closed.end() if closed else len(self.text)
            else:
                self._line(at, end)
            at = end + 1

    def _line(self, start: int, end: int) -> None:
        line = self.text[start:end]
        if line.startswith("\t") and self._targets:
            self.recipes.append(_Recipe(self._targets, self._needs, start, end))
            return
        line = _COMMENT.sub("", line.replace("\\\n", "  "))
        if _DIRECTIVE.match(line) and not _VARIABLE.fullmatch(line):
            return
        if variable := _VARIABLE.fullmatch(line):
            self._assign(variable)
        elif rule := _RULE.fullmatch(line):
            self._rule(rule, start, end)

    def _assign(self, match: re.Match[str]) -> None:
        name, operator, value = match[1], match[2] or "", match[3].strip()
        known = name not in self.values and operator not in ("+", "!")
        plain = "$" not in _REFERENCE.sub("", value)
        value = _REFERENCE.sub(lambda found: f"${{{found[1] or found[2]}}}", value)
        self.values[name] = value if known and plain else None

    def _rule(self, match: re.Match[str], start: int, end: int) -> None:
        needs, assignment = match[2], _VARIABLE.fullmatch(match[2].strip())
        if assignment:  # a variable of one target
            self.values[assignment[1]] = None
            return
        self._targets = _words(match[1].rstrip("& "))
        self._needs = _words(needs.replace("|", " "))
        if not self._targets or self._targets[0].startswith(".PHONY"):
            self._targets = []
            return
        length = len(match[1].rstrip("& "))
        self.rules.append((self._targets, self._needs, start, start + length))
        if match[3]:
            self.recipes.append(
                _Recipe(self._targets, self._needs, start + match.start(3) + 1, end)
            )


def _words(text: str) -> list[str]:
    return _REFERENCE.sub(lambda found: f"${{{found[1] or found[2]}}}", text).split()


def extract_makefile(text: str) -> FileFacts:
    """Facts of a Makefile: commands by target; one key per target, whose value are its
    prerequisites, separated by blanks."""
    text = plain_newlines(text)
    makefile = _Makefile(text)
    makefile.read()
    positions = Positions(text)
    commands = tuple(_commands(makefile, positions))
    rows = ConfigRows()
    _targets(rows, makefile, positions)
    facts = rows.facts(Kind.MAKE, text)
    return FileFacts(
        Kind.MAKE,
        lines=facts.lines,
        size=len(commands),
        generated=facts.generated,
        config=facts.config,
        commands=commands,
        words=words_of(text),
    )


def _targets(rows: ConfigRows, makefile: _Makefile, positions: Positions) -> None:
    variables = Variables(makefile.values)
    for targets, needs, start, end in makefile.rules:
        at = positions.span(start, end)
        prerequisites = " ".join(_shown(variables, need) for need in needs[:MOST_MEMBERS])
        for target in targets[:MOST_MEMBERS]:
            rows.add(_shown(variables, target), at, "sequence", prerequisites)


def _shown(variables: Variables, text: str) -> str:
    return variables.text(Word(text, 0, 0))


def _commands(makefile: _Makefile, positions: Positions) -> Iterator[Command]:
    for recipe in makefile.recipes:
        text = makefile.text[recipe.start : recipe.end]
        prefix = _PREFIX.match(text)
        skipped = prefix.end() if prefix else 0
        text = text[skipped:]
        setting = Setting("make", recipe.targets[0], "", _known(makefile, recipe))
        place = positions.shifted(recipe.start + skipped)
        found, _ = read_commands(_as_shell(text), place, setting, text)
        yield from found


def _known(makefile: _Makefile, recipe: _Recipe) -> dict[str, str | None]:
    """The variables a recipe line may use, its automatic ones included."""
    known = dict(makefile.values)
    if len(recipe.targets) == 1 and "%" not in recipe.targets[0]:
        known["@"] = recipe.targets[0]
        known["^"] = " ".join(recipe.needs)
        known["<"] = recipe.needs[0] if recipe.needs else None
    return known


def _as_shell(text: str) -> str:
    """Make's `$(X)` as `${X}` and its `$$` as `$`, every column kept."""
    pieces = list(text)
    opened: list[int] = []  #: offsets of brackets; negative for those of plain text
    for match in _BRACKET.finditer(text):
        at = match.end() - 1
        if match[0] == "$$":
            pieces[match.start()] = NOTHING
        elif match[0] != ")":
            opened.append(at if len(match[0]) > 1 else -1)
        elif opened and (start := opened.pop()) >= 0:
            pieces[start] = "{"
            pieces[at] = "}"
    return "".join(pieces)
