"""All that is known of one file, or why nothing is."""

from __future__ import annotations

import enum
from bisect import bisect_right

import msgspec
from msgspec import Struct

from debtscan.facts.code import (
    Assignment,
    Branch,
    Call,
    Comment,
    CommentedCode,
    Definition,
    ExceptClause,
    FreeName,
    Import,
    KeyAccess,
    Option,
    Return,
    Shift,
    Statements,
    Unreachable,
)
from debtscan.facts.documents import (
    Cell,
    Command,
    ConfigKey,
    Dependency,
    DuplicateKey,
    TableUse,
)
from debtscan.facts.span import Span
from debtscan.model import Location

SCHEMA = 17  #: part of every cache key; raise it when any fact changes


class Kind(enum.Enum):
    """What a file is, by name (and shebang); decides how it is parsed."""

    PYTHON = "python"
    NOTEBOOK = "notebook"
    YAML = "yaml"
    TOML = "toml"
    JSON = "json"
    INI = "ini"
    ENV = "env"
    GIN = "gin"
    SHELL = "shell"
    MAKE = "make"
    SNAKEMAKE = "snakemake"
    DOCKER = "docker"
    REQUIREMENTS = "requirements"
    MARKDOWN = "markdown"
    SQL = "sql"
    IGNORE = "ignore"  #: patterns of what git leaves out
    TEXT = "text"  #: other source or text: only its words are known
    DATA = "data"  #: listed by name, never read


class Role(enum.Enum):
    """Whose code it is and what for; only SOURCE is judged as production."""

    SOURCE = "source"
    TEST = "test"
    EXAMPLE = "example"
    DOCS = "docs"
    VENDORED = "vendored"
    GENERATED = "generated"
    MIGRATION = "migration"
    TEMPLATE = "template"


class Unread(Struct, frozen=True, array_like=True):
    """A file that could not be read or parsed, and why; it is counted and shown.

    ``reason`` is a short code (`python2`, `syntax`, `too-deep`, `too-large`, `timeout`,
    `crash`, `encoding`, `binary`, `not-regular`, `link-outside`, `template`, ...). ``words``
    are the identifiers in its text: they switch off "never used" claims about those names.
    ``size`` is in bytes, 0 for a part of a file.
    """

    path: str
    reason: str
    detail: str = ""
    line: int = 0
    words: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    role: Role = Role.SOURCE
    size: int = 0


class FileFacts(Struct, frozen=True, omit_defaults=True):
    """The facts of one file. ``path`` and ``role`` are put on after the cache was asked, so
    that equal bytes share one entry."""

    kind: Kind
    path: str = ""
    role: Role = Role.SOURCE
    digest: str = ""
    lines: int = 0
    size: int = 0  #: statements of code, leaf keys of configuration
    generated: bool = False  #: the text says that a tool wrote it
    # code
    imports: tuple[Import, ...] = ()
    definitions: tuple[Definition, ...] = ()
    calls: tuple[Call, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    returns: tuple[Return, ...] = ()
    key_accesses: tuple[KeyAccess, ...] = ()
    branches: tuple[Branch, ...] = ()
    options: tuple[Option, ...] = ()
    #: per scope (index = scope): dotted name read -> lines; roots resolved through imports
    reads: tuple[dict[str, tuple[int, ...]], ...] = ()
    #: every short string constant once (at most 200 characters), docstrings left out; of shell
    #: scripts the absolute paths that they assign to variables
    strings: dict[str, tuple[int, ...]] = {}  #: text -> lines
    docstrings: tuple[tuple[int, int], ...] = ()  #: (first, last) lines
    commented_code: tuple[CommentedCode, ...] = ()
    comments: tuple[Comment, ...] = ()
    statements: Statements = Statements()
    main_guard: bool = False  #: has `if __name__ == "__main__"`
    exports: tuple[str, ...] = ()  #: `__all__`
    # documents, commands, notebooks
    config: tuple[ConfigKey, ...] = ()
    duplicates: tuple[DuplicateKey, ...] = ()
    commands: tuple[Command, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    cells: tuple[Cell, ...] = ()
    words: tuple[str, ...] = ()  #: identifiers of text that is not parsed further
    excepts: tuple[ExceptClause, ...] = ()
    problems: tuple[Unread, ...] = ()  #: parts left out (a notebook cell), the rest being known
    tables: tuple[TableUse, ...] = ()  #: of SQL
    #: variables of the environment that code reads, and that a script sets ("export")
    environment: tuple[Option, ...] = ()
    shifts: tuple[Shift, ...] = ()
    unreachable: tuple[Unreachable, ...] = ()
    #: names that lambdas, `case` patterns and type parameters bind
    captured: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()  #: patterns of a .gitignore, in order
    free: tuple[FreeName, ...] = ()

    def placed(self, path: str, role: Role) -> FileFacts:
        """The same facts at a path; a generated file never counts as source."""
        if self.generated and role is Role.SOURCE:
            role = Role.GENERATED
        return msgspec.structs.replace(self, path=path, role=role)

    def locate(self, span: Span) -> Location:
        """Where a span of this file is for a reader: cell and line in a notebook."""
        if not self.cells:
            return Location(self.path, span.line, span.column, span.end_line, span.end_column)
        cell = self.cells[max(0, bisect_right(self.cells, span.line, key=_first_line) - 1)]
        inside = span.line - cell.line
        raw = cell.raw_lines[inside] if inside < len(cell.raw_lines) else 0
        end = max(span.end_line, span.line) - cell.line + 1
        return Location(self.path, inside + 1, span.column, end, span.end_column, cell.number, raw)

    def line(self, number: int) -> Location:
        """The location of a whole line."""
        return self.locate(Span(number, 1, number))

    def line_of(self, at: Location) -> int:
        """The line that facts give to a place: of a notebook, in its assembled text."""
        for cell in self.cells:
            if cell.number == at.cell:
                return cell.line + at.line - 1
        return at.line

    @property
    def is_code(self) -> bool:
        """Python source or a notebook."""
        return self.kind in (Kind.PYTHON, Kind.NOTEBOOK)

    @property
    def is_stub(self) -> bool:
        """Types of a module that runs from somewhere else, compiled perhaps: never run itself."""
        return self.path.endswith(".pyi")


def _first_line(cell: Cell) -> int:
    return cell.line
