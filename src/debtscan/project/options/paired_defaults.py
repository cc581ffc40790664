"""Options that a training script and one that loads what it trained both have, that arrive at
the same place of shared code, and that have different defaults."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Literal, Reference, Role, Value
from debtscan.model import Location
from debtscan.project.names.arguments import constructor, receiving_parameter
from debtscan.project.names.calls import Calls
from debtscan.project.options.given_options import GivenOptions
from debtscan.project.options.options import OptionUse
from debtscan.project.options.same_value import same_value
from debtscan.project.starts.sides import Side, Sides

#: what a trained model is made of, and the shape of what it takes
_LASTING = re.compile(
    r"(^|_)(size|dims?|hidden|channels?|chans?|layers?|blocks?|heads?|depth|width|height|"
    r"embed(ding)?s?|embd|vocab|class(es)?|labels?|kernels?|len|length|window|sr|fft|mels?|"
    r"(sample|sampling)_rate|hop|ngf|ndf|nf|feats?|features?|norm|arch|architecture|backbone|"
    r"upscale|resolution|latent|style|mlp|units|bins|patch|tokenizer|activation|stride|nz)(_|$)"
)
_PASSING = re.compile(
    r"batch|test|valid|train|eval|buffer|cache|queue|world|step|sample_size|tile|chunk|crop|"
    r"num_samples|beam|grid|font|split|max_(new|gen|out|dec)|min_len|log|save|print|group_size|"
    r"page|fig|plot|line|dir|path|file"
)
_LOADS = frozenset(
    {"load_state_dict", "load_model", "load_weights", "load_checkpoint", "restore"}
    | {"load_from_checkpoint", "load_params", "load_pretrained"}
)
#: under these names a checkpoint carries the options it was trained with
_CARRIED = frozenset(
    {"args", "opt", "opts", "config", "cfg", "hparams", "hyper_parameters", "params", "options"}
    | {"model_args", "model_config", "kwargs", "init_args", "settings"}
)


class PairedDefault(Struct, frozen=True):
    """`arrives`: the place of shared code, in words and as a place."""

    name: str
    training: tuple[OptionUse, ...]
    loading: tuple[OptionUse, ...]
    arrives: tuple[str, Location]


class PairedDefaults:
    """Asks where the options of two scripts meet."""

    def __init__(
        self, calls: Calls, uses: Sequence[OptionUse], sides: Sides, given: GivenOptions
    ) -> None:
        self._calls = calls
        self._uses = [use for use in uses if _is_lasting(use)]
        self._sides = sides
        self._given = given
        self._known: dict[str, str] = {}

    @cached_property
    def found(self) -> tuple[PairedDefault, ...]:
        """By name of the option and the places where it is declared."""
        pairs: dict[tuple[Location, ...], PairedDefault] = {}
        for arrives, uses in sorted(self._meetings.items(), key=lambda pair: pair[0][1]):
            training = tuple(sorted(self._on("training", uses), key=_named_so))
            loading = self._on("loading", uses)
            trained = {_default(use) for use in training}
            other = tuple(
                use for use in loading if not any(same_value(_default(use), t) for t in trained)
            )
            given = any(self._given.by_commands(use) for use in (*training, *other))
            if len(trained) == 1 and other and not given:
                one = PairedDefault(other[0].option.name, training, other, arrives)
                pairs.setdefault(tuple(use.at for use in other), one)
        return tuple(pairs.values())

    def _on(self, side: str, uses: Sequence[OptionUse]) -> tuple[OptionUse, ...]:
        return tuple(use for use in uses if self._side(use.file.path) == side)

    def _side(self, path: str) -> str:
        if path not in self._known:
            around = [path, *sorted(self._calls.symbols.imports.importers(path))]
            files = [self._calls.files[one] for one in around if one in self._calls.files]
            if Side.TRAINING in self._sides.around(path):
                side = "training"
            else:
                loads = any(_loads(file) for file in files)
                carried = any(_is_carried(file) for file in files)
                side = "loading" if loads and not carried else ""
            self._known[path] = side
        return self._known[path]

    @cached_property
    def _meetings(self) -> Mapping[tuple[str, Location], list[OptionUse]]:
        """Places of shared code -> the options of several files that arrive there."""
        found: dict[tuple[str, Location], dict[Location, OptionUse]] = defaultdict(dict)
        for use in self._several:
            for arrives in self._arrivals(use):
                found[arrives][use.at] = use
        several = {at: list(uses.values()) for at, uses in found.items()}
        return {at: uses for at, uses in several.items() if len({u.file.path for u in uses}) > 1}

    @property
    def _several(self) -> Iterator[OptionUse]:
        """Options that several files declare with different defaults."""
        named: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for use in self._uses:
            named[use.option.name].add((use.file.path, _default(use)))
        for use in self._uses:
            known = named[use.option.name]
            if len({path for path, _ in known}) > 1 and len({text for _, text in known}) > 1:
                yield use

    def _arrivals(self, use: OptionUse) -> Iterator[tuple[str, Location]]:
        lines: set[int] = set()
        for at in use.reads:
            if at.path == use.file.path:
                lines.add(at.line)
            else:
                yield f"`{at.path}` reads it", at
        for index, call in enumerate(use.file.calls if lines else ()):
            if any(call.at.line <= line <= call.at.end_line for line in lines):
                yield from self._parameters(use, index, call)

    def _parameters(self, use: OptionUse, index: int, call: Call) -> Iterator[tuple[str, Location]]:
        given: list[tuple[int | str, Value]] = [*enumerate(call.arguments)]
        given += ((one.name, one.value) for one in call.keywords)
        keys = [key for key, value in given if _is_read(value, use.option.name)]
        for target in self._calls.targets(use.file.path, index) if keys else ():
            function = constructor(self._calls, target)
            sites = self._calls.callers(function) if target.path != use.file.path else ()
            for site in (s for s in sites if s.path == use.file.path and s.call is call):
                for key in keys:
                    parameter = receiving_parameter(function, site, key)
                    if parameter:
                        yield f"`{target.name}` takes it as `{parameter}`", function.at


def _named_so(use: OptionUse) -> bool:
    """First the scripts that are named for it."""
    return "train" not in use.file.path


def _is_read(value: Value, name: str) -> bool:
    return isinstance(value, Reference) and value.name.rpartition(".")[2] == name


def _is_lasting(use: OptionUse) -> bool:
    name = use.option.name.lower()
    named = _LASTING.search(name) and not _PASSING.search(name)
    judged = use.file.role is Role.SOURCE and not use.writes and bool(use.option.flags)
    return bool(named) and judged and bool(_default(use))


def _default(use: OptionUse) -> str:
    """A number, a switch or a word; "" for none, and for paths."""
    default = use.option.default
    if not isinstance(default, Literal) or default.value is None:
        return ""
    text = str(default.value)
    return "" if isinstance(default.value, str) and not text.isidentifier() else text


def _loads(file: FileFacts) -> bool:
    return any(call.callee.rpartition(".")[2] in _LOADS for call in file.calls)


def _is_carried(file: FileFacts) -> bool:
    return any(one.key in _CARRIED and not one.store for one in file.key_accesses)
