"""What users of a published package may call although nobody inside does.

A packaging file alone says little (`pip install -e .` is how research code finds itself); that
others install it is told by its classifiers, its documentation site, or by commands that publish
it or install it by name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts, Literal
from debtscan.project.names.symbols import Symbol, Symbols

_NAME_KEYS = ("project.name", "tool.poetry.name", "metadata.name", "tool.flit.metadata.module")
_CLASSIFIERS = re.compile(r"(project|tool\.poetry|metadata)\.classifiers\b")
_PUBLISHES = re.compile(r"\b(twine upload|(poetry|flit|hatch|uv) publish|pypi-publish)\b")
_SITES = ("mkdocs.yml", "mkdocs.yaml", "docs/conf.py", "docs/source/conf.py", "doc/conf.py")


class Published:
    """Folders that hold a published distribution, and the public names below them."""

    def __init__(self, files: Mapping[str, FileFacts], symbols: Symbols) -> None:
        self._files = files
        self._symbols = symbols

    def is_public(self, symbol: Symbol) -> bool:
        """Whether users of the package may use this definition: it, or a class that inherits it,
        stands in a public module or is given out by one."""
        top, *inside = symbol.name.split(".")
        if any(map(_is_private, inside)):
            return False
        owner = self._symbols.at(symbol.path, top)
        below = self._symbols.descendants(owner) if owner and owner.is_class and inside else ()
        return any(self._is_offered(one) for one in (owner or symbol, *below))

    def _is_offered(self, symbol: Symbol) -> bool:
        top = symbol.name.partition(".")[0]
        return (symbol.path, top) in self._given_out or (
            self.holds(symbol.path) and not _is_private(top)
        )

    @cached_property
    def _given_out(self) -> frozenset[tuple[str, str]]:
        """What an `__init__.py`, or the `__all__` of a public module, has from a private one."""
        return frozenset(
            (target.path, target.name)
            for path, file in self._files.items()
            if file.imports and self.holds(path)
            for one in file.imports
            if one.bound in file.exports
            or (path.endswith("__init__.py") and one.bound and not _is_private(one.bound))
            if (target := self._symbols.find(one.bound, path)) is not None
        )

    def holds(self, path: str) -> bool:
        """Whether a module is a public one of a published package."""
        folder, _, name = path.rpartition("/")
        root = next((one for one in self._folders if f"{folder}/".startswith(one)), None)
        if root is None or _is_private(name.removesuffix(".py")):
            return False
        inside = folder[len(root) :].split("/")
        above = (root + "/".join(inside[:count]) for count in range(1, len(inside) + 1))
        return any(f"{one}/__init__.py" in self._files for one in above)

    @cached_property
    def _folders(self) -> tuple[str, ...]:
        """Deepest first; a distribution inside a repository is made for what is around it."""
        found = (
            f"{folder}/" if folder else ""
            for folder, (names, told) in self._distributions.items()
            if folder or told or not self._installed.isdisjoint(names) or self._is_sent
        )
        return tuple(sorted(found, key=len, reverse=True))

    @cached_property
    def _distributions(self) -> Mapping[str, tuple[set[str], bool]]:
        """Folder -> the names its packaging files give, and whether they have classifiers."""
        found: dict[str, tuple[set[str], bool]] = {}
        for path, file in self._files.items():
            if posixpath.basename(path) in ("setup.py", "setup.cfg", "pyproject.toml"):
                names = {_normal(one) for one in _names(file)}
                folder = posixpath.dirname(path)
                before = found.get(folder, (set(), False))
                if names:
                    found[folder] = (before[0] | names, before[1] or _has_classifiers(file))
        return found

    @cached_property
    def _is_sent(self) -> bool:
        """Documented on a site of its own, or uploaded by commands."""
        if any(site in self._files for site in _SITES):
            return True
        return any(_PUBLISHES.search(text) for file in self._files.values() for text in _said(file))

    @cached_property
    def _installed(self) -> frozenset[str]:
        """What commands and documents install by name."""
        return frozenset(
            _normal(re.split(r"[\[=<>~!;@]", word)[0])
            for file in self._files.values()
            for command in file.commands
            if "install" in command.words and not {"-e", "--editable"} & set(command.words)
            for word in command.words
        )


def _names(file: FileFacts) -> Iterator[str]:
    for key in file.config:
        if key.path in _NAME_KEYS and isinstance(key.value, str):
            yield key.value
    for call in file.calls:
        if call.callee.rpartition(".")[2] == "setup":
            for one in call.keywords:
                if one.name == "name":
                    yield str(one.value.value) if isinstance(one.value, Literal) else "?"


def _has_classifiers(file: FileFacts) -> bool:
    return any(_CLASSIFIERS.match(key.path) for key in file.config) or any(
        one.name == "classifiers" for call in file.calls for one in call.keywords
    )


def _said(file: FileFacts) -> Iterator[str]:
    yield from (" ".join(command.words) for command in file.commands)
    yield from (key.value for key in file.config if isinstance(key.value, str))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
