"""Questions about data, each two lines over the query."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

HEAD = """
    import pandas as pd
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler
    from sklearn.linear_model import LinearRegression
    data = pd.read_csv("a.csv").dropna()
    scaler = StandardScaler()
"""


def flow(body, **more):
    return linked({"run.py": HEAD + body, **more}).dataflow.of("run.py")


def reaching(found, kind):
    return [{s.kind for s in one.sources} for one in found.sinks if one.kind == kind]


def fitted_before_split(found):
    split = {s for one in found.sinks if one.kind == "split" for s in one.sources}
    return any(split & set(one.sources) for one in found.sinks if one.kind == "fit")


def test_a_scaler_fitted_before_the_split_is_told_from_one_fitted_after():
    before = """
    data = scaler.fit_transform(data)
    train, test = train_test_split(data)
    """
    after = """
    train, test = train_test_split(data)
    scaler.fit(train)
    """
    assert fitted_before_split(flow(before))
    assert not fitted_before_split(flow(after))
    assert reaching(flow(after), "fit") == [{"split-train"}]


def test_saved_predictions_are_seen():
    body = """
    model = LinearRegression()
    model.fit(data)
    data["y"] = model.predict(data)
    data.to_csv("out.csv")
    """
    assert reaching(flow(body), "save") == [{"read", "prediction"}]


def test_a_called_function_hands_its_argument_on():
    body = """
    def clean(frame):
        return frame.dropna()
    scaler.fit(clean(data))
    """
    assert reaching(flow(body), "fit") == [{"read"}]


def test_recursion_ends_and_unknown_stays_unknown():
    body = """
    def again(x):
        return again(x)
    scaler.fit(again(data))
    scaler.fit(nobody_knows())
    """
    assert reaching(flow(body), "fit") == [set(), set()]


def test_methods_of_unknown_objects_are_no_sinks():
    assert reaching(flow("    other.fit(data)\n    'a b'.split()\n"), "fit") == []
