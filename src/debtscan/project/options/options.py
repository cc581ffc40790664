"""Declared options: who reads them, and where their namespace goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from debtscan.facts import FileFacts, Option, Result
from debtscan.model import Location
from debtscan.project.flow.carried import Carried, Carrier, Produced
from debtscan.project.names.attributes import AttributeReads
from debtscan.project.names.bindings import parameter
from debtscan.project.names.mentions import Mention, Mentions
from debtscan.project.options.fields import FIELDS, Fields
from debtscan.project.options.flag_namespace import FlagNamespace
from debtscan.project.options.misread import Misread, misread_names
from debtscan.project.options.option_mentions import OptionMentions
from debtscan.project.options.overwriting import is_overwritten
from debtscan.project.options.parameter_reads import parameter_reads
from debtscan.project.options.parsers import Parsers
from debtscan.project.options.signature_options import signature_options
from debtscan.project.options.signatures import SIGNATURES

_PARAMETERS = SIGNATURES | {"click"}
_OF_A_HOLDER = ("value", "present", "serialize")  #: what says how a flag of absl is set


class OptionUse(Struct, frozen=True):
    """One declared option and all that is known of its readers.

    `reads` may be trusted to be complete only when `escape` is "" and both `mentions` and
    `elsewhere` are empty; these two are looked up only for options without reads.
    """

    file: FileFacts
    option: Option
    reads: tuple[Location, ...]
    writes: tuple[Location, ...] = ()  #: `args.x = ...` after parsing
    overwritten: bool = False  #: a write that always runs comes before every read
    escape: str = ""  #: why the namespace may be read elsewhere; "" when it never leaves
    logged: bool = False  #: the whole namespace is printed or logged (lowers confidence only)
    mentions: tuple[Mention, ...] = ()  #: its name in strings, configuration, unread files
    elsewhere: tuple[Location, ...] = ()  #: `x.name` on objects not known to be the namespace
    other_name: str = ""  #: the undeclared name that readers use instead (`Misread`)

    @property
    def at(self) -> Location:
        """Where it is declared."""
        return self.file.locate(self.option.at)


def option_uses(
    files: Mapping[str, FileFacts], parsers: Parsers, mentions: Mentions
) -> tuple[OptionUse, ...]:
    """One entry per `facts.Option` and per parameter that is one, by path and line."""
    taken = signature_options(parsers.flows.calls)
    known = _Options(files, parsers, mentions, {o.name for more in taken.values() for o in more})
    uses = (
        known.use(file, option)
        for path, file in files.items()
        for option in sorted((*file.options, *taken.get(path, ())), key=_place)
    )
    return tuple(_with_other_names(uses, misread_names(parsers)))


def _with_other_names(uses: Iterable[OptionUse], misread: Sequence[Misread]) -> Iterator[OptionUse]:
    others = {
        (file.path, option.at, option.name): one.name
        for one in misread
        for file, option in one.meant[:1]
    }
    for use in uses:
        other = others.get((use.file.path, use.option.at, use.option.name), "")
        yield replace(use, other_name=other) if other and not use.reads else use


def _place(option: Option) -> tuple[int, int]:
    return option.at.line, option.at.column


class _Options:
    def __init__(
        self,
        files: Mapping[str, FileFacts],
        parsers: Parsers,
        mentions: Mentions,
        taken: Set[str],
    ) -> None:
        names = taken | {option.name for file in files.values() for option in file.options}
        self._by_path = files
        self._files = [file for file in files.values() if file.is_code]
        self._calls = parsers.flows.calls
        self._mentions = OptionMentions(files, mentions)
        self._flags = FlagNamespace(parsers.flows)
        self._flows = parsers.flows
        self._parsers = parsers
        self._attributes = AttributeReads(self._files, names)
        self._settings = Fields(self._files, self._flows)

    def use(self, file: FileFacts, option: Option) -> OptionUse:
        if option.framework in FIELDS:
            return self._field(file, option)
        if option.framework in _PARAMETERS:
            return self._parameter(file, option)
        if option.framework == "absl":
            return self._flag(file, option)
        if option.framework == "docopt":
            return self._from(file, option, [self._usage(file)], "")
        parsers = self._parsers.of(file, option)
        carried = self._parsers.carried(parsers)
        missing = not any(parser.namespaces for parser in parsers)
        seeds = {seed for parser in parsers for seed in parser.namespaces}
        why = "no call that parses it was found" * missing
        found = self._from(file, option, carried, why, seeds)
        if found.reads or found.escape:
            return found
        return replace(found, escape=self._more_parsers(file, option))

    def _more_parsers(self, file: FileFacts, option: Option) -> str:
        """Why further parsers may take the option: the function that adds it is passed on."""
        holder = option.holder.partition(".")[0]
        given = option.scope and parameter(file, option.scope, holder)
        if not given and not self._bound_to_parameter(file, option):
            return ""
        return self._calls.value_use(self._calls.symbols.of_scope(file.path, option.scope))

    def _bound_to_parameter(self, file: FileFacts, option: Option) -> bool:
        """`group = parser.add_argument_group()` of a parameter `parser`."""
        for one in self._calls.bindings.visible(file, option.scope, option.holder):
            if option.scope and isinstance(one.value, Result):
                head = file.calls[one.value.call].callee.partition(".")[0]
                if parameter(file, option.scope, head):
                    return True
        return False

    def _from(
        self,
        file: FileFacts,
        option: Option,
        carried: Sequence[Carried],
        escape: str,
        namespaces: Set[Carrier] = frozenset(),
    ) -> OptionUse:
        name = option.name
        reads = {at for one in carried for at in one.reads.get(name, ())}
        for attribute in {attribute for one in carried for attribute in one.attributes}:
            reads.update(self._attributes.after(attribute, name))
        writes = {at for one in carried for at in one.writes.get(name, ())}
        why = escape or min((one.escape for one in carried if one.escape), default="")
        return OptionUse(
            file,
            option,
            tuple(sorted(reads)),
            tuple(sorted(writes)),
            bool(writes)
            and is_overwritten(
                self._flows,
                reads,
                writes,
                namespaces,
                bool(why),
                frozenset[Carrier]().union(*(one.carriers for one in carried)),
            ),
            why,
            any(one.logged for one in carried),
            *self._elsewhere(file, option, bool(reads)),
        )

    def _elsewhere(
        self, file: FileFacts, option: Option, read: bool
    ) -> tuple[tuple[Mention, ...], tuple[Location, ...]]:
        if read:
            return (), ()
        return self._mentions.of(option.name), self._attributes.of(option.name)

    def _flag(self, file: FileFacts, option: Option) -> OptionUse:
        """absl keeps one namespace for all; what counts is code that runs with this file."""
        found = self._from(file, option, [self._flags.carried], "")
        near = self._flags.running_with(file.path)
        reads = {at for at in found.reads if at.path in near}
        writes = tuple(at for at in found.writes if at.path in near)
        holder = self._flags.holder(file, option)
        reads.update(at for name in _OF_A_HOLDER for at in holder.reads.get(name, ()))
        escape = found.escape or holder.escape
        return replace(found, reads=tuple(sorted(reads)), writes=writes, escape=escape)

    def _usage(self, file: FileFacts) -> Carried:
        """Where the dictionary goes that docopt makes of a file's docstring."""
        calls = [n for n, call in enumerate(file.calls) if call.callee == "docopt.docopt"]
        return self._flows.follow([Produced(file.path, number) for number in calls])

    def _parameter(self, file: FileFacts, option: Option) -> OptionUse:
        reads, escape = parameter_reads(self._calls.symbols, file, option)
        if escape and not reads:
            return self._from(file, option, (), escape)
        mentions, elsewhere = self._elsewhere(file, option, bool(reads))
        return OptionUse(file, option, reads, escape=escape, mentions=mentions, elsewhere=elsewhere)

    def _field(self, file: FileFacts, option: Option) -> OptionUse:
        """Fields of settings classes: any read of an attribute of that name may be one."""
        reads = self._attributes.of(option.name)
        if reads:
            return OptionUse(file, option, reads)
        owner = self._calls.symbols.at(file.path, option.holder)
        why = self._settings.handed_out(owner) if owner else "its class is not known"
        carried = self._settings.carried(owner) if owner and not why else Carried()
        found = set(carried.reads.get(option.name, ()))
        mentions, _ = self._elsewhere(file, option, bool(found))
        return OptionUse(
            file,
            option,
            tuple(sorted(found)),
            escape=why or carried.escape,
            logged=carried.logged,
            mentions=mentions,
        )
