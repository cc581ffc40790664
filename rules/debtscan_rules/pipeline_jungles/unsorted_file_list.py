"""A listing of files whose order the file system decides, used as if it were fixed.

## What it does
Finds listings (`os.listdir`, `glob`, `Path.glob`, `iterdir`) that are never sorted and whose order
then counts: two listings are zipped or indexed side by side, `enumerate` gives numbers to names,
the list is split, sliced, shuffled under a seed, searched for a position, or its last entry is
taken for the newest. Lists that a loop over a listing fills count like the listing; so do the
lists that number the rows of a dataset which a script with a fixed seed shuffles.

## Why it is debt
The order differs between machines, file systems and even copies of one folder. Splits and labels
then differ from run to run although every seed is set, and images meet the wrong masks without
any error.

## Example
```python
import os


def pairs(images, masks):
    return zip(os.listdir(images), os.listdir(masks))  # debt: unsorted-file-list
```

## How to pay it back
Wrap the listing in `sorted(...)`. Where two listings belong together, derive one name from the
other instead of pairing them by position.

## Known limits
Lists are followed inside one function or one class, by name. Plain loops over a listing, taking
its first entry, counting and deleting are let pass; so is a listing that is sorted anywhere, and
what is shuffled without a seed. Labels that come from another file are not compared.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator

from debtscan.facts import (
    Call,
    Collection,
    FileFacts,
    Item,
    Keyword,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Text,
    Value,
)
from debtscan.project.artifacts.file_listings import FileListings
from debtscan.project.artifacts.listing_loops import numbering
from debtscan.project.names.bindings import class_of
from debtscan.project.names.symbols import Symbol
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Project,
    Related,
    Severity,
    Span,
    project_rule,
)
from debtscan.rulekit.parts import owner

_SHUFFLING = frozenset({"shuffle", "sample", "permutation"})
_SEEDING = frozenset({"seed", "seed_everything", "set_random_seed", "set_seed"})
_SPLITTING = frozenset({"train_test_split", "random_split", "split", "index"})
_SHUFFLED = Keyword("shuffle", Literal(True))
_PEEK = 20  #: members that somebody looks at
_HARMLESS = frozenset({"print", "debug", "info", "warning", "len", "set"})

Use = tuple[Call, Span, str]  #: the listing, where its order counts, and how


@project_rule(
    "unsorted-file-list",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=5,
    since="0.1",
    options=NoOptions,
)
def unsorted_file_list(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per listing, at the listing."""
    for file in project.source_files:
        listings = FileListings(file)
        if listings:
            yield from _of_file(project, file, listings)


def _of_file(project: Project, file: FileFacts, listings: FileListings) -> Iterator[Hit]:
    found: dict[Span, list[Use]] = defaultdict(list)
    for find in (_calls, _items, _side_by_side, _numbers):
        for use in find(file, listings):
            found[use[0].at].append(use)
    for use in _rows(file, listings, project):
        if use[0].at not in found:
            found[use[0].at].append(use)
    for at, uses in found.items():
        yield _hit(file, at, uses)


def _calls(file: FileFacts, listings: FileListings) -> Iterator[Use]:
    """Listings handed to what pairs, splits or shuffles by position."""
    seeded = {call.scope for call in file.calls if _is_seeding(call)}
    for call in file.calls:
        head, _, last = call.callee.rpartition(".")
        given = [
            source
            for value in call.arguments
            if (source := listings.source(value, call.scope)) is not None
        ]
        if last == "zip" and len({source.at for source in given}) > 1:
            yield given[0], call.at, "is paired by position with another listing"
        elif last in _SPLITTING and given and head not in ("os.path", "re", "shlex"):
            if last == "train_test_split" and not _is_fixed(call):
                continue
            yield given[0], call.at, f"is split by position (`{last}`)"
        elif last in _SHUFFLING and given and not seeded.isdisjoint((0, call.scope)):
            yield given[0], call.at, f"is shuffled under a seed (`{last}`)"
        elif last == "index" and (source := listings.source(Reference(head), call.scope)):
            yield source, call.at, "gives numbers to names (`.index`)"


def _is_fixed(call: Call) -> bool:
    """Whether the split is the same whenever the rows come in the same order."""
    given = {keyword.name: keyword.value for keyword in call.keywords}
    seed = given.get("random_state", Literal(None))
    return call.double_star != () or seed != Literal(None) or given.get("shuffle") == Literal(False)


def _numbers(file: FileFacts, listings: FileListings) -> Iterator[Use]:
    """Listings whose members get their label from their place."""
    for inside in listings.loops:
        for place in numbering(file, inside):
            yield inside.listing, place.at, "gives numbers to names (`enumerate`)"


def _rows(file: FileFacts, listings: FileListings, project: Project) -> Iterator[Use]:
    """Lists that number the rows of a dataset, which a seeded script shuffles."""
    for one in file.definitions:
        owner, _, method = one.name.rpartition(".")
        symbol = project.symbols.at(file.path, owner) if method == "__getitem__" else None
        if symbol is None:
            continue
        read = file.reads[file.definitions.index(one) + 1]
        for name, listing in listings.kept_by(one.scope):
            if name in read and (where := _shuffled_in(project, symbol)):
                how = f"numbers the rows that `{where}` shuffles under its seed"
                yield listing, listing.at, how


