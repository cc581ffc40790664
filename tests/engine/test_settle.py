import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rule_factory import rule

from debtscan.engine.settle import UNJUDGED, settle
from debtscan.facts import Role
from debtscan.model import Confidence, Hit, Location, Severity

RULE, OTHER = rule("a-rule"), rule("b-rule")


def hit(path="a.py", line=1, subject="x", message="m", **more) -> Hit:
    place = Location(path, line, cell=more.pop("cell", 0))
    return Hit(place, message, "advice", subject, **more)


def prints(*hits) -> list[str]:
    return [f.fingerprint for f in settle([(RULE, each) for each in hits], {})]


def test_a_finding_carries_what_its_rule_says_unless_the_hit_knows_better():
    plain, sure = settle(
        [
            (RULE, hit(line=1)),
            (RULE, hit(line=2, confidence=Confidence.HIGH, severity=Severity.LOW, members=3)),
        ],
        {},
    )
    assert (plain.confidence, plain.severity, plain.minutes) == (
        Confidence.MEDIUM,
        Severity.MEDIUM,
        10,
    )
    assert (sure.confidence, sure.severity, sure.minutes) == (Confidence.HIGH, Severity.LOW, 20)
    assert plain.rule == "a-rule" and plain.category is RULE.category


def test_code_inserted_above_leaves_the_fingerprint():
    assert prints(hit(line=3)) == prints(hit(line=300))


def test_rule_path_and_subject_each_make_another_fingerprint():
    findings = settle([(RULE, hit()), (OTHER, hit())], {})
    others = prints(hit(path="b.py"), hit(subject="y"))
    assert len({*(f.fingerprint for f in findings), *others}) == 4


def test_equal_debts_in_one_file_are_told_apart_by_their_number():
    first, second = prints(hit(line=3), hit(line=9))
    assert first != second
    assert prints(hit(line=9)) == [first]


def test_one_place_and_subject_is_one_finding_with_the_best_evidence():
    weak = hit(message="weak")
    strong = hit(message="strong", confidence=Confidence.HIGH)
    (finding,) = settle([(RULE, weak), (RULE, strong), (RULE, weak)], {})
    assert finding.message == "strong"


def test_one_place_with_two_subjects_is_two_findings():
    assert len(prints(hit(subject="x"), hit(subject="y"))) == 2


hits = st.builds(
    hit,
    path=st.sampled_from(["a.py", "b.py"]),
    line=st.integers(1, 4),
    subject=st.sampled_from("xyz"),
    message=st.sampled_from("mn"),
    cell=st.integers(0, 2),
)


@given(st.lists(st.tuples(st.sampled_from([RULE, OTHER]), hits)), st.randoms())
def test_the_order_of_hits_changes_nothing(pairs, order: random.Random):
    shuffled = list(pairs)
    order.shuffle(shuffled)
    findings = settle(pairs, {})
    assert findings == settle(shuffled, {})
    assert len({f.fingerprint for f in findings}) == len(findings)


def test_findings_come_by_file_cell_and_line():
    findings = settle(
        [
            (RULE, hit("b.ipynb", 1, cell=3)),
            (RULE, hit("b.ipynb", 9, cell=1)),
            (OTHER, hit("a.py", 2)),
            (RULE, hit("a.py", 10)),
        ],
        {},
    )
    assert [str(f.at) for f in findings] == [
        "a.py:2:1",
        "a.py:10:1",
        "b.ipynb:cell 1:9:1",
        "b.ipynb:cell 3:1:1",
    ]


def test_only_production_code_is_judged_unless_a_rule_asks_for_more():
    everywhere = {f"{role.value}.py": role for role in Role}
    asked = replace(RULE, roles=frozenset(Role))

    def paths(judge):
        return [f.at.path for f in settle([(judge, hit(path)) for path in everywhere], everywhere)]

    assert paths(RULE) == ["source.py"]
    assert set(paths(asked)) == {f"{role.value}.py" for role in set(Role) - UNJUDGED}


def test_secrets_do_not_leave_the_engine():
    secret = "ghp_" + "a1B2" * 9
    (finding,) = settle([(RULE, hit(subject=secret, message=f"`{secret}` is given twice"))], {})
    assert secret not in repr(finding)
    assert finding.message == "`***` is given twice"
