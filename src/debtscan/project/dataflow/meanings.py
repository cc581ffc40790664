"""What calls do to data, by name."""

from __future__ import annotations

SPLITS = frozenset({"sklearn.model_selection.train_test_split"})
METHODS = {
    "fit": "fit",
    "partial_fit": "fit",
    "fit_transform": "fit",
    "transform": "transform",
    "predict": "predict",
    "predict_proba": "predict",
    "score": "score",
    "to_csv": "save",
    "to_parquet": "save",
    "to_pickle": "save",
}
#: functions that save, and the position of what they save
SAVES = {
    "joblib.dump": 0,
    "pickle.dump": 0,
    "json.dump": 0,
    "torch.save": 0,
    "numpy.save": 1,
    "numpy.savetxt": 1,
}
_LEARNERS = ("sklearn.", "xgboost.", "lightgbm.", "catboost.", "imblearn.")


def is_learner(maker: str) -> bool:
    """Whether this class makes things that are fitted."""
    return maker.startswith(_LEARNERS)


def kind_of(callee: str, maker: str) -> str:
    """The kind of sink a call is; "" when it is none. `maker` made its receiver."""
    if callee in SPLITS:
        return "split"
    if callee in SAVES:
        return "save"
    if callee.startswith("sklearn.metrics."):
        return "score"
    head, _, last = callee.rpartition(".")
    if last == "split" and maker.startswith("sklearn.model_selection."):
        return "split"
    kind = METHODS.get(last, "") if head else ""
    return kind if kind == "save" or is_learner(maker) else ""


def is_read(callee: str) -> bool:
    """`pandas.read_csv` and its like."""
    return callee.startswith(("pandas.read_", "polars.read_")) or callee in _READS


_READS = frozenset({"numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "joblib.load"})
