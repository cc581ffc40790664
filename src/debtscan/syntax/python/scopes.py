"""Names of one file: what each scope imports, aliases and binds."""

from __future__ import annotations

#: between the name of a comprehension's variable and the comprehension's number in its scope
LOOP = "~"


class Scope:
    """One namespace. Class bodies are not seen from the functions inside them."""

    __slots__ = (
        "aliases",
        "bound",
        "comprehensions",
        "elsewhere",
        "index",
        "is_class",
        "name",
        "parent",
        "reads",
    )

    def __init__(self, index: int, name: str, parent: Scope | None, *, is_class: bool) -> None:
        self.index = index
        self.name = name
        self.parent = parent
        self.is_class = is_class
        self.aliases: dict[str, str] = {}  #: bound name -> dotted origin outside the file
        self.bound: set[str] = set()
        self.comprehensions = 0
        self.elsewhere: dict[str, Scope] = {}  #: `global` and `nonlocal` names, and whose they are
        self.reads: dict[str, list[int]] = {}

    def resolve(self, name: str) -> str:
        """The dotted origin of a name when an import or alias binds it, else the name."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.aliases:
                return scope.aliases[name]
            if name in scope.bound:
                return name
            scope = scope.enclosing()
        return name

    def enclosing(self) -> Scope | None:
        """The next scope outwards that names are looked up in."""
        scope = self.parent
        while scope is not None and scope.is_class:
            scope = scope.parent
        return scope

    def outer_owner(self, name: str) -> Scope | None:
        """The function around this scope whose variable a `nonlocal` name is."""
        scope = self.enclosing()
        while scope is not None and scope.parent is not None:
            if name in scope.elsewhere:
                return scope.elsewhere[name]
            if name in scope.bound:
                return scope
            scope = scope.enclosing()
        return None

    def bind(self, name: str) -> None:
        """The name now means something of this file; an alias it had is gone."""
        self.aliases.pop(name, None)
        self.bound.add(name)

    def read(self, dotted: str, line: int) -> None:
        """Note that a dotted name was read at a line."""
        lines = self.reads.get(dotted)
        if lines is None:
            self.reads[dotted] = [line]
        elif lines[-1] != line:
            lines.append(line)
