"""Variables of the environment that code of one process reads with different defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from debtscan.facts import FileFacts, Literal, Role
from debtscan.model import Location
from debtscan.project.names.imports import Imports
from debtscan.project.options.environment import Environment, Variable
from debtscan.project.options.same_value import same_value

#: shown to people, not used
_SHOWN = re.compile(r"|n/?a|none|null|not[ _-]?set|unset|unknown|undefined|missing|\?+", re.I)


class DifferingVariable(Struct, frozen=True):
    """`reads`: place -> the default there; at least two of them differ."""

    name: str
    reads: tuple[tuple[Location, str], ...]


def differing_variables(
    files: Iterable[FileFacts], environment: Environment, imports: Imports, starts: Iterable[str]
) -> Iterator[DifferingVariable]:
    """By name; only variables of this repository, read by its own code."""
    judged = {file.path for file in files if file.role is Role.SOURCE}
    reached: list[frozenset[str]] | None = None
    for one in environment.variables.values():
        reads = tuple((at, text) for at, text in _defaults(one) if at.path in judged)
        if one.outside or all(same_value(text, reads[0][1]) for _, text in reads):
            continue
        if reached is None:
            paths = [*dict.fromkeys((*starts, *sorted(judged)))]
            reached = [frozenset(imports.reachable_from([path])) | {path} for path in paths]
        for near in reached:
            together = tuple(read for read in reads if read[0].path in near)
            if any(not same_value(text, together[0][1]) for _, text in together):
                yield DifferingVariable(one.name, together)
                break


def _defaults(variable: Variable) -> Iterator[tuple[Location, str]]:
    for at, default in zip(variable.reads, variable.defaults, strict=True):
        if isinstance(default, Literal) and not _SHOWN.fullmatch(str(default.value or "")):
            yield at, str(default.value)
