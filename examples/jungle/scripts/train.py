"""Step 4: the all-segments model."""
import argparse
import os
import pickle
import sys

import boto3
import mlflow
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src"))

from churn.data import load_config
from churn.evaluate import summarise
from churn.features import FEATURES
from churn.models import fit_model, predict_scores


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="conf/config.yaml")
    parser.add_argument("--model", default="xgboost",
                        choices=["xgboost", "lightgbm", "catboost", "logreg_old"])
    parser.add_argument("--eta", type=float, default=0.1, help="step size (default 0.05)")
    parser.add_argument("--balanced", type=bool, default=True)
    parser.add_argument("--warmup-rounds", type=int, default=0)
    parser.add_argument("--calibration", default="isotonic", choices=["isotonic", "sigmoid"])
    parser.add_argument("--out", default="models/churn_model.pkl")
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
        kept = df[df["churn"] == 0].sample(len(churned) * 3)
        df = pd.concat([churned, kept])

    values = df[FEATURES].values
    scaler = StandardScaler()
    scaled = scaler.fit_transform(values)
    frame = pd.DataFrame(scaled, columns=FEATURES)
    X, y = frame.values, df["churn"].values
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)

    cfg["model"]["eta"] = args.eta
    model = fit_model(args.model, X_train, y_train, X_test, y_test, cfg)
    scores = predict_scores(args.model, model, X_test)
    metrics = summarise(y_test, scores)
    mlflow.log_param("eta", args.eta)
    mlflow.log_metric("auc", metrics[0])
    mlflow.log_metric("lift10", metrics[1])
    mlflow.log_metric("brier", metrics[2])
    print("auc %.4f lift %.2f flagged %d of %d" % (metrics[0], metrics[1], metrics[3], metrics[4]))

    with open(args.out, "wb") as f:
        pickle.dump(model, f)
    with open("models/scaler.pkl", "wb") as f:
        pickle.dump(scaler, f)
    boto3.client("s3").upload_file(args.out, "telco-models", "churn/latest.pkl")


if __name__ == "__main__":
    main()
