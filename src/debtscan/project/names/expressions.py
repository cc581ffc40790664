"""What texts an expression may be, as patterns: `*` stands for what is not known.

Evaluates joins of paths and the usual `os.path`, `pathlib` and string functions over what
`Origins` finds.
"""

from __future__ import annotations

from collections.abc import Sequence

from debtscan.facts import (
    Call,
    Collection,
    FileFacts,
    Item,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Text,
    Unknown,
    Value,
)
from debtscan.project.names.alternatives import (
    ANY,
    LIST,
    NO_PATH,
    Alternative,
    Alternatives,
    blurred,
    by_ending,
    changed,
    left,
    limited,
    merged,
    put_together,
    under,
    unknown,
)
from debtscan.project.names.bindings import Bindings
from debtscan.project.names.origin import Alone, Origin, Surroundings
from debtscan.project.names.origins import Origins
from debtscan.project.names.path_calls import PathCalls
from debtscan.project.names.path_texts import (
    PARTS,
    concatenated,
    ended,
    joined,
    part_of,
    percent_filled,
)
from debtscan.project.names.reaching import END

__all__ = ["Expressions", "merged"]


_ORIGINS = 24  #: values one name may have here; long chains of `s = s.replace(...)` are no path


class Expressions:
    """Evaluates values; of one file alone unless given its surroundings."""

    def __init__(
        self, bindings: Bindings | None = None, surroundings: Surroundings | None = None
    ) -> None:
        self.bindings = bindings or Bindings()
        self.origins = Origins(self.bindings, surroundings or Alone())
        self._path_calls = PathCalls(self)

    def pattern(self, file: FileFacts, value: Value, scope: int = 0, line: int = END) -> str | None:
        """One pattern for all a value may be; None when nothing at all is known."""
        return one_pattern(self.texts(file, value, scope, line))

    def patterns(
        self, file: FileFacts, value: Value, scope: int = 0, line: int = END, most: int = 8
    ) -> tuple[str, ...]:
        """What a value may be, at most `most`; similar endings are put into one if more."""
        return few_patterns(self.texts(file, value, scope, line), most)

    def texts(self, file: FileFacts, value: Value, scope: int, line: int) -> Alternatives:
        """Every text with the choices it hangs on; never empty."""
        kind = value.__class__
        if kind is Literal:
            return _constant(value)  # type: ignore[arg-type]
        if kind in (Reference, Result, Item, Member):
            key = ("text", file.path, scope, line, value)
            return self.origins.memory.ask(
                key, lambda: self._followed(file, value, scope, line), unknown("a circle of names")
            )
        return self._written(Origin(file, value, scope, line))

    def _followed(self, file: FileFacts, value: Value, scope: int, line: int) -> Alternatives:
        origins = tuple(self.origins.of(file, value, scope, line))
        if sum(1 for one in origins if not isinstance(one.value, Literal)) > _ORIGINS:
            return unknown("rewritten again and again")
        found: list[Alternative] = []
        for one in origins:
            found += under(left(self._written(one), one.inside), one.given)
        told = [one for one in found if one.text or len(found) == 1]
        return limited(told) or unknown("nothing fits")

    def _written(self, one: Origin) -> Alternatives:
        """The texts of a value that is followed no further."""
        file, value, scope, line = one[:4]
        match value:
            case Literal():
                return _constant(value)
            case Text(parts=parts):
                texts = [self.texts(file, part, scope, line) for part in parts]
                return put_together(texts, concatenated)
            case Operation(operator=operator, operands=operands):
                return self._operation(file, operator, operands, scope, line)
            case Result(call=index):
                return self.origins.memory.ask(
                    ("made", file.path, index),
                    lambda: self._path_calls.text(file, index),
                    unknown("a circle of names"),
                )
            case Member(of=of, name=name) if name in PARTS:
                return changed(self.texts(file, of, scope, line), lambda text: part_of(text, name))
            case Item(of=Result(call=index), key=key):
                return self.origins.memory.ask(
                    ("piece", file.path, index, key),
                    lambda: self._path_calls.item(file, index, key),
                    unknown("a circle of names"),
                )
            case Item(of=of, key=key):
                return self._path_calls.piece_of(one, of, key)
            case Collection():
                return unknown(LIST)
        return unknown(one.cause or "value that is not followed")

    def _operation(
        self, file: FileFacts, operator: str, operands: Sequence[Value], scope: int, line: int
    ) -> Alternatives:
        if operator == "ends" and isinstance(operands[1], Collection):
            ends = [self.texts(file, one, scope, line) for one in operands[1].items]
            whole = self.texts(file, operands[0], scope, line)
            return limited(
                one
                for end in ends
                for one in put_together([whole, end], lambda text: ended(text[0], text[1]))
            )
        if operator in ("any", "files"):
            return unknown("loop over something unknown")
        if operator == "member" and isinstance(operands[0], Result):
            return self._path_calls.member(file, operands[0].call)
        if operator == "slice":
            return self._path_calls.cut(file, operands, scope, line)
        if operator == "+" and any(map(_is_number, operands)):
            return unknown("a number")
        if operator in ("/", "+"):
            parts = [self.texts(file, one, scope, line) for one in operands]
            return put_together(parts, joined if operator == "/" else concatenated)
        if operator == "%" and operands:
            return self._percent(file, operands, scope, line)
        if operator in ("if", "or", "and"):
            return self._followed(file, Operation(operator, tuple(operands)), scope, line)
        return unknown("a number")

    def _percent(
        self, file: FileFacts, operands: Sequence[Value], scope: int, line: int
    ) -> Alternatives:
        given = operands[1] if len(operands) > 1 else Unknown()
        parts = given.items if isinstance(given, Collection) else (given,)
        texts = [self.texts(file, one, scope, line) for one in (operands[0], *parts)]
        return put_together(texts, lambda found: percent_filled(found[0], found[1:]))

    def call_texts(self, file: FileFacts, call: Call, value: Value) -> Alternatives:
        """The texts of an argument of a call."""
        return self.texts(file, value, call.scope, call.at.line)


def one_pattern(alternatives: Alternatives) -> str | None:
    """One pattern for all that is known of them; None when nothing is."""
    found = merged(one.text for one in alternatives if one.text != ANY)
    return None if found in (ANY, "") else found


def few_patterns(alternatives: Alternatives, most: int = 8) -> tuple[str, ...]:
    """What is known of them, similar endings put into one if more than `most`."""
    return by_ending((one.text for one in alternatives if one.text not in (ANY, "")), most)


def _is_number(value: Value) -> bool:
    return isinstance(value, Literal) and type(value.value) in (int, float)


def _constant(value: Literal) -> Alternatives:
    constant = value.value
    if constant is None or isinstance(constant, bool):
        return unknown(NO_PATH)
    return (Alternative(str(constant)),)


def one_of(alternatives: Alternatives) -> str:
    """One text for all of them."""
    return blurred(alternatives)
