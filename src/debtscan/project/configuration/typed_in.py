"""Numbers typed into a call that takes its other arguments from settings, though the settings
have the one that is typed in."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import (
    Call,
    Collection,
    FileFacts,
    Item,
    Literal,
    Reference,
    Result,
    Role,
    Value,
)
from debtscan.model import Location
from debtscan.project.configuration.configuration import Configuration
from debtscan.project.names.arguments import constructor
from debtscan.project.names.calls import Calls
from debtscan.project.options.options import OptionUse

#: names of one and the same thing
_SYNONYMS = (
    ("learning_rate", "lr", "eta"),
    ("batch_size", "bs", "batchsize", "batch"),
    ("epochs", "n_epochs", "num_epochs", "max_epochs"),
    ("rounds", "n_rounds", "num_rounds", "n_estimators", "num_boost_round", "iterations"),
    ("depth", "max_depth"),
    ("weight_decay", "wd"),
    ("num_layers", "n_layers"),
    ("num_heads", "n_heads"),
    ("dropout", "drop_rate", "dropout_rate"),
    ("max_len", "max_length", "maxlen"),
    ("hidden_size", "hidden_dim", "n_hidden"),
)
_MEANT = {name: names[0] for names in _SYNONYMS for name in names}
#: mean "none", "all" or "one at a time", whatever the setting
_NEUTRAL = (0, 1, -1)
#: one namespace for all options of a file
_COMMON = frozenset({"argparse", "absl", "docopt"})
_TUNED = re.compile(
    r"(^|_)(lr|rate|eta|epochs?|rounds?|iterations|estimators|batch|batch_?size|momentum|decay|wd|"
    r"dropout|depth|width|layers?|blocks?|heads?|hidden|channels?|nc|n[gd]?f|dims?|size|units|"
    r"kernel|window|len|length|beta[s12]?|gamma|alpha|lambda|lam|margin|warmup|weights?|patience|"
    r"clip|steps?|leaves|subsample|colsample|smoothing|tau|eps|ratio|start|end|embed(ding)?|"
    r"vocab|classes|latent|rank)(_|$)"
)
_DECLARING = frozenset({"add_argument", "option", "set_defaults", "DEFINE_integer", "DEFINE_float"})


class Setting(Struct, frozen=True):
    """One option or key; those of one `group` come from one parser or section."""

    group: tuple[str, str]
    name: str
    shown: str  #: `--lr`, `model.rate`
    default: str
    declared: Location
    reads: tuple[Location, ...]


class TypedIn(Struct, frozen=True):
    """`parameter` of `callee` is `value`, though there is a `setting` of that name, and the
    call takes `beside` from the same settings."""

    callee: str
    parameter: str
    value: str
    at: Location
    setting: Setting
    beside: str


class TypedInNumbers:
    """Looks at each call that takes a setting and a number."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        calls: Calls,
        uses: Sequence[OptionUse],
        configuration: Configuration,
    ) -> None:
        self._calls = calls
        self._groups: dict[tuple[str, str], dict[str, Setting]] = defaultdict(dict)
        self._read: dict[tuple[str, int], list[Setting]] = defaultdict(list)
        for one in (*_options(uses), *_keys(files, configuration)):
            self._groups[one.group].setdefault(_meant(one.name), one)
            for at in one.reads:
                self._read[at.path, at.line].append(one)

    def found(self) -> Iterator[TypedIn]:
        """By place."""
        for path in sorted({path for path, _ in self._read}):
            file = self._calls.files[path]
            for index, call in enumerate(file.calls if file.role is Role.SOURCE else ()):
                beside = self._beside(file, call)
                if beside and call.callee.rpartition(".")[2] not in _DECLARING:
                    yield from self._numbers(file, index, call, beside)

    def _beside(self, file: FileFacts, call: Call) -> list[Setting]:
        """The settings that the call takes as they are."""
        lines = range(call.at.line, call.at.end_line + 1)
        near = [one for line in lines for one in self._read.get((file.path, line), ())]
        if not near:
            return []
        taken = {name for value in _values(call) for name in _names(file, value)}
        found = sorted((one for one in near if one.name in taken), key=_far(file.path))
        nearest = {one.name: _far(file.path)(one) for one in reversed(found)}
        return [one for one in found if _far(file.path)(one) == nearest[one.name]]

    def _numbers(
        self, file: FileFacts, index: int, call: Call, beside: Sequence[Setting]
    ) -> Iterator[TypedIn]:
        for parameter, value in self._given(file, index, call):
            number = _number(value) if _TUNED.search(parameter.lower()) else None
            for near in beside if number is not None else ():
                meant = self._groups[near.group].get(_meant(parameter))
                if meant is not None and not self._is_other(file, call, meant, near):
                    at = file.locate(call.at)
                    yield TypedIn(call.callee, parameter, str(number), at, meant, near.shown)
                    break

    def _is_other(self, file: FileFacts, call: Call, meant: Setting, near: Setting) -> bool:
        """The setting itself is the one beside, or another call of the kind takes it: for other
        batches, or for another object than this one is about."""
        if _meant(near.name) == _meant(meant.name):
            return True
        of_batches = _meant(meant.name) == "batch_size"
        return any(
            other.callee == call.callee
            and (of_batches or _are_of_two(call, other))
            and any(one.name == meant.name for one in self._beside(file, other))
            for other in file.calls
        )

    def _given(self, file: FileFacts, index: int, call: Call) -> Iterator[tuple[str, Value]]:
        for one in call.keywords:
            yield one.name, one.value
        target = self._calls.target(file.path, index) if call.arguments else None
        if target is not None and not call.star:
            function = constructor(self._calls, target)
            names = [p.name for p in function.definition.parameters if p.kind == "plain"]
            own = names[1:] if names[:1] in (["self"], ["cls"]) else names
            yield from zip(own, call.arguments, strict=False)


