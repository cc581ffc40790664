"""Modules that a checkout lacks on purpose: compiled, generated, fetched or ignored."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.project.libraries.known_heads import BUILT_ENDINGS
from debtscan.project.names.ignored import is_ignored
from debtscan.project.names.mentions import Mention, Mentions

_ENDINGS = (*BUILT_ENDINGS, "_C", "_ext", "_cuda", "_cpp", "_cy", "_capi", "_lib", "_wrapper")
_BY_TOOLS = frozenset({"version", "build_info", "git_version", "buildinfo", "local_settings"})
_BUILDS = re.compile(r"(^|/)(setup\w*\.(py|cfg)|pyproject\.toml|\w*build\w*\.py|meson\.build)$")
_LISTS = re.compile(
    r"(^|/)(\.gitmodules|BUILD(\.bazel)?|SConstruct|SConscript|[^/]+\.(bzl|in|swg))$"
)
_MAKERS = (
    "PYBIND11_MODULE TORCH_EXTENSION_NAME TORCH_LIBRARY PyMODINIT_FUNC PyModuleDef NB_MODULE "
    "BOOST_PYTHON_MODULE pymodule pybind11_add_module nanobind_add_module add_library "
    "python_add_library Python_add_library swig_add_library cython_add_module add_cython_target"
)
_MAKING = frozenset(_MAKERS.split())  #: words of texts that make a module whose name they hold
_NATIVE = re.compile(r"\.(c|cc|cpp|cxx|cu|pyx|rs|go|f|f90)$")
_BRINGING = re.compile(
    r"\b(clone|wget|curl|gdown|protoc|cp|copy|mv|ln|unzip|tar|submodule|cython\w*|gsutil|aws|git"
    r"|svn|rsync|scp|download\w*|make|touch|swig|f2py)\b",
    re.IGNORECASE,
)
_COPYING = frozenset({"cp", "mv", "ln", "rsync", "scp"})


class BuiltModules:
    """Asked per path that is not there, without suffix."""

    def __init__(self, files: Mapping[str, FileFacts], mentions: Mentions) -> None:
        self._files = files
        self._mentions = mentions

    def is_made(self, path: str) -> bool:
        """Whether something says that the module comes from elsewhere, or its name does."""
        name = posixpath.basename(path)
        if name.endswith(_ENDINGS) or name.lstrip("_") in _BY_TOOLS:
            return True
        if name.startswith("_") and self._compiles:
            return True
        if is_ignored(path, self._files):
            return True
        parent = posixpath.basename(posixpath.dirname(path))
        return any(self._brings(one, name, parent) for one in self._mentions.each(name))

    @cached_property
    def _compiles(self) -> bool:
        """Whether code of another language is here, that extensions are made of."""
        return any(map(_NATIVE.search, self._files))

    def is_taken_away(self, path: str) -> bool:
        """Whether a command puts a file, or a folder around it, into another project."""
        return not self._taken.isdisjoint(path.split("/"))

    @cached_property
    def _taken(self) -> frozenset[str]:
        """Names of what commands copy, move or link."""
        return frozenset(
            posixpath.basename(word.removesuffix("*").rstrip("/"))
            for file in self._files.values()
            for command in file.commands
            if command.words and command.words[0] in _COPYING
            for word in command.words[1:-1]
            if not word.startswith("-")
        ) - {"", ".", ".."}

    def _brings(self, one: Mention, name: str, parent: str) -> bool:
        file = self._files.get(one.path)
        if file is None:
            return False
        if one.where == "words":
            return bool(_LISTS.search(one.path)) or not _MAKING.isdisjoint(file.words)
        if one.where == "command":
            rows = [each.words for each in file.commands if each.at.line == one.line]
            return any(_BRINGING.search(" ".join(words)) for words in rows)
        if one.where == "string":
            texts = [text for text, lines in file.strings.items() if one.line in lines]
            return any(self._makes(file, text, name, parent) for text in texts)
        return one.where == "config" and bool(_BUILDS.search(one.path))

    def _makes(self, file: FileFacts, text: str, name: str, parent: str) -> bool:
        """Whether a string of code is what a module is built as, written to, or put in by hand."""
        if name not in text or " " in text:
            return False
        loads = f"{parent}.{name}" in text or any("sys.modules" in reads for reads in file.reads)
        return f"{name}.py" in text or loads or bool(_BUILDS.search(file.path))
