"""Where a seed value goes: a worklist of names that hold it.

Errs on the side of reaching something: any attribute of the same name elsewhere is followed
too, and whatever leaves sight is `lost`; "reaches no generator" is said only without both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from debtscan.facts import FileFacts, Span
from debtscan.model import Location
from debtscan.project.dataflow.generators import SEED_NAME, seeded
from debtscan.project.flow.carried import Place
from debtscan.project.flow.flows import Flows
from debtscan.project.flow.sinks import is_harmless, is_log
from debtscan.project.flow.uses import FileUses, Use
from debtscan.project.names.arguments import constructor, receiving_parameter
from debtscan.project.names.calls import Calls
from debtscan.project.options.options import OptionUse
from debtscan.project.options.signatures import SIGNATURES

_MOST = 400  #: names followed for one seed
_PLAIN = frozenset(
    {"int", "str", "float", "range", "min", "max", "abs", "format", "os.path.join", "open"}
    | {"round", "hash", "divmod", "sum", "time.time", "setattr", "repr", "bool"}
)


class SeedReach(Struct, frozen=True):
    """`arrivals`: (place, generator, or the callee whose `seed`/`random_state` it becomes);
    `lost`: why it may reach more ("" when every way was followed to its end); `read`: whether
    anything reads it at all."""

    arrivals: tuple[tuple[Location, str], ...]
    lost: str
    read: bool

    @property
    def in_vain(self) -> bool:
        """It is read, every way was followed, and none seeds anything."""
        return self.read and not self.arrivals and not self.lost


class SeedPaths:
    """Follows one value at a time; what it learns of files is kept."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.flows = Flows(calls)
        self._attributes: dict[str, list[tuple[str, int, str]]] | None = None

    def of_name(self, path: str, scope: int, name: str) -> SeedReach:
        """A variable, a parameter, `self.x`."""
        return _Following(self).everything([Place(path, scope, name)], [])

    def of_option(self, use: OptionUse) -> SeedReach:
        """Every place that reads the option."""
        if use.option.framework in SIGNATURES | {"click"}:
            holder = self.calls.symbols.at(use.file.path, use.option.holder)
            if holder is not None:
                return self.of_name(use.file.path, holder.scope, use.option.name)
        following = _Following(self)
        found = following.everything(list(self._reads(use)), list(self._others(use)))
        lost = found.lost or use.escape
        return SeedReach(found.arrivals, lost, bool(use.reads or use.elsewhere))

    def _reads(self, use: OptionUse) -> Iterator[Place]:
        ending = f".{use.option.name}"
        for path in sorted({at.path for at in (*use.reads, *use.elsewhere)}):
            file = self.calls.files.get(path)
            for scope, names in enumerate(file.reads if file is not None else ()):
                yield from (Place(path, scope, name) for name in names if name.endswith(ending))

    def _others(self, use: OptionUse) -> Iterator[str]:
        """Reads that are no plain attribute (by key, spread): what becomes of them is not seen."""
        ending = f".{use.option.name}"
        for at in (*use.reads, *use.elsewhere):
            file = self.calls.files.get(at.path)
            names = (one for scope in (file.reads if file else ()) for one in scope.items())
            if not any(at.line in lines for name, lines in names if name.endswith(ending)):
                yield f"it is read in another way at {at}"

    def attributes(self, name: str) -> list[tuple[str, int, str]]:
        """(path, scope, dotted) of every read of an attribute that may be a seed."""
        if self._attributes is None:
            self._attributes = {}
            for path, file in self.calls.files.items():
                for scope, names in enumerate(file.reads):
                    for dotted in names:
                        head, _, last = dotted.rpartition(".")
                        if head and _may_seed(last):
                            self._attributes.setdefault(last, []).append((path, scope, dotted))
        return self._attributes.get(name, [])


@lru_cache(maxsize=100_000)
def _may_seed(name: str) -> bool:
    return bool(SEED_NAME.search(name))


class _Following:
    def __init__(self, paths: SeedPaths) -> None:
        self._calls, self._flows, self._paths = paths.calls, paths.flows, paths
        self._arrivals: dict[Location, str] = {}
        self._lost = ""
        self._read = False
        self._waiting: list[Place] = []
        self._seen: set[Place] = set()

    def everything(self, starts: list[Place], lost: list[str]) -> SeedReach:
        """Run the worklist to its end."""
        self._lost = next(iter(lost), "")
        self._add(starts)
        while self._waiting:
            self._place(self._waiting.pop())
            if len(self._seen) > _MOST:
                self._lost = self._lost or "it is handed on too often"
                break
        return SeedReach(tuple(sorted(self._arrivals.items())), self._lost, self._read)

    def _add(self, found: list[Place]) -> None:
        for one in found:
            if one not in self._seen:
                self._seen.add(one)
                self._waiting.append(one)

    def _place(self, place: Place) -> None:
        file = self._calls.files.get(place.path)
        if file is None:
            return
        uses: FileUses = self._flows.uses(place.path)
        for use in uses.of(place.name):
            if "." in place.name or self._flows.is_visible(place, file, use.scope):
                self._read = True
                self._use(file, use)
        self._add(list(self._flows.exported(place)))

    def _use(self, file: FileFacts, use: Use) -> None:
        if use.kind == "tested":
            return
        if use.kind in ("argument", "keyword"):
            self._argument(file, use)
        elif use.kind == "assigned":
            self._assigned(file, use)
        elif use.kind == "returned":
            self._lose(file, use.at, "it is returned")
        elif use.kind == "spread":
            self._lose(file, use.at, "it is spread")

    def _argument(self, file: FileFacts, use: Use) -> None:
        call = file.calls[use.index]
        generators = seeded(call)
        if generators:
            self._arrivals[file.locate(call.at)] = ", ".join(generators)
            return
        target = self._calls.target(file.path, use.index)
        if target is not None:
            function = constructor(self._calls, target)
            site = self._calls.site(file.path, use.index)
            name = receiving_parameter(function, site, use.key)
            if name:
                self._add([Place(function.path, function.scope, name)])
            else:
                self._lose(file, use.at, "it is gathered by a star parameter")
            return
        self._outside(file, use, call.callee)

    def _outside(self, file: FileFacts, use: Use, callee: str) -> None:
        if isinstance(use.key, str) and SEED_NAME.search(use.key):
            self._arrivals[file.locate(use.at)] = f"`{use.key}` of `{callee}`"
        elif callee in _PLAIN or callee.endswith(".format"):
            self._result(file, use)
        elif not (is_log(callee) or is_harmless(callee)):
            self._lose(file, use.at, f"it is given to `{callee}`")

    def _result(self, file: FileFacts, use: Use) -> None:
        """`int(seed)`: what is done with the result."""
        for further in self._flows.uses(file.path).of(use.index):
            self._use(file, further)

    def _assigned(self, file: FileFacts, use: Use) -> None:
        target = str(use.key)
        if target.endswith("[]"):
            self._lose(file, use.at, "it is put under a key")
            return
        if use.wrapped in ("keyed", "table", "item"):
            self._lose(file, use.at, "it is put into a container")
            return
        self._add([self._flows.bound(file, target, use.scope)])
        head, _, last = target.rpartition(".")
        if head:
            found = self._paths.attributes(last)
            self._add([Place(path, scope, dotted) for path, scope, dotted in found])
            if not SEED_NAME.search(last):
                self._lose(file, use.at, f"it is kept as `{target}`")

    def _lose(self, file: FileFacts, at: Span, why: str) -> None:
        self._lost = self._lost or f"{why} at {file.locate(at)}"
