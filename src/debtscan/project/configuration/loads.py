"""Which call loads which document: paths found with plain values, without configuration."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from debtscan.facts import FileFacts, Reference, Result, Value
from debtscan.model import Location
from debtscan.project.configuration.command_documents import CommandDocuments
from debtscan.project.configuration.documents import near
from debtscan.project.configuration.loaders import (
    document_of,
    fills,
    gives,
    may_open,
    usual_document,
)
from debtscan.project.configuration.streams import Written, paths
from debtscan.project.libraries.file_calls import file_calls, is_file_call
from debtscan.project.names.arguments import given_values
from debtscan.project.names.bindings import parameter, scopes
from debtscan.project.names.calls import Calls
from debtscan.project.values.patterns import covers, is_resolved, normal, unify
from debtscan.project.values.values import Values

_CALLERS = 25  #: of one function that loads what it is given
_HOPS = 2  #: functions between the path and the loader


class Load(Struct):
    """What one place may load. When the path comes from a parameter of the function `within`,
    `sites` has what each call of that function makes it load."""

    path: str
    call: int  #: index; -1 when no call of code loads it
    at: Location
    via: str
    documents: tuple[str, ...] = ()
    how: str = "path"  #: "path", "command", "open" (nothing known of the path)
    within: tuple[str, int] | None = None
    sites: dict[tuple[str, int], Load] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)  #: documents known from command lines
    wide: bool = False  #: any of its documents, by a name that is not known
    guessed: bool = False  #: held where the name of a method alone leads
    below: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: keys that documents are put below


class Loads:
    """The loading calls of a repository."""

    def __init__(
        self,
        documents: Iterable[str],
        values: Values,
        calls: Calls,
        commands: CommandDocuments,
    ) -> None:
        self._documents = sorted(documents)
        self._values = values
        self._calls = calls
        self._commands = commands
        self._matched: dict[tuple[str, str], tuple[str, ...]] = {}

    @cached_property
    def all(self) -> tuple[Load, ...]:
        """Every call that loads configuration, by path and place."""
        found: list[Load] = []
        for file in self._calls.files.values() if self._documents else ():
            for index, call in enumerate(file.calls):
                if gives(call.callee) or fills(call.callee):
                    given = document_of(call)
                    load = Load(file.path, index, file.locate(call.at), call.callee)
                    if given is not None:
                        self._fill(load, file, given, call.scope)
                    elif (usual := usual_document(call.callee)) is not None:
                        load.documents = self._matching(usual, file.path)
                    found.append(load)
        return tuple(found)

    @cached_property
    def opened(self) -> tuple[Load, ...]:
        """Calls that open or read a document, whoever makes sense of it then."""
        found: list[Load] = []
        for file in self._calls.files.values() if self._documents else ():
            for index, call in enumerate(file.calls):
                if may_open(call.callee) and is_file_call(call.callee):
                    ends = [v for mode, v in file_calls(call) if mode == "read" and v is not None]
                    patterns = [self._values.pattern(file, v, call.scope) for v in ends]
                    meant = [self._matching(normal(p), file.path) for p in patterns if p]
                    if any(meant):
                        load = Load(file.path, index, file.locate(call.at), call.callee)
                        load.documents = tuple(path for some in meant for path in some)
                        found.append(load)
        return tuple(found)

    def _fill(self, load: Load, file: FileFacts, given: Value, scope: int) -> None:
        documents: dict[str, None] = {}
        places = tuple(paths(self._values.bindings, file, given, scope))
        for value, place in places:
            documents.update(dict.fromkeys(self._of(load, file, value, place, _HOPS)))
        load.documents = tuple(documents)
        if not documents:
            named = self._passed_to(load.path, places)
            load.documents, load.how = named, "command" if named else "open"
            load.typed.update(named)

    def _passed_to(self, path: str, values: Iterable[Written]) -> tuple[str, ...]:
        """Any document that commands pass to a script, unless an option of its own, which no
        command gives, names the one that is meant, or a call of something else makes it."""
        written = [value for value, _ in values]
        if written and all(isinstance(value, Result) for value in written):
            return ()
        names = (value.name.rpartition(".") for value in written if isinstance(value, Reference))
        options = {one.name for one in self._calls.files[path].options}
        if any(head and last in options for head, _, last in names):
            return ()
        return self._commands.of_script(path)

    def _of(
        self, load: Load, file: FileFacts, value: Value, scope: int, hops: int
    ) -> Iterator[str]:
        """Documents of one expression; of a parameter one by one for each caller."""
        level = _parameter_level(file, value, scope)
        if level is not None and hops:
            yield from self._from_callers(load, file, value, level, hops - 1)
            return
        known: Sequence[str] = ()
        pattern = self._values.pattern(file, value, scope)
        if pattern:
            known = self._matching(normal(pattern), file.path)
            load.wide |= len(known) > 1 and "*" in posixpath.basename(pattern)
        yield from known
        if isinstance(value, Reference):
            yield from self._typed(load, file.path, value.name.rpartition(".")[2])

    def _typed(self, load: Load, path: str, name: str) -> Iterator[str]:
        """Documents passed as an option, which not every script is started with."""
        passed = self._commands.of_option(path, name)
        load.typed.update(passed)
        yield from passed

    def _from_callers(
        self, load: Load, file: FileFacts, value: Value, level: int, hops: int
    ) -> Iterator[str]:
        assert isinstance(value, Reference)
        function = self._calls.symbols.of_scope(file.path, level)
        load.within = (file.path, level)
        given, defaulted, _ = given_values(self._calls, function, value.name)
        for site, argument in given[:_CALLERS]:
            caller = self._calls.files[site.path]
            inner = Load(site.path, site.index, site.at, site.call.callee)
            found: dict[str, None] = {}
            places = tuple(paths(self._values.bindings, caller, argument, site.call.scope))
            for further, scope in places:
                found.update(dict.fromkeys(self._of(inner, caller, further, scope, hops)))
            inner.documents = tuple(found)
            if not found:
                inner.documents, inner.how = self._passed_to(site.path, places), "command"
                inner.typed.update(inner.documents)
            load.sites[site.path, site.index] = inner
            yield from inner.documents
        usual = tuple(dict.fromkeys(self._default(load, file, value, level)))
        for site in defaulted[:_CALLERS] if usual else ():
            inner = Load(site.path, site.index, site.at, site.call.callee, usual)
            load.sites[site.path, site.index] = inner
        yield from usual

    def _default(self, load: Load, file: FileFacts, value: Reference, level: int) -> Iterator[str]:
        one = parameter(file, level, value.name)
        pattern = self._values.pattern(file, one.default) if one and one.default else None
        if pattern:
            yield from self._matching(normal(pattern), file.path)
        yield from self._typed(load, file.path, value.name)

    def _matching(self, pattern: str, beside: str) -> tuple[str, ...]:
        key = (pattern, posixpath.dirname(beside))
        known = self._matched.get(key)
        if known is None:
            known = self._matched[key] = self._match(pattern, beside)
        return known

    def _match(self, pattern: str, beside: str) -> tuple[str, ...]:
        if not is_resolved(pattern):
            return ()
        name = posixpath.basename(pattern)
        same = self._by_name.get(name, ()) if "*" not in name else self._documents
        meant = [path for path in same if unify(pattern, path) or covers(pattern, path)]
        return tuple(near(pattern, meant, beside))

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._documents:
            found[posixpath.basename(path)].append(path)
        return found


def _parameter_level(file: FileFacts, value: Value, scope: int) -> int | None:
    """The function whose parameter a plain name is."""
    if isinstance(value, Reference) and "." not in value.name:
        for level in scopes(file, scope):
            if parameter(file, level, value.name) is not None:
                return level
    return None
