"""Small repositories written as path -> text, linked into a project by the real extractor."""

import posixpath
from collections.abc import Mapping
from textwrap import dedent

from debtscan.facts import Command, FileFacts, Kind, Role, Span, Unread
from debtscan.project import Project, link
from debtscan.syntax import extract
from debtscan.syntax.python import extract_python

KINDS = {
    ".py": Kind.PYTHON,
    ".yaml": Kind.YAML,
    ".yml": Kind.YAML,
    ".toml": Kind.TOML,
    ".json": Kind.JSON,
    ".cfg": Kind.INI,
    ".sh": Kind.SHELL,
    ".md": Kind.MARKDOWN,
    ".R": Kind.TEXT,
    ".sql": Kind.SQL,
}


def facts(path: str, text: str, role: Role = Role.SOURCE) -> FileFacts:
    """The facts of one text at a path."""
    text = dedent(text).lstrip("\n")
    kind = KINDS[posixpath.splitext(path)[1]]
    found = extract_python(text) if kind is Kind.PYTHON else extract(kind, text.encode())
    assert isinstance(found, FileFacts), found
    return found.placed(path, role)


def linked(
    texts: Mapping[str, str],
    *,
    unread: tuple[Unread, ...] = (),
    roles: Mapping[str, Role] | None = None,
    more: tuple[FileFacts, ...] = (),
) -> Project:
    """The project of these texts, all source unless `roles` says otherwise."""
    files = [
        facts(path, text, (roles or {}).get(path, Role.SOURCE)) for path, text in texts.items()
    ]
    return link([*files, *more], unread)


def shell(path: str, *lines: str, source: str = "shell", folder: str = "") -> FileFacts:
    """A script of simple commands, one per line, words split at blanks."""
    commands = tuple(
        Command(tuple(line.split()), Span(number), source, folder=folder)
        for number, line in enumerate(lines, start=1)
    )
    return FileFacts(Kind.SHELL, path, commands=commands, lines=len(lines))
