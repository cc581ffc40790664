"""What a condition shows of a switch: the side that cannot run while it is off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from debtscan.facts import (
    Branch,
    Call,
    FileFacts,
    Item,
    Literal,
    Operation,
    Reference,
    Result,
    Role,
    Span,
    Value,
)
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol

#: what a switch is while nobody sets it
OFF = (None, False, 0, "", "0", "false", "False", "no", "off")
_MIRRORED = {"body": "else", "else": "body", "": ""}


class OffSide(Struct, frozen=True):
    """A block that runs only when the switch is on."""

    file: FileFacts
    branch: Branch
    block: Span
    statements: int

    @property
    def calls(self) -> frozenset[tuple[str, int]]:
        """The calls inside, as (path, index)."""
        lines = range(self.block.line, self.block.end_line + 1)
        inside = (n for n, call in enumerate(self.file.calls) if call.at.line in lines)
        return frozenset((self.file.path, index) for index in inside)


def is_off(value: Value | None) -> bool:
    """Whether a default leaves a switch off; none at all does."""
    return value is None or (isinstance(value, Literal) and value.value in OFF)


def off_side(
    file: FileFacts, branch: Branch, asks: Callable[[FileFacts, Value], bool]
) -> OffSide | None:
    """The side of a branch that waits for the switch that `asks` knows, if one does."""
    side = _side(file, branch.test, asks)
    if side == "body":
        return OffSide(file, branch, branch.body, branch.body_statements)
    if side == "else" and branch.orelse is not None:
        return OffSide(file, branch, branch.orelse, branch.orelse_statements)
    return None


def _side(file: FileFacts, test: Value, asks: Callable[[FileFacts, Value], bool]) -> str:
    if asks(file, test):
        return "body"
    match test:
        case Operation("not", (inner,)):
            return _MIRRORED[_side(file, inner, asks)]
        case Operation("and", operands):
            return "body" * any(_side(file, one, asks) == "body" for one in operands)
        case Operation("or", operands):
            return "else" * any(_side(file, one, asks) == "else" for one in operands)
        case Operation("==" | "is", (asked, Literal(value))) if asks(file, asked):
            return "else" if value in OFF else "body"
        case Operation("!=" | "is-not" | ">", (asked, Literal(value))) if asks(file, asked):
            return "body" if value in OFF else ""
    return ""


def only_from(calls: Calls, sides: Sequence[OffSide]) -> tuple[Symbol, ...]:
    """Definitions that nothing but these blocks reaches, those below them included; calls from
    tests and examples do not keep them."""
    places = new = {place for side in sides for place in side.calls}
    called: dict[Symbol, None] = {}
    found: dict[Symbol, None] = {}
    while new:
        called.update((symbol, None) for place in sorted(new) for symbol in calls.targets(*place))
        only = [one for one in called if one not in found and _only(calls, one, places)]
        found.update(dict.fromkeys(only))
        inside = set[tuple[str, int]]().union(*(_inside(calls.files[o.path], o) for o in only))
        new = inside - places
        places = places | new
    return tuple(one for one in found if not _is_part(one, found))


def _only(calls: Calls, symbol: Symbol, places: set[tuple[str, int]]) -> bool:
    if "." in symbol.name and calls.unresolved(symbol.name.rpartition(".")[2]):
        return False
    counted = (one for one in calls.callers(symbol) if calls.files[one.path].role is Role.SOURCE)
    return all((one.path, one.index) in places for one in counted) and not calls.value_use(symbol)


def _inside(file: FileFacts, symbol: Symbol) -> set[tuple[str, int]]:
    lines = range(symbol.definition.at.line, symbol.definition.at.end_line + 1)
    return {(file.path, n) for n, call in enumerate(file.calls) if call.at.line in lines}


def _is_part(symbol: Symbol, found: dict[Symbol, None]) -> bool:
    """A method of a class that is found as a whole."""
    head = symbol.name.rpartition(".")[0]
    return bool(head) and any(one.path == symbol.path and one.name == head for one in found)


def asks_name(name: str) -> Callable[[FileFacts, Value], bool]:
    """Asks for `args.name`, a plain `name`, `cfg["name"]`, `cfg.get("name")`."""
    return lambda file, value: _asked(file, value) == name


def asked_names(file: FileFacts, test: Value) -> frozenset[str]:
    """What a condition asks, by last names."""
    if isinstance(test, Operation):
        return frozenset().union(*(asked_names(file, one) for one in test.operands))
    name = _asked(file, test)
    return frozenset({name} if name else ())


def _asked(file: FileFacts, value: Value) -> str:
    match value:
        case Reference(name):
            return name.rpartition(".")[2]
        case Item(_, Literal(str() as key)):
            return key
        case Result(index):
            return _asked_by(file, file.calls[index])
    return ""


def _asked_by(file: FileFacts, call: Call) -> str:
    """`cfg.get("name", False)`, `os.getenv("NAME")`, `getattr(args, "name", False)`, and what
    only converts such a thing."""
    if call.callee in ("int", "bool", "str") and len(call.arguments) == 1:
        return _asked(file, call.arguments[0])
    place = {"getattr": 1, "os.getenv": 0}.get(
        call.callee, 0 if call.callee.endswith(".get") else 9
    )
    key, *default = call.arguments[place:] or [Literal(None)]
    off = not default or is_off(default[0])
    return key.value if isinstance(key, Literal) and isinstance(key.value, str) and off else ""
