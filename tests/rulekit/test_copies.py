from debtscan.model import Location
from debtscan.project import Difference
from debtscan.rulekit.copies import places, reworded, spoken, telling, turned


def changed(old, new, line, kind="constant", name=""):
    return Difference(old, new, Location("a/x.py", line), Location("a/y.py", line + 1), kind, name)


def lacking(kind, *lines):
    start = Location("a/x.py", 1), Location("b/y.py", 1)
    for line in lines:
        path = "a/x.py" if kind == "missing" else "b/y.py"
        at = Location(path, line, 1, line)
        ends = (at, start[1]) if kind == "missing" else (start[0], at)
        yield Difference(None, None, *ends, kind)


def test_a_sign_comes_before_a_number_and_a_number_before_a_text():
    found = [changed("a", "b", 1), changed(3, 4, 2), changed("<", "<=", 5, "operator")]
    assert spoken(found) == (
        "`<` in line 5 is `<=` in y.py:6, `3` in line 2 is `4` in y.py:3, "
        "`'a'` in line 1 is `'b'` in y.py:2"
    )


def test_one_change_made_everywhere_is_said_once_and_sentences_never():
    found = [changed(3, 4, 2), changed(3, 4, 9), changed("no rows left", "no data left", 4)]
    assert spoken(found) == "`3` in line 2 is `4` in y.py:3"
    assert reworded([*found, changed("no rows left", "no data left", 8)]) == 1


def test_a_default_is_said_with_its_parameter():
    assert spoken([changed(1, 2, 3, "default", "k")]) == "`k=1` in line 3 is `k=2` in y.py:4"


def test_lines_of_one_side_are_ranges():
    found = [*lacking("missing", 4, 5, 6, 9), *lacking("added", 7)]
    assert spoken(found) == "only this file has lines 4-6, 9; only b/y.py has line 7"
    assert [str(one.at) for one in places(found)] == ["b/y.py:7:1", "a/x.py:4:1", "a/x.py:9:1"]


def test_one_statement_on_each_side_is_one_that_reads_otherwise():
    found = [*lacking("missing", 4), *lacking("added", 7, 8)]
    assert spoken(found) == "line 4 reads otherwise in b/y.py:7-8"


def test_in_a_notebook_the_cell_is_said():
    at = Location("a.ipynb", 2, cell=3), Location("b.ipynb", 5, cell=1)
    assert (
        spoken([Difference(1, 2, *at)])
        == "`1` in line 2 of cell 3 is `2` in b.ipynb, line 5 of cell 1"
    )


def test_differences_seen_from_the_other_side():
    (found,) = turned([changed(3, 4, 2)])
    assert spoken([found]) == "`4` in line 3 is `3` in x.py:2"
    assert [one.kind for one in turned(lacking("missing", 4))] == ["added"]


def test_what_is_left_out_is_counted():
    found = [changed(number, 0, number) for number in range(1, 8)]
    assert spoken(found, 2).endswith(" and 5 more")
    assert len(telling(found)) == 7


def test_copies_without_a_difference_say_nothing():
    assert spoken([]) == "" and not list(places([]))
