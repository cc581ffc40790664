"""Values of options that are more than a word: formats, floors, counts, names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from debtscan.cli.request import Output
from debtscan.report.formats import FORMATS
from debtscan.report.graph import FORMATS as GRAPH_FORMATS

_OVERALL = "overall"


def outputs(ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> Any:
    """`json=report.json` and `concise` as `Output`s; the console when none is given."""
    return _outputs(given, FORMATS)


def drawings(ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> Any:
    """`svg=pipeline.svg` and `dot` as `Output`s; the console when none is given."""
    return _outputs(given, GRAPH_FORMATS)


def _outputs(given: Sequence[str], known: Collection[str]) -> tuple[Output, ...]:
    parsed = tuple(_output(text, known) for text in given) or (Output("console"),)
    if sum(output.file is None for output in parsed) > 1:
        raise click.BadParameter("only one format can go to stdout; give the others a file")
    files = [output.file.absolute() for output in parsed if output.file]
    if twice := next((file for file in files if files.count(file) > 1), None):
        raise click.BadParameter(f"two formats would be written to `{twice.name}`")
    return parsed


def _output(text: str, known: Collection[str]) -> Output:
    name, equals, file = text.partition("=")
    if name not in known:
        from debtscan.model.nearest import did_you_mean

        hint = did_you_mean(name, known)
        raise click.BadParameter(f"unknown format `{name}`{hint}, known are {', '.join(known)}")
    if equals and not file:
        raise click.BadParameter(f"`{text}` names no file")
    return Output(name, Path(file) if file and file != "-" else None)


def floors(ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> Any:
    """`70` and `pipeline-jungles=80` as one floor or as floors by name; None when not given."""
    named: dict[str, float] = {}
    for text in given:
        name, _, number = text.rpartition("=")
        if (name or _OVERALL) in named:
            raise click.BadParameter(f"two floors for {name or _OVERALL}")
        named[name or _OVERALL] = _percent(number)
    return named or None


def _percent(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise click.BadParameter(f"`{text}` is no number from 0 to 100")
    return number


def shown(ctx: click.Context, param: click.Parameter, given: str) -> int | None:
    """How many findings; None for all."""
    if given == "all":
        return None
    if not (given.isascii() and given.isdigit()):
        raise click.BadParameter(f"`{given}` is neither a number nor `all`")
    return int(given[:9])


def settings(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed of the settings that configuration files know, by their names."""
    given: dict[str, Any] = {
        name: _names(typed[name.replace("-", "_")], name)
        for name in ("select", "extend-select", "ignore")
    }
    for name in ("preview", "stage", "min-confidence", "fail-under", "fail-on", "max-suppressed"):
        given[name] = typed[name.replace("-", "_")]
    given["baseline"] = _absolute(typed["baseline"])
    return {name: value for name, value in given.items() if value not in (None, ())} | reading(
        typed
    )


def keeping(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that the commands of `baseline` take."""
    given = {name: typed[name] for name in ("preview", "stage")}
    given["baseline"] = _absolute(typed["baseline"])
    return {name: value for name, value in given.items() if value is not None} | reading(typed)


def reading(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that say what is read and how."""
    given = {
        "exclude": tuple(typed.get("exclude", ())),
        "jobs": typed["jobs"],
        "cache-dir": typed["cache_dir"],
        "tracked": typed.get("tracked"),
        "cache": False if typed["no_cache"] else None,
    }
    return {name: value for name, value in given.items() if value not in (None, ())}


def _names(given: Sequence[str], option: str) -> tuple[str, ...]:
    parts = [part.strip() for text in given for part in text.split(",")]
    if given and not any(parts):
        raise click.BadParameter("names no rule or category", param_hint=f"--{option}")
    return tuple(part for part in parts if part)


def _absolute(path: Path | None) -> str | None:
    """What is typed is meant from the current folder, what files say from the project's."""
    return None if path is None else str(path.absolute())
