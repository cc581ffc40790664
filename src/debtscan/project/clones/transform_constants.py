"""Constants of preprocessing that are given on the training side and on the predicting side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import Call, Collection, FileFacts, Literal, Operation, Reference, Value
from debtscan.model import Location
from debtscan.project.clones.train_serve import TrainServeClone
from debtscan.project.clones.two_sides import TwoSides, is_linked

_NAMED = re.compile(
    r"(^|_)(MEANS?|STDS?|SCALE|SAMPLE_?RATE|SAMPLING_RATE|SR|N_?MELS|N_?FFT|HOP_(LENGTH|SIZE)|"
    r"MAX_?(SEQ_?)?LEN(GTH)?|VOCAB(_SIZE)?|FEATURES?|COLUMNS?|COLS|CLASSES|CLASS_NAMES|LABELS|"
    r"(IMG|IMAGE|INPUT|CROP|RESIZE|PATCH|TARGET)_?(SIZE|SHAPE|WIDTH|HEIGHT|DIMS?)|TOKENIZER(_NAME)?)$"
)
#: last name of a callee -> the places of its arguments that belong to the data, by keyword
_CALLS: Mapping[str, tuple[str, ...]] = {
    "Normalize": ("mean", "std"),
    "Resize": ("size",),
    "CenterCrop": ("size",),
    "pad_sequences": ("", "maxlen"),
    "melspectrogram": ("", "sr", "", "n_fft", "hop_length", "n_mels"),
    "MelSpectrogram": ("sample_rate", "n_fft", "win_length", "hop_length", "n_mels"),
    "mfcc": ("", "sr", "", "n_mfcc"),
    "load_img": ("", "target_size"),
}
_KEYWORDS = frozenset(
    {"sr", "sample_rate", "sampling_rate", "n_mels", "n_fft", "hop_length", "n_mfcc", "maxlen"}
    | {"target_size", "do_lower_case", "mean", "std", "size"}
)
_TOKENIZER = re.compile(r".*(Tokenizer|Processor|FeatureExtractor)\w*\.from_pretrained")

Constant = str | int | float | bool | tuple["Constant", ...]


class TransformConstant(Struct, frozen=True):
    """One constant of a transform: `IMAGE_SIZE`, `Normalize(mean)`, `fillna` of a column."""

    what: str
    value: Constant
    at: Location


class ConstantMismatch(Struct, frozen=True):
    """A constant on which all of training agrees, and where prediction has another."""

    training: tuple[TransformConstant, ...]
    serving: tuple[TransformConstant, ...]


def constant_mismatches(
    files: Mapping[str, FileFacts], sides: TwoSides, clones: Sequence[TrainServeClone]
) -> tuple[ConstantMismatch, ...]:
    """Mismatches by what differs; without those that lie in transforms known to be clones."""
    there = _by_name([files[path] for path in sides.training])
    here = _by_name([files[path] for path in sides.predicting])
    found: list[ConstantMismatch] = []
    for what in sorted(there.keys() & here.keys()):
        wanted = {one.value for one in there[what]}
        other = [one for one in here[what] if one.value not in wanted]
        near = [one for one in other if _is_near(one, there[what])]
        told = [one for one in near if not _is_told(one, clones)]
        if len(wanted) == 1 and told and len(other) == len(here[what]):
            found.append(ConstantMismatch(tuple(there[what]), tuple(told)))
    return tuple(found)


def _is_near(one: TransformConstant, training: Sequence[TransformConstant]) -> bool:
    """Arguments of calls are compared within one folder tree; names speak for themselves."""
    named = "(" not in one.what and "." not in one.what
    return named or any(is_linked(one.at.path, other.at.path) for other in training)


def _by_name(files: Sequence[FileFacts]) -> Mapping[str, list[TransformConstant]]:
    found: dict[str, list[TransformConstant]] = defaultdict(list)
    for file in files:
        for one in (*_named(file), *_in_calls(file)):
            found[one.what].append(one)
    return found


def _named(file: FileFacts) -> Iterator[TransformConstant]:
    """Constants of the module whose names belong to the data."""
    for one in file.assignments:
        if not one.scope and one.how[0] in "=:" and _NAMED.search(one.target):
            value = constant(one.value)
            if value is not None and one.target.isupper():
                yield TransformConstant(one.target, value, file.locate(one.at))


def _in_calls(file: FileFacts) -> Iterator[TransformConstant]:
    for call in file.calls:
        last = call.callee.rpartition(".")[2]
        if last == "fillna":
            yield from _filled(file, call)
        elif _TOKENIZER.fullmatch(call.callee) and call.arguments:
            yield from _constant(file, call, f"{call.callee.rpartition('.')[0]}", call.arguments[0])
        elif last in _CALLS:
            for place, value in zip(_CALLS[last], call.arguments, strict=False):
                if place:
                    yield from _constant(file, call, f"{last}({place})", value)
            for keyword in call.keywords:
                if keyword.name in _KEYWORDS:
                    yield from _constant(file, call, f"{last}({keyword.name})", keyword.value)


def _filled(file: FileFacts, call: Call) -> Iterator[TransformConstant]:
    """`table["age"].fillna(0)`: what stands for a missing age."""
    column = _column(call.receiver)
    if column and call.arguments:
        yield from _constant(file, call, f'["{column}"].fillna', call.arguments[0])


def _column(receiver: Value | None) -> str:
    key = getattr(receiver, "key", None)
    if isinstance(key, Literal) and isinstance(key.value, str):
        return key.value
    return ""


def _constant(file: FileFacts, call: Call, what: str, value: Value) -> Iterator[TransformConstant]:
    known = constant(value)
    if known is None and isinstance(value, Reference):
        known = _bound(file, value.name)
    if known is not None:
        yield TransformConstant(what, known, file.locate(call.at))


def _bound(file: FileFacts, name: str) -> Constant | None:
    """What a constant of the module holds; names of their own are compared by name."""
    found = [one for one in file.assignments if one.target == name and not one.scope]
    return constant(found[0].value) if len(found) == 1 and not _NAMED.search(name) else None


def constant(value: Value) -> Constant | None:
    """A constant, or a tuple of constants for a list or tuple of them; None otherwise."""
    match value:
        case Literal(value=known):
            return known
        case Operation(operator="neg", operands=(Literal(value=int() | float() as number),)):
            return -number
        case Collection(items=items, size=size) if size == len(items):
            members = tuple(constant(item) for item in items)
            return None if None in members else members  # type: ignore[return-value]
    return None


def _is_told(one: TransformConstant, clones: Sequence[TrainServeClone]) -> bool:
    return any(
        clone.serving.path == one.at.path
        and clone.serving.line <= one.at.line <= clone.serving.last_line
        for found in clones
        for clone in found.clones
    )
