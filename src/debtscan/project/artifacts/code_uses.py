"""What the calls of one code file read and write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debtscan.facts import Call, Collection, FileFacts, Item, Reference, Result, Unknown, Value
from debtscan.project.artifacts.names import name
from debtscan.project.artifacts.uses import IMPORTED, STARTED, ArtifactUse, Site
from debtscan.project.libraries.file_calls import io_calls, is_file_call
from debtscan.project.libraries.io_rows import FileCall
from debtscan.project.names.alternatives import LIST, Alternative, Alternatives, agreed
from debtscan.project.names.calls import Calls
from debtscan.project.names.expressions import few_patterns
from debtscan.project.values.values import Values

_HANDLES = (
    *("open", "GFile", "BytesIO", "StringIO", "TemporaryFile", "ZipFile", "urlopen", "fdopen"),
    *("GzipFile", "BZ2File", "LZMAFile", "TarFile", "BlobFile"),
)
_MEMBERS = 10  #: members of a list of paths that are looked at


class CodeUses:
    """Evaluates the names that I/O calls are given."""

    def __init__(self, values: Values, calls: Calls) -> None:
        self._values = values
        self._calls = calls

    def of(self, file: FileFacts) -> Iterator[ArtifactUse]:
        """Every end of every I/O call, in source order; "" where no name is known.

        What a function of the repository reads is told by the calls inside it.
        """

        for call, end, value in self.ends(file):
            for one in _members(value):
                texts = self._texts(file, call, one) if one else ()
                for each, kept in self._by_mode(file, call, end, texts):
                    yield from _uses(file, call, each, kept)

    def _by_mode(
        self, file: FileFacts, call: Call, end: FileCall, texts: Alternatives
    ) -> Iterator[tuple[FileCall, Alternatives]]:
        """The end as its mode may be, each with the texts that go with it."""
        modes = self._values.call_texts(file, call, end.said) if end.said else ()
        told = [one for one in modes if re.fullmatch(r"[rwaxbt+U]{1,3}", one.text)]
        if not told:
            yield end, texts
        for meant in {end.with_mode(one.text): None for one in told}:
            given = [one.given for one in told if end.with_mode(one.text) == meant]
            kept = tuple(t for t in texts if any(agreed(t.given, g) is not None for g in given))
            if kept:
                yield meant, kept

    def ends(self, file: FileFacts) -> Iterator[tuple[Call, FileCall, Value | None]]:
        """(call, end, value that names it) of every I/O call that is given no open file."""

        def maker(call: Call) -> Call | None:
            return self._maker(file, call)

        for index, call in enumerate(file.calls):
            if is_file_call(call.callee) and not self._calls.targets(file.path, index):
                for end, value in io_calls(call, maker):
                    if value is None or not self._is_handle(file, value, call.scope):
                        yield call, end, value

    def alternatives(self, file: FileFacts, value: Value, call: Call) -> Alternatives:
        """Everything a value that names an end may be."""
        found = [self._texts(file, call, one) for one in _members(value) if one]
        return tuple(one for texts in found for one in texts)

    def _texts(self, file: FileFacts, call: Call, value: Value) -> Alternatives:
        """What a value may be; of a list of paths, what its members may be."""
        found = self._values.call_texts(file, call, value)
        if not any(one.cause == LIST for one in found):
            return found
        members = self._values.call_texts(file, call, Item(value, Unknown()))
        return (*(one for one in found if one.cause != LIST), *members)

    def _maker(self, file: FileFacts, call: Call) -> Call | None:
        """The call that made what stands before the dot, where one binding tells."""
        head = call.callee.rpartition(".")[0]
        made = call.receiver or self._bound(file, head, call.scope)
        return file.calls[made.call] if isinstance(made, Result) else None

    def _bound(self, file: FileFacts, dotted: str, scope: int) -> Value | None:
        bindings = self._values.bindings
        if dotted.startswith(("self.", "cls.")):
            found = bindings.attribute(file, scope, dotted)
        else:
            found = bindings.visible(file, scope, dotted)
        made = [one.value for one in found if isinstance(one.value, Result)]
        return made[-1] if made else None

    def _is_handle(self, file: FileFacts, value: Value, scope: int) -> bool:
        """An open file or buffer: its `open` is the use."""
        if isinstance(value, Reference):
            bound = self._values.bindings.visible(file, scope, value.name)
            value = bound[-1].value if bound else value
        if not isinstance(value, Result):
            return False
        return file.calls[value.call].callee.rpartition(".")[2].endswith(_HANDLES)


def _members(value: Value | None) -> tuple[Value | None, ...]:
    if isinstance(value, Collection) and value.items:
        return value.items[:_MEMBERS]
    return (value,)


def _uses(file: FileFacts, call: Call, end: FileCall, texts: Alternatives) -> Iterator[ArtifactUse]:
    at = file.locate(call.at)
    for pattern in _patterns(texts):
        found = name(end, pattern)
        if found is not None:
            yield ArtifactUse(
                *(file.path, at, found[1], end.mode, call.callee, call.scope),
                kind=found[0],
                given=_given(texts, pattern),
            )


def _patterns(texts: Alternatives) -> tuple[str | None, ...]:
    """Each of the few that it may be."""
    return few_patterns(texts) or (None,)


def _given(texts: Alternatives, pattern: str | None) -> tuple[tuple[Site, ...], ...]:
    """The ways that gave the texts of a pattern; none when some text hangs on no way."""
    meant = [one for one in texts if one.text == pattern] or texts
    every = {tuple(sorted(_sites(one))) for one in meant}
    return tuple(sorted(every)) if all(every) else ()


def _sites(text: Alternative) -> Iterator[Site]:
    for what, how in text.given:
        match what, how:
            case (("call" | "made", *_), (str(path), int(number))):
                yield path, number
            case (("start",), (str(path), int())):
                yield path, STARTED
            case (("script",), str(path)):
                yield path, IMPORTED
