"""Comments on a cluster: each accepts the part at which it stands, and no more."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from debtscan.acceptance import AcceptedDebt, KnownRules, Suppression, match, record_of, suppress
from debtscan.engine.filters import matches
from debtscan.facts import FileFacts, Kind, Role
from debtscan.model import Category, Confidence, Finding, Location, Related, Severity
from debtscan.syntax import extract

RULES = KnownRules({"a-rule"}, {"a-rule"})
SAID = "# debtscan: ignore[a-rule] because"
PATHS = ("a.py", "b.py")


def files(accepted: set[tuple[str, int]], whole: Sequence[str] = ()) -> list[FileFacts]:
    """Two modules of nine lines; a comment stands beside those that are accepted."""
    texts = {
        path: "".join(
            f"x{n} = {n}  {SAID if (path, n) in accepted else ''}\n" for n in range(1, 10)
        )
        for path in PATHS
    }
    for path in whole:
        texts[path] += "# debtscan: ignore-file[a-rule] all of it\n"
    return [
        extract(Kind.PYTHON, text.encode()).placed(path, Role.SOURCE)
        for path, text in texts.items()
    ]


def cluster(*places: tuple[str, int], needs: int = 1, more: int = 0, shows: int = 0) -> Finding:
    """A finding of members with a place each, ``more`` of them with none, and an end that merely
    shows the debt."""
    first, *others = places
    ends = [Related(Location(*at), "here too", part=f"{at[0]}:{at[1]}") for at in others]
    if shows:
        ends.append(Related(Location("b.py", shows), "shows it"))
    unplaced = [f"a.py:more{n}" for n in range(more)]
    return Finding(
        "a-rule",
        Category.GLUE_CODE,
        Location(*first),
        "seen",
        "why",
        "do",
        "s",
        Confidence.HIGH,
        Severity.LOW,
        10 * (len(places) + more),
        "f0",
        tuple(ends),
        anchor="0a",
        members=len(places) + more,
        parts=tuple(sorted([*(f"{path}:{line}" for path, line in places), *unplaced])),
        needs=needs,
    )


def accept(
    finding: Finding, accepted: set[tuple[str, int]], whole: Sequence[str] = (), settings=()
) -> Suppression:
    today = datetime.date(2026, 11, 23)
    return suppress([finding], files(accepted, whole), settings, RULES, today, matches)


def place(finding: Finding) -> tuple[str, int]:
    return finding.at.path, finding.at.line


FOUR = cluster(("a.py", 2), ("a.py", 5), ("b.py", 3), ("b.py", 8))


def test_a_comment_at_the_first_place_leaves_the_others():
    found = accept(FOUR, {("a.py", 2)})
    [rest], [piece] = found.kept, found.suppressed
    assert (place(rest), rest.members, rest.minutes) == (("a.py", 5), 3, 30)
    assert [(end.at.path, end.at.line) for end in rest.related] == [("b.py", 3), ("b.py", 8)]
    assert rest.parts == ("a.py:5", "b.py:3", "b.py:8")
    assert rest.message == "seen; accepted at line 2, left here: here too"
    assert (place(piece.finding), piece.finding.members, piece.finding.minutes) == (
        ("a.py", 2),
        1,
        10,
    )
    assert (piece.reason, piece.at.line) == ("because", 2)
    assert (piece.finding.related, piece.finding.parts) == ((), ("a.py:2",))
    assert not found.complaints


def test_a_comment_at_another_place_counts():
    found = accept(FOUR, {("b.py", 8)})
    [rest] = found.kept
    assert (place(rest), rest.members) == (("a.py", 2), 3)
    assert rest.message == "seen; accepted at b.py, line 8"
    assert not found.complaints


def test_where_all_places_are_accepted_nothing_is_left_and_each_is_counted():
    found = accept(FOUR, {("a.py", 2), ("a.py", 5), ("b.py", 3), ("b.py", 8)})
    assert not found.kept and not found.complaints
    assert [place(each.finding) for each in found.suppressed] == [
        ("a.py", 2),
        ("a.py", 5),
        ("b.py", 3),
        ("b.py", 8),
    ]
    assert len({each.finding.fingerprint for each in found.suppressed}) == 4


def test_minutes_go_by_the_places_rounded_up():
    found = accept(replace(FOUR, minutes=11), {("a.py", 2)})
    assert (found.kept[0].minutes, found.suppressed[0].finding.minutes) == (9, 3)


def test_a_whole_file_is_its_places():
    found = accept(FOUR, set(), ["a.py"])
    [rest], [piece] = found.kept, found.suppressed
    assert (place(rest), rest.members) == (("b.py", 3), 2)
    assert (place(piece.finding), piece.finding.members) == (("a.py", 2), 2)
    assert rest.message.startswith("seen; accepted at a.py, line 2, a.py, line 5, left here")
    assert accept(FOUR, set(), ["a.py", "b.py"]).kept == ()


def test_many_accepted_places_are_not_all_spelled_out():
    many = cluster(*(("a.py", n) for n in range(1, 8)))
    [rest] = accept(many, {("a.py", n) for n in range(1, 6)}).kept
    assert rest.message == "seen; accepted at line 1, line 2 and 3 more places, left here: here too"


def test_what_has_no_place_of_its_own_goes_with_the_first():
    finding = cluster(("a.py", 2), ("a.py", 5), more=3)
    [rest] = accept(finding, {("a.py", 2)}).kept
    assert (rest.members, rest.parts) == (1, ("a.py:5",))
    [rest] = accept(finding, {("a.py", 5)}).kept
    assert (rest.members, len(rest.parts)) == (4, 4)
    alone = cluster(("a.py", 2), more=5, shows=4)
    found = accept(alone, {("a.py", 2)})
    assert not found.kept and found.suppressed[0].finding == alone


def test_an_end_that_merely_shows_the_debt_is_told_where_the_comment_belongs():
    found = accept(cluster(("a.py", 2), ("a.py", 5), shows=7), {("b.py", 7)})
    [complaint] = found.complaints
    assert complaint.at.path == "b.py" and place(found.kept[0]) == ("a.py", 2)
    assert "it belongs to a.py:2:1, where the finding stands" in complaint.message
    [complaint] = accept(FOUR, {("b.py", 6)}).complaints
    assert complaint.message.endswith("delete the comment")


def test_what_shows_the_debt_is_told_with_every_piece_of_it():
    found = accept(cluster(("a.py", 2), ("a.py", 5), shows=7), {("a.py", 2)})
    for each in (*found.kept, found.suppressed[0].finding):
        assert [(end.at.path, end.role) for end in each.related] == [("b.py", "shows it")]


def test_places_in_notebooks_are_told_by_cell():
    cells = [
        {"cell_type": "code", "source": [f"x = 1  {SAID}\n"], "outputs": [], "metadata": {}},
        {"cell_type": "code", "source": ["y = 1\n", "z = 1"], "outputs": [], "metadata": {}},
    ]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    file = extract(Kind.NOTEBOOK, text.encode()).placed("n.ipynb", Role.SOURCE)
    first, last = Location("n.ipynb", 1, cell=1), Location("n.ipynb", 2, cell=2)
    whole = replace(
        cluster(("n.ipynb", 1), ("n.ipynb", 2)),
        at=first,
        related=(Related(last, "here too", part="n.ipynb:2"),),
    )
    later = replace(cluster(("n.ipynb", 1)), at=Location("n.ipynb", 3, cell=1), fingerprint="f1")
    found = suppress(
        [whole, later], [file], (), RULES, datetime.date(2026, 11, 23), lambda one, other: False
    )
    assert [each.at for each in found.kept] == [later.at, last]
    assert found.kept[1].message == "seen; accepted at cell 1, line 1, left here: here too"


def test_one_copy_left_is_no_copy():
    pair = cluster(("a.py", 2), ("b.py", 3), needs=2)
    for one in (("a.py", 2), ("b.py", 3)):
        found = accept(pair, {one})
        assert not found.kept and not found.complaints
        assert found.suppressed[0].finding == pair
    three = cluster(("a.py", 2), ("b.py", 3), ("b.py", 8), needs=2)
    [rest] = accept(three, {("a.py", 2)}).kept
    assert (place(rest), rest.members) == (("b.py", 3), 2)
    found = accept(three, {("a.py", 2), ("b.py", 3)})
    assert not found.kept and [each.finding.members for each in found.suppressed] == [1, 2]


def test_an_entry_of_the_settings_covers_what_comments_left():
    entry = AcceptedDebt(rule="a-rule", path="a.py", reason="old")
    found = accept(FOUR, {("a.py", 2), ("a.py", 5)}, settings=(entry,))
    assert not found.kept and not found.complaints
    assert [(each.by, each.finding.members) for each in found.suppressed] == [
        ("comment", 1),
        ("comment", 1),
        ("settings", 2),
    ]


PLACES = st.lists(
    st.tuples(st.sampled_from(PATHS), st.integers(1, 9)), min_size=1, max_size=8, unique=True
)


@given(PLACES, st.sets(st.tuples(st.sampled_from(PATHS), st.integers(1, 9))), st.integers(1, 2))
def test_nothing_is_lost_and_nothing_is_accepted_by_the_way(places, accepted, needs):
    whole = cluster(*places, needs=min(needs, len(places)))
    found = accept(whole, accepted)
    pieces = [each.finding for each in found.suppressed]
    everything = [*found.kept, *pieces]
    assert sorted(part for one in everything for part in one.parts) == sorted(whole.parts)
    assert sum(one.members for one in everything) == whole.members
    assert sum(one.minutes for one in everything) == whole.minutes
    assert len({one.fingerprint for one in everything}) == len(everything)
    left = [each for each in places if each not in accepted]
    assert sum(one.members for one in found.kept) in {len(left), 0}
    assert bool(found.kept) == (len(left) >= whole.needs)
    unused = {(each.at.path, each.at.line) for each in found.complaints}
    assert unused == accepted - set(places)


@given(PLACES, st.sets(st.tuples(st.sampled_from(PATHS), st.integers(1, 9))))
def test_accepting_some_of_a_known_debt_shows_nothing_new(places, accepted):
    whole = cluster(*places)
    rest = accept(whole, accepted).kept
    assert match(rest, [record_of(whole)], PATHS).new == ()


@given(PLACES, st.sampled_from(PATHS))
def test_a_member_that_joins_accepted_ones_is_shown_alone(places, path):
    joined = cluster(*places, (path, 0))
    [rest] = accept(joined, set(places)).kept
    assert (place(rest), rest.members) == ((path, 0), 1)
    known = [record_of(replace(cluster(*places)))]
    assert match([rest], known, PATHS).new == (rest,)
