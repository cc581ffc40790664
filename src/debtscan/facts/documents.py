"""Facts of configuration documents, commands, dependencies and notebooks."""

from __future__ import annotations

from msgspec import Struct

from debtscan.facts.span import Span


class ConfigKey(Struct, frozen=True, array_like=True):
    """One key of a YAML, TOML, JSON, INI, gin or `.env` document."""

    path: str  #: dotted from the document's root: `train.lr`, sequences as `stages[0].cmd`
    at: Span
    kind: str = "scalar"  #: "scalar", "mapping", "sequence"
    value: str | int | float | bool | None = None  #: of a scalar; strings cut at 400 characters
    document: int = 0  #: which document of a multi-document file


class DuplicateKey(Struct, frozen=True, array_like=True):
    """A key given twice in one mapping: the later silently wins."""

    path: str
    at: Span  #: the later one
    first: Span
    same_value: bool


class Command(Struct, frozen=True, array_like=True):
    """One simple command of a shell script, Makefile recipe, Dockerfile, CI or DVC stage,
    notebook `!` line or fenced block of a README."""

    words: tuple[str, ...]  #: unquoted; `$X`, `${X}`, `$(...)`, `{{x}}` kept as written
    at: Span
    source: str  #: "shell", "make", "docker", "ci", "stage", "notebook", "readme", "code"
    step: str = ""  #: make target, DVC stage, CI job
    reads: tuple[str, ...] = ()  #: `< file`
    writes: tuple[str, ...] = ()  #: `> file`, `>> file`
    folder: str = ""  #: the folder a preceding `cd` or `WORKDIR` moved to, as written


class TableUse(Struct, frozen=True, array_like=True):
    """A table that SQL reads or writes, in a file or a string of code."""

    name: str  #: `schema.table` in lower case; `*` for parts that are not known
    mode: str  #: "read" or "write"
    at: Span  #: the statement, or the string that holds it
    scope: int = 0
    columns: tuple[str, ...] = ()  #: named by the statement; in lower case


class Dependency(Struct, frozen=True, array_like=True):
    """A declared package."""

    name: str  #: normalised (PEP 503)
    specifier: str  #: "==1.2", ">=3", "" when unpinned
    at: Span


class Cell(Struct, frozen=True, array_like=True):
    """One notebook code cell: which lines of the assembled text it covers."""

    number: int  #: 1-based among all cells of the notebook
    line: int  #: its first line in the assembled text
    lines: int
    raw_lines: tuple[int, ...] = ()  #: line of the .ipynb for each line, where known
    executed: int | None = None  #: execution_count
    readable: bool = True  #: False: its code could not be parsed and was left out
