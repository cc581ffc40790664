from hypothesis import given
from hypothesis import strategies as st

from debtscan.rulekit.wording import beside, few


def test_a_short_list_is_said_in_full_and_a_long_one_counted():
    assert few(["a", "b"]) == "`a`, `b`"
    assert few(["a", "b", "a", "c", "d", "e"]) == "`a`, `b`, `c` and 2 more"
    assert few([]) == ""


@given(st.lists(st.text("abc", min_size=1), max_size=9), st.integers(1, 9))
def test_no_name_is_lost_between_the_shown_and_the_counted(names, most):
    said = few(names, most)
    rest = int(said.rpartition(" and ")[2].split()[0]) if said.endswith("more") else 0
    assert said.count("`") // 2 + rest == len(set(names))


def test_a_neighbour_is_called_by_its_name():
    assert beside("train/a_v2.py", "train/a.py") == "a_v2.py"
    assert beside("old/a.py", "train/a.py") == "old/a.py"
