"""String values inside one file, as patterns: `*` stands for what is not known.

Follows names bound once, joins of paths and the usual `os.path` and `pathlib` calls.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence

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
    Table,
    Text,
    Unknown,
    Value,
)
from debtscan.project.names.bindings import Bindings, is_plain, parameter, scopes

_DEPTH = 8
ANY = "*"

#: calls that give back the path they are given
_SAME = frozenset(
    {"abspath", "realpath", "normpath", "expanduser", "expandvars", "fspath", "str", "Path"}
    | {"PurePath", "PosixPath", "PurePosixPath", "resolve", "absolute", "as_posix"}
    | {"to_absolute_path", "strip", "rstrip", "lstrip"}
)
#: calls that give the members of what they get, one by one
_OVER = frozenset({"sorted", "list", "tuple", "tqdm", "enumerate", "reversed", "natsorted", "set"})
_JOIN = frozenset({"os.path.join", "posixpath.join", "path.join", "osp.join", "ospj"})


class Expressions:
    """Evaluates the values of a file as far as that file tells."""

    def __init__(self, bindings: Bindings | None = None) -> None:
        self.bindings = bindings or Bindings()

    def pattern(
        self, file: FileFacts, value: Value, scope: int = 0, depth: int = _DEPTH
    ) -> str | None:
        """A string value with `*` for unknown parts; None when nothing at all is known."""
        if depth <= 0:
            return None
        match value:
            case Literal(value=constant):
                return None if constant is None or isinstance(constant, bool) else str(constant)
            case Text(parts=parts):
                return _solid("".join(self._part(file, p, scope, depth) for p in parts))
            case Reference(name=name):
                return self.reference(file, name, scope, depth)
            case Result(call=index):
                return self.result(file, file.calls[index], depth)
            case Operation(operator=operator, operands=operands):
                return self._operation(file, operator, operands, scope, depth)
            case Member(of=of, name=name):
                return self._member(file, of, name, scope, depth)
            case Item(of=of, key=key):
                return self._item(file, of, key, scope, depth)
        return None

    def reference(self, file: FileFacts, name: str, scope: int, depth: int) -> str | None:
        """What a dotted name holds: a name bound once, here; `outside` is asked otherwise."""
        if name == "__file__":
            return file.path
        if name in ("os.pardir", "os.path.pardir"):
            return ".."
        head, _, rest = name.partition(".")
        if rest in ("parent", "name", "stem"):
            return _part_of_path(self.reference(file, head, scope, depth - 1), rest)
        found = (
            self.bindings.attribute(file, scope, name)
            if head in ("self", "cls")
            else self.bindings.visible(file, scope, name)
        )
        plain = [a for a in found if not _is_nothing(a.value)]
        same = plain and len({repr(a.value) for a in plain}) == 1
        if same and (is_plain(plain[0]) or plain[0].how == "for"):
            return self.pattern(file, plain[0].value, plain[0].scope, depth - 1)
        return None if found else self.outside(file, name, scope, depth)

    def outside(self, file: FileFacts, name: str, scope: int, depth: int) -> str | None:
        """What a name holds that this file does not bind: here only a parameter's default."""
        for level in scopes(file, scope):
            one = parameter(file, level, name)
            if one is not None:
                default = one.default
                return self.pattern(file, default, 0, depth - 1) if default else None
        return None

    def result(self, file: FileFacts, call: Call, depth: int) -> str | None:
        """What a call returns, for calls that handle paths."""
        last = call.callee.rpartition(".")[2]
        arguments = call.arguments
        if call.callee in _JOIN or last == "joinpath":
            parts = [*([call.receiver] if call.receiver else []), *arguments]
            return self._joined(file, parts, call.scope, depth)
        if last in ("dirname", "basename") and arguments:
            inner = self.pattern(file, arguments[0], call.scope, depth - 1)
            return _part_of_path(inner, "parent" if last == "dirname" else "name")
        if last in ("getcwd", "cwd", "getcwdb"):
            return "."
        if call.callee in ("os.environ.get", "os.getenv", "environ.get"):
            fallback = arguments[1] if len(arguments) > 1 else None
            return self.pattern(file, fallback, call.scope, depth - 1) if fallback else None
        if last in _SAME:
            return self._same(file, call, depth)
        return None

    def _same(self, file: FileFacts, call: Call, depth: int) -> str | None:
        if call.receiver is not None:
            return self.pattern(file, call.receiver, call.scope, depth - 1)
        if len(call.arguments) > 1:
            return self._joined(file, call.arguments, call.scope, depth)
        if call.arguments:
            return self.pattern(file, call.arguments[0], call.scope, depth - 1)
        head, _, method = call.callee.rpartition(".")
        if head and method in ("resolve", "absolute", "as_posix", "strip", "expanduser"):
            return self.reference(file, head, call.scope, depth - 1)
        return "." if call.callee == "pathlib.Path" else None

    def _part(self, file: FileFacts, value: Value, scope: int, depth: int) -> str:
        known = self.pattern(file, value, scope, depth - 1)
        return ANY if known is None else known

    def _joined(
        self, file: FileFacts, parts: Sequence[Value], scope: int, depth: int
    ) -> str | None:
        known = [self._part(file, part, scope, depth) for part in parts]
        if not known or all(part == ANY for part in known):
            return None
        start = max((i for i, part in enumerate(known) if part.startswith("/")), default=0)
        return _solid("/".join(part for part in known[start:] if part))

    def _operation(
        self, file: FileFacts, operator: str, operands: Sequence[Value], scope: int, depth: int
    ) -> str | None:
        if operator == "/":
            return self._joined(file, operands, scope, depth)
        if operator == "+":
            known = [self._part(file, operand, scope, depth) for operand in operands]
            return None if all(part == ANY for part in known) else _solid("".join(known))
        if operator == "%" and operands:
            left = self.pattern(file, operands[0], scope, depth - 1)
            return None if left is None else _solid(re.sub(r"%[-+ #0-9.]*[a-z]", ANY, left))
        if operator in ("or", "if"):
            choices = operands[1:] if operator == "if" else operands
            known = [p for o in choices if (p := self.pattern(file, o, scope, depth - 1))]
            return known[0] if len(set(known)) == 1 else None
        return None

    def _member(self, file: FileFacts, of: Value, name: str, scope: int, depth: int) -> str | None:
        if name in ("parent", "name", "stem"):
            return _part_of_path(self.pattern(file, of, scope, depth - 1), name)
        return None

    def _element(self, file: FileFacts, of: Value, scope: int, depth: int) -> str | None:
        """What one member of a list is: of a display, or of what a search for files finds."""
        if isinstance(of, Operation) and of.operator == "slice":
            return self._element(file, of.operands[0], scope, depth - 1)
        if isinstance(of, Collection) and of.items:
            return merged(self.pattern(file, item, scope, depth - 1) for item in of.items)
        if isinstance(of, Reference):
            bound = self.bindings.once(file, scope, of.name)
            return self._element(file, bound.value, bound.scope, depth - 1) if bound else None
        if not isinstance(of, Result) or depth <= 0:
            return None
        call = file.calls[of.call]
        last = call.callee.rpartition(".")[2]
        if last in _OVER and call.arguments:
            return self._element(file, call.arguments[0], scope, depth - 1)
        if last in ("glob", "iglob", "rglob") and call.arguments:
            parts = [*([call.receiver] if call.receiver else []), call.arguments[0]]
            return self._joined(file, parts, scope, depth)
        return None

    def _item(self, file: FileFacts, of: Value, key: Value, scope: int, depth: int) -> str | None:
        if isinstance(key, Unknown):
            return self._element(file, of, scope, depth)
        if isinstance(of, Item) and isinstance(of.key, Unknown) and key == Literal(1):
            return self._element(file, of.of, scope, depth)  # for number, name in enumerate(...)
        if isinstance(of, Member) and of.name == "parents" and isinstance(key, Literal):
            inner = self.pattern(file, of.of, scope, depth - 1)
            for _ in range(key.value + 1 if isinstance(key.value, int) else 0):
                inner = _part_of_path(inner, "parent")
            return inner
        if isinstance(of, Reference):
            bound = self.bindings.once(file, scope, of.name)
            if bound is None:
                return None
            of, scope = bound.value, bound.scope
        found = _entry(of, key)
        return None if found is None else self.pattern(file, found, scope, depth - 1)


