"""Fields of settings classes: where their instances go, and who reads them there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.project.flow.carried import Carried, Carrier, Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.names.symbols import Symbol
from debtscan.project.options.parsed_classes import ParsedClasses

FIELDS = frozenset({"dataclass", "pydantic", "attrs", "settings"})
#: bases that read no fields of their subclasses
_PLAIN_BASES = frozenset(
    {"object", "ABC", "Protocol", "Generic", "BaseModel", "BaseSettings", "NamedTuple"}
)
_HOPS = 6  #: subclasses and bases looked at, one above the other


class Fields:
    """Follows the instances of settings classes, each class once."""

    def __init__(self, files: Sequence[FileFacts], flows: Flows, most: int = 0) -> None:
        self._files = files
        self._most = most  #: see `Flows.follow`
        self._flows = flows
        self._calls = flows.calls
        self._parsed = ParsedClasses(flows)
        self._carried: dict[tuple[str, str], Carried] = {}
        self._handed: dict[tuple[str, str], str] = {}

    def is_read(self, owner: Symbol, name: str) -> bool:
        """Whether an instance of the class, or of one above or below it, is seen to have the
        field read; reads of the same name on unknown objects do not count."""
        return any(name in self.carried(one).reads for one in self._family(owner))

    def _family(self, owner: Symbol) -> Iterator[Symbol]:
        symbols = self._calls.symbols
        seen = {owner}
        for step in (symbols.subclasses, symbols.bases):
            waiting = [(owner, _HOPS)]
            while waiting:
                current, hops = waiting.pop()
                found = [one for one in step(current) if hops and one not in seen]
                seen.update(found)
                waiting += [(one, hops - 1) for one in found]
        yield from sorted(seen, key=lambda one: (one != owner, one.path, one.scope))

    def carried(self, owner: Symbol) -> Carried:
        key = (owner.path, owner.name)
        if key not in self._carried:
            sites = self._calls.callers(owner)
            seeds: list[Carrier] = [Produced(site.path, site.index) for site in sites]
            seeds += [Place(owner.path, owner.scope, "self")]
            seeds += (*self._annotated.get(key, ()), *self._parsed.of(owner))
            self._carried[key] = self._flows.follow(seeds, most=self._most)
        return self._carried[key]

    def handed_out(self, owner: Symbol) -> str:
        """Why code from outside may read instances: through a base, or the class itself is
        given to a parser or a registry."""
        key = (owner.path, owner.name)
        if key not in self._handed:
            below = self._calls.symbols.subclasses(owner)
            outside = self._foreign_base(owner, 6)
            self._handed[key] = (
                (f"its base `{outside}` comes from outside" if outside else "")
                or (f"`{owner.name}` has subclasses" if below else "")
                or self._calls.value_use(owner)
            )
        return self._handed[key]

    def _foreign_base(self, owner: Symbol, hops: int) -> str:
        """A base from outside the repository that may read fields."""
        bases = self._calls.symbols.bases(owner)
        known = {base.name for base in bases}
        for written in owner.definition.bases:
            last = written.rpartition(".")[2]
            if last not in _PLAIN_BASES and written not in known and last not in known:
                return written
        return next((f for b in bases if hops and (f := self._foreign_base(b, hops - 1))), "")

    @cached_property
    def _annotated(self) -> Mapping[tuple[str, str], list[Place]]:
        """Settings class -> the parameters that are annotated with it."""
        wanted = {o.holder for f in self._files for o in f.options if o.framework in FIELDS}
        index: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for file in self._files:
            for scope, definition in enumerate(file.definitions, start=1):
                for one in definition.parameters:
                    written = one.annotation.strip("'\"") if one.annotation else ""
                    if written and written.rpartition(".")[2] in wanted:
                        found = self._calls.symbols.find(written, file.path)
                        if found is not None:
                            place = Place(file.path, scope, one.name)
                            index[found.path, found.name].append(place)
        return index
