"""ZenML: artifacts that a step names and other code asks for by name; documents of runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from debtscan.facts import Call, Definition, FileFacts, Reference, Span, Value
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.libraries.io_rows import READ, WRITE
from debtscan.project.values.patterns import is_resolved, normal

_STEP = re.compile(r"zenml(\.\w+)*\.step")
_ASKS = re.compile(
    r".*\.(get_artifact|get_artifact_version|get_model_artifact|get_data_artifact"
    r"|list_artifact_versions)|zenml(\.\w+)*\.(ExternalArtifact|load_artifact)"
)
_SAVES = re.compile(r"zenml(\.\w+)*\.(save_artifact|register_artifact)")
_NAMES = ("name_id_or_prefix", "name", "name_or_id")

Pattern = Callable[[FileFacts, Value, int, int], str | None]  #: file, value, scope, line
Patterns = Callable[[FileFacts, Value, int, int], tuple[str, ...]]


def zenml_uses(
    files: Iterable[FileFacts], pattern: Pattern, patterns: Patterns
) -> Iterator[ArtifactUse]:
    """Uses of named artifacts that are both given and asked for, and of `config_path=`."""
    code = [file for file in files if file.is_code]
    ours = [
        file for file in code if any(one.module.split(".")[0] == "zenml" for one in file.imports)
    ]
    named = [use for file in ours for use in (*_given(file, pattern), *_asked(file, pattern))]
    both = {one.artifact for one in named if one.mode == WRITE}
    both &= {one.artifact for one in named if one.mode == READ}
    yield from (one for one in named if one.artifact in both)
    for file in code if ours else ():
        yield from _documents(file, patterns)


def _given(file: FileFacts, pattern: Pattern) -> Iterator[ArtifactUse]:
    """Names in what a step says it gives back: `Annotated[DataFrame, "train_set"]`."""
    if any(one.name == "Annotated" for one in file.imports):
        for scope, definition in enumerate(file.definitions, start=1):
            if any(_STEP.fullmatch(name) for name in definition.decorators):
                for name in sorted(set(_annotated(file, definition, pattern))):
                    yield _use(file, name, WRITE, scope, definition.at.line)
    for call in file.calls:
        if _SAVES.fullmatch(call.callee) and (name := _name(file, call, 1, pattern)):
            yield _use(file, name, WRITE, call.scope, call.at.line)


def _annotated(file: FileFacts, definition: Definition, pattern: Pattern) -> Iterator[str]:
    """Texts and constants between `def` and the first statement that are no default."""
    rows = file.statements.lines
    first = definition.at.line
    body = rows[definition.first] if definition.first < len(rows) else 0
    preset = {getattr(one.default, "value", None) for one in definition.parameters}
    for text, lines in file.strings.items():
        if text.isidentifier() and text not in preset and _within(lines, first, body):
            yield text
    reads = file.reads[definition.scope] if definition.scope < len(file.reads) else {}
    for name, lines in reads.items():
        if name.rpartition(".")[2].isupper() and _within(lines, first, body):
            value = pattern(file, Reference(name), definition.scope, first)
            if value and value.isidentifier():
                yield value


def _within(lines: Iterable[int], first: int, end: int) -> bool:
    return any(first <= line < end for line in lines)


def _asked(file: FileFacts, pattern: Pattern) -> Iterator[ArtifactUse]:
    for call in file.calls:
        if _ASKS.fullmatch(call.callee) and (name := _name(file, call, 0, pattern)):
            yield _use(file, name, READ, call.scope, call.at.line)


def _documents(file: FileFacts, patterns: Patterns) -> Iterator[ArtifactUse]:
    for value, scope, at in _run_documents(file):
        for place in patterns(file, value, scope, at.line):
            if is_resolved(place) and place.strip("*/."):
                where = file.locate(at)
                yield ArtifactUse(file.path, where, normal(place), READ, "zenml", scope)


def _run_documents(file: FileFacts) -> Iterator[tuple[Value, int, Span]]:
    """`config_path=` of a run, or `options["config_path"]` that is spread into one."""
    spread: set[tuple[int, str]] = set()
    for call in file.calls:
        if call.callee.endswith((".with_options", ".configure", ".from_config")):
            for one in call.keywords:
                if one.name == "config_path":
                    yield one.value, call.scope, call.at
            spread |= {(call.scope, getattr(one, "name", "")) for one in call.double_star}
    stored = {
        (one.scope, one.of, one.at.line)
        for one in file.key_accesses
        if one.store and one.key == "config_path" and (one.scope, one.of) in spread
    }
    for given in file.assignments if stored else ():
        if (given.scope, given.target.removesuffix("[]"), given.at.line) in stored:
            yield given.value, given.scope, given.at


def _name(file: FileFacts, call: Call, place: int, pattern: Pattern) -> str:
    given = (one.value for one in call.keywords if one.name in _NAMES)
    value = next(given, call.arguments[place] if place < len(call.arguments) else None)
    name = pattern(file, value, call.scope, call.at.line) if value is not None else None
    return name if name and "*" not in name else ""


def _use(file: FileFacts, name: str, mode: str, scope: int, line: int) -> ArtifactUse:
    return ArtifactUse(
        file.path, file.line(line), f"zenml://{name}", mode, "zenml", scope,
        kind="object", declared=True,
    )  # fmt: skip
