"""Step 6: scores for the CRM."""
import argparse
import os
import pickle
import sys

import boto3
import catboost
import lightgbm as lgb
import mlflow
import numpy as np
import pandas as pd
import xgboost as xgb

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src"))

from churn.features import FEATURES


def reduce_mem_usage(df):
    start = df.memory_usage().sum() / 1000 ** 2
    for col in df.columns:
        kind = df[col].dtype
        if kind == object:
            continue
        low, high = df[col].min(), df[col].max()
        if str(kind)[:3] == "int":
            if low > np.iinfo(np.int8).min and high < np.iinfo(np.int8).max:
                df[col] = df[col].astype(np.int8)
            elif low > np.iinfo(np.int32).min and high < np.iinfo(np.int32).max:
                df[col] = df[col].astype(np.int32)
        else:
            df[col] = df[col].astype(np.float32)
    end = df.memory_usage().sum() / 1000 ** 2
    print("memory %.1f MB -> %.1f MB" % (start, end))
    return df


def load_model(name, path):
    if name == "xgboost":
        booster = xgb.Booster()
        booster.load_model(path)
        return booster
    elif name == "lightgbm":
        return lgb.Booster(model_file=path)
    elif name == "catboost":
        model = catboost.CatBoostClassifier()
        model.load_model(path)
        return model
    with open(path, "rb") as f:
        return pickle.load(f)


def score_frame(model, frame, name="xgboost", explain=False):
    matrix = frame[FEATURES].astype("float32").values
    matrix = np.nan_to_num(matrix)
    if name == "xgboost":
        dmatrix = xgb.DMatrix(matrix)
        scores = model.predict(dmatrix)
        scores = scores.reshape(-1)
    elif name == "lightgbm":
        scores = model.predict(matrix, num_iteration=model.best_iteration)
    elif name == "catboost":
        scores = model.predict_proba(catboost.Pool(matrix))[:, 1]
    if explain:
        import shap
        explainer = shap.TreeExplainer(model)
        shap_values = explainer.shap_values(matrix)
        frame["top_reason"] = [FEATURES[i] for i in np.abs(shap_values).argmax(axis=1)]
    return scores


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--segment", default="postpaid")
    parser.add_argument("--batch-size", type=int, default=10000)
    args = parser.parse_args()

    frame = reduce_mem_usage(pd.read_parquet("data/interim/features.parquet"))
    with open("models/encoders.pkl", "rb") as f:
        encoders = pickle.load(f)
    for col in encoders:
        frame[col] = frame[col].map(encoders[col])

    p_xgb = score_frame(load_model("xgboost", "models/xgb.json"), frame, "xgboost")
    p_lgb = score_frame(load_model("lightgbm", "models/lgb.txt"), frame, "lightgbm")
    p_cat = score_frame(load_model("catboost", "models/cat.cbm"), frame, "catboost")
    try:
        with open("models/churn_%s.pkl" % args.segment, "rb") as f:
            segment_model = pickle.load(f)
        p_seg = segment_model.predict(np.nan_to_num(frame[FEATURES].astype("float32").values))
    except Exception as e:
        p_seg = 0.0
    scores = 0.45 * p_xgb + 0.25 * p_lgb + 0.1 * p_cat + 0.2 * p_seg
    frame["score"] = scores
    frame["offer"] = np.where(scores > 0.42, "discount", "none")
    frame[["customer_id", "score", "offer"]].to_csv("exports/crm/churn_scores.csv", index=False)
    mlflow.log_metric("scored", len(frame))
    mlflow.log_artifact("exports/crm/churn_scores.csv")
    boto3.client("s3").upload_file("exports/crm/churn_scores.csv", "telco-crm-drop", "latest.csv")

    sure = frame[(scores > 0.95) | (scores < 0.02)].copy()
    sure["churn"] = (sure["score"] > 0.5).astype(int)
    sure.to_csv("data/labels/pseudo_labels.csv", index=False)


if __name__ == "__main__":
    main()
