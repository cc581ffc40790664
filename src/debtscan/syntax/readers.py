"""Which module reads which kind of file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import msgspec

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.source import decode
from debtscan.syntax.directives import MARK, directives
from debtscan.syntax.words import extract_words, words_of

#: kind -> module below this package and function in it; imported only when needed
_READERS: dict[Kind, tuple[str, str]] = {
    Kind.PYTHON: ("python", "extract_python"),
    Kind.YAML: ("yaml_document", "extract_yaml"),
    Kind.TOML: ("toml_document", "extract_toml"),
    Kind.JSON: ("json_document", "extract_json"),
    Kind.INI: ("ini_document", "extract_ini"),
    Kind.ENV: ("env_document", "extract_env"),
    Kind.GIN: ("gin_document", "extract_gin"),
    Kind.SHELL: ("shell", "extract_shell"),
    Kind.MAKE: ("makefile", "extract_makefile"),
    Kind.SNAKEMAKE: ("snakefile", "extract_snakefile"),
    Kind.DOCKER: ("dockerfile", "extract_dockerfile"),
    Kind.REQUIREMENTS: ("requirements", "extract_requirements"),
    Kind.SQL: ("sql", "extract_sql"),
    Kind.MARKDOWN: ("markdown", "extract_markdown"),
}
_READERS_OF_BYTES: dict[Kind, tuple[str, str]] = {
    Kind.NOTEBOOK: ("notebook", "extract_notebook"),
    Kind.IGNORE: ("ignore_document", "extract_ignore"),
}


def extract(kind: Kind, content: bytes) -> FileFacts | Unread:
    """The facts of a file's bytes, without path and role; or why there are none.

    Pure. Bad input never raises; whatever is raised is a bug of ours.
    """
    if kind in _READERS_OF_BYTES:
        return _reader(*_READERS_OF_BYTES[kind])(content)
    if kind is Kind.DATA:
        return FileFacts(kind)
    text = decode(content, kind)
    if isinstance(text, Unread):
        return _with_words(text, content)
    if kind not in _READERS:
        return extract_words(text, kind)
    facts = _reader(*_READERS[kind])(text)
    if kind is Kind.PYTHON or MARK not in text or isinstance(facts, Unread):
        return facts  # Python's own reader has them, for notebooks too
    return msgspec.structs.replace(facts, comments=facts.comments + directives(text, kind))


def _reader(module: str, function: str) -> Callable[[Any], FileFacts | Unread]:
    found: Callable[[Any], FileFacts | Unread]
    found = getattr(import_module(f"debtscan.syntax.{module}"), function)
    return found


def _with_words(item: Unread, content: bytes) -> Unread:
    """Names are ASCII nearly always, so even a wrong encoding shows them."""
    if item.reason != "encoding" or item.words:
        return item
    return msgspec.structs.replace(item, words=words_of(content.decode("latin-1")))