def _are_of_two(one: Call, other: Call) -> bool:
    """Whether two calls are first of all given two different names."""
    first, second = (call.arguments[0] if call.arguments else None for call in (one, other))
    return isinstance(first, Reference) and isinstance(second, Reference) and first != second


def _options(uses: Sequence[OptionUse]) -> Iterator[Setting]:
    """Options of command lines; those of one file or command are one group."""
    for use in uses:
        if use.option.flags and use.file.role is Role.SOURCE:
            flag = max(use.option.flags, key=len)
            default = str(getattr(use.option.default, "value", None) or "")
            own = use.option.framework not in _COMMON
            group = (use.file.path, use.option.holder if own else "")
            yield Setting(group, use.option.name, flag, default, use.at, use.reads)


def _keys(files: Mapping[str, FileFacts], configuration: Configuration) -> Iterator[Setting]:
    """Keys of documents; those of one section are one group."""
    for path in configuration.loaded:
        for key in configuration.keys(path) if files[path].role is Role.SOURCE else ():
            section, _, last = key.path.rpartition(".")
            if "[" not in key.path and key.kind == "scalar":
                reads = tuple(
                    files[use.path].locate(use.at)
                    for use in configuration.uses(path, key.path)
                    if use.kind in ("read", "any")
                )
                at = files[path].locate(key.at)
                yield Setting((path, section), last, key.path, str(key.value), at, reads)


def _values(call: Call) -> Iterator[Value]:
    """Arguments, and members of tuples among them."""
    for value in (*call.arguments, *(one.value for one in call.keywords)):
        yield from value.items if isinstance(value, Collection) else (value,)


def _names(file: FileFacts, value: Value) -> Iterator[str]:
    """`a` of `cfg.a`, `cfg["a"]` and `cfg.get("a")`, as they are; of a plain name that itself."""
    if isinstance(value, Reference):
        yield value.name.rpartition(".")[2]
    elif isinstance(value, Item) and isinstance(value.key, Literal):
        yield str(value.key.value)
    elif isinstance(value, Result):
        call = file.calls[value.call]
        first = call.arguments[0] if call.callee.endswith(".get") and call.arguments else None
        if isinstance(first, Literal):
            yield str(first.value)


def _far(path: str) -> Callable[[Setting], int]:
    """Settings of the folders nearest to a file come first."""
    return lambda one: -len(posixpath.commonprefix([path, one.declared.path]))


def _meant(name: str) -> str:
    return _MEANT.get(name.lower(), name.lower())


def _number(value: Value) -> int | float | None:
    known = value.value if isinstance(value, Literal) else None
    if isinstance(known, bool) or not isinstance(known, int | float) or known in _NEUTRAL:
        return None
    return known
