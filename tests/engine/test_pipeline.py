import gc
import os
import random
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import tiny_syntax
from rule_factory import Options, first_line, rule

from debtscan.engine import Settings, check, memory, scan
from debtscan.engine.spread import Limits
from debtscan.engine.workers import PoolMapper, in_process
from debtscan.facts import FileFacts, Kind, Role
from debtscan.model import Confidence, DebtscanError, Hit, Location, Related
from debtscan.project import Project
from debtscan.rulekit import RulePack

HERE = partial(in_process, extract=tiny_syntax.extract)
SMALL = Limits(batch_files=2)


def debts(file: FileFacts, options):
    """One hit per line that starts with `debt`."""
    for each in file.assignments:
        if each.target.startswith("debt"):
            yield Hit(file.locate(each.at), f"{each.target} here", "pay it", each.target)


def shared(project: Project, options):
    """One hit per line that two files have in common, in no particular order."""
    seen: dict[str, set[Location]] = {}
    for file in project.files.values():
        for each in file.assignments:
            seen.setdefault(each.target, set()).add(file.locate(each.at))
    for line in set(seen):
        if len(seen[line]) > 1:
            first, *others = sorted(seen[line])
            related = tuple(Related(at, "copy") for at in others)
            yield Hit(first, f"{line} is shared", "share it", line, related, len(seen[line]))


DEBTS = rule("debt-line", debts)
SHARED = rule("shared-line", shared, subject=Project)
SPIED: list[RulePack] = []
PACKS = [RulePack("builtin", (DEBTS, SHARED))]


@pytest.fixture
def repository(tmp_path) -> Path:
    root = tmp_path / "repository"
    for n in range(12):
        path = root / f"part{n % 3}" / f"module{n}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"fine\ndebt{n}\ncommon{n % 2}\n")
    (root / "broken.py").write_text("x\nBROKEN\n")
    (root / "fault.py").write_text("FAULT\n")
    (root / "weights.bin").write_bytes(b"\0")
    (root / "tests").mkdir()
    (root / "tests" / "test_it.py").write_text("import pytest\ndebt in a test\n")
    return root


@pytest.fixture
def run(repository, tmp_path):
    settings = Settings(cache_dir=str(tmp_path / "cache"))

    def go(mapper=HERE, packs=PACKS, progress=None, **changes):
        from msgspec.structs import replace as changed

        return scan(repository, changed(settings, **changes), progress, packs=packs, mapper=mapper)

    return go


def seen(result) -> tuple:
    return (result.files, result.unread, result.listed, result.findings)


def test_every_file_is_accounted_for_once(run, repository):
    result = run()
    listed = [*result.files, *result.unread, *result.listed]
    on_disk = {p.relative_to(repository).as_posix() for p in repository.rglob("*") if p.is_file()}
    assert sorted(each.path for each in listed) == sorted(on_disk)
    assert [(each.path, each.reason) for each in result.unread] == [
        ("broken.py", "syntax"),
        ("fault.py", "crash"),
    ]
    assert [each.path for each in result.listed] == ["weights.bin"]


def test_findings_of_file_rules_and_project_rules(run):
    findings = run().findings
    assert [f.subject for f in findings if f.rule == "debt-line"] == [
        f"debt{n}" for n in (0, 3, 6, 9, 1, 10, 4, 7, 11, 2, 5, 8)
    ]
    assert {f.subject: f.minutes for f in findings if f.rule == "shared-line"} == {
        "fine": 60,
        "common0": 35,
        "common1": 35,
    }


def test_cold_warm_one_job_many_jobs_and_none_agree(run, tmp_path):
    cold = run(PoolMapper(1, tiny_syntax.extract, SMALL))
    warm = run(PoolMapper(1, tiny_syntax.extract, SMALL))
    many = run(PoolMapper(3, tiny_syntax.extract, SMALL), cache_dir=str(tmp_path / "other"))
    bare = run(cache=False)
    assert (cold.cached, warm.cached, many.cached, bare.cached) == (0, 14, 0, 0)
    assert seen(cold) == seen(warm) == seen(many) == seen(bare)


