"""Which random generators code draws from, which it seeds, and what a seed value reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Literal, Value
from debtscan.model import Location
from debtscan.project.dataflow.generators import SEED_NAME, drawn, seed_given, seeded
from debtscan.project.dataflow.seed_paths import SeedPaths, SeedReach
from debtscan.project.names.calls import Calls
from debtscan.project.options.options import OptionUse
from debtscan.project.starts.reach import Reach
from debtscan.project.starts.units import Unit


class Seeding(Struct, frozen=True):
    """One call that seeds; `constant`: the number, where the text gives it."""

    at: Location
    generators: tuple[str, ...]
    given: Value | None
    constant: int | None


class Randomness(Struct, frozen=True):
    """Of one file, or of all that runs when it is started. `python`, `numpy`, `torch`,
    `tensorflow`, ... -> places; draws with a generator or `random_state` of their own aside."""

    drawn: Mapping[str, tuple[Location, ...]]
    seeded: Mapping[str, tuple[Seeding, ...]]

    @property
    def unseeded(self) -> tuple[str, ...]:
        """Generators that are drawn from and not seeded, by name."""
        return tuple(sorted(one for one in self.drawn if one not in self.seeded))


class Seeds:
    """Answers about the whole repository."""

    def __init__(self, calls: Calls, reach: Reach) -> None:
        self._calls, self._reach = calls, reach
        self._units: dict[str, Mapping[Unit, tuple[int, ...]]] = {}

    def of(self, path: str) -> Randomness:
        """What one file itself draws and seeds, whoever calls it."""
        return self._randomness([(path, None)])

    def started(self, path: str) -> Randomness:
        """What is drawn and seeded by all that may run when a file is started."""
        return self._randomness((unit[0], unit) for unit in sorted(self._reach.of(path)))

    def reached(self, option: OptionUse) -> SeedReach:
        """What the value of an option arrives at: generators, `random_state` of something."""
        return self._paths.of_option(option)

    def reached_by(self, path: str, scope: int, name: str) -> SeedReach:
        """The same for a variable, parameter or constant; `self.x` with the class's scope."""
        return self._paths.of_name(path, scope, name)

    @staticmethod
    def is_seed(name: str) -> bool:
        """Whether an option of this name promises to seed."""
        return bool(SEED_NAME.search(name)) and not name.lower().endswith("rng")

    @cached_property
    def _paths(self) -> SeedPaths:
        return SeedPaths(self._calls)

    def _randomness(self, wanted: Iterable[tuple[str, Unit | None]]) -> Randomness:
        draws: dict[str, list[Location]] = defaultdict(list)
        seedings: dict[str, list[Seeding]] = defaultdict(list)
        for path, unit in wanted:
            file = self._calls.files.get(path)
            for call in self._of_unit(file, unit) if file is not None else ():
                name, set_ = drawn(call), seeded(call)
                if name:
                    draws[name].append(file.locate(call.at) if file else Location(path, 1))
                for one in set_:
                    seedings[one].append(_seeding(file, call, set_))
        return Randomness(
            {name: tuple(sorted(draws[name])) for name in sorted(draws)},
            {name: tuple(seedings[name]) for name in sorted(seedings)},
        )

    def _of_unit(self, file: FileFacts, unit: Unit | None) -> Iterator[Call]:
        """The calls of one unit (all of the file without one) that draw or seed."""
        if file.path not in self._units:
            found: dict[Unit, list[int]] = defaultdict(list)
            for index, call in enumerate(file.calls):
                if drawn(call) or seeded(call):
                    place = self._reach.unit(file.path, call.scope, call.at.line)
                    found[place].append(index)
            self._units[file.path] = {one: tuple(many) for one, many in found.items()}
        table = self._units[file.path]
        wanted = table if unit is None else (unit,)
        for one in wanted:
            for index in table.get(one, ()):
                yield file.calls[index]


def _seeding(file: FileFacts | None, call: Call, generators: tuple[str, ...]) -> Seeding:
    given = seed_given(call)
    constant = given.value if isinstance(given, Literal) else None
    number = constant if isinstance(constant, int) and not isinstance(constant, bool) else None
    at = file.locate(call.at) if file is not None else Location("", 1)
    return Seeding(at, generators, given, number)