def _shuffled_in(project: Project, dataset: Symbol) -> str:
    """The file that makes the dataset, seeds and shuffles; "" when none does all three."""
    for path in dict.fromkeys(site.path for site in project.calls.callers(dataset)):
        calls = project.files[path].calls
        shuffled = any(_SHUFFLED in one.keywords or _last(one) == "random_split" for one in calls)
        if shuffled and _is_always_seeded(project.files[path]):
            return posixpath.basename(path)
    return ""


def _is_always_seeded(file: FileFacts) -> bool:
    """Whether a seed is set, whatever the options say."""
    bodies = [(branch.body.line, branch.body.end_line) for branch in file.branches]
    return any(
        (_is_seeding(call) or call.callee == "torch.manual_seed")
        and not any(first <= call.at.line <= last for first, last in bodies)
        for call in file.calls
    )


def _is_seeding(call: Call) -> bool:
    return _last(call) in _SEEDING


def _last(call: Call) -> str:
    return call.callee.rpartition(".")[2]


def _items(file: FileFacts, listings: FileListings) -> Iterator[Use]:
    """Listings that are sliced, or whose last entry is taken."""
    for value, scope, at in _values(file):
        for part in _inside(value):
            match part:
                case Operation("slice", (of, *bounds)) if not _is_whole(file, bounds):
                    if listings.is_filled(of, scope) and not _divides(bounds):
                        continue
                    if _is_mixed(file, of, scope):
                        continue
                    how = "is cut by position (`[a:b]`)"
                case Item(of, Literal(-1)) if not listings.is_filled(of, scope):
                    how = "gives its last entry (`[-1]`)"
                case _:
                    continue
            if (source := listings.source(of, scope)) is not None:
                yield source, at, how


def _is_mixed(file: FileFacts, of: Value, scope: int) -> bool:
    """Whether the list is shuffled, in a file that seeds nothing: the cut is random anyway."""
    mixed = any(
        _last(call) == "shuffle" and of in call.arguments and call.scope == scope
        for call in file.calls
    )
    return mixed and not any(map(_is_seeding, file.calls))


def _divides(bounds: list[Value]) -> bool:
    """Whether a slice cuts a list in two; a few members are looked at, batches follow."""
    lower, upper, *_ = bounds
    ends = [one for one in (lower, upper) if not (isinstance(one, Literal) and not one.value)]
    match ends:
        case [Literal(int(number))]:
            return abs(number) > _PEEK
        case [_]:
            return True
    return False


def _is_whole(file: FileFacts, bounds: list[Value]) -> bool:
    """Whether a slice goes from the beginning to `len(...)`."""
    ends = [one for one in bounds if not (isinstance(one, Literal) and not one.value)]
    return all(isinstance(one, Result) and file.calls[one.call].callee == "len" for one in ends)


def _side_by_side(file: FileFacts, listings: FileListings) -> Iterator[Use]:
    """Two listings of one class that are indexed by the same name."""
    pairs: dict[tuple[int, str], dict[Span, Use]] = defaultdict(dict)
    for value, scope, at in _values(file):
        for part in _inside(value):
            source = listings.source(part.of, scope) if isinstance(part, Item) else None
            if source is not None and isinstance(part, Item) and isinstance(part.key, Reference):
                use = (source, at, "is indexed side by side with another listing")
                pairs[class_of(file, scope) or scope, part.key.name].setdefault(source.at, use)
    for uses in pairs.values():
        if len(uses) > 1:
            yield uses[min(uses)]


def _values(file: FileFacts) -> Iterator[tuple[Value, int, Span]]:
    for call in file.calls:
        if call.callee.rpartition(".")[2] not in _HARMLESS:
            for value in (*call.arguments, *(keyword.value for keyword in call.keywords)):
                yield value, call.scope, call.at
    for one in file.assignments:
        if one.how not in ("for", "with"):
            yield one.value, one.scope, one.at
    for returned in file.returns:
        yield returned.value, returned.scope, returned.at


def _inside(value: Value) -> Iterator[Value]:
    """The value and what it is made of, keys left out."""
    yield value
    match value:
        case Item(of, _) | Member(of, _):
            yield from _inside(of)
        case Operation(_, parts) | Collection(parts, _) | Text(parts):
            for part in parts:
                yield from _inside(part)


def _hit(file: FileFacts, at: Span, uses: list[Use]) -> Hit:
    call, first, how = uses[0]
    name = ".".join(call.callee.split(".")[-2:])
    paired = "another listing" in how
    mixed = how.startswith("numbers")
    split = "is split" in how
    return Hit(
        at=file.locate(at),
        message=f"`{name}` lists files in the order of the file system, and the list {how}"
        + ("" if mixed else f" in line {file.locate(first).line}"),
        advice=f"Sort it: `sorted({name}(...))`",
        subject=f"{owner(file, call.scope)} {call.callee} {how}".lstrip(),
        related=tuple(Related(file.locate(span), f"the list {text}") for _, span, text in uses),
        severity=Severity.HIGH if paired or split else Severity.LOW if mixed else None,
        confidence=Confidence.HIGH if paired else None,
    )
