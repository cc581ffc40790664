"""Laws of patterns that may mean one file."""

from hypothesis import given
from hypothesis import strategies as st

from debtscan.project.values.patterns import is_resolved, unify

NAME = st.text("abc*._", min_size=1, max_size=8).filter(lambda text: "**" not in text)
TELLING = st.text("abcd_", min_size=3, max_size=6).map(lambda text: f"{text}.csv")
FOLDERS = st.lists(st.text("ab*", min_size=1, max_size=4), max_size=3)
PATTERN = st.builds(lambda folders, name: "/".join([*folders, name]), FOLDERS, NAME)
LITERAL = st.builds(
    lambda folders, name: "/".join([*folders, name]),
    st.lists(st.text("ab", min_size=1, max_size=3), max_size=3),
    TELLING,
)


@given(PATTERN, PATTERN)
def test_symmetric(one, other):
    assert unify(one, other) == unify(other, one)


@given(FOLDERS, TELLING)
def test_reflexive_for_telling_names(folders, name):
    pattern = "/".join([*folders, name])
    assert unify(pattern, pattern)


@given(PATTERN, FOLDERS, TELLING)
def test_less_of_a_path_fits_whatever_more_of_it_fits(other, folders, name):
    whole = "/".join([*folders, name])
    if unify(whole, other):
        assert all(unify("/".join([*folders[n:], name]), other) for n in range(len(folders) + 1))


@given(LITERAL, LITERAL)
def test_literal_paths_fit_by_their_shared_last_parts_alone(one, other):
    left, right = one.split("/")[::-1], other.split("/")[::-1]
    shared = min(len(left), len(right))
    assert unify(one, other) == (left[:shared] == right[:shared])


def test_a_name_of_wildcards_has_no_known_end():
    assert not is_resolved("out/g_????????")
    assert is_resolved("out/g_????.pt")
