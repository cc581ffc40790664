from graphlib import CycleError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_factory import rule

from debtscan.engine.giving_way import undoubled
from debtscan.engine.settle import settle
from debtscan.model import Hit, Location, Related

STRONG = rule("strong")
WEAK = rule("weak", gives_way_to=frozenset({"strong"}))
WEAKEST = rule("weakest", gives_way_to=frozenset({"weak", "strong"}))
RULES = (WEAKEST, STRONG, WEAK)


def hit(line=1, path="a.py", cell=0, ends=()) -> Hit:
    related = tuple(Related(Location("a.py", end), "an end") for end in ends)
    return Hit(Location(path, line, cell=cell), "m", "advice", f"{path} {line}", related)


def left(*hits, rules=RULES) -> list[tuple[str, int]]:
    findings = settle(list(hits), {})
    return [(one.rule, one.at.line) for one in undoubled(findings, rules)]


def test_the_weaker_finding_of_one_line_is_dropped():
    assert left((WEAK, hit(3)), (STRONG, hit(3)), (WEAK, hit(4))) == [("strong", 3), ("weak", 4)]


def test_another_end_of_the_stronger_finding_counts_too():
    assert left((STRONG, hit(3, ends=[7])), (WEAK, hit(7))) == [("strong", 3)]


def test_an_end_of_the_weaker_finding_does_not():
    assert len(left((STRONG, hit(3)), (WEAK, hit(7, ends=[3])))) == 2


def test_other_files_and_cells_are_other_places():
    assert len(left((STRONG, hit(3)), (WEAK, hit(3, path="b.py")), (WEAK, hit(3, cell=2)))) == 3


def test_what_was_filtered_out_hides_nothing():
    assert left((WEAK, hit(3))) == [("weak", 3)]
    assert left((WEAK, hit(3)), rules=(WEAK,)) == [("weak", 3)]


def test_a_dropped_finding_hides_nothing_but_the_one_that_dropped_it_does():
    found = left((STRONG, hit(3)), (WEAK, hit(3, ends=[9])), (WEAKEST, hit(9)), (WEAKEST, hit(3)))
    assert found == [("strong", 3), ("weakest", 9)]


def test_a_ring_is_refused():
    ring = rule("strong", gives_way_to=frozenset({"weak"}))
    with pytest.raises(CycleError):
        undoubled([], (ring, WEAK))


@given(st.lists(st.tuples(st.sampled_from(RULES), st.integers(1, 4)), max_size=12))
def test_every_line_keeps_a_finding_and_the_order_stays(pairs):
    findings = settle([(one, hit(line)) for one, line in pairs], {})
    kept = undoubled(findings, RULES)
    assert {one.at for one in kept} == {one.at for one in findings}
    assert kept == [one for one in findings if one in kept]
    assert undoubled(kept, RULES) == kept