def test_the_order_in_which_files_are_done_changes_nothing(run):
    def shuffled(jobs):
        done = list(HERE(jobs))
        random.Random(3).shuffle(done)
        return iter(done)

    assert seen(run(shuffled, cache=False)) == seen(run(cache=False))


def test_a_changed_file_alone_is_parsed_again(run, repository):
    run()
    (repository / "part0" / "module0.py").write_text("debt of another kind\n")
    result = run()
    assert result.cached == 13
    assert "debt of another kind" in {f.subject for f in result.findings}


def test_a_moved_file_is_known_by_its_content(run, repository):
    run()
    (repository / "part0" / "module0.py").rename(repository / "moved.py")
    result = run()
    assert result.cached == 14
    assert "moved.py" in {f.at.path for f in result.findings}


def test_a_fault_of_ours_is_tried_again_next_time_but_unreadable_files_are_remembered(run):
    run()
    tried = []

    def spy(jobs):
        for each in HERE(jobs):
            tried.append(each[0].path)
            yield each

    run(spy)
    assert tried == ["fault.py"]


def test_damage_to_the_whole_cache_costs_time_only(run, tmp_path):
    before = seen(run())
    for entry in (tmp_path / "cache" / "facts").glob("*/*/*"):
        entry.write_bytes(b"rubbish")
    again = run()
    assert seen(again) == before and again.cached == 0
    assert run().cached == 14


def test_without_a_usable_cache_there_is_one_notice(run, tmp_path):
    (tmp_path / "file").touch()
    result = run(cache_dir=str(tmp_path / "file" / "cache"))
    assert len(result.notices) == 1 and result.findings


