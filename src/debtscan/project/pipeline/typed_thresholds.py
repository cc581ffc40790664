"""Scores that are cut at a number typed into code, while the configuration that the same script
loads has another threshold, which the script does not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from debtscan.facts import (
    Call,
    Collection,
    FileFacts,
    Item,
    Literal,
    Operation,
    Reference,
    Span,
    Table,
    Value,
)
from debtscan.project.pipeline.disagreeing_constants import Disagreement, SharedConstant

if TYPE_CHECKING:
    from debtscan.project.model import Project

_THRESHOLD = re.compile(r"(\w+_)?(threshold|thresh|cutoff)|min_(confidence|score|probability)")
_SCORE = re.compile(r"(^|_)(score|prob|proba|probability|confidence)s?($|_)")
_SCORES = re.compile(r"predict(_proba)?|sigmoid|softmax|decision_function")
_CUTS = frozenset({">", ">=", "<", "<="})


def typed_thresholds(project: Project) -> Iterator[Disagreement]:
    """By document, key and place."""
    keys = {
        file.path: found
        for file in project.files.values()
        if file.config and (found := tuple(_keys(file)))
    }
    paths = {step.id: step.path for step in project.pipeline.steps} if keys else {}
    for edge in project.pipeline.edges if keys else ():
        file = project.files.get(paths.get(edge.target, ""))
        if edge.kind == "reads" and file and file in project.source_files:
            for key in keys.get(edge.source, ()):
                if key.name not in file.strings and key.name not in file.words:
                    yield from _against(project, file, key)


def _keys(file: FileFacts) -> Iterator[SharedConstant]:
    for key in file.config:
        leaf = key.path.rpartition(".")[2]
        is_share = isinstance(key.value, float) and 0 < key.value < 1
        if is_share and isinstance(key.value, float) and _THRESHOLD.fullmatch(leaf):
            yield SharedConstant(leaf, key.value, file.locate(key.at))


def _against(project: Project, file: FileFacts, key: SharedConstant) -> Iterator[Disagreement]:
    for value, at in (*_given(project, file, key.name), *_cuts(file)):
        if value != key.value:
            typed = SharedConstant(key.name, value, file.locate(at))
            yield Disagreement(typed, key, key.at.path)


def _given(project: Project, file: FileFacts, name: str) -> Iterator[tuple[float, Span]]:
    """Numbers given to a parameter of the repository that is called like the key."""
    for index, call in enumerate(file.calls):
        target = project.calls.target(file.path, index) if _gives_number(call) else None
        if target is None or target.is_class:
            continue
        places = [one.name for one in target.definition.parameters]
        given = {keyword.name: keyword.value for keyword in call.keywords}
        given |= dict(zip(places, call.arguments, strict=False))
        number = _share(given.get(name))
        if number is not None:
            yield number, call.at


def _gives_number(call: Call) -> bool:
    values = (*call.arguments, *(keyword.value for keyword in call.keywords))
    return any(_share(value) is not None for value in values)


def _cuts(file: FileFacts) -> Iterator[tuple[float, Span]]:
    """Comparisons of scores with numbers, wherever they stand."""
    scored = {call.at.line for call in file.calls if _SCORES.fullmatch(_last(call.callee))}
    names = {one.target for one in file.assignments if one.at.line in scored}
    for value, at in _expressions(file):
        for cut in _parts(value):
            if isinstance(cut, Operation) and cut.operator in _CUTS and len(cut.operands) == 2:
                score, limit = cut.operands
                number = _share(limit)
                if number is not None and _is_score(score, names):
                    yield number, at


def _expressions(file: FileFacts) -> Iterator[tuple[Value, Span]]:
    for assigned in file.assignments:
        yield assigned.value, assigned.at
    for returned in file.returns:
        yield returned.value, returned.at
    for branch in file.branches:
        yield branch.test, branch.at
    for call in file.calls:
        for value in (*call.arguments, *(keyword.value for keyword in call.keywords)):
            yield value, call.at


def _parts(value: Value) -> Iterator[Value]:
    yield value
    inner: tuple[Value, ...] = ()
    match value:
        case Operation(operands=operands):
            inner = operands
        case Collection(items=items):
            inner = items
        case Table(values=values):
            inner = values
        case Item(of=of, key=key):
            inner = (of, key)
    for part in inner:
        yield from _parts(part)


def _is_score(value: Value, names: set[str]) -> bool:
    match value:
        case Reference(name=name):
            return name in names or bool(_SCORE.search(_last(name)))
        case Item(key=Literal(value=str() as key)):
            return bool(_SCORE.search(key))
        case Item(of=of):
            return _is_score(of, names)
    return False


def _share(value: Value | None) -> float | None:
    known = value.value if isinstance(value, Literal) else None
    return known if isinstance(known, float) and 0 < known < 1 else None


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]
