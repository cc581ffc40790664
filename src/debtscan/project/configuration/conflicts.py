"""Values of keys that code contradicts: replaced by an option's default in every run, or read
with a fallback that is not what the documents say."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import ConfigKey, FileFacts, Literal, Reference, Role
from debtscan.model import Location
from debtscan.project.configuration.configuration import Configuration, segments
from debtscan.project.configuration.holding import KeyUse
from debtscan.project.configuration.key_chains import KeyChain, KeySetter
from debtscan.project.configuration.key_stores import key_stores
from debtscan.project.options.options import OptionUse
from debtscan.project.options.same_value import same_value

_GETTERS = frozenset({"get", "pop", "getattr", "setdefault"})
#: fallbacks that say "none" rather than which
_NEUTRAL = frozenset({"", "0", "0.0", "-1", "False", "null"})

Told = tuple[str, Location]  #: what a document says, and where
_Lines = Mapping[tuple[str, int], OptionUse]


class ReplacedKey(Struct, frozen=True):
    """`written` puts the option over the key in every run, so that what the documents say is
    lost even where nobody gives the option."""

    key: str
    use: OptionUse
    default: str
    written: Location
    told: tuple[Told, ...]


class OtherFallback(Struct, frozen=True):
    """`at` has a fallback for a key that `required` reads without one; every document has
    another value."""

    key: str
    fallback: str
    at: Location
    required: Location
    told: tuple[Told, ...]


def replaced_keys(
    files: Mapping[str, FileFacts], configuration: Configuration, uses: Sequence[OptionUse]
) -> tuple[ReplacedKey, ...]:
    """One for each place that puts an option over keys with another value."""
    read = {(at.path, at.line): use for use in uses if _default(use) for at in use.reads}
    names = {
        one.keys[-1]
        for path in sorted({path for path, _ in read})
        for one in key_stores(files[path])
        if (path, one.at.line) in read
    }
    found: dict[tuple[str, Location], ReplacedKey] = {}
    for key, told, chain in _chains(files, configuration, names):
        for setter in chain.setters:
            use = _put(files, setter, read)
            if told is not None and use is not None and not same_value(_default(use), told[0]):
                known = found.get((key, setter.at))
                places = (*(known.told if known else ()), told)
                found[key, setter.at] = ReplacedKey(key, use, _default(use), setter.at, places)
    return tuple(found.values())


def other_fallbacks(
    files: Mapping[str, FileFacts], configuration: Configuration
) -> tuple[OtherFallback, ...]:
    """By document and key."""
    names = {name for file in files.values() for name in _with_fallback(file)}
    found: dict[Location, OtherFallback] = {}
    for key, _, chain in _chains(files, configuration, names):
        told = [(s.value or "", s.at) for s in chain.setters if s.how == "document"]
        required = _required(files, chain)
        if len({value for value, _ in told}) == 1 and required is not None:
            for setter in chain.setters:
                other = setter.how == "default" and setter.value not in (None, *_NEUTRAL)
                if other and not same_value(setter.value or "", told[0][0]):
                    one = OtherFallback(key, setter.value or "", setter.at, required, tuple(told))
                    found.setdefault(setter.at, one)
    return tuple(found.values())


def _chains(
    files: Mapping[str, FileFacts], configuration: Configuration, names: Container[str]
) -> Iterator[tuple[str, Told | None, KeyChain]]:
    """Keys of the application's documents by these last names."""
    for path in configuration.loaded if names else ():
        if files[path].role is Role.SOURCE:
            for key in configuration.keys(path):
                if "[" not in key.path and segments(key.path)[-1] in names:
                    yield key.path, _told(files[path], key), configuration.chain(path, key.path)


def _told(file: FileFacts, key: ConfigKey) -> Told | None:
    """None for what is no plain value, or is put together elsewhere."""
    if key.kind != "scalar" or key.value is None or "$" in str(key.value):
        return None
    return str(key.value), file.locate(key.at)


def _default(use: OptionUse) -> str:
    """The declared default as text, "" for none."""
    default = use.option.default
    plain = isinstance(default, Literal) and default.value is not None
    judged = plain and use.file.role is Role.SOURCE and not use.overwritten
    return str(getattr(default, "value", "")) if judged else ""


def _put(files: Mapping[str, FileFacts], setter: KeySetter, read: _Lines) -> OptionUse | None:
    """The option that an assignment puts in, whatever happens before."""
    use = read.get((setter.at.path, setter.at.line))
    if setter.how != "assignment" or use is None:
        return None
    file = files[setter.at.path]
    plain = any(
        isinstance(one.value, Reference)
        and one.value.name.rpartition(".")[2] == use.option.name
        and file.locate(one.at) == setter.at
        for one in file.assignments
    )
    return use if plain and not _is_conditional(file, setter.at.line) else None


def _is_conditional(file: FileFacts, line: int) -> bool:
    return any(
        one.body.line <= line <= one.body.end_line
        or (one.orelse is not None and one.orelse.line <= line <= one.orelse.end_line)
        for one in file.branches
        if "__name__" not in one.names
    )


def _with_fallback(file: FileFacts) -> Iterator[str]:
    for call in file.calls if file.role is Role.SOURCE else ():
        if call.callee.rpartition(".")[2] in _GETTERS and len(call.arguments) > 1:
            for value in call.arguments[:2]:
                if isinstance(value, Literal) and isinstance(value.value, str):
                    yield value.value


def _required(files: Mapping[str, FileFacts], chain: KeyChain) -> Location | None:
    """A place that reads the key without a fallback."""
    for use in chain.readers:
        file = files[use.path]
        if use.kind == "read" and file.role is Role.SOURCE and not _is_call(file, use):
            return file.locate(use.at)
    return None


def _is_call(file: FileFacts, use: KeyUse) -> bool:
    return any(
        call.at == use.at and call.callee.rpartition(".")[2] in _GETTERS for call in file.calls
    )
