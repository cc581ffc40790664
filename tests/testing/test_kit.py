"""The kit that tests rules, tested with a rule that reports every line holding the word DEBT."""

import json
import textwrap
from dataclasses import dataclass

import pytest

from debtscan.model import DebtscanError
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Kind,
    Role,
    Severity,
    Span,
    file_rule,
)
from debtscan.testing import Expectation, assert_case, cases, expected
from debtscan.testing.markers import without_markers
from debtscan.testing.notebooks import notebook


@dataclass(frozen=True)
class Options:
    prefix: str = "debt"  #: what a name starts with to be reported


@file_rule(
    "debt-name",
    category=Category.GLUE_CODE,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=1,
    since="0.1",
    options=Options,
    roles=set(Role),
)
def debt_name(file: FileFacts, options: Options):
    for assignment in file.assignments:
        if assignment.target.startswith(options.prefix):
            yield Hit(file.locate(assignment.at), "found", "remove it", assignment.target)
    for key in file.config:
        if key.path.startswith(options.prefix):
            yield Hit(file.locate(key.at), "found", "remove it", key.path)
    if file.kind in (Kind.SHELL, Kind.MAKE, Kind.DOCKER):
        for command in file.commands:
            if options.prefix in command.words:
                yield Hit(file.locate(command.at), "found", "remove it", options.prefix)
    for dependency in file.dependencies:
        if dependency.name.startswith(options.prefix):
            yield Hit(file.locate(dependency.at or Span(1)), "found", "remove it", dependency.name)


def only(markdown: str):
    (case,) = cases(textwrap.dedent(markdown))
    return case


def verdict(markdown: str) -> str:
    """What the assertion says, "" when it is content."""
    try:
        assert_case(only(markdown), [debt_name])
    except AssertionError as error:
        return str(error)
    return ""


def test_headings_open_cases_and_names_name_files():
    found = list(
        cases(
            textwrap.dedent("""
            # prose only

            ## One
            `conf/a.yaml`:

            ```yaml
            x: 1
            ```

            ```python
            first = 1
            ```

            More of the same file:

            ```py
            second = 2
            ```

            ## Two
            ```text
            # not a file, and no heading
            ```

            ```toml options
            [debt-name]
            prefix = "x"
            ```

            ```bash
            ls
            ```
            """)
        )
    )
    assert [(case.title, case.files, case.options) for case in found] == [
        ("One", {"conf/a.yaml": "x: 1\n", "snippet.py": "first = 1\nsecond = 2\n"}, {}),
        ("Two", {"snippet.sh": "ls\n"}, {"debt-name": {"prefix": "x"}}),
    ]


@pytest.mark.parametrize(
    ("language", "path"),
    [
        ("python", "snippet.py"),
        ("yaml", "snippet.yaml"),
        ("toml", "snippet.toml"),
        ("json", "snippet.json"),
        ("sh", "snippet.sh"),
        ("bash", "snippet.sh"),
        ("make", "Makefile"),
        ("dockerfile", "Dockerfile"),
        ("ipynb", "snippet.ipynb"),
        ("requirements", "requirements.txt"),
        ("ini", "snippet.ini"),
        ("env", ".env"),
    ],
)
def test_a_language_names_its_file(language, path):
    assert list(only(f"```{language}\nx\n```\n").files) == [path]


def test_a_longer_fence_holds_shorter_ones():
    case = only("`README.md`:\n\n````markdown\n```bash\nls\n```\n````\n")
    assert case.files == {"README.md": "```bash\nls\n```\n"}


@pytest.mark.parametrize(
    ("markdown", "problem"),
    [
        ("```python\nx = 1\n", "not closed"),
        ("`a.py`:\n```py\nx\n```\n`a.py`:\n```py\ny\n```\n", "given twice"),
    ],
)
def test_mistakes_in_a_spec_are_not_passed_over(markdown, problem):
    with pytest.raises(ValueError, match=problem):
        list(cases(markdown))


def test_markers_at_the_end_of_a_line_and_above():
    case = only("""
        ```python
        a = 1  # debt: some-rule, house/other
        # debt: above
        # debt: twice
        b = 2  # debt: end
        c = 3  # in debt: not a marker, just prose
        ```
        """)
    assert expected(case) == {
        Expectation("snippet.py", 0, 1, "some-rule"),
        Expectation("snippet.py", 0, 1, "house/other"),
        Expectation("snippet.py", 0, 4, "above"),
        Expectation("snippet.py", 0, 4, "twice"),
        Expectation("snippet.py", 0, 4, "end"),
    }


