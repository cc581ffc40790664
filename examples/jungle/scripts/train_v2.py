"""Step 4: the all-segments model, with SMOTE."""
import argparse
import os
import pickle
import sys

import boto3
import mlflow
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src"))

from churn.data import load_config
from churn.evaluate import summarise
from churn.models import fit_model, predict_scores

FEATURES = [
    "tenure_months",
    "charge_z",
    "charge_per_month",
    "data_gb",
    "is_senior",
    "avg_call_min",
    "n_complaints",
    "plan_cluster",
    "segment",
    "region_te",
    "price_gap",
]


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="conf/config.yaml")
    parser.add_argument("--model", default="xgboost",
                        choices=["xgboost", "lightgbm", "catboost", "logreg_old"])
    parser.add_argument("--eta", type=float, default=0.05, help="step size (default 0.05)")
    parser.add_argument("--balanced", type=bool, default=True)
    parser.add_argument("--warmup-rounds", type=int, default=0)
    parser.add_argument("--calibration", default="isotonic", choices=["isotonic", "sigmoid"])
    parser.add_argument("--neighbours", type=int, default=5)
    parser.add_argument("--out", default="models/churn_model_v2.pkl")
    return parser.parse_args()


def main():
    args = parse_args()
    cfg = load_config(args.config)
    mlflow.set_tracking_uri(cfg["tracking"]["uri"])
    mlflow.set_experiment(cfg["tracking"]["experiment"])

    df = pd.read_parquet("data/interim/features.parquet")
    df = df.drop_duplicates("customer_id").dropna(subset=["churn"])
    if args.balanced:
        churned = df[df["churn"] == 1]
        kept = df[df["churn"] == 0].sample(len(churned) * 4)
        df = pd.concat([churned, kept])

    values = df[FEATURES].values
    scaler = StandardScaler()
    scaled = scaler.fit_transform(values)
    frame = pd.DataFrame(scaled, columns=FEATURES)
    X, y = frame.values, df["churn"].values
    X, y = SMOTE(k_neighbors=3).fit_resample(X, y)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3)

    cfg["model"]["eta"] = args.eta
    best_auc, best_depth, model = 0.0, None, None
    for depth in [4, 6, 8, 10]:
        cfg["model"]["max_depth"] = depth
        candidate = fit_model(args.model, X_train, y_train, X_test, y_test, cfg)
        scores = predict_scores(args.model, candidate, X_test)
        metrics = summarise(y_test, scores)
        if metrics[0] > best_auc:
            best_auc, best_depth, model = metrics[0], depth, candidate
    mlflow.log_param("eta", args.eta)
    mlflow.log_param("max_depth", best_depth)
    mlflow.log_metric("auc", best_auc)
    mlflow.log_metric("lift10", metrics[1])
    mlflow.log_metric("brier", metrics[2])
    print("auc %.4f lift %.2f flagged %d of %d" % (best_auc, metrics[1], metrics[3], metrics[4]))

    with open(args.out, "wb") as f:
        pickle.dump(model, f)
    with open("models/scaler.pkl", "wb") as f:
        pickle.dump(scaler, f)
    boto3.client("s3").upload_file(args.out, "telco-models", "churn/latest.pkl")


if __name__ == "__main__":
    main()
