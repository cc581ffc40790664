"""Variables of the environment: who reads them, with which default, and who sets them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from debtscan.facts import ConfigKey, FileFacts, Kind, Literal, Option, Value
from debtscan.model import Location
from debtscan.project.libraries.environment_names import OUTSIDE
from debtscan.project.names.mentions import Mentions

_NAME = re.compile(r"[A-Za-z_]\w*")
#: a section of variables in a document of CI, compose or a workflow: `jobs.a.env.X`
_SECTION = re.compile(r"(?:^|\.)(env|environment|env_vars|environment_variables)(?:\.|\[\d+\]$)")
_HOW = {Kind.ENV: "file", Kind.DOCKER: "image", Kind.YAML: "document", Kind.TOML: "document"}


class VariableSetting(Struct, frozen=True):
    """One place that sets a variable. `how`: "export", "file" (`.env`), "image" (Dockerfile),
    "document" (CI, compose), "code"; `value` is None where it is computed."""

    how: str
    value: str | None
    at: Location


class Variable(Struct, frozen=True):
    """One variable. `defaults` are those of its reads, None where a read has none (it fails or
    gives None); `named` is a place elsewhere that may read or set it; "" when there is none."""

    name: str
    reads: tuple[Location, ...]
    defaults: tuple[Value | None, ...]
    settings: tuple[VariableSetting, ...]
    required: bool  #: some read fails without it
    named: str

    @property
    def outside(self) -> bool:
        """Whether systems and libraries use the name."""
        return self.name.partition("_")[0].upper() in OUTSIDE


class Environment:
    """All variables that code of the repository reads or that something here sets."""

    def __init__(self, files: Mapping[str, FileFacts], mentions: Mentions) -> None:
        self._files = files
        self._mentions = mentions

    @cached_property
    def variables(self) -> Mapping[str, Variable]:
        """By name, sorted."""
        names = sorted(self._reads.keys() | self._settings.keys())
        return {name: self._variable(name) for name in names}

    @cached_property
    def set_and_never_read(self) -> tuple[Variable, ...]:
        """Set here, read by no code here, named nowhere else, and no name that systems use.
        What code alone sets is meant for a library that it imports, and is not among them."""
        return tuple(
            one
            for one in self._own
            if not one.reads and any(setting.how != "code" for setting in one.settings)
        )

    @cached_property
    def read_and_never_set(self) -> tuple[Variable, ...]:
        """Read here without a default, set and named nowhere, and no name that systems use."""
        return tuple(
            one
            for one in self._own
            if one.reads and not one.settings and all(value is None for value in one.defaults)
        )

    @property
    def _own(self) -> Iterator[Variable]:
        return (one for one in self.variables.values() if not (one.named or one.outside))

    def _variable(self, name: str) -> Variable:
        reads = self._reads.get(name, ())
        settings = tuple(self._settings.get(name, ()))
        places = {at for at, _ in reads} | {one.at for one in settings}
        return Variable(
            name,
            tuple(at for at, _ in reads),
            tuple(option.default for _, option in reads),
            settings,
            any(option.required for _, option in reads),
            self._elsewhere(name, places) or self._in_script(name),
        )

    def _elsewhere(self, name: str, places: set[Location]) -> str:
        known = {(at.path, at.line) for at in places}
        scripts = {at.path for at in places if self._files[at.path].kind is Kind.SHELL}
        for one in self._mentions.of(name):
            own = one.where == "words" and one.path in scripts
            if (one.path, one.line) not in known and not own:
                return one.reason
        return ""

    def _in_script(self, name: str) -> str:
        """A script that exports the variable takes its value too."""
        for path, option in self._exports.get(name, ()):
            if option.action == "used":
                return f"used in {path}"
        return ""

    @cached_property
    def _reads(self) -> Mapping[str, list[tuple[Location, Option]]]:
        index: dict[str, list[tuple[Location, Option]]] = defaultdict(list)
        for file in self._files.values():
            for option in file.environment:
                if option.framework == "environment":
                    index[option.name].append((file.locate(option.at), option))
        return index

    @cached_property
    def _exports(self) -> Mapping[str, list[tuple[str, Option]]]:
        index: dict[str, list[tuple[str, Option]]] = defaultdict(list)
        for path, file in self._files.items():
            for option in file.environment:
                if option.framework == "export":
                    index[option.name].append((path, option))
        return index

    @cached_property
    def _settings(self) -> Mapping[str, list[VariableSetting]]:
        index: dict[str, list[VariableSetting]] = defaultdict(list)
        for name, exports in self._exports.items():
            for path, option in exports:
                value = str(option.default.value) if isinstance(option.default, Literal) else None
                at = self._files[path].locate(option.at)
                index[name].append(VariableSetting("export", value, at))
        for file in self._files.values():
            for name, setting in (*_documented(file), *_assigned(file)):
                index[name].append(setting)
        return index


def _documented(file: FileFacts) -> Iterator[tuple[str, VariableSetting]]:
    """Keys of `.env` files, of Dockerfiles, and of sections of variables in documents."""
    how = _HOW.get(file.kind, "")
    for key in file.config if how else ():
        if key.kind == "scalar":
            name, value = _named(key) if how == "document" else (key.path, str(key.value))
            if name and _NAME.fullmatch(name):
                yield name, VariableSetting(how, value, file.locate(key.at))


def _named(key: ConfigKey) -> tuple[str, str | None]:
    """`jobs.a.env.X` and `environment[0]: X=1`; `X` alone takes the value of the caller."""
    found = _SECTION.search(key.path)
    if found is None:
        return "", None
    if key.path.endswith("]"):
        name, equals, value = str(key.value).partition("=")
        return name, value if equals else None
    rest = key.path[found.end() :]
    return ("" if "." in rest else rest), str(key.value)


def _assigned(file: FileFacts) -> Iterator[tuple[str, VariableSetting]]:
    """`os.environ["X"] = "1"`, `os.environ.setdefault("X", "1")`, `os.putenv("X", "1")`."""
    stored = {one.at: one.key for one in file.key_accesses if one.store and _is_environ(one.of)}
    values = {one.at: one.value for one in file.assignments if one.at in stored}
    for at, name in stored.items():
        yield name, VariableSetting("code", _text(values.get(at)), file.locate(at))
    for call in file.calls:
        if call.callee in ("os.environ.setdefault", "os.putenv") and len(call.arguments) > 1:
            given, value = (_text(one) for one in call.arguments[:2])
            if given:
                yield given, VariableSetting("code", value, file.locate(call.at))


def _is_environ(name: str) -> bool:
    return name in ("os.environ", "environ")


def _text(value: Value | None) -> str | None:
    return str(value.value) if isinstance(value, Literal) else None