def test_rules_never_see_a_marker_and_lines_keep_their_numbers():
    text = 'a = 1  # debt: x\n# debt: x\n{"k": 1} // debt: x\n; debt: x\n<p> <!-- debt: x -->\nb\n'
    assert without_markers(text) == 'a = 1\n\n{"k": 1}\n\n<p>\nb\n'


def test_a_marker_with_nothing_below_is_a_mistake():
    with pytest.raises(ValueError, match="no line below"):
        expected(only("```python\nx = 1\n# debt: x\n```"))


def test_a_case_that_says_what_happens_passes():
    assert not verdict("""
        ```python
        debt = 1  # debt: debt-name
        fine = 2
        ```
        """)


def test_what_is_not_reported_fails():
    assert verdict("```python\nfine = 1  # debt: debt-name\n```") == (
        "\n  not reported  snippet.py:1 debt-name"
    )


def test_what_is_not_marked_fails():
    assert verdict("# Title\n```python\ndebt = 1\n```") == (
        "Title\n  not expected  snippet.py:1 debt-name (found)"
    )


def test_the_wrong_line_fails_both_ways():
    message = verdict("```python\ndebt = 1\nfine = 1  # debt: debt-name\n```")
    assert "snippet.py:2" in message and "snippet.py:1" in message


def test_a_file_that_cannot_be_read_does_not_pass_for_silent():
    assert "not readable  snippet.py: " in verdict("```python\nprint 'x'\n```")


def test_a_file_may_be_unreadable_on_purpose():
    assert not verdict("```python\nprint 'x'  # debt: unread\n```")
    assert "readable after all" in verdict("```python\nprint('x')  # debt: unread\n```")


def test_options_reach_the_rule_and_are_checked():
    options = (
        '```toml options\n[debt-name]\n{} = "x"\n```\n```python\nx = 1  # debt: debt-name\n```'
    )
    assert not verdict(options.format("prefix"))
    with pytest.raises(DebtscanError, match="did you mean `prefix`"):
        verdict(options.format("prefx"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("yaml", "a: 1\ndebt: 2  # debt: debt-name\n"),
        ("toml", "a = 1\n# debt: debt-name\ndebt = 2\n"),
        ("json", '{\n  "a": 1,\n  "debt": 2 // debt: debt-name\n}\n'),
        ("ini", "[debt]\nx = 1 ; debt: debt-name\n"),
        ("sh", "ls\nrm debt  # debt: debt-name\n"),
        ("make", "all:\n\trm debt  # debt: debt-name\n"),
        ("dockerfile", "FROM x\nRUN rm debt  # debt: debt-name\n"),
        ("requirements", "numpy\ndebt==1  # debt: debt-name\n"),
    ],
)
def test_files_of_every_kind_can_carry_markers(language, text):
    case = only(f"```{language}\n{text}```\n")
    assert {rule for *_, rule in expected(case)} == {"debt-name"}
    wanted = {(each.path, each.line) for each in expected(case)}
    from debtscan.testing import try_rules

    trial = try_rules(case, [debt_name])
    assert not trial.unread
    lines = {(f.at.path, f.at.line) for f in trial.findings}
    assert wanted <= lines


def test_notebooks_are_written_as_cells_and_judged_by_cell_and_line():
    assert not verdict("""
        ```ipynb
        # %% [markdown]
        debt = 1 in prose
        # %% [2]
        fine = 1
        debt = 2  # debt: debt-name
        # %%
        # debt: debt-name
        debt = 3
        ```
        """)


def test_a_notebook_is_what_jupyter_writes():
    document = json.loads(notebook("x = 1\n\n# %% [3]\ny = 2\nz = 3\n\n# %% [markdown]\n# Title\n"))
    assert [(c["cell_type"], c["source"]) for c in document["cells"]] == [
        ("code", ["x = 1"]),
        ("code", ["y = 2\n", "z = 3"]),
        ("markdown", ["# Title"]),
    ]
    assert [c["execution_count"] for c in document["cells"] if "outputs" in c] == [None, 3]
