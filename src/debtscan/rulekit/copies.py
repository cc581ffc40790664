"""What differs between two copies, said line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from debtscan.model import Location, Related
from debtscan.project import Difference
from debtscan.rulekit.wording import beside

_TELLING = 0.3  #: differences of less weight are sentences for people
_ONE_SIDED = ("missing", "added")
_STATEMENTS = (*_ONE_SIDED, "order")
_FEW = 2  #: runs of statements that are named with those in their place


def telling(differences: Sequence[Difference]) -> list[Difference]:
    """Those that change what runs, the weightiest first, each pair of values once; statements
    in a row that one side lacks are one difference."""
    said: dict[tuple[object, ...], Difference] = {}
    for one in _joined(sorted(differences, key=lambda one: (one.kind, one.old_at, one.new_at))):
        if one.weight >= _TELLING:
            where = (one.old_at, one.new_at) if one.kind in _STATEMENTS else ()
            said.setdefault((one.kind, one.name, repr(one.old), repr(one.new), where), one)
    return sorted(said.values(), key=lambda one: (-one.weight, one.old_at, one.new_at))


def reworded(differences: Iterable[Difference]) -> int:
    """How many sentences for people differ, each pair once."""
    return len({(one.old, one.new) for one in differences if one.weight < _TELLING})


def turned(differences: Iterable[Difference]) -> list[Difference]:
    """The same differences as seen from the other side."""
    other = {"missing": "added", "added": "missing"}
    return [
        replace(
            one,
            old=one.new,
            new=one.old,
            old_at=one.new_at,
            new_at=one.old_at,
            kind=other.get(one.kind, one.kind),
        )
        for one in differences
    ]


def spoken(differences: Sequence[Difference], most: int = 3) -> str:
    """`<` in line 4 is `<=` in b.py:9, only b.py has lines 12-14; empty without any."""
    found = telling(differences)
    changed = [_spoken(one) for one in found if one.kind not in _ONE_SIDED]
    rest = f" and {len(changed) - most} more" if len(changed) > most else ""
    parts = [", ".join(changed[:most]) + rest] if changed else []
    return "; ".join([*parts, *_one_sided(found)])


def _one_sided(found: Sequence[Difference]) -> Iterator[str]:
    """Per file: the lines that it alone has; as many on both sides are one text rewritten."""
    here = [one.old_at for one in found if one.kind == "missing"]
    there: dict[str, list[Location]] = {}
    for one in found:
        if one.kind == "added":
            there.setdefault(_file(one), []).append(one.new_at)
    if here and there and all(len(lines) == len(here) <= _FEW for lines in there.values()):
        others = (_at(name, lines) for name, lines in there.items())
        yield f"{_lines(here)} {_verb(here)} otherwise in {', '.join(others)}"
        return
    if here:
        yield f"only this file has {_lines(here)}"
    for name, lines in list(there.items())[:2]:
        yield f"only {name} has {_lines(lines)}"


def places(differences: Sequence[Difference], most: int = 6) -> Iterator[Related]:
    """Where to look: each difference at the end that the finding is not at."""
    for one in telling(differences)[:most]:
        old, new = one.old_at, one.new_at
        if one.kind == "missing":
            yield Related(old, f"nothing like it in `{beside(new.path, old.path)}`")
        elif one.kind == "added":
            yield Related(new, f"nothing like it in `{beside(old.path, new.path)}`")
        elif one.kind == "order":
            yield Related(new, f"stands in line {old.line} in the other")
        else:
            yield Related(new, f"{_value(one, one.new)} here, {_value(one, one.old)} there")


def _verb(lines: Sequence[Location]) -> str:
    return "reads" if len(lines) == 1 and lines[0].last_line == lines[0].line else "read"


def _at(name: str, lines: Sequence[Location]) -> str:
    """`b.py:7-9`, or `b.py (lines 7, 12)`."""
    parts = _ranges(lines)
    return f"{name}:{parts[0]}" if len(parts) == 1 else f"{name} ({_lines(lines)})"


def _joined(differences: Iterable[Difference]) -> Iterator[Difference]:
    last: Difference | None = None
    for one in differences:
        both = _together(last, one) if last else None
        if last and not both:
            yield last
        last = both or one
    if last:
        yield last


def _together(one: Difference, other: Difference) -> Difference | None:
    """Two runs of statements of one side that follow one another, as one run."""
    side = {"missing": "old_at", "added": "new_at"}.get(one.kind)
    if side is None or one.kind != other.kind:
        return None
    first, then = getattr(one, side), getattr(other, side)
    if (first.path, first.cell) != (then.path, then.cell) or then.line > first.last_line + 1:
        return None
    whole = first._replace(end_line=max(first.last_line, then.last_line), end_column=0)
    return replace(one, **{side: whole})


def _spoken(one: Difference) -> str:
    if one.kind == "order":
        return f"line {_line(one.old_at)} stands elsewhere, at {_place(one)}"
    old, new = _value(one, one.old), _value(one, one.new)
    return f"{old} in line {_line(one.old_at)} is {new} in {_place(one)}"


def _value(one: Difference, value: object) -> str:
    if one.kind in ("operator", "call"):
        return f"`{value}`"
    return f"`{one.name}={value!r}`" if one.kind == "default" else f"`{value!r}`"


def _lines(places: Sequence[Location], most: int = 4) -> str:
    """`line 4`, `lines 4, 7-9`, `lines 4, 7-9, ...`."""
    parts = _ranges(places)
    noun = "line" if len(parts) == 1 and "-" not in parts[0] else "lines"
    return f"{noun} {', '.join(parts[:most])}" + (", ..." if len(parts) > most else "")


def _ranges(places: Sequence[Location]) -> list[str]:
    """Ascending; in a notebook with the cell: `4`, `7-9`, `4 of cell 3`."""
    return [
        _line(one).replace(f"{one.line}", f"{one.line}-{one.last_line}", 1)
        if one.last_line > one.line
        else _line(one)
        for one in sorted(places)
    ]


def _line(at: Location) -> str:
    return f"{at.line} of cell {at.cell}" if at.cell else f"{at.line}"


def _place(one: Difference) -> str:
    at = one.new_at
    return f"{_file(one)}, line {_line(at)}" if at.cell else f"{_file(one)}:{at.line}"


def _file(one: Difference) -> str:
    return beside(one.new_at.path, one.old_at.path)
