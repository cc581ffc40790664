"""Commands that Python code runs: `subprocess.run([...])`, `os.system("...")`, cloud jobs."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import (
    Assignment,
    Call,
    Collection,
    Command,
    FileFacts,
    Literal,
    Operation,
    Reference,
    Result,
    Text,
    Value,
)
from debtscan.project.starts.grown_lists import GrownLists
from debtscan.project.starts.script_runners import runs_script

STARTERS = frozenset(
    {f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "Popen")}
    | {"subprocess.getoutput", "os.system", "os.popen"}
)
_PARTS = re.compile(r"os\.path\.join|pathlib\.Path|str|shlex\.quote|os\.fspath")
_UNKNOWN = "{}"
_LONGEST = 2000  #: characters of a command line that is looked at
_DEEP = 6


def code_commands(file: FileFacts) -> Iterator[Command]:
    """Every such command whose words its file tells; `{}` or
    `{name}` stands for what it does not."""
    calls = [call for call in file.calls if call.callee in STARTERS]
    scripts = [(call, *found) for call in file.calls for found in runs_script(call)]
    if not calls and not scripts:
        return
    reader = _Reader(file)
    for call, script, home in scripts:
        path = reader.at(call).text(script)
        where = reader.text(home) if home is not None else ""
        yield Command(("python", path), call.at, "code", folder=where)
    for call in calls:
        folder = next((one.value for one in call.keywords if one.name == "cwd"), None)
        reader.at(call)
        where = reader.text(folder) if folder is not None else ""
        for words in reader.commands(_line(call)):
            yield Command(tuple(words), call.at, "code", folder=where)
    for call, value in _handed_on(file, calls):
        for words in reader.at(call).commands(value):
            yield Command(tuple(words), call.at, "code")


def _handed_on(file: FileFacts, calls: Sequence[Call]) -> Iterator[tuple[Call, Value]]:
    """Calls of functions of this file that run what they are given: `run(cmd)`."""
    places: dict[str, int] = {}
    for call in calls:
        value = _line(call)
        definition = file.definitions[call.scope - 1] if call.scope else None
        if definition is not None and isinstance(value, Reference):
            names = [one.name for one in definition.parameters if one.name not in ("self", "cls")]
            if value.name in names:
                places[definition.name.rpartition(".")[2]] = names.index(value.name)
    for call in file.calls if places else ():
        place = places.get(call.callee.removeprefix("self."), -1)
        if 0 <= place < len(call.arguments):
            yield call, call.arguments[place]


def _line(call: Call) -> Value | None:
    given = (one.value for one in call.keywords if one.name in ("args", "command", "cmd"))
    return call.arguments[0] if call.arguments else next(given, None)


def simple_commands(text: str) -> Sequence[Sequence[str]]:
    """The simple commands of a line; none when its quotes are not closed."""
    lexer = shlex.shlex(text[:_LONGEST], posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    commands: list[list[str]] = [[]]
    try:
        for word in lexer:
            if word.strip(";&|()"):
                commands[-1].append(word)
            else:
                commands.append([])
    except ValueError:
        return ()
    return [command for command in commands if command]


class _Reader:
    def __init__(self, file: FileFacts) -> None:
        self._file = file
        self._bound = _bound(file)
        self._grown = GrownLists(file, self._bound)
        self._scope, self._place = 0, (0, 0)

    def at(self, call: Call) -> _Reader:
        """Seen from a call."""
        self._scope, self._place = call.scope, (call.at.line, call.at.column)
        return self

    def commands(self, value: Value | None, deep: int = _DEEP) -> Iterator[Sequence[str]]:
        words = self._words(value, deep)
        if words is not None:
            yield words
            return
        match value:
            case Operation(operator="+", operands=(first, *_)) if deep:
                yield from self.commands(first, deep - 1)
            case Result(call=index) if self._file.calls[index].callee == "shlex.split":
                yield from simple_commands(self.text(_line(self._file.calls[index])))
            case Reference(name=name) if deep and (pieces := self._pieces(name)):
                yield from simple_commands("".join(map(self.text, pieces)))
            case Reference(name=name) if deep and (known := self._value(name)) is not None:
                yield from self.commands(known, deep - 1)
            case Literal(value=str()) | Text():
                yield from simple_commands(self.text(value))

    def _words(self, value: Value | None, deep: int) -> list[str] | None:
        """The words of a list, of lists put together, of one that grew; None for anything else.
        `{}` stands for lists that are not told."""
        match value:
            case Collection(items=items, size=size) if size >= 0:
                return [self.text(one) for one in items]
            case Operation(operator="+", operands=parts) if deep:
                return self._joined(parts, deep)
            case Reference(name=name) if deep and (pieces := self._pieces(name)):
                return self._joined(pieces, deep)
            case Reference(name=name) if deep and (known := self._value(name)) is not None:
                return self._words(known, deep - 1)
        return None

    def _joined(self, parts: Sequence[Value], deep: int) -> list[str] | None:
        first, *others = (self._words(one, deep - 1) for one in parts)
        if first is None:
            return None
        return first + [word for one in others for word in ([_UNKNOWN] if one is None else one)]

    def text(self, value: Value | None, deep: int = _DEEP) -> str:
        """What an expression says; `{}` for what only a run can tell."""
        if not deep:
            return _UNKNOWN
        match value:
            case Literal(value=str() | int() | float() as constant):
                return str(constant)
            case Text(parts=parts):
                return "".join(self.text(part, deep - 1) for part in parts)
            case Reference(name="sys.executable"):
                return "python"
            case Reference(name=name) if (known := self._value(name)) is not None:
                return self.text(known, deep - 1)
            case Reference(name=name):
                return f"{{{name.rpartition('.')[2]}}}"
            case Operation(operator="/", operands=parts):
                return "/".join(self.text(part, deep - 1) for part in parts)
            case Result(call=index) if _PARTS.fullmatch(self._file.calls[index].callee):
                parts = self._file.calls[index].arguments
                return "/".join(self.text(part, deep - 1) for part in parts) or _UNKNOWN
        return _UNKNOWN

    def _pieces(self, name: str) -> Sequence[Value]:
        """What it was given and had added, where it grew in the scope it is read in."""
        return self._grown.pieces(name, self._scope, self._place)

    def _value(self, name: str) -> Value | None:
        """What the nearest scope that binds a name gave it last before the call."""
        level: int = self._scope
        while True:
            found = self._bound.get((level, name), [])
            before = [one for one in found if (one.at.line, one.at.column) < self._place]
            before = before if level == self._scope else found
            if found:
                return before[-1].value if before and before[-1].how == "=" else None
            if not level:
                return None
            level = self._file.definitions[level - 1].scope


def _bound(file: FileFacts) -> Mapping[tuple[int, str], list[Assignment]]:
    found: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
    for one in file.assignments:
        found[one.scope, one.target].append(one)
    return found
