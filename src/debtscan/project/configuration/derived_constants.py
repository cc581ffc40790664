"""Numbers typed by hand that follow from constants beside them, by names that say so.

By value alone everything is a product of something; so only relations are known here whose
names tell what each number is (a rate, a time, and samples), and lists beside their length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from msgspec import Struct

from debtscan.facts import Collection, FileFacts, Literal, Span, Table, Value
from debtscan.model import Location


class NamedNumber(Struct, frozen=True):
    """A constant as the text has it."""

    name: str
    value: float
    at: Location


class DerivedConstant(Struct, frozen=True):
    """A number, what it follows from, and what that gives; `formula` is Python."""

    number: NamedNumber
    sources: tuple[NamedNumber, ...]
    formula: str
    follows: float

    @property
    def agrees(self) -> bool:
        """Whether the number is what it should be."""
        return self.number.value == self.follows


class _Relation(Struct, frozen=True):
    result: str
    sources: tuple[str, ...]
    formula: str
    compute: Callable[..., float]
    law: bool = False  #: another number is wrong, not independent


_RELATIONS = (
    _Relation("bins", ("fft",), "{0} // 2 + 1", lambda fft: fft // 2 + 1, law=True),
    _Relation("samples", ("rate", "seconds"), "{0} * {1}", lambda rate, time: rate * time),
    _Relation("samples", ("rate", "ms"), "{0} * {1} // 1000", lambda rate, ms: rate * ms // 1000),
    _Relation("patches", ("image", "patch"), "({0} // {1}) ** 2", lambda im, p: (im // p) ** 2),
    _Relation("flat", ("rows", "columns"), "{0} * {1}", lambda rows, columns: rows * columns),
    _Relation("flat", ("image",), "{0} ** 2", lambda image: image**2),
    _Relation("whole batch", ("batch", "parts"), "{0} * {1}", lambda batch, parts: batch * parts),
    _Relation("epoch steps", ("examples", "batch"), "{0} // {1}", lambda rows, size: rows // size),
    _Relation("all steps", ("epoch steps", "epochs"), "{0} * {1}", lambda steps, n: steps * n),
)
_MEANINGS = {
    "bins": r"(n|num)_(freqs?|freq_bins|stft_bins|spec_bins)|(freq|stft|spec)_bins|spec_channels",
    "fft": r"(n_)?fft(_size|_length)?|filter_length",
    "samples": r"(.*_)?samples|(.*_)?(segment|chunk|win|window|hop|frame)(_?(size|length|shift))",
    "rate": r"(.*_)?(sample_?rate|sampling_?rate|sr|fs)(_hz)?",
    "seconds": r"(.*_)?(seconds|secs?|duration)",
    "ms": r".*_(ms|millis|milliseconds)",
    "patches": r"(n|num|nb)_(patches|patch)",
    "image": r"(img|image|input)_?(size|dim|resolution)",
    "patch": r"patch_?(size|dim)",
    "flat": r"(n_|num_)?(input|in|img|image|flat|visible)_?(dim|size_flat|flat|features|units|"
    r"nodes|pixels)|n_inputs?|num_inputs?|(n|num)_pixels",
    "rows": r"((img|image|input)_)?(height|rows|h)|n_mels|num_mels|n_mfcc",
    "columns": r"((img|image|input)_)?(width|cols|columns|w)|context(_(frames|size))?|"
    r"(n|num)_(frames|context)",
    "whole batch": r"(effective|global|total)_batch(_size)?",
    "batch": r"(micro_|per_device_|per_gpu_|train_)*batch_?size(_per_(gpu|device))?",
    "parts": r"(grad(ient)?_)?accum(ulation|ulate)?(_steps)?|(n|num)_gpus?",
    "epoch steps": r"(steps|iters|iterations|batches)_per_epoch",
    "examples": r"(n|num)_(train(ing)?_?)?(samples|examples|images)|(n|num)_train",
    "all steps": r"(total|max|num)_(steps|iters|iterations)",
    "epochs": r"(n_|num_|max_)?epochs?",
}
_KNOWN = {meaning: re.compile(pattern) for meaning, pattern in _MEANINGS.items()}
_ANY = re.compile("|".join(_MEANINGS.values()))
_COUNT = re.compile(r"(?:num|n|nb|number|len)_(?:of_)?(.+)|(.+)_(?:count|num|len)")
_ADDED = re.compile(r"_(names?|list|labels|map|dict|order)$")
_ALIKE = {"label": "class", "category": "class", "column": "feature", "col": "feature"}
_GROWN = frozenset({"append", "extend", "insert", "add", "update", "remove", "pop"})
_NEAR = 3  #: a length that is off by more is the length of something else

_Numbers = Mapping[str, NamedNumber]


def derived_constants(files: Sequence[FileFacts]) -> Iterator[DerivedConstant]:
    """Of code and configuration, in order of the files."""
    for file in files:
        for group, numbers in _groups(file).items():
            for one in _related(numbers) if len(numbers) > 1 else ():
                if all(_is_final(file, group, each.name) for each in (one.number, *one.sources)):
                    yield one
        yield from _lengths(file)


def _related(numbers: _Numbers) -> Iterator[DerivedConstant]:
    meant: dict[str, list[NamedNumber]] = defaultdict(list)
    for name, number in numbers.items():
        for meaning in _meanings(name):
            meant[meaning].append(number)
    for relation in _RELATIONS:
        results = meant.get(relation.result, ())
        sources = [meant.get(source, ()) for source in relation.sources]
        for number, *others in product(results, *sources) if results else ():
            yield from _follows(relation, number, others)


def _follows(
    relation: _Relation, number: NamedNumber, sources: Sequence[NamedNumber]
) -> Iterator[DerivedConstant]:
    if number in sources or min(one.value for one in sources) < 2 or number.value < 2:
        return
    follows = relation.compute(*(one.value for one in sources))
    if follows == number.value or relation.law:
        formula = relation.formula.format(*(one.name for one in sources))
        yield DerivedConstant(number, tuple(sources), formula, follows)


@lru_cache(maxsize=100_000)
def _meanings(name: str) -> tuple[str, ...]:
    words = _words(name)
    if not _ANY.fullmatch(words):
        return ()
    return tuple(meaning for meaning, known in _KNOWN.items() if known.fullmatch(words))


def _words(name: str) -> str:
    """`nFFT`, `self.n_fft`, `N_FFT` and `n-fft` are one."""
    last = name.rpartition(".")[2].replace("-", "_").strip("_")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", last).lower()


def _groups(file: FileFacts) -> Mapping[object, _Numbers]:
    """Numbers that stand together: in a scope, a table, a signature, a parser, a section."""
    found: dict[object, dict[str, NamedNumber]] = defaultdict(dict)
    for group, name, value, at in _constants(file):
        known = _number(value)
        if known is not None and _meanings(name):
            found[group][name] = NamedNumber(name, known, file.locate(at))
    return found


def _is_final(file: FileFacts, group: object, name: str) -> bool:
    """Whether the name is bound but once there."""
    return sum(one == (group, name) for one in ((g, n) for g, n, _, _ in _constants(file))) == 1


def _constants(file: FileFacts) -> Iterator[tuple[object, str, Value | None, Span]]:
    """What stands together, a name there, its value and its place."""
    for one in file.assignments:
        yield one.scope, one.target, one.value if one.how[0] in "=:" else None, one.at
        if isinstance(one.value, Table):
            for name, value in zip(one.value.keys, one.value.values, strict=True):
                if isinstance(name, Literal) and isinstance(name.value, str):
                    yield one.at, name.value, value, one.at
    for index, definition in enumerate(file.definitions):
        for parameter in definition.parameters:
            yield ("parameters", index), parameter.name, parameter.default, definition.at
    for option in file.options:
        yield ("options", option.holder), option.name, option.default, option.at
    for key in file.config:
        section, _, leaf = key.path.rpartition(".")
        yield ("section", section, key.document), leaf, Literal(key.value), key.at


def _number(value: Value | None) -> float | None:
    if type(value) is not Literal:  # most values by far: the cheapest question first
        return None
    known = value.value
    return known if type(known) is int or type(known) is float else None


def _lengths(file: FileFacts) -> Iterator[DerivedConstant]:
    """`N_CLASSES = 6` beside a `CLASSES` of six."""
    counts = list(_counts(file))
    bound = _bound_once(file) if counts else {}
    lists = _lists(file, bound) if counts else {}
    for scope, stem, number in counts:
        listed = lists.get((scope, stem)) or lists.get((0, stem))
        once = scope is None or (scope, number.name) in bound
        if listed and once and _is_length(number, listed):
            yield DerivedConstant(number, (listed,), f"len({listed.name})", listed.value)


def _counts(file: FileFacts) -> Iterator[tuple[int | None, str, NamedNumber]]:
    """Numbers of members: scope (None for a default, which sees the module), of what, number."""
    for one in file.assignments:
        known = _number(one.value)
        stem = _counted(one.target) if known is not None and known > 1 else ""
        if stem and known is not None:
            yield one.scope, stem, NamedNumber(one.target, known, file.locate(one.at))
    for definition in file.definitions:
        for parameter in definition.parameters:
            known = _number(parameter.default)
            stem = _counted(parameter.name) if known is not None and known > 1 else ""
            if stem and known is not None:
                yield None, stem, NamedNumber(parameter.name, known, file.locate(definition.at))


def _lists(
    file: FileFacts, bound: Mapping[tuple[int, str], tuple[Value, Span]]
) -> Mapping[tuple[int | None, str], NamedNumber]:
    """Displays that nothing is added to, by scope and by what they list."""
    calls = (call.callee.rpartition(".") for call in file.calls)
    grown = {owner for owner, _, last in calls if last in _GROWN}
    return {
        (scope, _stem(_words(name))): NamedNumber(name, _size(value), file.locate(at))
        for (scope, name), (value, at) in bound.items()
        if _size(value) > 1 and name not in grown
    }


def _is_length(number: NamedNumber, listed: NamedNumber) -> bool:
    """Equal; or so near, by capitals, that one of the two was forgotten. One more is a class
    for the background, or padding."""
    more = number.value - listed.value
    if not more:
        return True
    return number.name.isupper() and listed.name.isupper() and abs(more) <= _NEAR and more != 1


def _bound_once(file: FileFacts) -> dict[tuple[int, str], tuple[Value, Span]]:
    times: dict[tuple[int, str], int] = defaultdict(int)
    found = {}
    for one in file.assignments:
        key = (one.scope, one.target.removesuffix("[]"))
        times[key] += 1
        found[key] = (one.value, one.at)
    return {key: value for key, value in found.items() if times[key] == 1}


def _size(value: Value) -> int:
    if isinstance(value, Collection):
        return value.size
    return len(value.keys) if isinstance(value, Table) else 0


@lru_cache(maxsize=100_000)
def _counted(name: str) -> str:
    match = _COUNT.fullmatch(_words(name))
    return _stem(match[1] or match[2]) if match else ""


@lru_cache(maxsize=100_000)
def _stem(words: str) -> str:
    stem = _ADDED.sub("", words)
    if stem.endswith("sses"):
        stem = stem[:-2]
    elif stem.endswith("s") and not stem.endswith("ss"):
        stem = stem[:-1]
    return _ALIKE.get(stem, stem)
