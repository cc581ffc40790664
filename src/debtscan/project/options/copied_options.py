"""Options that several scripts declare by hand, each for itself, with the same defaults."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from debtscan.facts import Collection, FileFacts, Kind, Literal, Option, Role
from debtscan.project.starts.teaching import are_recipes, is_course, teaches

_FRAMEWORKS = frozenset({"argparse", "optparse", "click", "absl", "typer"})
_CROWD = 12  #: an option in more scripts than this does not tell which of them are copies
_PART = 0.5  #: of the options of the smaller script, that both must have
_LEAST = 10  #: options with the same default in two scripts

_SWITCHES = {"store_true": "False", "store_false": "True"}

Declared = Mapping[str, Option]


class SharedOption(Struct, frozen=True):
    """One option of several scripts: the declarations, by path."""

    name: str
    declared: Mapping[str, Option]

    @property
    def defaults(self) -> Mapping[str, str]:
        """As written, by path, where the script gives one."""
        return {path: text for path, one in self.declared.items() if (text := _default(one))}

    @property
    def differs(self) -> bool:
        """Whether its defaults are not all the same."""
        return len(set(self.defaults.values())) > 1

    @property
    def counts(self) -> bool:
        """Whether a default is a number or a switch, no text."""
        return any("'" not in text and '"' not in text for text in self.defaults.values())


class CopiedOptions(Struct, frozen=True):
    """The options that most of these scripts declare: numbers that differ first, then texts."""

    paths: tuple[str, ...]
    options: tuple[SharedOption, ...]

    @property
    def differing(self) -> tuple[SharedOption, ...]:
        """Those with more than one default."""
        return tuple(one for one in self.options if one.differs)

    @property
    def scopes(self) -> Mapping[tuple[str, int], int]:
        """(path, scope) of the functions in which ten or more of them are declared -> how many."""
        places = Counter(
            (path, option.scope)
            for shared in self.options
            for path, option in shared.declared.items()
            if option.scope
        )
        return {place: number for place, number in places.items() if number >= _LEAST}


def copied_options(
    files: Mapping[str, FileFacts], families: Iterable[Sequence[str]]
) -> Iterator[CopiedOptions]:
    """Groups of scripts each of which declares ten options or more with the name and the default
    of another one, by first path. Of `families` of scripts that were copied as wholes one member
    stands for all; files of one name in several folders were forked with these."""
    if is_course([file.path for file in files.values() if file.is_code]):
        return
    told = {path for family in families for path in sorted(family)[1:]}
    declared = {
        path: found
        for path, file in files.items()
        if path not in told and _is_judged(file) and len(found := _declared(file)) >= _LEAST
    }
    for group in _groups(declared):
        if not are_recipes(group) and len({posixpath.basename(path) for path in group}) > 1:
            yield CopiedOptions(tuple(group), tuple(_shared(declared, group)))


def _is_judged(file: FileFacts) -> bool:
    return file.kind is Kind.PYTHON and file.role is Role.SOURCE and not teaches(file.path)


def _declared(file: FileFacts) -> dict[str, Option]:
    """Options by name; those declared twice, for two commands, are left out."""
    found: dict[str, list[Option]] = defaultdict(list)
    for option in file.options:
        if option.framework in _FRAMEWORKS and option.flags and not option.positional:
            found[option.name].append(option)
    return {name: options[0] for name, options in found.items() if len(options) == 1}


def _groups(declared: Mapping[str, Declared]) -> list[list[str]]:
    """Scripts, each with the options of at least one other; those of one folder together."""
    graph: dict[str, set[str]] = {}
    for one, other in sorted(_candidates(declared)):
        if _are_alike(declared[one], declared[other]):
            joined = graph.get(one, {one}) | graph.get(other, {other})
            graph.update(dict.fromkeys(joined, joined))
    homes: dict[str, set[str]] = defaultdict(set)
    for group in graph.values():
        folder = posixpath.commonpath([posixpath.dirname(path) for path in group])
        homes[folder or min(group)] |= group
    return [sorted(homes[home]) for home in sorted(homes)]


def _candidates(declared: Mapping[str, Declared]) -> set[tuple[str, str]]:
    index: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, options in sorted(declared.items()):
        for name, option in options.items():
            index[name, _default(option)].append(path)
    return {pair for paths in index.values() for pair in combinations(paths[:_CROWD], 2)}


def _are_alike(one: Declared, other: Declared) -> bool:
    both = one.keys() & other.keys()
    same = sum(_default(one[name]) == _default(other[name]) for name in both)
    return same >= _LEAST and len(both) >= _PART * min(len(one), len(other))


def _default(option: Option) -> str:
    """What it is when nobody gives it, as far as that is written down in place."""
    match option.default:
        case None:
            return "" if option.required else _SWITCHES.get(option.action, option.action)
        case Literal(value):
            return "" if option.required else repr(value)
        case Collection(items) if all(isinstance(one, Literal) for one in items):
            return repr([one.value for one in items if isinstance(one, Literal)])
    return ""


def _shared(declared: Mapping[str, Declared], paths: Sequence[str]) -> Iterable[SharedOption]:
    by_name: dict[str, dict[str, Option]] = defaultdict(dict)
    for path in paths:
        for name, option in declared[path].items():
            by_name[name][path] = option
    most = {name: found for name, found in by_name.items() if 2 * len(found) > len(paths)}
    found = [SharedOption(name, one) for name, one in most.items() if len(one) > 1]
    return sorted(found, key=lambda one: (not one.differs, not one.counts))
