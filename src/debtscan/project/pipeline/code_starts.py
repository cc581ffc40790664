"""Scripts that code starts as processes: every step that reaches the call starts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from debtscan.project.pipeline.steps import Link, Part
from debtscan.project.starts.commands import StartedScript
from debtscan.project.starts.units import Unit

if TYPE_CHECKING:
    from debtscan.project.model import Project


def code_starts(project: Project, parts: Mapping[str, Part]) -> Iterator[Link]:
    """Links from steps to the scripts that `subprocess` and its like start in their code."""
    units = _units(project)
    if not units:
        return
    own = [unit for part in parts.values() if part.inner for unit in part.units]
    everything = [unit for part in parts.values() for unit in part.units]
    reached = project.reach.to(tuple(units), everything, own)
    for name, part in sorted(parts.items()):
        for unit in reached.wanted(part.units):
            for one in units[unit]:
                if one.target and one.target != name:
                    yield Link("starts", name, one.target, one.at, declared=False)


def _units(project: Project) -> Mapping[Unit, list[StartedScript]]:
    """Where such calls stand -> what they start."""
    index: dict[Unit, list[StartedScript]] = defaultdict(list)
    for one in project.commands:
        if one.command.source == "code":
            path, at = one.file.path, one.command.at
            scope = next((call.scope for call in one.file.calls if call.at == at), 0)
            index[project.reach.unit(path, scope, at.line)].append(one)
    return index