def _entry(of: Value, key: Value) -> Value | None:
    if isinstance(of, Table):
        return next((v for k, v in zip(of.keys, of.values, strict=False) if k == key), None)
    if isinstance(of, Collection) and isinstance(key, Literal) and isinstance(key.value, int):
        place = key.value if of.size >= 0 else 0  # all members of a comprehension are alike
        return of.items[place] if 0 <= place < len(of.items) else None
    return None


def _part_of_path(path: str | None, part: str) -> str | None:
    if path is None:
        return None
    if "/.." in path:
        path = posixpath.normpath(path)
    folder, _, name = path.rpartition("/")
    if part == "parent":
        return ".." if path in (".", "..", "") else folder or "."
    return name.rpartition(".")[0] or name if part == "stem" else name


def _solid(pattern: str) -> str | None:
    """One `*` for several in a row; None when nothing else is left."""
    short = re.sub(r"\*+", ANY, pattern)
    return None if short in (ANY, "") else short


def _is_nothing(value: Value) -> bool:
    return isinstance(value, Literal) and value.value in (None, "")


def merged(patterns: Iterable[str | None]) -> str | None:
    """One pattern for all: what they begin and end with, `*` between."""
    known = sorted({pattern for pattern in patterns if pattern is not None})
    if not known:
        return None
    if len(known) == 1:
        return known[0]
    start = _shared(known)
    end = _shared([pattern[len(start) :][::-1] for pattern in known])[::-1]
    merged = f"{start}{ANY}{end}"
    return None if merged == ANY else merged.replace("**", ANY)


def _shared(texts: Sequence[str]) -> str:
    """What all begin with."""
    first, last = min(texts), max(texts)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    return first[:length] if length is not None else min(first, last, key=len)
