"""Known findings are known again, and nothing new hides behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.acceptance import Record, decode_baseline, encode_baseline, match, record_of
from debtscan.model import Category, Confidence, Finding, Location, Severity

WORDS = st.sampled_from(["a", "b", "c"])
ANCHORS = st.sampled_from(["", "0000000a", "0000000b"])


def finding(
    subject: str = "s",
    path: str = "a.py",
    anchor: str = "0a",
    rule: str = "r",
    parts: tuple[str, ...] = (),
    line: int = 1,
    names: tuple[tuple[str, str], ...] = (),
) -> Finding:
    return Finding(
        rule,
        Category.GLUE_CODE,
        Location(path, line),
        "m",
        "w",
        "d",
        subject,
        Confidence.HIGH,
        Severity.LOW,
        5,
        f"{line}",
        anchor=anchor,
        members=max(1, len(parts)),
        parts=parts,
        names=names,
    )


findings = st.lists(
    st.builds(finding, WORDS, WORDS, ANCHORS, WORDS, line=st.integers(1, 99)), max_size=12
)


def new(now, before, paths=("a.py", "b.py")) -> list[str]:
    return [each.subject for each in match(now, map(record_of, before), paths).new]


@given(findings, st.randoms())
def test_nothing_is_new_or_stale_when_nothing_changed(found, random):
    records = [record_of(each) for each in found]
    random.shuffle(records)
    matched = match(found, records, ())
    assert (matched.new, matched.stale, matched.known) == ((), (), tuple(found))


@given(findings, st.integers(1, 500))
def test_lines_do_not_matter(found, shift):
    moved = [replace(each, at=each.at._replace(line=each.at.line + shift)) for each in found]
    assert match(moved, map(record_of, found), ()).new == ()


@given(findings, findings)
def test_every_finding_is_paired_at_most_once(now, before):
    matched = match(now, map(record_of, before), ())
    assert len(matched.known) + len(matched.new) == len(now)
    assert len(matched.known) + len(matched.stale) + len(matched.outgrown) == len(before)


@given(findings)
def test_one_more_of_a_kind_is_one_new(found):
    extra = finding("a", "a", "0000000a", "a")
    assert len(match([*found, extra], map(record_of, found), ()).new) == 1


def test_one_paid_and_one_added_are_one_stale_and_one_new():
    matched = match([finding("new", anchor="0b")], [record_of(finding("old"))], ())
    assert [each.subject for each in matched.new] == ["new"]
    assert [record.subject for record in matched.stale] == ["old"]


def test_an_edited_statement_is_the_same_debt():
    assert new([finding(anchor="0b")], [finding(anchor="0a")]) == []


def test_a_renamed_file_is_the_same_debt():
    before = finding("old/x.py f", path="old/x.py")
    assert new([finding("new/y.py f", path="new/y.py")], [before]) == []
    assert new([finding("crab", path="c.py")], [finding("crab", path="b.py")]) == []
    dotted = finding("old.x.f", path="old/x.py")
    assert new([finding("new.y.f", path="new/y.py")], [dotted]) == []


def test_code_that_moved_is_the_same_debt_and_a_copy_of_it_is_new():
    there = finding(path="b.py")
    assert new([there], [finding()]) == []
    assert new([finding(), there], [finding()]) == ["s"]


def test_a_cluster_may_shrink_and_must_not_grow():
    old = finding("a.py b.py c.py", parts=("a.py", "b.py", "c.py"))
    paths = ("a.py", "b.py", "c.py", "d.py")
    shrunk = finding("b.py c.py", path="b.py", anchor="0f", parts=("b.py", "c.py"))
    assert new([shrunk], [old], paths) == []
    grown = finding("a.py b.py c.py d.py", parts=("a.py", "b.py", "c.py", "d.py"))
    assert new([grown], [old], paths) == ["a.py b.py c.py d.py"]


def test_a_cluster_that_names_no_parts_is_counted():
    """As those of packs may be that know no better."""
    two, three = (replace(finding(), members=number) for number in (2, 3))
    assert new([three], [two]) == ["s"]
    assert new([two], [three]) == []


def test_a_member_paid_hides_no_member_added():
    before = finding("file", parts=("file:f", "file:g"))
    now = finding("file", parts=("file:f", "file:h"))
    assert new([now], [before], ("file",)) == ["file"]
    assert match([now], [record_of(before)], ("file",)).stale == ()


def test_a_renamed_member_is_not_a_new_one():
    before = finding("a.py b.py", parts=("a.py", "b.py"))
    now = finding("a.py c.py", parts=("a.py", "c.py"))
    assert new([now], [before], ("a.py", "c.py")) == []
    assert new([now], [before], ("a.py", "b.py", "c.py")) == ["a.py c.py"]


def test_a_name_counts_in_its_own_file_only():
    before = finding("file", path="file", parts=("main",))
    elsewhere = finding("other", path="other", anchor="0f", parts=("main",))
    assert new([elsewhere], [before], ("file", "other")) == ["other"]


def test_a_name_paid_hides_no_name_added():
    before = finding("file", parts=("load", "save"))
    assert new([finding("file", parts=("load", "dump"))], [before], ("file",)) == ["file"]


def test_one_more_of_equal_parts_is_new_and_one_fewer_is_not():
    twice, thrice = (finding(parts=("a.py:f",) * count) for count in (2, 3))
    assert new([thrice], [twice]) == ["s"]
    assert new([twice], [thrice]) == []


def test_what_a_cluster_fell_apart_into_is_known():
    before = finding("all", parts=("a.py:f", "b.py:f", "c.py:f"))
    pieces = [
        finding(each, path=each, anchor=each, parts=(f"{each}:f",)) for each in ("b.py", "c.py")
    ]
    assert new(pieces, [before], ("a.py", "b.py", "c.py")) == []


def test_clusters_that_became_one_are_known():
    two = [
        finding("one", parts=("a.py", "b.py")),
        finding("two", path="c.py", parts=("c.py", "d.py")),
    ]
    paths = ("a.py", "b.py", "c.py", "d.py")
    assert new([finding("both", parts=paths)], two, paths) == []
    assert new([finding("both", parts=(*paths, "e.py"))], two, (*paths, "e.py")) == ["both"]


def test_a_cluster_whose_folder_was_renamed_is_the_same_debt():
    before, now = (
        finding(
            f"{folder}/a.py {folder}/b.py",
            path=f"{folder}/a.py",
            parts=(f"{folder}/a.py:f", f"{folder}/b.py:f"),
        )
        for folder in ("old", "new")
    )
    assert new([now], [before], ("new/a.py", "new/b.py")) == []
    assert new([now], [before], ("new/a.py", "new/b.py", "old/b.py")) == ["new/a.py new/b.py"]


def test_code_that_moved_takes_its_part_along():
    before = finding("--x", path="a.py", parts=("a.py:--x",))
    now = finding("--x", path="b.py", parts=("b.py:--x",))
    assert new([now], [before], ("a.py", "b.py")) == []


def of_function(path: str, name: str, body: str, part: bool = False) -> Finding:
    parts = (f"{path}:{name} rate",) if part else ()
    return finding(f"{name} rate", path, f"0{name}", parts=parts, names=((f"{path}:{name}", body),))


@pytest.mark.parametrize("part", [True, False])
@pytest.mark.parametrize(
    ("old", "name"), [("fit", "learn"), ("A.fit", "A.learn"), ("A.fit", "B.fit")]
)
def test_a_renamed_function_is_the_same_debt(part, old, name):
    before, now = of_function("a.py", old, "0b", part), of_function("a.py", name, "0b", part)
    matched = match([now], [record_of(before)], ("a.py",), (f"a.py:{name}",))
    assert (matched.new, matched.stale) == ((), ())


@pytest.mark.parametrize("part", [True, False])
def test_another_function_is_not(part):
    before, paths = of_function("a.py", "fit", "0b", part), ("a.py", "b.py")
    others = [
        of_function("a.py", "learn", "0c", part),  # other code
        of_function("b.py", "learn", "0b", part),  # another file's
        of_function("a.py", "learn", "", part),  # too little code to tell
    ]
    for other in others:
        assert len(match([other], [record_of(before)], paths, ()).new) == 1


def test_a_copy_of_a_function_that_stands_is_new():
    before, now = of_function("a.py", "fit", "0b"), of_function("a.py", "learn", "0b")
    standing = ("a.py:fit", "a.py:learn")
    assert new([now], [before], ("a.py",)) == []
    assert len(match([now], [record_of(before)], ("a.py",), standing).new) == 1


def test_what_is_called_elsewhere_is_renamed_there():
    names = (("lib.py:fit", "0b"), ("a.py:fit", "0c"))
    before = finding("fit rate", parts=("lib.py:fit", "a.py:fit"), names=names)
    names = (("lib.py:learn", "0b"), ("a.py:fit", "0c"))
    now = finding("fit rate", parts=("lib.py:learn", "a.py:fit"), names=names)
    standing = ("lib.py:learn", "a.py:fit")
    assert not match([now], [record_of(before)], ("lib.py", "a.py"), standing).new


def test_a_file_called_like_a_function_keeps_its_name():
    before = finding("a/fit.py fit", parts=("a/fit.py:fit",), names=(("a/fit.py:fit", "0b"),))
    now = finding("a/fit.py learn", parts=("a/fit.py:learn",), names=(("a/fit.py:learn", "0b"),))
    matched = match([now], [record_of(before)], ("a/fit.py",), ("a/fit.py:learn",))
    assert (matched.new, matched.stale) == ((), ())


def held_at(*ends: str, path: str = "serve.py") -> Finding:
    """A debt whose subject names no file, with an end in each of some."""
    parts = tuple(f"{end}:prepare" for end in ends)
    return finding("prepare", path, "0b", parts=parts, names=tuple((one, "0c") for one in parts))


FILES = ("serve.py", "train.py", "prep.py", "other.py")


@pytest.mark.parametrize(
    ("now", "known"),
    [
        (held_at("serve.py", "prep.py"), True),
        (held_at("prep.py", "other.py", path="prep.py"), True),  # both ends went
        (held_at("serve.py", "prep.py", "other.py"), False),  # one went, one came
        (held_at("serve.py", "train.py", "prep.py"), False),  # a copy beside what stands
    ],
)
def test_an_end_that_went_to_another_file_is_the_same_debt(now, known):
    before, standing = held_at("serve.py", "train.py"), [name for name, _ in now.names]
    matched = match([now], [record_of(before)], FILES, standing)
    assert (not matched.new, matched.stale) == (known, ())


def test_what_stood_beside_a_function_that_moved_did_not_move_along():
    names = (("a.py:fit", "0b"), ("a.py:save", "0c"))
    before = finding("fit save", parts=("a.py:fit", "a.py:save"), names=names)
    names = (("b.py:fit", "0b"), ("a.py:save", "0c"), ("b.py:save", "0c"))
    now = finding("fit save", parts=("a.py:save", "b.py:fit"), names=names[:2])
    more = replace(now, parts=("a.py:save", "b.py:fit", "b.py:save"), names=names)
    for each, known in ((now, True), (more, False)):
        standing = [name for name, _ in each.names]
        matched = match([each], [record_of(before)], ("a.py", "b.py"), standing)
        assert bool(matched.new) != known


def test_a_copy_that_went_and_one_that_came_are_two_where_the_subject_names_them():
    def copied(*ends: str) -> Finding:
        parts = tuple(f"{end}:prepare" for end in ends)
        return finding(" ".join(ends), ends[0], "0b", parts=parts, names=_named(parts))

    before, now = copied("serve.py", "train.py"), copied("serve.py", "prep.py")
    assert len(match([now], [record_of(before)], FILES, now.parts).new) == 1


def _named(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one, "0c") for one in parts)


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("serve.py", ("serve.py:fit", "prep.py:prepare")),  # one end moved
        ("serve.py", ("serve.py:learn", "prep.py:prepare")),  # and the other was renamed
        ("other.py", ("other.py:fit", "prep.py:prepare")),  # and the other moved as well
        ("other.py", ("other.py:--fit", "prep.py:prepare")),
    ],
)
def test_ends_that_went_different_ways_are_the_same_debt(path, parts):
    was = "serve.py:--fit" if "--" in parts[0] else "serve.py:fit"
    names = tuple((one, f"0{n}") for n, one in enumerate((was, "train.py:prepare")))
    before = finding("s", "serve.py", parts=(was, "train.py:prepare"), names=names)
    after = tuple((one, f"0{n}") for n, one in enumerate(parts))
    if "--" in was:
        names, after = names[1:], after[1:]
        before = replace(before, names=names)
    now = finding("s", path, parts=parts, names=after)
    standing = [name for name, _ in after]
    assert match([now], [record_of(before)], FILES, standing).new == ()


def test_an_end_that_went_to_another_file_and_changed_is_new():
    before, now = held_at("serve.py", "train.py"), held_at("serve.py", "prep.py")
    now = replace(now, names=(("serve.py:prepare", "0c"), ("prep.py:prepare", "0d")))
    assert len(match([now], [record_of(before)], FILES, ("prep.py:prepare",)).new) == 1


FATES = st.sampled_from(["kept", "renamed", "replaced", "paid"])


@given(st.lists(FATES, max_size=8), st.booleans(), st.randoms())
def test_of_functions_only_those_replaced_are_new(fates, part, random):
    before = [of_function("a.py", f"f{n}", f"0{n}", part) for n in range(len(fates))]
    after = {
        "kept": lambda n: before[n],
        "renamed": lambda n: of_function("a.py", f"g{n}", f"0{n}", part),
        "replaced": lambda n: of_function("a.py", f"h{n}", f"1{n}", part),
    }
    now = [after[fate](n) for n, fate in enumerate(fates) if fate != "paid"]
    random.shuffle(now)
    standing = {name for each in now for name, _ in each.names}
    matched = match(now, map(record_of, before), ("a.py",), standing)
    assert {each.subject[0] for each in matched.new} <= {"h"}
    assert len(matched.new) == fates.count("replaced")
    assert len(matched.stale) == fates.count("replaced") + fates.count("paid")


RECORDS = st.builds(
    Record,
    st.text(),
    st.text(),
    st.text(),
    st.text(),
    st.integers(1, 99),
    st.lists(st.text(), unique=True).map(sorted).map(tuple),
    st.dictionaries(st.text(), st.text()).map(lambda names: tuple(sorted(names.items()))),
)


@given(st.lists(RECORDS))
def test_a_baseline_is_read_back_as_it_was_written(records):
    text = encode_baseline(records)
    assert decode_baseline(text, "b") == sorted(records)
    assert encode_baseline(reversed(records)) == text
    assert text.count("\n") == len(records) + 1
