"""IPython's additions to Python, taken out line by line so that the rest can be parsed.

The number of lines never changes. What a magic ran is kept as a command.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field

#: cell magics whose body is Python in the notebook's own namespace
_PYTHON_BODIES = frozenset(
    {
        "time",
        "timeit",
        "capture",
        "prun",
        "memit",
        "mprun",
        "lprun",
        "wandb",
        "snakeviz",
        "scalene",
        "pyinstrument",
        "notify",
        "heat",
        "memray_flamegraph",
        "px",
    }
)
_SHELL_BODIES = frozenset({"bash", "sh", "script", "shell", "zsh", "!"})
#: line magics that run the Python statement behind them
_PYTHON_LINES = frozenset(
    {"time", "timeit", "prun", "memit", "mprun", "lprun", "capture", "snakeviz"}
)
_COMMANDS = frozenset(
    {"pip", "pip3", "conda", "mamba", "cd", "ls", "mkdir", "rm", "cp", "mv", "cat", "uv"}
)

_SUSPICIOUS = re.compile(
    r"^\s*[%!?]|[?]\s*$|=\s*[%!]|^(?:pip3?|conda|cd|ls|mkdir|rm|cp|mv|cat) ", re.M
)
_CELL_MAGIC = re.compile(r"\s*%%(!|\w+)")
_LINE_MAGIC = re.compile(r"(?P<indent>\s*)%{1,2}(?P<name>\w+)(?P<rest>.*)", re.DOTALL)
_SHELL_LINE = re.compile(r"(?P<indent>\s*)!+(?P<command>.*)", re.DOTALL)
_BINDING = re.compile(r"(?P<target>\s*[\w.\[\]'\", ]+=)\s*(?P<sign>[!%])(?P<rest>.*)", re.DOTALL)
_HELP = re.compile(r"(?P<indent>\s*)(?:\?{1,2}\s*[\w.*%]+|%{0,2}[\w.*]+(?:\[[^\]]*\])?\?{1,2})\s*$")
_FLAG = re.compile(r"\s*(?:-\w+\s*\S*\s+)*")


@dataclass
class Plain:
    """Python lines, and the shell texts taken from them: (index of line, column, text)."""

    lines: list[str]
    shell: list[tuple[int, int, str]] = field(default_factory=list)


def neutralise(lines: list[str]) -> Plain:
    """The cell as plain Python; a cell of another language becomes blank lines."""
    text = "\n".join(lines)
    if not _SUSPICIOUS.search(text):
        return Plain(lines)
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    magic = _CELL_MAGIC.match(lines[first])
    if magic:
        return _cell_magic(lines, first, magic[1])
    return Plain(lines) if _parses(text) else _by_line(lines)


def _cell_magic(lines: list[str], first: int, name: str) -> Plain:
    blank = [""] * len(lines)
    if name in _PYTHON_BODIES:
        body = neutralise(lines[first + 1 :])
        shell = [(index + first + 1, column, text) for index, column, text in body.shell]
        return Plain(blank[: first + 1] + body.lines, shell)
    shell_script = name != "script" or re.search(r"\b(?:ba|z)?sh\b", lines[first])
    if name in _SHELL_BODIES and shell_script:
        return Plain(blank, [(first + 1, 0, "\n".join(lines[first + 1 :]))])
    return Plain(blank)


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _by_line(lines: list[str]) -> Plain:
    plain = Plain([])
    index = 0
    while index < len(lines):
        last = _logical_end(lines, index)
        written = "\n".join(lines[index : last + 1])
        replaced = _replaced(written, index, plain) if _SUSPICIOUS.search(written) else None
        if replaced is None:
            plain.lines.append(lines[index])
            index += 1
        else:
            plain.lines += [replaced] + [""] * (last - index)
            index = last + 1
    return plain


def _logical_end(lines: list[str], index: int) -> int:
    while lines[index].rstrip().endswith("\\") and index + 1 < len(lines):
        index += 1
    return index


def _replaced(written: str, index: int, plain: Plain) -> str | None:
    """The Python that stands for a line, None when it is Python already."""
    if match := _SHELL_LINE.fullmatch(written):
        plain.shell.append((index, match.start("command"), match["command"]))
        return f"{match['indent']}pass"
    if match := _LINE_MAGIC.fullmatch(written):
        return _line_magic(match, index, plain)
    if match := _BINDING.fullmatch(written):
        if match["sign"] == "!":
            plain.shell.append((index, match.start("rest"), match["rest"]))
        return f"{match['target']} ..."
    if match := _HELP.fullmatch(written):
        return f"{match['indent']}pass"
    if written.split(" ", 1)[0] in _COMMANDS and not _parses(written):
        plain.shell.append((index, 0, written))
        return "pass"
    return None


def _line_magic(match: re.Match[str], index: int, plain: Plain) -> str:
    name, rest = match["name"], match["rest"]
    if name in _PYTHON_LINES:
        statement = rest[_FLAG.match(rest).end() :] if name != "time" else rest.strip()  # type: ignore[union-attr]
        return match["indent"] + (statement if _parses(statement) and statement else "pass")
    if name == "run":
        plain.shell.append((index, match.start("rest"), "python" + rest))
    elif name in _COMMANDS:
        plain.shell.append((index, match.start("name"), name + rest))
    return f"{match['indent']}pass"
