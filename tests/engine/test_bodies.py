"""What a definition holds is told apart from what it is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtscan.engine.bodies import Bodies
from debtscan.facts import FileFacts, Kind
from debtscan.syntax import extract

CODE = """\
class Trainer(Base):
    def fit(self, rows, rate=0.1):
        for row in rows:
            self.step(row, rate)
        if rate > 1:
            return self.fit(rows, 1)
        return Trainer(rows)

    def step(self, row, rate):
        row = row * rate
        return scaled(row, 2)


def scaled(row, by):
    row = row + by
    return row * by
"""


def hashes(code: str) -> dict[str, str]:
    facts = extract(Kind.PYTHON, code.encode())
    assert isinstance(facts, FileFacts)
    return {one.name: Bodies(facts).hash_of([one]) for one in facts.definitions}


@pytest.mark.parametrize("word", ["Trainer", "fit", "step", "scaled"])
@settings(deadline=None)  # the first example imports the parser
@given(new=st.from_regex(r"[a-z]{4,9}_x", fullmatch=True))
def test_a_new_name_changes_no_hash(word, new):
    before = hashes(CODE)
    after = hashes(re.sub(rf"\b{word}\b", new, CODE))
    own = [name for name in before if name.rpartition(".")[2] == word]
    assert own
    for name in own:
        assert before[name] == after[re.sub(rf"\b{word}\b", new, name)] != ""


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("by\n", "by * 2\n", {"scaled", "Trainer.step", "Trainer"}),
        ("rate=0.1", "rate=0.1, deep=1", {"Trainer.fit", "Trainer"}),
        ("row * rate", "row / rate", {"Trainer.step", "Trainer.fit", "Trainer"}),
        ("rate > 1", "rate > 2", {"Trainer.fit", "Trainer"}),
        ("(row, by)", "(row, *by)", {"scaled", "Trainer.step", "Trainer"}),
    ],
)
def test_other_code_changes_the_hash_of_what_holds_or_calls_it(old, new, changed):
    before, after = hashes(CODE), hashes(CODE.replace(old, new, 1))
    assert {name for name in before if before[name] != after[name]} == changed


def test_one_that_speaks_of_nothing_but_itself_has_none():
    assert hashes("def walk(n):\n    return walk(n - 1)\n") == {"walk": ""}


def test_formatting_and_comments_change_nothing():
    wide = CODE.replace("(row, 2)", "(\n            row,  # so\n            2,\n        )")
    assert hashes(wide) == hashes(CODE)
