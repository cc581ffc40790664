"""ZenML's run configurations: `with_options(config_path=…)` gives steps their parameters."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.project.configuration.documents import folders
from debtscan.project.configuration.holding import KeyUse
from debtscan.project.names.symbols import Symbol, Symbols

_STEP = re.compile(r"steps\.(?P<step>[^.\[]+)\.parameters\.(?P<name>[^.\[]+).*")
_PIPELINE = re.compile(r"parameters\.(?P<name>[^.\[]+).*")
#: what ZenML itself takes, of a run and of a step
_KNOWN = re.compile(
    r"(steps\.[^.\[]+\.)?(settings|model|enable_\w+|extra|run_name|name|schedule|tags|retry|"
    r"environment|secrets|cache_policy|step_operator|experiment_tracker|build|substitutions|"
    r"failure_hook_source|success_hook_source|outputs|caching_parameters)([.\[].*)?"
)


class RunConfigurations:
    """Documents that ZenML reads, by project: the folder that code below says `with_options`."""

    def __init__(
        self, files: Mapping[str, FileFacts], documents: Collection[str], symbols: Symbols
    ) -> None:
        self._files = files
        self._documents = documents
        self._symbols = symbols

    def reasons(self) -> Iterator[tuple[str, str]]:
        """(document, why it counts)."""
        yield from self._loaded.items()

    def uses(self, path: str, key: str) -> tuple[KeyUse, ...]:
        """The step or pipeline whose parameter the key gives; else ZenML where it knows it."""
        if path not in self._loaded:
            return ()
        match = _STEP.fullmatch(key) or _PIPELINE.fullmatch(key)
        if match is not None:
            wanted = match.groupdict().get("step")
            return tuple(self._parameters(path, wanted, match["name"]))
        row = next((one for one in self._files[path].config if one.path == key), None)
        if row is not None and _KNOWN.fullmatch(key):
            return (KeyUse(path, row.at, "whole", "zenml"),)
        return ()

    def _parameters(self, path: str, step: str | None, name: str) -> Iterator[KeyUse]:
        decorator = "step" if step is not None else "pipeline"
        for one in self._taking(name):
            made = any(d.rpartition(".")[2] == decorator for d in one.definition.decorators)
            meant = step is None or one.name.rpartition(".")[2] == step
            if made and meant and _root(path, self._roots) == _root(one.path, self._roots):
                yield KeyUse(one.path, one.definition.at, "parameter", one.name)

    def _taking(self, name: str) -> tuple[Symbol, ...]:
        return self._by_parameter.get(name, ())

    @cached_property
    def _by_parameter(self) -> Mapping[str, tuple[Symbol, ...]]:
        found: dict[str, list[Symbol]] = {}
        for one in self._symbols.all:
            if any(d.rpartition(".")[2] in ("step", "pipeline") for d in one.definition.decorators):
                for parameter in one.definition.parameters:
                    found.setdefault(parameter.name, []).append(one)
        return {name: tuple(symbols) for name, symbols in found.items()}

    @cached_property
    def _roots(self) -> frozenset[str]:
        """Folders of scripts that start pipelines with options, with ZenML in or below them."""
        using = folders(
            file.path
            for file in self._files.values()
            if any(one.module.partition(".")[0] == "zenml" for one in file.imports)
        )
        return using & {
            posixpath.dirname(file.path)
            for file in (self._files.values() if using else ())
            for call in file.calls
            if call.callee.endswith("with_options")
        }

    @cached_property
    def _loaded(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for path in self._documents if self._roots else ():
            root = _root(path, self._roots)
            if root is not None and any(_shaped(row.path) for row in self._files[path].config):
                found[path] = f"a run configuration of the ZenML project `{root or '.'}`"
        return found


def _shaped(key: str) -> bool:
    return _STEP.fullmatch(key) is not None or key.startswith(("settings.docker", "enable_cache"))


def _root(path: str, roots: Collection[str]) -> str | None:
    """The nearest folder above that is one."""
    folder = posixpath.dirname(path)
    while True:
        if folder in roots:
            return folder
        if not folder:
            return None
        folder = posixpath.dirname(folder)
