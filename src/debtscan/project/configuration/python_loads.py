"""Who holds the keys of Python that is configuration: importers, loaders by path, `exec`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import FileFacts, Span
from debtscan.project.configuration.command_documents import CommandDocuments
from debtscan.project.configuration.holding import Holding, KeyUse
from debtscan.project.configuration.loads import Load
from debtscan.project.configuration.python_documents import PythonDocument
from debtscan.project.flow.carried import Place
from debtscan.project.flow.flows import Flows

_MOST = 60  #: holders followed for one constant: importers name it, few hand it on
LOADERS = ("Config.fromfile", "SourceFileLoader", "runpy.run_path")
_BASES = ("_base_", "_BASE_", "BASE")


def hold(holding: Holding, flows: Flows, documents: Mapping[str, PythonDocument]) -> None:
    """Follow settings objects, and what importers of constants read."""
    for path, one in documents.items():
        file = flows.files[path]
        load = Load(path, -1, file.line(1), one.holder or "import", (path,), how="code")
        if one.kind == "object":
            holding.add_holder(Place(path, 0, one.holder), load)
        elif one.kind == "constants":
            for key in one.keys:
                if "." not in key.path and "[" not in key.path:
                    place = Place(path, 0, key.path)
                    holding.add_holder(place, load, (key.path,), _MOST)
                    uses = _reads(flows, place) if key.kind != "mapping" else ()
                    holding.uses[path, key.path].update(uses)


def loadable(
    files: Mapping[str, FileFacts], documents: Mapping[str, PythonDocument], *loaders: str
) -> tuple[str, ...]:
    """Modules of values, where some code calls one of these."""
    found = tuple(path for path, one in documents.items() if one.kind == "values")
    calls = (call.callee for file in files.values() if found for call in file.calls)
    return found if any(callee.endswith(loaders) for callee in calls) else ()


def reasons(flows: Flows, documents: Mapping[str, PythonDocument]) -> Iterator[tuple[str, str]]:
    """(path, why it counts) for settings objects and for constants that somebody imports."""
    for path, one in documents.items():
        if one.kind == "object":
            yield path, f"settings made in code at {flows.files[path].line(one.keys[0].at.line)}"
        elif one.kind == "constants":
            importer = next(iter(flows.calls.symbols.imports.importers(path)), "")
            if importer:
                yield path, f"a module of constants that {importer} imports"


def executed(
    files: Mapping[str, FileFacts],
    holding: Holding,
    documents: Mapping[str, PythonDocument],
    passed: CommandDocuments,
) -> None:
    """`exec(open(path).read())`: the keys of a document that a command passes to the script are
    the script's own names."""
    for started, _, path in passed.passed:
        script = files.get(started.target or "")
        if path in documents and script is not None and _executes(script):
            for key in documents[path].keys:
                for line in _lines(script, key.path):
                    holding.uses[path, key.path].add(
                        KeyUse(script.path, Span(line, 1, line), "read")
                    )


def with_bases(files: Mapping[str, FileFacts], documents: Sequence[str]) -> tuple[str, ...]:
    """The documents and those that they build on by `_base_`."""
    found = dict.fromkeys(documents)
    waiting = list(documents)
    while waiting:
        path = waiting.pop()
        for base in bases(files, path):
            if base not in found:
                found[base] = None
                waiting.append(base)
    return tuple(found)


def bases(files: Mapping[str, FileFacts], path: str) -> Iterator[str]:
    """Documents that one names as its base, by their path from its own folder."""
    for key in files[path].config:
        if key.path.partition("[")[0] in _BASES and isinstance(key.value, str):
            base = posixpath.normpath(posixpath.join(posixpath.dirname(path), key.value))
            if base in files:
                yield base


def _executes(file: FileFacts) -> bool:
    return any(call.callee == "exec" for call in file.calls)


def _reads(flows: Flows, place: Place) -> Iterator[KeyUse]:
    for one in (place, *flows.exported(place)):
        file = flows.files[one.path]
        for scope, names in enumerate(file.reads):
            if one.name in names and flows.is_visible(one, file, scope):
                for line in names[one.name]:
                    yield KeyUse(one.path, Span(line, 1, line), "read")


def _lines(file: FileFacts, name: str) -> Iterator[int]:
    for names in file.reads:
        yield from names.get(name, ())
