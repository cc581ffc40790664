"""Layers that a model builds and nothing applies.

A layer counts as applied where any code reads an attribute of its name of anything but `self`,
where its own class, or one above or below that, reads it of `self`, or where a class of the same
name does: a model trimmed for export still takes all weights of the whole one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Assignment, Call, FileFacts, Kind, Literal, Reference, Result, Role
from debtscan.model import Location
from debtscan.project.names.bindings import class_of
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol, Symbols

_MODULES = frozenset(
    {"torch.nn.Module", "torch.nn.modules.module.Module", "torch.jit.ScriptModule"}
    | {f"{lightning}.LightningModule" for lightning in ("pytorch_lightning", "lightning.pytorch")}
    | {f"{keras}.{one}" for keras in ("keras", "tensorflow.keras", "tensorflow.python.keras")
       for one in ("Model", "models.Model", "layers.Layer")}
)  # fmt: skip
_BLIND = _MODULES | {"object", "abc.ABC"}
_LAYER = re.compile(r"(torch\.nn|(tensorflow\.)?keras\.(layers|losses))(\.\w+)*\.[A-Z]\w*")
_WEIGHTLESS = re.compile(
    r"(Dropout|Drop|(Leaky|P|R|C|Hard|Log)?[A-Z]*[a-z]*LU\d?|Tanh|Sigmoid|LogSigmoid|Hard\w+"
    r"|(Log)?Softmax|Softplus|Swish|Mish|Identity|Flatten|\w*Loss|\w*Pool\w*|\w*Pad\w*|Upsample"
    r"|PixelShuffle|CosineSimilarity|Activation)(\dd)?"
)
_CONTAINER = re.compile(r"(Module|Parameter)(List|Dict)|Sequential")
_WALKS = frozenset({"children", "named_children", "_modules", "__dict__", "__getattr__"})
_ASKING = frozenset({"getattr", "setattr", "hasattr", "delattr", "operator.attrgetter", "vars"})
#: also the ends of backbones, which pretrained weights bring along
_ON_PURPOSE = re.compile(
    r".*(dummy|unused|placeholder|compat|reserved)|(fc|classifier|last_linear|avg_?pool)$"
)
_PATH = re.compile(r"[A-Za-z_][\w.]*")
_Class = tuple[str, int]  #: path and scope


class UnappliedLayer(Struct, frozen=True):
    """`made`: the last name of what it is; `has_weights`: as far as that name tells."""

    owner: Symbol
    name: str
    at: Location
    made: str
    has_weights: bool


class UnappliedLayers:
    """Goes over the models of judged files, torch's and Keras's."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._symbols: Symbols = calls.symbols

    @cached_property
    def found(self) -> tuple[UnappliedLayer, ...]:
        """By path and line."""
        return tuple(
            one
            for file in self._calls.files.values()
            if file.role is Role.SOURCE and file.kind is Kind.PYTHON
            for scope, layers in self._built(file).items()
            for one in self._of(file, self._symbols.of_scope(file.path, scope), layers)
        )

    def _of(
        self, file: FileFacts, owner: Symbol, layers: Mapping[str, Assignment]
    ) -> Iterator[UnappliedLayer]:
        family = (*self._symbols.line_of(owner), *self._symbols.descendants(owner))
        if not self._is_closed(family):
            return
        read = {name for one in family for name in self._own.get((one.path, one.scope), ())}
        dead = [name for name in layers if name not in read and not self._is_named(owner, name)]
        for name in dead if len(dead) < len(layers) else ():
            yield _unapplied(file, owner, name, layers[name])

    def _built(self, file: FileFacts) -> Mapping[int, Mapping[str, Assignment]]:
        """Class -> attribute -> the first statement that builds a layer for it."""
        found: dict[int, dict[str, Assignment]] = defaultdict(dict)
        for one in file.assignments:
            head, _, name = one.target.partition(".")
            if head == "self" and isinstance(one.value, Result) and name.isidentifier():
                owner = class_of(file, one.scope) if one.scope else 0
                if owner and one.how in ("=", ":") and self._is_layer(file, one.value.call):
                    found[owner].setdefault(name, one)
        return found

    def _is_layer(self, file: FileFacts, call: int) -> bool:
        if _LAYER.fullmatch(file.calls[call].callee):
            return True
        made = self._calls.targets(file.path, call)
        return bool(made) and all(one.is_class and self._is_module(one) for one in made)

    def _is_module(self, owner: Symbol) -> bool:
        return not _MODULES.isdisjoint(self._symbols.outside_bases(owner))

    def _is_closed(self, family: tuple[Symbol, ...]) -> bool:
        """Whether the code of a model and of those that extend it is all that looks into it."""
        bases = {base for one in family for base in self._symbols.outside_bases(one)}
        classes = {(one.path, one.scope) for one in family}
        return (
            bool(bases & _MODULES)
            and bases <= _BLIND
            and classes.isdisjoint(self._walked)
            and not any(self._symbols.method(one, "__getattr__") for one in family)
        )

    def _is_named(self, owner: Symbol, name: str) -> bool:
        """Whether something else may mean the attribute, or keeps it on purpose."""
        if name in self._elsewhere or name in self._quoted or _ON_PURPOSE.match(name):
            return True
        last = owner.name.rpartition(".")[2]
        return any(
            name in self._own.get((one.path, one.scope), ()) for one in self._symbols.named(last)
        )

    @cached_property
    def _own(self) -> Mapping[_Class, set[str]]:
        """Class -> what its methods read of `self`."""
        found: dict[_Class, set[str]] = defaultdict(set)
        for path, file in self._calls.files.items():
            for scope, names in enumerate(file.reads):
                for dotted in names:
                    if dotted.startswith("self."):
                        found[path, class_of(file, scope)].add(
                            dotted.split(".")[1].partition("~")[0]
                        )
        return found

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        """Attributes read of anything but `self`."""
        return frozenset(
            part.partition("~")[0]
            for file in self._calls.files.values()
            for names in file.reads
            for dotted in names
            for part in dotted.split(".")[2 if dotted.startswith("self.") else 1 :]
        )

    @cached_property
    def _quoted(self) -> frozenset[str]:
        """Segments of strings and settings that are nothing but a dotted name."""
        files = self._calls.files.values()
        texts = {text for file in files for text in file.strings}
        texts |= {key.value for file in files for key in file.config if isinstance(key.value, str)}
        return frozenset(
            part for text in texts if _PATH.fullmatch(text) for part in text.split(".")
        )

    @cached_property
    def _walked(self) -> frozenset[_Class]:
        """Classes whose attributes some code goes through, or asks for by a computed name."""
        walked = {one for one, names in self._own.items() if not _WALKS.isdisjoint(names)}
        for path, file in self._calls.files.items():
            for call in file.calls:
                if call.callee in _ASKING and (asked := _asked(call)):
                    owner = class_of(file, call.scope) if call.scope else 0
                    own = [owner] if asked == "self" else self._classes(file)
                    walked.update((path, one) for one in own)
        return frozenset(walked)

    def _classes(self, file: FileFacts) -> list[int]:
        return [n for n, one in enumerate(file.definitions, start=1) if one.kind == "class"]


def _unapplied(file: FileFacts, owner: Symbol, name: str, one: Assignment) -> UnappliedLayer:
    call = file.calls[one.value.call] if isinstance(one.value, Result) else None
    made = call.callee.rpartition(".")[2] if call else ""
    empty = bool(_CONTAINER.fullmatch(made)) and not (call and call.arguments)
    weights = not empty and not _WEIGHTLESS.fullmatch(made)
    return UnappliedLayer(owner, name, file.locate(one.at), made, weights)


def _asked(call: Call) -> str:
    """The plain name whose attributes are asked for by something computed; else ""."""
    first = call.arguments[0] if call.arguments else None
    if len(call.arguments) > 1 and isinstance(call.arguments[1], Literal):
        return ""
    return first.name if isinstance(first, Reference) and "." not in first.name else ""
