"""Following one object: through names, attributes, parameters, returns and imports.

Made for objects that carry named values (a parsed namespace, a parser, an instance of
settings). It errs on the side of more reads and more escapes, since its users say "never".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.project.flow.carried import Carried, Carrier, Place
from debtscan.project.flow.dispatching import Defaults, parser_defaults
from debtscan.project.flow.following import Following
from debtscan.project.flow.sinks import NAMESPACE, Same
from debtscan.project.flow.uses import FileUses
from debtscan.project.names.bindings import EVERYWHERE, class_of
from debtscan.project.names.calls import Calls
from debtscan.project.names.exports import Exports


class Flows:
    """The engine, with what it learns of files kept between objects."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.files = calls.files
        self._exports = Exports(calls.symbols)
        self._uses: dict[str, FileUses] = {}

    def follow(self, seeds: Iterable[Carrier], same: Same = NAMESPACE, most: int = 0) -> Carried:
        """Everything that can be seen of the object that these hold; `most`: carriers looked at
        before it counts as escaped (0: all)."""
        return Following(self, same).everything(seeds, most)

    @cached_property
    def defaults(self) -> Defaults:
        """What `set_defaults` gives, anywhere."""
        return parser_defaults(self.files)

    def uses(self, path: str) -> FileUses:
        """The whole uses of one file."""
        known = self._uses.get(path)
        if known is None:
            known = self._uses[path] = FileUses(self.files[path])
        return known

    def exported(self, place: Place) -> Iterator[Place]:
        """The names other files know a module-level name by."""
        if place.scope == 0 and "." not in place.name:
            for path, name, scope in self._exports.of(place.path, place.name):
                yield Place(path, scope, name)

    def inherited(self, place: Place) -> Iterator[Place]:
        """The same attribute seen from base classes and subclasses."""
        if place.name.startswith("self.") and place.scope > 0:
            symbols = self.calls.symbols
            owner = symbols.of_scope(place.path, place.scope)
            for other in (*symbols.bases(owner), *symbols.subclasses(owner)):
                yield Place(other.path, other.scope, place.name)

    def bound(self, file: FileFacts, target: str, scope: int) -> Place:
        """The place an assignment to this name in this scope makes."""
        head, _, rest = target.partition(".")
        if head in ("self", "cls") and rest:
            return Place(file.path, class_of(file, scope), f"self.{rest}")
        return Place(file.path, self.calls.bindings.home(file, scope, head), target)

    def is_visible(self, place: Place, file: FileFacts, scope: int) -> bool:
        """Whether the place's name, read in this scope, means the place."""
        if place.scope == EVERYWHERE:
            return True
        head = place.name.partition(".")[0]
        if head in ("self", "cls"):
            return class_of(file, scope) == place.scope
        return self.calls.bindings.home(file, scope, head) == place.scope
