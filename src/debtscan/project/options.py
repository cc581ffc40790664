"""Declared options: who reads them, and where their namespace goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from debtscan.facts import FileFacts, Option
from debtscan.model import Location
from debtscan.project.attributes import AttributeReads
from debtscan.project.bindings import scopes
from debtscan.project.calls import Calls
from debtscan.project.carried import EVERYWHERE, Carried, Place, Produced
from debtscan.project.flows import Flows
from debtscan.project.mentions import Mention, Mentions
from debtscan.project.parsers import Parsers
from debtscan.project.symbols import Symbol

_FIELDS = frozenset({"dataclass", "pydantic", "attrs", "settings"})
_PARAMETERS = frozenset({"click", "typer", "fire"})


@dataclass(frozen=True, slots=True)
class OptionUse:
    """One declared option and all that is known of its readers.

    `reads` may be trusted to be complete only when `escape` is "" and both `mentions` and
    `elsewhere` are empty; these two are looked up only for options without reads.
    """

    file: FileFacts
    option: Option
    reads: tuple[Location, ...]
    writes: tuple[Location, ...] = ()  #: `args.x = ...` after parsing
    overwritten: bool = False  #: in one file, a write comes before every read
    escape: str = ""  #: why the namespace may be read elsewhere; "" when it never leaves
    logged: bool = False  #: the whole namespace is printed or logged (lowers confidence only)
    mentions: tuple[Mention, ...] = ()  #: its name in strings, configuration, unread files
    elsewhere: tuple[Location, ...] = ()  #: `x.name` on objects not known to be the namespace
    siblings_read: int = 0  #: other options of the same parser that are read

    @property
    def at(self) -> Location:
        """Where it is declared."""
        return self.file.locate(self.option.at)


def option_uses(
    files: Sequence[FileFacts], calls: Calls, mentions: Mentions
) -> tuple[OptionUse, ...]:
    """One entry per `facts.Option`, by path and line."""
    known = _Options(files, calls, mentions)
    return tuple(known.use(file, option) for file in files for option in file.options)


class _Options:
    def __init__(self, files: Sequence[FileFacts], calls: Calls, mentions: Mentions) -> None:
        names = {option.name for file in files for option in file.options}
        self._files = files
        self._calls = calls
        self._mentions = mentions
        self._flows = Flows(calls)
        self._parsers = Parsers(self._flows)
        self._attributes = AttributeReads(files, names)
        self._fields: dict[tuple[str, str], Carried] = {}

    def use(self, file: FileFacts, option: Option) -> OptionUse:
        if option.framework in _FIELDS:
            return self._field(file, option)
        if option.framework in _PARAMETERS:
            return self._parameter(file, option)
        if option.framework == "absl":
            return self._from(file, option, [self._flags], "")
        parsers = self._parsers.of(file, option)
        carried = [self._parsers.namespace(parser) for parser in parsers]
        missing = not any(parser.namespaces for parser in parsers)
        return self._from(file, option, carried, "no call that parses it was found" * missing)

    def _from(
        self, file: FileFacts, option: Option, carried: Sequence[Carried], escape: str
    ) -> OptionUse:
        name = option.name
        reads = {at for one in carried for at in one.reads.get(name, ())}
        for one in carried:
            for attribute in one.attributes:
                reads |= self._attributes.after(attribute, name)
        writes = {at for one in carried for at in one.writes.get(name, ())}
        why = escape or min((one.escape for one in carried if one.escape), default="")
        return OptionUse(
            file,
            option,
            tuple(sorted(reads)),
            tuple(sorted(writes)),
            _overwritten(reads, writes),
            why,
            any(one.logged for one in carried),
            *self._elsewhere(file, option, bool(reads)),
        )

    def _elsewhere(
        self, file: FileFacts, option: Option, read: bool
    ) -> tuple[tuple[Mention, ...], tuple[Location, ...]]:
        if read:
            return (), ()
        declared = file.locate(option.at)
        mentions = tuple(
            one
            for one in self._mentions.of(option.name)
            if one.path != declared.path or not declared.line <= one.line <= declared.last_line
        )
        return mentions, tuple(sorted(self._attributes.of(option.name)))

    def _parameter(self, file: FileFacts, option: Option) -> OptionUse:
        """click and its like: the option is a parameter of the function it decorates."""
        function = self._calls.symbols.at(file.path, option.holder)
        if function is None:
            return self._from(file, option, (), "the function it arrives in is not known")
        parameters = {one.name: one.kind for one in function.definition.parameters}
        if option.name not in parameters:
            gathered = "double-star" in parameters.values()
            why = "it arrives in `**kwargs`" if gathered else "it arrives in no parameter"
            return self._from(file, option, (), why)
        reads = set(self._local_reads(file, function, option.name))
        whole = {"locals", "click.get_current_context", "ctx.params"}
        loose = whole & file.reads[function.scope].keys()
        escape = f"`{min(loose)}` hands on all parameters" if loose else ""
        mentions, elsewhere = self._elsewhere(file, option, bool(reads))
        return OptionUse(
            file,
            option,
            tuple(sorted(reads)),
            escape=escape,
            mentions=mentions,
            elsewhere=elsewhere,
        )

    def _local_reads(self, file: FileFacts, function: Symbol, name: str) -> Iterator[Location]:
        for scope, names in enumerate(file.reads):
            if function.scope in scopes(file, scope):
                for dotted, lines in names.items():
                    if dotted.partition(".")[0] == name:
                        yield from (file.line(line) for line in lines)

    def _field(self, file: FileFacts, option: Option) -> OptionUse:
        """Fields of settings classes: any read of an attribute of that name may be one."""
        reads = self._attributes.of(option.name)
        if reads:
            return OptionUse(file, option, tuple(sorted(reads)))
        owner = self._calls.symbols.at(file.path, option.holder)
        carried = self._instances(owner) if owner else Carried()
        why = self._handed_out(owner) if owner else "its class is not known"
        found = carried.reads.get(option.name, set())
        mentions, _ = self._elsewhere(file, option, bool(found))
        escape = carried.escape or why
        return OptionUse(
            file,
            option,
            tuple(sorted(found)),
            escape=escape,
            logged=carried.logged,
            mentions=mentions,
        )

    def _instances(self, owner: Symbol) -> Carried:
        key = (owner.path, owner.name)
        if key not in self._fields:
            sites = self._calls.callers(owner)
            seeds: list[Place | Produced] = [Produced(site.path, site.index) for site in sites]
            seeds += [Place(owner.path, owner.scope, "self")]
            seeds += self._annotated.get(key, ())
            self._fields[key] = self._flows.follow(seeds)
        return self._fields[key]

    def _handed_out(self, owner: Symbol) -> str:
        """The class itself given to a parser or a registry that makes instances of it."""
        if self._calls.symbols.subclasses(owner):
            return f"`{owner.name}` has subclasses"
        return self._calls.value_use(owner)

    @cached_property
    def _annotated(self) -> Mapping[tuple[str, str], list[Place]]:
        """Settings class -> the parameters that are annotated with it."""
        wanted = {o.holder for f in self._files for o in f.options if o.framework in _FIELDS}
        index: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for file in self._files:
            for scope, definition in enumerate(file.definitions, start=1):
                for one in definition.parameters:
                    written = one.annotation.strip("'\"")
                    if written.rpartition(".")[2] in wanted:
                        found = self._calls.symbols.find(written, file.path)
                        if found is not None:
                            place = Place(file.path, scope, one.name)
                            index[found.path, found.name].append(place)
        return index

    @cached_property
    def _flags(self) -> Carried:
        """The one namespace of absl and tf.app.flags, under every name it goes by."""
        seeds: set[Place] = set()
        for file in self._files:
            for scope, names in enumerate(file.reads):
                for dotted in names:
                    if "FLAGS" in dotted:
                        seeds |= set(self._flag_places(file, scope, dotted))
        return self._flows.follow(sorted(seeds))

    def _flag_places(self, file: FileFacts, scope: int, dotted: str) -> Iterator[Place]:
        parts = dotted.split(".")
        if "FLAGS" in parts:
            name = ".".join(parts[: parts.index("FLAGS") + 1])
            home = self._calls.bindings.home(file, scope, name) if name == "FLAGS" else EVERYWHERE
            yield Place(file.path, home, name)


def _overwritten(reads: set[Location], writes: set[Location]) -> bool:
    """Whether some file writes the option above all of its own reads, and others read none."""
    for path in sorted({at.path for at in writes}):
        first = min(at.line for at in writes if at.path == path)
        lines = [at.line for at in reads if at.path == path]
        if lines and first < min(lines) and {at.path for at in reads} == {path}:
            return True
    return False
