"""What is known of `except` clauses."""

from __future__ import annotations

from textwrap import dedent

import pytest

from debtscan.facts import ExceptClause, FileFacts
from debtscan.syntax.python.extract import extract_python


def clauses(text: str) -> tuple[ExceptClause, ...]:
    facts = extract_python(dedent(text))
    assert isinstance(facts, FileFacts)
    return facts.excepts


def test_types_are_resolved_and_a_bare_clause_has_none() -> None:
    found = clauses("""
        import torch.cuda as tc

        try:
            a()
        except (ValueError, tc.OutOfMemoryError) as error:
            b(error)
        except Exception:
            raise
        except:
            pass
    """)
    types = [clause.types for clause in found]
    assert types == [("ValueError", "torch.cuda.OutOfMemoryError"), ("Exception",), ()]
    assert {(clause.tried.line, clause.tried.end_line) for clause in found} == {(5, 5)}
    assert [clause.at.line for clause in found] == [6, 8, 10]


@pytest.mark.parametrize(
    ("body", "effect"),
    [
        ("pass", "nothing"),
        ("continue", "nothing"),
        ("'give up'", "nothing"),
        ("...", "nothing"),
        ("x = None", "default"),
        ("return [], -1", "default"),
        ("return", "default"),
        ("x = {}; continue", "default"),
        ("x = np.nan", "default"),
        ("x = list()", "default"),
        ("return {'error': 'no image'}, 400", ""),
        ("print('oh')", ""),
        ("raise", ""),
        ("x = other(y)", ""),
        ("if y:\n        pass", ""),
    ],
)
def test_what_a_clause_does(body: str, effect: str) -> None:
    text = f"def f(y):\n  for _ in y:\n    try:\n      a()\n    except Exception:\n      {body}\n"
    (clause,) = clauses(text)
    assert clause.effect == effect
