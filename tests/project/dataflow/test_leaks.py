"""What is fitted before the split, and what is left alone."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

HEAD = """
    import pandas as pd
    from imblearn.over_sampling import SMOTE
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LinearRegression
    from sklearn.model_selection import KFold, cross_val_score, train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import LabelEncoder, Normalizer, StandardScaler
    data = pd.read_csv("a.csv")
    X, y = data.drop("y", axis=1), data["y"]
    scaler, model = StandardScaler(), LinearRegression()
"""
LEARN = """
    model.fit(X_train, y_train)
    model.score(X_test, y_test)
"""
SPLIT = """
    X_train, X_test, y_train, y_test = train_test_split(X, y)
"""


def leaks(*parts):
    return linked({"run.py": HEAD + "".join(parts)}).dataflow.leaks


def kinds(*parts):
    return [one.kind for one in leaks(*parts) if one.sure]


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("    X = scaler.fit_transform(X)\n", "before-split"),
        ("    X = scaler.fit(X).transform(X)\n", "before-split"),
        ("    scaler.fit(X)\n    X = scaler.transform(X)\n", "before-split"),
        ("    X[['a']] = scaler.fit_transform(X[['a']])\n", "before-split"),
        ("    X = make_pipeline(StandardScaler()).fit_transform(X)\n", "before-split"),
        ("    X['a'] = X['a'].fillna(X['a'].mean())\n", "statistic"),
        ("    X = (X - X.mean()) / 2\n", "statistic"),
        ("    X, y = SMOTE().fit_resample(X, y)\n", "resampled"),
        ("    def prepare(f):\n        return scaler.fit_transform(f)\n    X = prepare(X)\n",
         "before-split"),
    ],
)  # fmt: skip
def test_fitted_on_rows_that_are_divided_later(before, kind):
    assert kinds(before, SPLIT, LEARN) == [kind]


def test_fitted_on_the_whole_and_used_on_the_parts():
    body = "    scaler.fit(X)\n    A, B = scaler.transform(X_train), scaler.transform(X_test)\n"
    assert kinds(SPLIT, body, "    model.fit(A, y_train)\n") == ["before-split"]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "    X = Normalizer().fit_transform(X)\n",
        "    y = LabelEncoder().fit_transform(y)\n",
        "    X['a'] = X['a'].fillna(0)\n",
        "    X = X.sub(X.mean(axis=1), axis=0)\n    X = X - X.mean(axis=1)\n",
        "    shown = scaler.fit_transform(X)\n    shown.plot()\n",
        "    X = nobody_knows(scaler.fit_transform(X))\n",
        "    X = pd.concat([X, pd.read_csv('test.csv')])\n    X = scaler.fit_transform(X)\n",
    ],
)
def test_what_is_no_leak_or_cannot_be_told(before):
    assert kinds(before, SPLIT, LEARN) == []


def test_fitted_after_the_split_or_inside_a_pipeline_is_right():
    after = "    X_train = scaler.fit_transform(X_train)\n    X_test = scaler.transform(X_test)\n"
    assert kinds(SPLIT, after, LEARN) == []
    piped = "    model = make_pipeline(StandardScaler(), LinearRegression())\n"
    assert kinds(piped, SPLIT, LEARN) == []
    assert kinds(piped, "    cross_val_score(model, X, y)\n") == []


def test_a_last_model_of_all_rows_without_a_split_is_right():
    assert kinds("    X = scaler.fit_transform(X)\n    model.fit(X, y)\n") == []


def test_folds_of_a_training_part_are_doubtful():
    body = "    X_train = scaler.fit_transform(X_train)\n    cross_val_score(model, X_train)\n"
    (one,) = leaks(SPLIT, body)
    assert one.kind == "before-split"
    assert not one.sure


def test_fitted_again_on_test_rows():
    again = "    A = scaler.fit_transform(X_train)\n    B = scaler.fit_transform(X_test)\n"
    (one,) = [one for one in leaks(SPLIT, again) if one.sure]
    assert one.kind == "again-on-test"
    assert one.what.endswith("StandardScaler")
    assert len(one.evidence) == 2


def test_fitted_again_on_what_is_named_test():
    again = """
    def prepare(train, test, scaler):
        return scaler.fit_transform(train), scaler.fit_transform(test)
    """
    assert kinds(again) == ["again-on-test"]


def test_a_model_judged_on_rows_it_has_seen():
    assert kinds(SPLIT, "    model.fit(X, y)\n    model.score(X_test, y_test)\n") == [
        "tested-on-fitted"
    ]


def test_a_scaler_in_the_constructor_and_the_split_in_another_method():
    body = """
    class Task:
        def __init__(self):
            self.scaler = StandardScaler()
        def load(self):
            self.X = self.scaler.fit_transform(pd.read_csv("b.csv"))
        def learn(self):
            train, test = train_test_split(self.X)
            model = RandomForestClassifier()
            model.fit(train)
    """
    assert kinds(body) == ["before-split"]


def test_parts_that_another_method_learns_from_count_as_used():
    body = """
    class Flow:
        def prepare(self):
            df = pd.read_csv("b.csv")
            df["age"] = df.age.fillna(df.age.median())
            self.train, self.test = train_test_split(df)
        def learn(self):
            model = RandomForestClassifier()
            model.fit(self.train)
    """
    assert kinds(body) == ["statistic"]


def test_the_first_fit_told_is_that_of_the_same_object():
    both = """
    X_train = StandardScaler().fit_transform(X_train)
    scale = StandardScaler()
    y_train = scale.fit_transform(y_train)
    y_test = scale.fit_transform(y_test)
"""
    (found,) = (one for one in leaks(SPLIT, both, LEARN) if one.kind == "again-on-test")
    assert found.evidence[0][0].line == found.at.line - 1
