import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.testing.evidence import Reading, SecondReading, Tally, wilson


def test_wilson_against_published_values():
    assert wilson(40, 40) == pytest.approx(0.9124, abs=1e-4)
    assert wilson(81, 263) == pytest.approx(0.2553, abs=1e-4)
    assert wilson(0, 10) == 0
    assert wilson(0, 0) == 0


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_bound_is_below_the_share_and_more_evidence_raises_it(real, wrong):
    total = real + wrong
    bound = wilson(real, total)
    assert 0 <= bound <= (real / total if total else 0)
    assert wilson(real * 2, total * 2) >= bound


def tally(real: int, wrong: int, findings: int = 0, few: bool = False) -> Tally:
    read = real + wrong
    return Tally((Reading("a/b", max(findings, read), read, real, 0, wrong),), few)


@pytest.mark.parametrize(
    ("evidence", "good"),
    [
        (tally(29, 1), True),
        (tally(12, 2), False),  # 0.86, but at least 0.60 only
        (tally(40, 10), False),
        (tally(0, 0), False),
        (tally(4, 0), False),
        (tally(4, 0, few=True), True),
        (tally(4, 2, few=True), False),
        (tally(4, 0, findings=50, few=True), False),
    ],
)
def test_when_evidence_is_good_enough_for_a_stable_rule(evidence, good):
    assert evidence.good is good


@pytest.mark.parametrize(("real", "wrong", "good"), [(29, 1, True), (35, 4, False), (11, 1, False)])
def test_the_detectors_that_matter_most_need_more(real, wrong, good):
    evidence = Tally(tally(real, wrong).read, strong=True)
    assert evidence.good is good


def test_a_second_reader_cannot_agree_more_often_than_he_read():
    with pytest.raises(ValueError, match="second"):
        SecondReading(3, 4)


@pytest.mark.parametrize("counts", [(9, 6, 7, 0), (9, 6, 6, 4), (9, 6, -1, 0), (9, 6, 6, 0, -1)])
def test_a_second_reading_adds_up(counts):
    with pytest.raises(ValueError, match="second"):
        SecondReading(*counts)


@pytest.mark.parametrize(
    ("second", "good"),
    [
        (SecondReading(10, 8, 5, 1), True),  # the readers saw 5 and 6 real ones
        (SecondReading(10, 8, 4, 2), False),
        (SecondReading(4, 4, 0, 0), True),  # too few to outweigh the first reading
        (SecondReading(5, 5, 0, 0), False),
        (SecondReading(0, 0, gone=9), True),
    ],
)
def test_two_further_readers_can_deny_a_rule_its_place(second, good):
    assert Tally(tally(29, 1).read, second=second).good is good


@pytest.mark.parametrize("counts", [(5, 6, 6, 0, 0), (9, 5, 3, 1, 0), (9, -1, -1, 0, 0)])
def test_counts_that_do_not_add_up_are_refused(counts):
    with pytest.raises(ValueError, match="a/b"):
        Reading("a/b", *counts)
