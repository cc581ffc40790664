"""Constants of one name and two values in scripts that work on the same thing: both use one file,
or one trains (or prepares) what the other applies."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Collection, FileFacts, Literal, Operation, Value
from debtscan.model import Location
from debtscan.project.starts.teaching import teaches

if TYPE_CHECKING:
    from debtscan.project.model import Project

#: what data and models are like; not how a run goes (batches, epochs, workers, limits)
_QUANTITY = re.compile(
    r"(^|_)(rate|sr|window|win|hop|size|length|len|dims?|shape|width|height|channels|mels|fft|bins|"
    r"classes|labels|features|confidence|thresh(old)?|means?|stds?|scale|fps|stride|seed|"
    r"random_state|vocab|frames|patch|padding|mu|sigma)(_(size|length|len|dim))?$"
)
_OF_RUNS = re.compile(
    r"batch|epoch|worker|buffer|cache|learning|(^|_)(lr|log|plot|fig|font|queue|chunk|beam|drop)|"
    r"sample_size|test_size|cfg|guidance|step|timeout|port|decay|grad"
)
_MAKES = re.compile(r"(.*_)?(train\w*|fit|pretrain|finetune|preprocess|prepare|extract)(_.*)?")
_APPLIES = re.compile(
    r"(.*_)?(test|eval\w*|predict\w*|infer\w*|generate|synthesi[sz]e\w*|serve|server|app|api|"
    r"detect|sample|decode|translate|classify)(_.*)?"
)
_OPEN = re.compile(r"\*|\w+:")  #: somewhere; not of this repository
_MODELS = frozenset(
    {"pt", "pth", "ckpt", "onnx", "keras", "pb", "safetensors", "h5", "hdf5", "pkl", "pickle"}
    | {"joblib", "dill", "bin", "tflite"}
)

Number = float | tuple[float, ...]


class SharedConstant(Struct, frozen=True):
    """A number, or several, by a name of the module."""

    name: str
    value: Number
    at: Location


class Disagreement(Struct, frozen=True):
    """Two constants, and what joins their files: an artifact, or "" for a pair of scripts."""

    first: SharedConstant
    other: SharedConstant
    artifact: str


class DisagreeingConstants:
    """Looks among the judged modules of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def found(self) -> Iterator[Disagreement]:
        """By name, then by file; each pair of files once."""
        named: dict[str, list[SharedConstant]] = defaultdict(list)
        for file in self._project.source_files:
            if not teaches(file.path):
                for one in _constants(file):
                    named[one.name.lower()].append(one)
        for name in sorted(named):
            for one, other in combinations(named[name], 2):
                joint = None if one.value == other.value else self._joint(one, other)
                if joint is not None:
                    yield Disagreement(one, other, joint)

    def _joint(self, one: SharedConstant, other: SharedConstant) -> str | None:
        """What joins two files; None when nothing is known to."""
        paths = one.at.path, other.at.path
        here, there = self._touched[paths[0]], self._touched[paths[1]]
        shared = [each for each in here.keys() & there.keys() if not _is_apart(each, *paths)]
        joints = [each for each in shared if _hands_on(each, here[each] | there[each])]
        if joints:
            return min(joints)
        return "" if self._is_pair(one.at.path, other.at.path) else None

    def _is_pair(self, one: str, other: str) -> bool:
        """`train.py` and `generate.py` of one folder that import the same module."""
        if posixpath.dirname(one) != posixpath.dirname(other):
            return False
        imports = self._project.imports
        if not set(imports.imported(one)) & set(imports.imported(other)):
            return False
        return any(
            _MAKES.fullmatch(_stem(a)) and _APPLIES.fullmatch(_stem(b))
            for a, b in ((one, other), (other, one))
        )

    @cached_property
    def _touched(self) -> Mapping[str, dict[str, set[str]]]:
        """Path of a script -> file that no repository holds -> whether it writes or reads it."""
        pipeline = self._project.pipeline
        paths = {step.id: step.path for step in pipeline.steps}
        data = {one.id for one in pipeline.artifacts if one.id not in self._project.files}
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for edge in pipeline.edges:
            for step, artifact in ((edge.source, edge.target), (edge.target, edge.source)):
                if step in paths and artifact in data and not _OPEN.match(artifact):
                    found[paths[step]][artifact].add(edge.kind)
        return found


def _is_apart(artifact: str, one: str, other: str) -> bool:
    """A bare name, in scripts of different folders, and paths of twin folders, each with a script
    of that name: all are relative to where the script runs."""
    here, there = posixpath.dirname(one), posixpath.dirname(other)
    if here == there or posixpath.isabs(artifact):
        return False
    twins = posixpath.basename(one) == posixpath.basename(other)
    return twins or "/" not in artifact


def _hands_on(artifact: str, kinds: set[str]) -> bool:
    """One script writes what the other reads, or both apply one model."""
    return {"writes", "reads"} <= kinds or artifact.rpartition(".")[2] in _MODELS


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].lower().replace("-", "_")


def _constants(file: FileFacts) -> Iterator[SharedConstant]:
    """Bound once, in the module, and named for a quantity."""
    times: dict[str, int] = defaultdict(int)
    for one in file.assignments:
        if not one.scope:
            times[one.target] += 1
    for one in file.assignments:
        if not one.scope and times[one.target] == 1 and one.how[0] in "=:":
            value = _number(one.value) if _is_quantity(one.target) else None
            if value is not None:
                yield SharedConstant(one.target, value, file.locate(one.at))


def _is_quantity(target: str) -> bool:
    name = target.lower()
    return "." not in name and bool(_QUANTITY.search(name)) and not _OF_RUNS.search(name)


def _number(value: Value) -> Number | None:
    match value:
        case Literal(value=int() | float() as known) if not isinstance(known, bool):
            return known
        case Operation(operator="neg", operands=(Literal(value=int() | float() as known),)):
            return -known
        case Collection(items=items, size=size) if 0 < size == len(items):
            parts = [_number(item) for item in items]
            numbers = tuple(part for part in parts if isinstance(part, int | float))
            return numbers if len(numbers) == size else None
    return None
