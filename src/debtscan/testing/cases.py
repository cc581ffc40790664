"""Markdown into cases: files to analyse, options to set, and a title.

A heading opens a case. A fenced block is a file; a line that holds only a name in backticks and
a colon, above the fence, names it. Without a name the fence's language does (`snippet.py`,
`Dockerfile`, ...); fences of one language and no name are one file. A fence of a language that
names no file, such as `text`, is prose. A `toml options` fence sets rule options. A fence of
language `ipynb` holds a notebook as `# %%` cells. Prose is free.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_HEADING = re.compile(r"#{1,6} +(?P<title>.+)")
_FILE_NAME = re.compile(r"`(?P<path>[^`]+)`:")
_FENCE = re.compile(r"(?P<ticks>`{3,})(?P<language>[\w-]*)(?: +(?P<use>\w+))?")
_FILES = {
    "snippet.py": "python py",
    "snippet.yaml": "yaml yml",
    "snippet.toml": "toml",
    "snippet.json": "json",
    "snippet.sh": "sh bash shell",
    "snippet.ini": "ini cfg",
    "snippet.sql": "sql",
    "snippet.md": "markdown md",
    "snippet.ipynb": "ipynb",
    "Makefile": "make makefile",
    "Dockerfile": "dockerfile docker",
    "requirements.txt": "requirements",
    ".env": "env dotenv",
}
_FILE_OF = {language: name for name, words in _FILES.items() for language in words.split()}


@dataclass
class Case:
    """One heading's files by path, as written, markers included.

    ``notebooks`` are the paths given as `# %%` cells.
    """

    title: str
    files: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    notebooks: set[str] = field(default_factory=set)

    def add(self, path: str, text: str, named: bool) -> None:
        """Add a file; a second one without a name continues the first."""
        if named and path in self.files:
            raise ValueError(f"{self.title}: `{path}` is given twice")
        self.files[path] = self.files.get(path, "") + text


def cases(markdown: str) -> Iterator[Case]:
    """The cases that hold a file, in order. Raises `ValueError` for a fence left open."""
    case, name = Case(""), ""
    lines = iter(markdown.splitlines())
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            if case.files:
                yield case
            case, name = Case(heading["title"]), ""
        elif named := _FILE_NAME.fullmatch(line):
            name = named["path"]
        elif fence := _FENCE.fullmatch(line):
            _fenced(case, name, fence, _body(lines, fence["ticks"], case.title))
            name = ""
    if case.files:
        yield case


def _body(lines: Iterator[str], ticks: str, title: str) -> str:
    body = ""
    for line in lines:
        if line.rstrip() == ticks:
            return body
        body += f"{line}\n"
    raise ValueError(f"{title}: a fence is not closed")


def _fenced(case: Case, name: str, fence: re.Match[str], body: str) -> None:
    if fence["use"] == "options":
        case.options = tomllib.loads(body)
        return
    path = name or _FILE_OF.get(fence["language"], "")
    if path:
        case.add(path, body, bool(name))
        if fence["language"] == "ipynb":
            case.notebooks.add(path)
