"""Markdown and reStructuredText: the commands that readers are told to type, and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from debtscan.facts import Command, FileFacts, Kind, Span
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.shell import Place, Setting, read_commands
from debtscan.syntax.shell_words import HIDDEN
from debtscan.syntax.text_blocks import Block, Line, blocks
from debtscan.syntax.words import lines_of, words_of

_SHELL = frozenset(
    {"sh", "bash", "shell", "zsh", "console", "shell-session", "sh-session", "shellsession"}
    | {"terminal", "cmd", "commandline", "bash-session", "ksh", "prompt"}
)
_UNLABELLED = frozenset({"", "text", "none", "plain", "plaintext", "txt", "code"})
#: what else a block may be in: no commands
_LANGUAGES = """
    python python3 py ipython pycon yaml yml json json5 jsonc jsonl toml ini cfg conf properties
    xml html css scss js jsx javascript ts tsx typescript c cpp c++ h cuda cs csharp java kotlin
    scala go rust ruby rb php perl lua r julia matlab swift sql graphql proto hcl terraform diff
    patch dockerfile docker makefile make cmake bibtex bib latex tex markdown md rst math
    mermaid dot plantuml csv tsv http log output traceback pytb requirements prose
"""
_TREE = re.compile(r"[\u2502\u251c\u2514]|^[ \t]*[|+`][ -]?--")  #: branches of a listing of folders
_PROMPT = re.compile(
    r"[ \t]*(?:\([\w. -]+\)[ \t]*)?(?:[\w.-]+@[\w.-]+[^$#\n]{0,60})?[$%\u276f\u279c][ \t]+(?=\S)"
)
_LAUNCH = re.compile(
    r"[ \t]*(?:sudo[ ]+|[A-Z_]+=\S+[ ]+)*(?:(?:\S*/)?(?:python[\d.]*|pip[\d.]*|bash|sh|torchrun"
    r"|accelerate|deepspeed|mpirun|horovodrun|srun|sbatch|dvc|mlflow|kedro|streamlit|uvicorn"
    r"|gunicorn|jupyter|papermill|spark-submit|conda|mamba|poetry|pipenv|uv|docker|git|cd|make"
    r"|export|source|wget|curl|mkdir|unzip|tar)[ \t]+\S|\.{0,2}/?[\w./-]+\.(?:py|sh)(?:[ \t]|$))"
)
_STARTS_PYTHON = re.compile(r"(?:[A-Z_]+=\S+ )*(?:python[\d.]*|bash|sh|torchrun|make) \S|\./\S+ ")
_OPTION = re.compile(r"[ \t]*--?[A-Za-z]")
_PROGRAM = re.compile(r"[\w./~$%{<@+][^:,()\[\]]*", re.DOTALL)  #: no line of a program's output
_PLACEHOLDER = re.compile(r"(?<![<\w])<[^\W\d][^<>\n;&$]{0,80}+>")
_INLINE = re.compile(r"(?<!`)`([^`\n]{3,500})`(?!`)")
_CLONED = re.compile(r"/([\w.-]+?)(?:\.git)?/?$")


def extract_markdown(text: str) -> FileFacts:
    """Facts of a README or a page of documentation: commands and words."""
    text = plain_newlines(text)
    lines = text.split("\n")
    found: list[Command] = []
    for block in blocks(lines):
        found += _block(block)
    found.sort(key=lambda command: (command.at.line, command.at.column))
    return FileFacts(
        Kind.MARKDOWN,
        lines=lines_of(text),
        commands=tuple(_from_the_clone(found)),
        words=words_of(text),
    )


def _block(block: Block) -> list[Command]:
    if block.label == "prose":
        return [command for line in block.lines for command in _prose(line)]
    chosen = _chosen(block)
    if not chosen:
        return []
    text = _joined(chosen)
    found, _ = read_commands(text, _place(text, chosen), Setting("readme"))
    return [command for command in found if _PROGRAM.fullmatch(command.words[0])]


def _joined(lines: list[Line]) -> str:
    """One text; a line of options goes on with the command above it, backslash or not."""
    texts = [line.text for line in lines]
    for number, text in enumerate(texts[1:]):
        if _OPTION.match(text) and not texts[number].endswith("\\"):
            texts[number] += " \\"
    return _hidden("\n".join(texts))


def _hidden(text: str) -> str:
    return _PLACEHOLDER.sub(lambda match: match[0].translate(HIDDEN), text)


def _chosen(block: Block) -> list[Line]:
    """The lines of a code block that are commands."""
    prompted = [line for line in block.lines if _PROMPT.match(line.text)]
    if prompted and block.label in _SHELL | _UNLABELLED:
        return list(_continued(block.lines, _PROMPT, cut=True))
    if block.label in _SHELL:
        return block.lines
    if block.label in ("python", "ipython", "py"):
        return list(_continued(block.lines, re.compile(r"[ \t]*!(?=\S)"), cut=True))
    if block.label in _LANGUAGES.split():
        return []
    if any(_TREE.search(line.text) for line in block.lines):
        return list(_continued(block.lines, _STARTS_PYTHON, cut=False))
    return list(_continued(block.lines, _LAUNCH, cut=False))


def _continued(lines: list[Line], start: re.Pattern[str], *, cut: bool) -> Iterator[Line]:
    """Lines that match, what matched cut off, each with the lines it is continued on."""
    going_on = False
    for line in lines:
        match = start.match(line.text)
        if match and not going_on:
            line = line.after(match.end()) if cut else line
        elif not going_on:
            continue
        going_on = line.text.rstrip().endswith("\\")
        yield line


def _prose(line: Line) -> Iterator[Command]:
    prompt = re.compile(r"[ \t]*\$[ \t]+(?=[a-z./])").match(line.text)
    if prompt and not line.text.rstrip().endswith("$") and "$ " not in line.text[prompt.end() :]:
        yield from _one(line.after(prompt.end()))
        return
    for match in _INLINE.finditer(line.text) if "`" in line.text else ():
        if _STARTS_PYTHON.match(match[1]):
            yield from _one(Line(match[1], line.number, line.column + match.start(1)))


def _one(line: Line) -> list[Command]:
    text = _hidden(line.text)
    return read_commands(text, _place(text, [line]), Setting("readme"))[0]


def _place(text: str, lines: list[Line]) -> Place:
    positions = Positions(text)

    def place(start: int, end: int) -> Span:
        span = positions.span(start, end)
        first, last = lines[span.line - 1], lines[span.end_line - 1]
        return Span(
            first.number,
            first.column + span.column - 1,
            last.number,
            last.column + span.end_column - 1,
        )

    return place


def _from_the_clone(commands: list[Command]) -> Iterator[Command]:
    """After `git clone .../name`, the folder `name` is the repository's own root."""
    cloned: set[str] = set()
    for command in commands:
        if command.words[:2] == ("git", "clone"):
            urls = [match[1] for word in command.words[2:] if (match := _CLONED.search(word))]
            cloned.update(urls or command.words[-1:])
        head, _, tail = command.folder.partition("/")
        yield msgspec.structs.replace(command, folder=tail) if head in cloned else command
