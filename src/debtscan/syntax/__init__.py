"""Bytes -> `FileFacts`: one module per kind of file, each imported when its kind is met.

The only layer that knows libcst, YAML, TOML, notebooks and shell; must not know rules or paths.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from debtscan.facts import FileFacts, Kind, Unread

__all__ = ["extract"]

_READERS = {
    Kind.PYTHON: ("debtscan.syntax.python", "extract_python"),
    Kind.YAML: ("debtscan.syntax.yaml_document", "extract_yaml"),
    Kind.TOML: ("debtscan.syntax.toml_document", "extract_toml"),
    Kind.JSON: ("debtscan.syntax.json_document", "extract_json"),
    Kind.INI: ("debtscan.syntax.ini_document", "extract_ini"),
    Kind.ENV: ("debtscan.syntax.env_document", "extract_env"),
    Kind.SHELL: ("debtscan.syntax.shell", "extract_shell"),
    Kind.MAKE: ("debtscan.syntax.makefile", "extract_makefile"),
    Kind.DOCKER: ("debtscan.syntax.dockerfile", "extract_dockerfile"),
    Kind.REQUIREMENTS: ("debtscan.syntax.requirements", "extract_requirements"),
    Kind.MARKDOWN: ("debtscan.syntax.markdown", "extract_markdown"),
}


def extract(kind: Kind, content: bytes) -> FileFacts | Unread:
    """The facts of a file's bytes, or why there are none. Pure; the path is left empty."""
    from debtscan.source import decode

    if kind is Kind.NOTEBOOK:
        from debtscan.syntax.notebook import extract_notebook

        return extract_notebook(content)
    text = decode(content, kind)
    if isinstance(text, Unread):
        return text
    module, function = _READERS.get(kind, ("", ""))
    if module and find_spec(module):
        result: FileFacts | Unread = getattr(import_module(module), function)(text)
        return result
    from debtscan.syntax.words import extract_words

    return extract_words(text, kind)
