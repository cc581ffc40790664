"""IPython's own syntax taken out of a cell, line by line, so that Python is left.

The count of lines never changes. Shell lines become commands, assignments keep their target
(`x = !ls` -> `x = ...`), and magics that run Python keep it.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from debtscan.facts import Command, Comment, Kind, Span
from debtscan.syntax.directives import directives
from debtscan.syntax.open_lines import OpenLine
from debtscan.syntax.parses import parses
from debtscan.syntax.positions import Positions
from debtscan.syntax.shell import Setting, joined, read_commands, with_placeholders

_SUSPECT = re.compile(
    r"^\s*[%!?]|=\s*[%!](?!=)|\?\s*$|^(?:pip3?|conda|mamba|uv|cd|ls|mkdir|rm|cp|mv|cat) \S",
    re.MULTILINE,
)
#: what IPython takes for a magic without its `%`
_AUTOMATIC = re.compile(r"(?:pip3?|conda|mamba|uv|cd|ls|mkdir|rm|cp|mv|cat) \S.*", re.DOTALL)
_CELL = re.compile(r"%%[ \t]*(\w[\w.:]*|!)[ \t]*(.*)")
_WHOLE_CELL = re.compile(r"%(md|sql|scala|r|fs|sh|python)[ \t]*(.*)")  #: Databricks
_LINE = re.compile(r"(\s*)(%{1,2}|!{1,2}|\?{1,2})[ \t]*(.*)", re.DOTALL)
_ASSIGNED = re.compile(
    r"(\s*[A-Za-z_][\w.]{0,200}(?:\[[^\]\n]{0,200}\])?(?:\s*,\s*\*?[A-Za-z_][\w.]{0,200}){0,9})"
    r"\s*=\s*(%(?=[A-Za-z_])|!(?!=))(.*)",
    re.DOTALL,
)
_HELP = re.compile(r"(\s*)%{0,2}[A-Za-z_*][\w.*\[\]\"'()]{0,200}\?{1,2}\s*;?\s*")
_OPTIONS = re.compile(r"(?:-{1,2}[A-Za-z]\w*(?:[ \t]+\d+\b|=\S+|\d+)?[ \t]*)+")
_OUTPUT = re.compile(r"(?:^|\s)(?:-o|--out|--output)[ =]([A-Za-z_]\w*)")

_TIMING = frozenset({"time", "timeit", "prun", "memit", "mprun", "lprun", "snakeviz", "scalene"})
_PYTHON_CELLS = _TIMING | {"capture", "pyinstrument", "px", "local", "ipytest", "run_pytest"}
_SHELL_CELLS = frozenset({"bash", "sh", "shell", "system", "sx", "zsh", "!"})
_SHELL_LINES = frozenset({"sh", "sx", "system", "bash", "shell"})
_PACKAGES = frozenset({"pip", "conda", "mamba", "uv", "poetry"})
_BINDING_CELLS = frozenset({"capture", "bigquery", "bq", "sql", "read_sql"})
_SQL = frozenset({"sql", "bigquery", "bq", "read_sql"})
_VERB = re.compile(r"(?:select|with|insert|create|update|delete|merge|copy|drop)\b", re.IGNORECASE)
_OTHER_CELLS = frozenset(
    {"html", "HTML", "javascript", "js", "latex", "markdown", "svg", "SVG", "R", "julia", "perl"}
    | {"ruby", "cython", "sql", "bigquery", "bq", "cypher", "spark", "writefile", "file", "python"}
    | {"python3", "pypy", "script", "scala", "skip", "configure", "stan", "cu", "writetemplate"}
)


class Neutral(Struct):
    """A cell as Python, and what was taken out of it."""

    lines: list[str]
    commands: list[Command] = field(default_factory=list)
    folder: str = ""  #: after `%cd`
    removed: list[str] = field(default_factory=list)  #: texts that may mention names
    queries: list[tuple[str, Span]] = field(default_factory=list)  #: SQL of magics
    comments: list[Comment] = field(default_factory=list)  #: of shell that speak to debtscan
    problem: str = ""  #: a cell magic nobody knows, whose body is no Python


def neutral(lines: list[str], first: int, folder: str) -> Neutral:
    """The cell without magics. `first` is the line its text gets, `folder` where `!` starts."""
    cell = _Cell(lines, first, folder)
    if _SUSPECT.search("\n".join(lines)):
        cell.take_out()
    return cell.result


class _Cell:
    def __init__(self, lines: list[str], first: int, folder: str) -> None:
        self._first = first
        self.result = Neutral(_dedented(lines), folder=folder)

    def take_out(self) -> None:
        """Deal with a cell magic, then with lines."""
        lines = self.result.lines
        start = next(number for number, line in enumerate(lines) if line.strip())
        if magic := _CELL.match(lines[start]):
            self._cell_magic(start, magic[1], magic[2])
        elif magic := _WHOLE_CELL.match(lines[start]):
            self._whole_cell(start, magic[1], magic[2])
        else:
            self._lines_from(start)

    def _whole_cell(self, start: int, name: str, rest: str) -> None:
        self._query(name, rest, start)
        if name == "md" or (not rest and name not in ("python", "sh")):
            self._blank(start)
        elif name == "sh" and not rest:
            self._shell(start)
        elif name == "python" and not rest:
            self.result.lines[start] = ""
            self._lines_from(start + 1)
        else:
            self._lines_from(start)

    # magics of a whole cell

    def _cell_magic(self, start: int, name: str, rest: str) -> None:
        if name in _SHELL_CELLS or (name == "script" and rest.split()[:1] in (["bash"], ["sh"])):
            self._shell(start)
        elif name in _PYTHON_CELLS:
            self.result.lines[start] = _binding(name, rest)
            self._after_magic(start + 1)
        elif name in _OTHER_CELLS:
            self._write_file(name, rest, start)
            self._query(name, rest, start)
            self._blank(start, _binding(name, rest))
        else:
            self._unknown(start, name)

    def _after_magic(self, start: int) -> None:
        """The body of a magic that runs a cell: another magic, or lines."""
        lines = self.result.lines
        start = next((at for at in range(start, len(lines)) if lines[at].strip()), len(lines))
        magic = _CELL.match(lines[start]) if start < len(lines) else None
        if magic:
            self._cell_magic(start, magic[1], magic[2])
        else:
            self._lines_from(start)

    def _unknown(self, start: int, name: str) -> None:
        kept = list(self.result.lines)
        self.result.lines[start] = ""
        self._lines_from(start + 1)
        if not parses("\n".join(self.result.lines)):
            self.result.lines = kept
            self._blank(start)
            self.result.problem = f"%%{name}"

    def _blank(self, start: int, replacement: str = "") -> None:
        lines = self.result.lines
        self.result.removed.append("\n".join(lines[start:]))
        lines[start:] = [replacement] + [""] * (len(lines) - start - 1)

    def _shell(self, start: int) -> None:
        text = "\n".join(self.result.lines[start + 1 :])
        self._listen(text, start + 1, 0)
        self._run(text, start + 1, 0)
        self._blank(start)

    def _query(self, name: str, rest: str, start: int) -> None:
        """SQL of a cell: behind its magic or, after what that connects to, below."""
        if name in _SQL:
            lines = self.result.lines
            at = Span(self._first + start, 1, self._first + len(lines) - 1, len(lines[-1]) + 1)
            below = "\n".join(lines[start + 1 :])
            self.result.queries.append((f"{rest}\n{below}" if _VERB.match(rest) else below, at))

    def _write_file(self, name: str, rest: str, start: int) -> None:
        targets = [word for word in rest.split() if not word.startswith("-")]
        if name in ("writefile", "file", "writetemplate") and targets:
            number = self._first + start
            at = Span(number, 1, number, len(self.result.lines[start]) + 1)
            words = (f"%%{name}", targets[-1])
            self.result.commands.append(Command(words, at, "notebook", writes=(targets[-1],)))

    # single lines

    def _lines_from(self, start: int) -> None:
        lines = self.result.lines
        state = OpenLine()
        number = start
        while number < len(lines):
            line = lines[number]
            if state.inside or not _SUSPECT.search(line):
                state.read(line)
                number += 1
                continue
            end = number + 1
            while end < len(lines) and lines[end - 1].endswith("\\"):
                end += 1
            replaced = self._line("\n".join(lines[number:end]), number)
            if replaced is None:
                state.read(line)
                number += 1
                continue
            lines[number:end] = [replaced] + [""] * (end - number - 1)
            state.read(replaced)
            number = end

    def _line(self, text: str, number: int) -> str | None:
        """What replaces a logical line; None when it is ordinary Python."""
        if match := _LINE.fullmatch(text):
            return self._escaped(match, number)
        if match := _ASSIGNED.fullmatch(text):
            return self._assigned(match, number)
        if match := _HELP.fullmatch(text):
            self.result.removed.append(text)
            return _nothing(match[1])
        if _AUTOMATIC.fullmatch(text) and not parses(text):
            self._effect("%" if text.startswith("cd ") else "!", text, number, 0)
            return ""
        return None

    def _assigned(self, match: re.Match[str], number: int) -> str:
        """`x = !ls` binds something unknown, `x = %time f()` what `f()` returns."""
        target, rest = match[1].rstrip(), match[3]
        name, _, argument = rest.partition(" ")
        if match[2] == "%" and name in _TIMING and parses(argument.strip()):
            return f"{target} = {argument.strip()}"
        self._effect(match[2], rest, number, match.start(3))
        return f"{target} = ..."

    def _escaped(self, match: re.Match[str], number: int) -> str | None:
        indent, mark, rest = match[1], match[2], match[3]
        if mark[0] == "%":
            name, _, argument = rest.partition(" ")
            if not re.match(r"[A-Za-z_]", name):
                return None
            if name in _TIMING:
                return self._timed(indent, argument)
        self._effect(mark[0], rest, number, match.start(3))
        return _nothing(indent)

    def _timed(self, indent: str, argument: str) -> str:
        code = (
            _OPTIONS.sub("", argument.lstrip(), count=1)
            if argument.strip()[:1] == "-"
            else argument
        )
        code = code.strip()
        state = OpenLine()
        state.read(code)
        if code and (state.inside or parses(code)):
            return indent + code
        self.result.removed.append(argument)
        return _nothing(indent)

    def _effect(self, mark: str, rest: str, number: int, column: int) -> None:
        """Note what a shell line or a line magic does."""
        self.result.removed.append(rest)
        if mark != "?":
            self._listen(rest, number, column)
        name, _, argument = rest.partition(" ")
        if mark == "!" or name in _PACKAGES:
            self._run(rest, number, column)
        elif mark == "%" and name in _SHELL_LINES:
            self._run(argument, number, column + len(name) + 1)
        elif mark == "%" and name in _SQL:
            line = self._first + number
            self.result.queries.append((argument, Span(line, 1, line, column + len(rest) + 1)))
        elif mark == "%" and name == "run":
            padded = argument.rjust(len(argument))
            self._run("python " + padded, number, column - len("python ") + len("run "))
        elif mark == "%" and name == "cd":
            words = argument.split()
            self.result.folder = joined(self.result.folder, words[-1].strip("\"'") if words else "")

    def _listen(self, text: str, number: int, column: int) -> None:
        """Keep the comments of a shell text that speak to debtscan."""
        above = self._first + number - 1
        for said in directives(text, Kind.SHELL):
            left = column if said.at.line == 1 else 0
            line = above + said.at.line
            at = Span(line, said.at.column + left, line)
            self.result.comments.append(Comment(said.kind, said.text, at, said.alone and not left))

    def _run(self, text: str, number: int, column: int) -> None:
        positions = Positions(text)
        first = self._first + number

        def place(start: int, end: int) -> Span:
            span = positions.span(start, end)
            left = column if span.line == 1 else 0
            right = column if span.end_line == 1 else 0
            return Span(
                first + span.line - 1,
                max(1, span.column + left),
                first + span.end_line - 1,
                max(1, span.end_column + right),
            )

        setting = Setting("notebook", folder=self.result.folder)
        self.result.commands += read_commands(with_placeholders(text), place, setting)[0]


def _binding(name: str, rest: str) -> str:
    """The names a cell magic binds, bound to something unknown."""
    names = _OUTPUT.findall(rest)
    plain = [word for word in rest.split() if word.isidentifier()]
    if name in _BINDING_CELLS and plain and (name != "sql" or "<<" in rest):
        names.append(plain[0])
    return "; ".join(f"{one} = ..." for one in dict.fromkeys(names))


def _nothing(indent: str) -> str:
    # inside a block something must stand
    return f"{indent}pass" if indent else ""


def _dedented(lines: list[str]) -> list[str]:
    """Without the indentation of the first line, which IPython forgives."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    if not indent:
        return list(lines)
    return [line.removeprefix(indent) for line in lines]
