"""Files by name: what nearly meets, what nobody makes, what nobody reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked import facts, linked

from debtscan.project.pipeline.near_names import differs_by, keys_of

GUARD = "if __name__ == '__main__':\n    main()\n"


def step(text):
    return f"import pandas as pd\ndef main():\n    {text}\n" + GUARD


WRITER = step("pd.read_csv('raw.csv').to_csv('build/orders_clean.csv')")


@pytest.mark.parametrize(
    ("name", "difference"),
    [
        ("build/orders-clean.csv", "separator"),
        ("build/Orders_clean.csv", "case"),
        ("build/orders_cleans.csv", "plural"),
        ("build/orders_clan.csv", "one letter"),
        ("data/orders_clean.csv", "folder"),
        ("build/orders_clean.parquet", "ending"),
    ],
)
def test_names_that_all_but_agree(name, difference):
    read = "read_parquet" if name.endswith("parquet") else "read_csv"
    project = linked({"a.py": WRITER, "b.py": step(f"pd.{read}('{name}').to_csv('x/report.csv')")})
    (found,) = project.interfaces.nearly_met
    assert (found.written, found.read) == ("build/orders_clean.csv", name)
    assert found.difference == difference
    assert [edge.source for edge in found.writes] == ["a.py"]
    assert [edge.target for edge in found.reads] == ["b.py"]


@pytest.mark.parametrize("name", ["orders_v2.csv", "clients_clean.csv", "orders_clean2.csv"])
def test_other_names_are_other_files(name):
    project = linked({"a.py": WRITER, "b.py": step(f"pd.read_csv('build/{name}')")})
    assert project.interfaces.nearly_met == ()


def test_an_input_that_nobody_makes_and_an_output_that_nobody_reads():
    project = linked({"a.py": WRITER})
    assert [one.artifact for one in project.interfaces.without_producer] == ["raw.csv"]
    assert [one.artifact for one in project.interfaces.without_reader] == ["build/orders_clean.csv"]


@pytest.mark.parametrize(
    "more",
    [
        {"README.md": "Download the raw file and put it here."},
        {"b.py": step("pd.DataFrame().to_csv(name)")},
        {"b.py": step("open(name, 'w')")},
    ],
)
def test_inputs_that_somebody_may_make(more):
    assert linked({"a.py": WRITER, **more}).interfaces.without_producer == ()


def test_what_git_keeps_has_a_maker():
    kept = facts("raw.yaml", "a: 1\n").placed("raw.csv", facts("raw.yaml", "a: 1").role)
    assert linked({"a.py": WRITER}, more=(kept,)).interfaces.without_producer == ()


@pytest.mark.parametrize(
    "more",
    [
        {"b.py": step("pd.read_csv(name)")},
        {"b.py": step("open(name)")},
        {"README.md": "Look at orders clean, which is what you want."},
    ],
)
def test_outputs_that_somebody_may_read(more):
    assert linked({"a.py": WRITER, **more}).interfaces.without_reader == ()


def test_plots_logs_and_end_products_are_no_outputs_nobody_reads():
    text = step("fig.savefig('out/curve.png')").replace("pd\n", "pd\nfrom m import fig\n")
    product = step("pd.DataFrame().to_csv('submission.csv')")
    found = linked({"a.py": text, "b.py": product})
    assert found.interfaces.without_reader == ()
    marks = {one.id: one.marks for one in found.pipeline.artifacts}
    assert marks["out/curve.png"] == ("report",)


@given(st.text("ab_-S.", max_size=9), st.text("ab_-S.", max_size=9))
def test_nearness_has_no_direction(one, other):
    assert differs_by(f"x/{one}.csv", f"x/{other}.csv") == differs_by(
        f"x/{other}.csv", f"x/{one}.csv"
    )


@given(st.text("ab_-S.", max_size=9), st.text("ab_-S.", max_size=9))
def test_near_names_are_compared(one, other):
    one, other = f"x/{one}.csv", f"x/{other}.csv"
    assert not differs_by(one, other) or set(keys_of(one)) & set(keys_of(other))