def test_no_cache_touches_no_folder(run, tmp_path):
    run(cache=False)
    assert not (tmp_path / "cache").exists()


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The files rules were asked about, as it happens."""
    paths: list[str] = []

    def spy(file, options):
        paths.append(file.path)
        yield from debts(file, options)

    monkeypatch.setattr("test_pipeline.SPIED", [RulePack("builtin", (rule("debt-line", spy),))])
    return paths


def test_rules_are_not_asked_again_about_a_project_that_did_not_change(run, asked):
    first = run(packs=SPIED)
    assert asked
    asked.clear()
    second = run(packs=SPIED)
    assert not asked and second.seconds == {}
    assert seen(first) == seen(second) and first.findings


def change_content(repository):
    (repository / "part0" / "module0.py").write_text("other\n")


def change_name(repository):
    (repository / "part0" / "module0.py").rename(repository / "moved.py")


def change_role(repository):
    (repository / "part0").rename(repository / "examples")


def change_data(repository):
    (repository / "more.bin").touch()


def change_unread(repository):
    (repository / "more.py").write_text("BROKEN\n")


@pytest.mark.parametrize(
    "change", [change_content, change_name, change_role, change_data, change_unread]
)
def test_any_change_of_the_project_asks_the_rules_again(change, run, asked, repository):
    run(packs=SPIED)
    asked.clear()
    change(repository)
    again = run(packs=SPIED)
    assert asked
    assert seen(again) == seen(run(packs=SPIED, cache=False))


def test_other_options_and_other_code_ask_the_rules_again(run, asked, monkeypatch):
    packs = [RulePack("builtin", (rule("o", SPIED[0].rules[0].check, options=Options),))]
    monkeypatch.setattr(memory, "_code_of", memory._code_of.__wrapped__)  # a process asks once
    run(packs=packs)
    for change in (
        lambda: run(packs=packs, rules={"o": {"min_lines": 9}}),
        lambda: (
            monkeypatch.setattr("debtscan.engine.memory.text_of", lambda _: "new")
            or run(packs=packs)
        ),
    ):
        asked.clear()
        change()
        assert asked


def test_two_choices_of_rules_are_remembered_side_by_side(run, asked):
    for _ in range(2):
        asked.clear()
        run(packs=SPIED)
        run(packs=PACKS, select=("shared-line",))
    assert not asked


def test_filters_do_not_spoil_what_is_remembered(run):
    everything = run().findings
    assert run(min_confidence="high").findings == ()
    assert run().findings == everything


def test_progress_counts_every_file(run):
    steps = []
    run(progress=lambda done, total, path: steps.append((done, total, path)))
    assert [done for done, _, _ in steps] == list(range(1, 17))
    assert {total for _, total, _ in steps} == {16}
    assert len({path for _, _, path in steps}) == 16


def test_selection_options_confidence_and_ignores_reach_the_findings(run):
    assert {f.rule for f in run(select=("debt-line",)).findings} == {"debt-line"}
    sure = run(min_confidence="high")
    assert sure.findings == () and len(sure.unsure) == 15
    partly = run(per_file_ignores={"part0/": ("debt-line",), "module1.py": ("ALL",)})
    left = [f.at.path for f in partly.findings if f.rule == "debt-line"]
    assert left and not any("part0" in path or "module1.py" in path for path in left)
    assert len(partly.suppressed) == 15 - len(partly.findings)
    assert {each.by for each in partly.suppressed} == {"per-file-ignores"}
    assert {each.reason for each in partly.suppressed} == {"part0/", "module1.py"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"select": ("debt-lin",)}, "did you mean `debt-line`"),
        ({"rules": {"debt-lin": {}}}, "did you mean `debt-line`"),
        ({"per_file_ignores": {"x": ("debt-lin",)}}, "did you mean `debt-line`"),
    ],
)
def test_mistakes_are_found_before_anything_is_parsed(changes, message, run):
    def never(jobs):
        raise AssertionError

    with pytest.raises(DebtscanError, match=message):
        run(never, **changes)


def test_options_of_a_rule_that_is_not_selected_are_no_mistake(run):
    packs = [RulePack("builtin", (DEBTS, rule("with-options", options=Options)))]
    assert run(packs=packs, select=("debt-line",), rules={"with-options": {"share": 1}}).findings


def test_tests_are_judged_only_by_rules_that_ask_for_them(run):
    asked = replace(DEBTS, roles=frozenset({Role.TEST}))
    assert [f.subject for f in run(packs=[RulePack("builtin", (asked,))]).findings] == [
        "debt in a test"
    ]


def crashing(file, options):
    if file.path.endswith("module3.py"):
        raise KeyError("surprise\nin two lines")
    return ()


@pytest.mark.parametrize(
    ("check_", "message"),
    [
        (crashing, "the rule `some-rule` of .*test_pipeline failed on part0/module3.py: KeyError"),
        (lambda file, options: [3], "of .* failed on .*: TypeError: it yielded int, not Hit"),
        (lambda file, options: 3, "TypeError"),
    ],
)
def test_a_rule_that_fails_is_one_line_that_names_it(check_, message, run):
    with pytest.raises(DebtscanError, match=message) as caught:
        run(packs=[RulePack("builtin", (rule("some-rule", check_),))])
    assert "\n" not in str(caught.value)


def test_the_time_of_each_rule_is_known(run):
    assert set(run().seconds) == {"debt-line", "shared-line"}


def test_the_collector_is_as_before(run):
    assert gc.isenabled()
    run()
    assert gc.isenabled()
    gc.unfreeze()


def test_a_scan_changes_neither_folder_nor_environment(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    before = dict(os.environ)
    run(PoolMapper(1, tiny_syntax.extract))
    assert Path.cwd() == tmp_path and dict(os.environ) == before


def test_check_runs_rules_on_facts_alone():
    facts = tiny_syntax.extract(Kind.PYTHON, b"fine\ndebt\n").placed("a.py", Role.SOURCE)
    (finding,) = check([facts], [], [DEBTS])
    assert (str(finding.at), finding.confidence) == ("a.py:2:1", Confidence.MEDIUM)
    with_options = rule("o", first_line, options=Options)
    assert check([facts], [], [with_options], {"o": {"min_lines": 1}})
    with pytest.raises(DebtscanError):
        check([facts], [], [DEBTS], {"o": {}})
