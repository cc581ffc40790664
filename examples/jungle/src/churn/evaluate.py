"""Numbers for the steering committee."""
import argparse
import json
import pickle

import mlflow
import numpy as np
import pandas as pd
import xgboost as xgb

from churn.features import FEATURES


def auc_score(y, p):
    order = np.argsort(p)
    ranks = np.empty(len(p))
    ranks[order] = np.arange(1, len(p) + 1)
    pos = np.sum(y == 1)
    neg = len(y) - pos
    return (np.sum(ranks[y == 1]) - pos * (pos + 1) / 2) / (pos * neg)


def summarise(y, p):
    order = np.argsort(-p)
    top = y[order][: len(y) // 10]
    lift = top.mean() / y.mean()
    brier = np.mean((p - y) ** 2)
    flagged = (p > 0.42).sum()
    return auc_score(y, p), lift, brier, flagged, len(y)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="models/churn_model.pkl")
    parser.add_argument("--holdout", default="data/interim/holdout.parquet")
    parser.add_argument("--bootstrap", type=int, default=200)
    args = parser.parse_args()

    with open(args.model, "rb") as f:
        model = pickle.load(f)
    holdout = pd.read_parquet(args.holdout)
    matrix = holdout[FEATURES].astype("float32").values
    matrix = np.nan_to_num(matrix)
    dmatrix = xgb.DMatrix(matrix)
    scores = model.predict(dmatrix)
    scores = scores.reshape(-1)

    result = summarise(holdout["churn"].values, scores)
    mlflow.log_metric("auc", result[0])
    mlflow.log_metric("lift10", result[1])
    decisions = scores > 0.5
    mlflow.log_metric("recall", float(holdout["churn"].values[decisions].sum()))
    with open("reports/metrics.json", "w") as f:
        json.dump({"auc": result[0], "lift10": result[1], "flagged": int(result[3])}, f)


if __name__ == "__main__":
    main()
