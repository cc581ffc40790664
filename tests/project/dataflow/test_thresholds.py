"""Where scores are cut, and where the number comes from."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

HEAD = """
    import numpy as np
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    LIMIT = 0.7
    model = LogisticRegression()
    x = pd.read_csv("a.csv")
    model.fit(x)
    p = model.predict_proba(x)[:, 1]
"""


def cuts(body):
    found = linked({"run.py": HEAD + body}).dataflow.thresholds
    return [(one.sign, one.value, one.origin) for one in found]


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        ("    y = (p > 0.3).astype(int)\n", (">", 0.3, "literal")),
        ("    if p[0] >= LIMIT:\n        pass\n", (">=", 0.7, "constant")),
        ("    y = p > args.threshold\n", (">", None, "configuration")),
        ("    y = p > np.percentile(p, 90)\n", (">", None, "computed")),
        ("    y = [1 if one > 0.4 else 0 for one in p]\n", (">", 0.4, "literal")),
        ("    def cut(q, limit=0.2):\n        return q < limit\n    cut(p)\n",
         ("<", 0.2, "parameter")),
        ("    LIMIT = 0.1\n    y = p > LIMIT\n", (">", 0.1, "constant")),
        ("    y = 0.3 < p\n", (">", 0.3, "literal")),
    ],
)  # fmt: skip
def test_a_cut_and_its_number(body, cut):
    assert cuts(body) == [cut]


@pytest.mark.parametrize(
    "body",
    [
        "    if np.random.rand() < 0.15:\n        pass\n",
        "    if abs(p - x['y']).mean() > 0.1:\n        pass\n",
        "    if model.score(x, x['y']) > 0.9:\n        pass\n",
        "    if len(p) > 3:\n        pass\n",
        "    if x['a'].max() > 3:\n        pass\n",
    ],
)
def test_what_is_no_score(body):
    assert cuts(body) == []


def test_one_half_is_what_the_model_says_itself():
    (one,) = linked({"run.py": HEAD + "    y = p > 0.5\n"}).dataflow.thresholds
    assert one.natural
    assert one.probability
    assert "predict_proba" in one.score


def test_a_cut_stands_where_the_condition_stands():
    body = "    q = p[0]\n    if q > 0.9:\n        pass\n"
    (one,) = linked({"run.py": HEAD + body}).dataflow.thresholds
    assert one.at.line == 10


def test_the_best_so_far_is_no_constant():
    body = "    best = 0\n    for q in p:\n        if q > best:\n            best = q\n"
    assert cuts(body) == [(">", None, "computed")]
