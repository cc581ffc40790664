"""Readers of options that arrive as parameters: click, typer, fire and the like."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import FileFacts, Option
from debtscan.model import Location
from debtscan.project.names.bindings import scopes
from debtscan.project.names.symbols import Symbol, Symbols

#: hand on all parameters of a function
_WHOLE = frozenset({"locals", "click.get_current_context", "ctx.params"})


def parameter_reads(
    symbols: Symbols, file: FileFacts, option: Option
) -> tuple[tuple[Location, ...], str]:
    """(reads inside the function, why others may read it out of sight)."""
    function = symbols.at(file.path, option.holder)
    if function is None:
        return (), "the function it arrives in is not known"
    parameters = {one.name: one.kind for one in function.definition.parameters}
    if option.name not in parameters:
        gathered = "double-star" in parameters.values()
        return (), "it arrives in `**kwargs`" if gathered else "it arrives in no parameter"
    reads = tuple(sorted(set(_inside(file, function, option.name))))
    loose = _WHOLE & file.reads[function.scope].keys()
    return reads, f"`{min(loose)}` hands on all parameters" if loose else ""


def _inside(file: FileFacts, function: Symbol, name: str) -> Iterator[Location]:
    for scope, names in enumerate(file.reads):
        if function.scope in scopes(file, scope):
            for dotted, lines in names.items():
                if dotted.partition(".")[0] == name:
                    yield from (file.line(line) for line in lines)
