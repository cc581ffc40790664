"""What a written annotation says an object is: `Optional["Net"]`, `list[Block]`, `A | B`."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Iterator

from debtscan.project.names.objects import NOTHING, Foreign, Many, Objects, joined, mystery

_TOKEN = re.compile(r"[A-Za-z_][\w.]*|[\[\],|]")
_NOTHING_SAID = frozenset({"Any", "typing.Any", "object", "", "...", "Callable", "TypeVar"})
#: the last argument is what the members are
_HOLDERS = frozenset(
    {"list", "List", "Sequence", "Iterable", "Iterator", "Collection", "set", "Set", "tuple"}
    | {"Tuple", "dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "DefaultDict"}
    | {
        "FrozenSet",
        "frozenset",
        "deque",
        "Deque",
        "defaultdict",
        "MutableSequence",
        "AsyncIterator",
    }
    | {"Generator", "ModuleList", "ModuleDict"}
)
#: the first argument is the type itself
_PLAIN = frozenset({"Optional", "Final", "ClassVar", "Annotated", "Required", "NotRequired"})
_EITHER = frozenset({"Union", "Optional"})
_TYPES = frozenset({"Type", "type"})

Find = Callable[[str], Objects]  #: what a dotted name of the file is, as a value


def annotated(text: str, find: Find, instance_of: Callable[[Objects], Objects]) -> Objects:
    """The objects an annotation allows; a mystery when it says nothing that can be used.

    `find` gives what a name is, `instance_of` turns classes into objects of them.
    """
    tokens = _TOKEN.findall(text.replace("'", "").replace('"', ""))
    if not tokens or tokens[0] in _NOTHING_SAID or len(text) >= 60:
        return mystery("annotation says nothing of use")
    return _Reader(tokens, find, instance_of).either()


class _Reader:
    """A reader of types, one token at a time."""

    def __init__(
        self, tokens: list[str], find: Find, instance_of: Callable[[Objects], Objects]
    ) -> None:
        self._tokens = tokens
        self._find = find
        self._instance_of = instance_of

    def either(self) -> Objects:
        return joined(self._alternatives())

    def _alternatives(self) -> Iterator[Objects]:
        yield self._one()
        while self._tokens and self._tokens[0] == "|":
            self._tokens.pop(0)
            yield self._one()

    def _one(self) -> Objects:
        name = self._tokens.pop(0) if self._tokens else ""
        inner = self._inner() if self._tokens[:1] == ["["] else []
        last = name.rpartition(".")[2]
        if name in ("None", ""):
            return NOTHING
        if name in _NOTHING_SAID:
            return mystery("annotation says nothing of use")
        if last in _EITHER:
            return joined(inner)
        if last in _PLAIN and inner:
            return inner[0]
        if last in _HOLDERS:
            of = inner[-1] if inner else mystery("container of unknown members")
            return frozenset({Many(last.lower(), of)})
        if last in _TYPES:
            return mystery("annotation says nothing of use")
        return self._named(name)

    def _inner(self) -> list[Objects]:
        self._tokens.pop(0)
        found = []
        while self._tokens and self._tokens[0] != "]":
            if self._tokens[0] in ",|[":
                self._tokens.pop(0)
            else:
                found.append(self.either())
        if self._tokens:
            self._tokens.pop(0)
        return found

    def _named(self, name: str) -> Objects:
        if hasattr(builtins, name):
            return frozenset({Foreign(name, called=True)})
        return self._instance_of(self._find(name))
