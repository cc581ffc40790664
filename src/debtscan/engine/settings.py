"""What a run was told: command line over environment over file over defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from debtscan.engine.configuration import Configuration, find_configuration
from debtscan.engine.nearest import did_you_mean
from debtscan.engine.options import located
from debtscan.engine.selection import Selection
from debtscan.model import Category, Confidence, DebtscanError
from debtscan.score import Floors

OVERALL = "overall"
Percent = Annotated[float, Meta(ge=0, le=100)]


class Settings(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """All that can be chosen. The names in files have `-` for `_`."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    min_confidence: Literal["low", "medium", "high"] = "low"
    exclude: tuple[str, ...] = ()  #: further gitignore patterns
    fail_under: Percent | dict[str, Percent] | None = None
    jobs: Annotated[int, Meta(ge=1, le=512)] | None = None  #: None: as many as processors
    per_file_ignores: dict[str, tuple[str, ...]] = {}  #: gitignore pattern -> rules
    rules: dict[str, dict[str, Any]] = {}  #: rule -> option -> value
    cache: bool = True
    cache_dir: str | None = None

    @property
    def selection(self) -> Selection:
        """The rules asked for."""
        return Selection(self.select, self.extend_select, self.ignore, self.preview)

    @property
    def least_confidence(self) -> Confidence:
        """Findings below it are not shown."""
        return Confidence[self.min_confidence.upper()]

    @property
    def floors(self) -> Floors:
        """The scores that must be reached."""
        given = self.fail_under
        if not isinstance(given, dict):
            return Floors(given)
        return Floors(
            given.get(OVERALL),
            {Category(name): floor for name, floor in given.items() if name != OVERALL},
        )


#: Never from a file: a repository must not choose where anything is written, nor who is asked.
_NOT_FROM_FILES = frozenset({"cache", "cache-dir"})
_KNOWN = frozenset(field.encode_name for field in msgspec.structs.fields(Settings))
_LISTS = frozenset({"select", "extend-select", "ignore", "exclude"})
_NESTED = frozenset({"per-file-ignores", "rules"})
PREFIX = "DEBTSCAN_"


def load_settings(
    root: Path,
    command_line: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Configuration | None = None,
) -> Settings:
    """The settings of a run on ``root``.

    ``command_line`` holds only what was typed, by the names of files (`fail-under`); a key
    given there replaces the whole key of a weaker source. Raises `DebtscanError` in one line
    that names the source and the key.
    """
    told = find_configuration(root) if file is None else file
    _check(told.values, told.file, _KNOWN - _NOT_FROM_FILES)
    typed = dict(command_line or {})
    _check(typed, "command line", _KNOWN)
    merged = {**told.values, **_environment(environment or {}), **typed}
    return msgspec.convert(merged, Settings)


def _environment(variables: Mapping[str, str]) -> dict[str, Any]:
    values = {}
    for name in sorted(_KNOWN - _NESTED):
        variable = PREFIX + name.upper().replace("-", "_")
        if text := variables.get(variable):
            value = {name: _from_text(name, text)}
            values[name] = getattr(_check(value, variable, _KNOWN, False), name.replace("-", "_"))
    return values


def _from_text(name: str, text: str) -> Any:
    if name in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    if name == "fail-under" and "=" in text:
        parts = [part.rpartition("=") for part in text.split(",")]
        return {category.strip() or OVERALL: floor for category, _, floor in parts}
    return text


def _check(
    values: Mapping[str, Any], source: str, allowed: frozenset[str], strict: bool = True
) -> Settings:
    for name in values:
        if name not in allowed:
            raise DebtscanError(f"{source}: unknown key `{name}`{did_you_mean(name, allowed)}")
    try:
        settings = msgspec.convert(values, Settings, strict=strict)
    except msgspec.ValidationError as error:
        raise DebtscanError(f"{source}: {located(error).removeprefix('.')}") from error
    _check_floors(settings.fail_under, source)
    return settings


def _check_floors(floors: float | dict[str, float] | None, source: str) -> None:
    known = {OVERALL, *(category.value for category in Category)}
    for name in floors if isinstance(floors, dict) else ():
        if name not in known:
            hint = did_you_mean(name, known)
            raise DebtscanError(f"{source}: fail-under: unknown category `{name}`{hint}")
