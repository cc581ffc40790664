"""Questions about data, each two lines over the query."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

HEAD = """
    import numpy as np
    import pandas as pd
    from sklearn.model_selection import KFold, train_test_split
    from sklearn.preprocessing import StandardScaler
    from sklearn.linear_model import LinearRegression
    from sklearn.pipeline import make_pipeline
    data = pd.read_csv("a.csv").dropna()
    scaler = StandardScaler()
"""


def project(body, **more):
    return linked({"run.py": HEAD + body, **more})


def flow(body, scope=0, **more):
    return project(body, **more).dataflow.of("run.py", scope)


def sinks(found, kind):
    return [one for one in found.sinks if one.kind == kind]


def steps(sink):
    return {one.kind for one in sink.chain.steps}


def parts(found, kind):
    return [{s.part for s in one.chain.steps if s.part} for one in sinks(found, kind)]


def test_the_parts_of_a_split_are_told_apart():
    body = """
    train, test = train_test_split(data)
    model = LinearRegression()
    model.fit(train)
    model.predict(test)
    """
    assert parts(flow(body), "fit") == [{"train"}]
    assert parts(flow(body), "predict") == [{"test"}]


@pytest.mark.parametrize(
    "body",
    [
        """
    for i, (a, b) in enumerate(KFold(5).split(data)):
        train, test = data.iloc[a], data.iloc[b]
        scaler.fit(train)
        """,
        """
    train, test = data[:100], data[100:]
    scaler.fit(train)
        """,
        """
    def divide(frame):
        a, b = train_test_split(frame)
        return {"train": a, "test": b}
    both = divide(data)
    scaler.fit(both["train"])
        """,
        """
    class Task:
        def __init__(self, frame):
            self.frame = frame
        def divide(self):
            self.train, self.test = train_test_split(self.frame)
    task = Task(data)
    task.divide()
    scaler.fit(task.train)
        """,
    ],
)
def test_splits_by_folds_slices_functions_and_attributes(body):
    found = flow(body)
    assert parts(found, "fit") == [{"train"}]
    assert sinks(found, "fit")[0].chain.complete


def test_saved_predictions_are_seen():
    body = """
    model = LinearRegression()
    model.fit(data)
    data["y"] = model.predict(data)
    data.to_csv("out.csv")
    """
    assert steps(sinks(flow(body), "save")[0]) >= {"read", "prediction", "filter"}


def test_sinks_inside_a_called_function_see_the_argument():
    body = """
    def learn(frame):
        scaler.fit(frame)
    learn(data)
    """
    found = sinks(flow(body), "fit")
    assert [one.chain.complete for one in found] == [True]
    assert found[0].via is not None


def test_attributes_are_seen_across_methods():
    body = """
    class Task:
        def load(self):
            self.frame = pd.read_csv("b.csv")
        def learn(self):
            scaler.fit(self.frame)
    """
    assert steps(sinks(flow(body, 3), "fit")[0]) == {"read"}


def test_in_place_changes_are_steps():
    body = """
    data["ratio"] = data["a"] / data["b"]
    data.drop(columns=["a"], inplace=True)
    scaler.fit(data[["ratio", "c"]])
    """
    names = [one.name for one in sinks(flow(body), "fit")[0].chain.steps]
    assert names[:3] == ["ratio, c", "drop", "assignment"]


def test_the_file_that_was_read_is_named():
    found = project("    scaler.fit(data)\n")
    (sink,) = sinks(found.dataflow.of("run.py"), "fit")
    read = next(one for one in sink.chain.steps if one.kind == "read")
    assert found.dataflow.artifact(read.node) == "a.csv"


def test_either_arm_of_a_branch_may_have_run():
    body = """
    if data.size:
        x = pd.read_csv("b.csv")
    else:
        x, _ = train_test_split(data)
    scaler.fit(x)
    """
    assert parts(flow(body), "fit") == [{"train"}]
    assert len([s for s in sinks(flow(body), "fit")[0].chain.steps if s.kind == "read"]) == 2


def test_recursion_ends_and_unknown_stays_unknown():
    body = """
    def again(x):
        return again(x)
    scaler.fit(again(data))
    scaler.fit(nobody_knows(data))
    """
    assert not any(one.chain.complete for one in sinks(flow(body), "fit"))


def test_an_unknown_function_is_where_the_way_is_lost():
    chain = sinks(flow("    scaler.fit(nobody_knows(data))\n"), "fit")[0].chain
    assert "nobody_knows" in chain.lost


def test_methods_of_unknown_objects_are_no_sinks():
    assert flow("    other.fit(data)\n    'a b'.split()\n").sinks == ()


def test_a_function_that_nothing_is_asked_of_costs_nothing():
    assert linked({"run.py": "def f(x):\n    return x\n"}).dataflow.all == ()
