"""Lists of names (columns, labels, tokens) that were typed again in another file and have since
gained or lost a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from debtscan.facts import Call, Collection, FileFacts, Literal, Value
from debtscan.model import Location
from debtscan.project.clones.two_sides import is_linked
from debtscan.project.starts.teaching import in_one_zoo, teaches, zoos

_OF_DATA = re.compile(
    r"feature|column|(^|_)cols?($|_)|numeric|categor|indicator|predictor|covariate|token|"
    r"(^|_)(label|class|target)(s|es|_names)?$"
)
#: says nothing of what is listed
_GENERAL = frozenset(
    {"columns", "cols", "column", "names", "keys", "labels", "headers", "fields", "tasks", "all"}
    | {"values", "list", "items", "metrics", "include", "exclude", "slots", "choices", "tokens"}
)
_OF_TABLE = re.compile(r"^(csv|df|data|table|frame|output|out|log)_")
#: how something looks may differ from plot to plot
_LOOKS = re.compile(r"colou?r|palette|marker|style")
_ADDING = frozenset({"add_tokens"})
_CHANGES = frozenset({"append", "extend", "insert", "remove", "pop", "clear"})
_COMPARING = frozenset({"difference", "issubset", "issuperset", "symmetric_difference"})
_SIMILAR = 0.7  #: of all names of two lists, the share that both have
_MANY = 60  #: lists with one name in common, beyond which the name tells nothing
_LONG = 8  #: names in a list that is not known to be of data
_APART = 3  #: names that only one of two such lists has: more are two lists on purpose


class NameList(Struct, frozen=True):
    """A list of names in the text; `name` is what it is bound to, or the call that takes it."""

    name: str
    members: tuple[str, ...]
    at: Location

    @property
    def of_data(self) -> bool:
        """Whether its name says that it lists columns, classes or tokens."""
        return bool(_OF_DATA.search(self.name.lower()))


class ListFork(Struct, frozen=True):
    """Copies of one list: the longest, and those that differ from it."""

    longest: NameList
    others: tuple[NameList, ...]


def list_forks(
    files: Sequence[FileFacts], least: int, imported: Callable[[str], bool]
) -> tuple[ListFork, ...]:
    """Forks over several of these files, of lists with at least so many names. A list that its
    file does not read, where nothing has `imported` the file, feeds no model."""
    lists = [
        one
        for file in files
        if not teaches(file.path)
        for one in _lists(file, least, imported(file.path))
    ]
    folders = zoos(file.path for file in files)
    pairs = [
        (a, b)
        for a, b in _near(lists)
        if _is_fork(lists[a], lists[b])
        and not in_one_zoo((lists[a].at.path, lists[b].at.path), folders)
    ]
    return tuple(_fork([lists[index] for index in group]) for group in _joined(pairs))


def _joined(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    if not pairs:
        return []
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph(pairs)
    return sorted(sorted(group) for group in nx.connected_components(graph))


def _fork(group: Sequence[NameList]) -> ListFork:
    longest = max(group, key=lambda one: len(set(one.members)))
    return ListFork(longest, tuple(one for one in group if one.members != longest.members))


def _lists(file: FileFacts, least: int, imported: bool) -> Iterator[NameList]:
    bound = [
        (one, members)
        for one in file.assignments
        if one.how[0] in "=:" and (members := _names(one.value, least))
    ]
    read = {name.partition(".")[0] for names in file.reads for name in names} if bound else set()
    start = _changed(file) | _only_compared(file) if bound else set()
    for one, members in bound:
        fed = one.scope or imported or one.target in read
        name = one.target.rpartition(".")[2].strip("_")
        if fed and one.target not in start and _says_what(name.lower()):
            yield NameList(name, members, file.locate(one.at))
    for call in file.calls:
        yield from _added(file, call, least)


def _changed(file: FileFacts) -> set[str]:
    """Lists that are no more than a start: members are added or taken out later on."""
    called = (one.callee.rpartition(".") for one in file.calls)
    bound = [one.target for one in file.assignments if one.how[0] not in "=:" or "[" in one.target]
    return {of for of, _, method in called if method in _CHANGES} | {
        target.removesuffix("[]") for target in bound
    }


def _only_compared(file: FileFacts) -> set[str]:
    """Sets that tables are checked against, and that nothing else reads."""
    compared = {one.callee.rpartition(".")[0] for one in file.calls if _compares(one)}
    reads = {name for names in file.reads for name in names}
    others = {name for name in reads if name.rpartition(".")[2] not in _COMPARING}
    return compared - others


def _compares(call: Call) -> bool:
    return call.callee.rpartition(".")[2] in _COMPARING


def _says_what(name: str) -> bool:
    return _OF_TABLE.sub("", name) not in _GENERAL and not _LOOKS.search(name)


def _added(file: FileFacts, call: Call, least: int) -> Iterator[NameList]:
    """`tokenizer.add_tokens([...])`: a list that has no name of its own."""
    last = call.callee.rpartition(".")[2]
    members = _names(call.arguments[0], least) if last in _ADDING and call.arguments else ()
    if members:
        yield NameList(last, members, file.locate(call.at))


def _names(value: Value, least: int) -> tuple[str, ...]:
    """The strings of a display that holds nothing else and is known to its end."""
    if not isinstance(value, Collection) or not least <= value.size == len(value.items):
        return ()
    found = (item.value for item in value.items if isinstance(item, Literal))
    texts = tuple(one for one in found if isinstance(one, str))
    return texts if len(texts) == value.size else ()


def _near(lists: Sequence[NameList]) -> set[tuple[int, int]]:
    """Pairs by index that have a name in common which few lists have."""
    having: Mapping[str, list[int]] = defaultdict(list)
    for index, one in enumerate(lists):
        for member in set(one.members):
            having[member].append(index)
    return {
        pair
        for indices in having.values()
        if len(indices) <= _MANY
        for pair in combinations(indices, 2)
    }


def _is_fork(one: NameList, other: NameList) -> bool:
    if one.at.path == other.at.path or _root(one.name) != _root(other.name):
        return False
    mine, yours = set(one.members), set(other.members)
    if not one.of_data and (
        min(len(mine), len(yours)) < _LONG
        or len(mine ^ yours) > _APART
        or not is_linked(one.at.path, other.at.path)
    ):
        return False
    if mine == yours:
        return one.of_data and one.members != other.members
    return len(mine & yours) >= _SIMILAR * len(mine | yours)


def _root(name: str) -> str:
    return name.lower().replace("_", "").rstrip("s")
