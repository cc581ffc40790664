"""What a run was told: command line over environment over file over defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from debtscan.acceptance import AcceptedDebt
from debtscan.engine.configuration import Configuration, find_configuration
from debtscan.engine.refusals import refusal
from debtscan.engine.selection import Selection
from debtscan.model import Category, Confidence, DebtscanError, Stage
from debtscan.model.nearest import did_you_mean
from debtscan.score import Floors

OVERALL = "overall"
Sureness = Literal["low", "medium", "high"]
Gate = Literal["new", "any"]
StageName = Literal["research", "production"]
Percent = Annotated[float, Meta(ge=0, le=100)]


class Override(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """Other settings for a part of a monorepo. One score covers all parts."""

    paths: tuple[str, ...]  #: gitignore patterns
    ignore: tuple[str, ...] = ()  #: further rules and categories that are not reported there
    min_confidence: Sureness | None = None


class Settings(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """All that can be chosen. The names in files have `-` for `_`."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    #: rules and categories not to ask, and debt that was accepted
    ignore: tuple[str | AcceptedDebt, ...] = ()
    preview: bool = False
    stage: StageName = "production"  #: whose rules are asked, and whose weights count
    min_confidence: Sureness = "low"
    exclude: tuple[str, ...] = ()  #: further gitignore patterns
    tracked: bool = False  #: leave out what git does not track
    fail_under: Percent | dict[str, Percent] | None = None
    fail_on: Gate | None = None  #: any finding, known or not, or one that nobody knew
    max_suppressed: Annotated[int, Meta(ge=0)] | None = None
    baseline: str | None = None  #: path in the project; None: `debtscan-baseline.jsonl`, if any
    scored_packs: tuple[str, ...] = ()  #: third-party packs whose findings score and gate
    jobs: Annotated[int, Meta(ge=1, le=512)] | None = None  #: None: as many as processors
    per_file_ignores: dict[str, tuple[str, ...]] = {}  #: gitignore pattern -> rules
    overrides: tuple[Override, ...] = ()  #: the last that covers a path and sets a key wins
    rules: dict[str, dict[str, Any]] = {}  #: rule -> option -> value
    cache: bool = True
    cache_dir: str | None = None

    @property
    def selection(self) -> Selection:
        """The rules asked for."""
        ignored = [each for each in self.ignore if isinstance(each, str)]
        return Selection(self.select, self.extend_select, ignored, self.preview, Stage(self.stage))

    @property
    def accepted(self) -> tuple[AcceptedDebt, ...]:
        """The debt that was accepted by an entry of its own."""
        return tuple(each for each in self.ignore if isinstance(each, AcceptedDebt))

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
NOT_FROM_FILES = frozenset({"cache", "cache-dir", "tracked"})
_KNOWN = frozenset(field.encode_name for field in msgspec.structs.fields(Settings))
_LISTS = frozenset({"select", "extend-select", "ignore", "exclude", "scored-packs"})
_NESTED = frozenset({"per-file-ignores", "rules", "overrides"})
_CHOICES = {
    "min-confidence": get_args(Sureness),
    "fail-on": get_args(Gate),
    "stage": get_args(StageName),
}
_TABLES: dict[str, type[Struct]] = {"ignore": AcceptedDebt, "overrides": Override}
PREFIX = "DEBTSCAN_"
#: variable -> the key it stands for
VARIABLES = {PREFIX + name.upper().replace("-", "_"): name for name in sorted(_KNOWN - _NESTED)}


def load_settings(
    root: Path,
    command_line: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Configuration | None = None,
) -> Settings:
    """The settings of a run on ``root``.

    ``command_line`` holds only what was typed, by the names of files (`fail-under`); a key
    given there replaces the whole key of a weaker source, but of floors that of the same
    category alone. Raises `DebtscanError` in one line that names the source and the key.
    """
    told = find_configuration(root) if file is None else file
    _refuse_outside(_check(told.values, told.file, _KNOWN - NOT_FROM_FILES), told.file)
    typed = dict(command_line or {})
    _check(typed, "command line", _KNOWN)
    sources = (told.values, _environment(environment or {}), typed)
    merged: dict[str, Any] = {}
    for source in sources:
        merged |= source
    return msgspec.convert(merged | _joined_floors(sources), Settings)


def _joined_floors(sources: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Floor by floor: one that is typed must not lift those of the project's other categories."""
    given = [source["fail-under"] for source in sources if "fail-under" in source]
    floors: dict[str, float] = {}
    for each in given:
        floors |= each if isinstance(each, dict) else {OVERALL: each}
    return {"fail-under": floors} if len(given) > 1 else {}


def _refuse_outside(settings: Settings, source: str) -> None:
    """A repository must not have us read or write beyond it."""
    place = PurePath(settings.baseline or "")
    if place.is_absolute() or ".." in place.parts:
        raise DebtscanError(f"{source}: baseline: `{place}` is not a path within the project")


def _environment(variables: Mapping[str, str]) -> dict[str, Any]:
    values = {}
    for variable, name in VARIABLES.items():
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
        raise DebtscanError(f"{source}: {refusal(error, _CHOICES, _TABLES)}") from error
    _check_floors(settings.fail_under, source)
    return settings


def _check_floors(floors: float | dict[str, float] | None, source: str) -> None:
    known = {OVERALL, *(category.value for category in Category)}
    for name in floors if isinstance(floors, dict) else ():
        if name not in known:
            hint = did_you_mean(name, known)
            raise DebtscanError(f"{source}: fail-under: unknown category `{name}`{hint}")
