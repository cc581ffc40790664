"""Step 5: one model per segment, what the CRM gets."""
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

USE_PSEUDO_LABELS = True


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--segment", required=True)
    parser.add_argument("--model", default="lightgbm",
                        choices=["xgboost", "lightgbm", "catboost", "logreg_old"])
    parser.add_argument("--eta", type=float, default=0.05, help="step size (default 0.05)")
    parser.add_argument("--balanced", type=bool, default=True)
    parser.add_argument("--warmup-rounds", type=int, default=0)
    parser.add_argument("--calibration", default="isotonic", choices=["isotonic", "sigmoid"])
    parser.add_argument("--min-auc", type=float, default=0.7)
    return parser.parse_args()


def main():
    args = parse_args()
    cfg = load_config("conf/%s.yaml" % args.segment)
    mlflow.set_tracking_uri(cfg["tracking"]["uri"])
    mlflow.set_experiment(cfg["tracking"]["experiment"])

    os.system("python scripts/build_features.py --month " + cfg["data"]["run_date"][:7])
    df = pd.read_parquet(cfg["data"]["features"])
    df = df.drop_duplicates("customer_id").dropna(subset=["churn"])
    df = df[df["segment_name"] == cfg["segment"]].sort_values("month")
    if args.balanced:
        churned = df[df["churn"] == 1]
        kept = df[df["churn"] == 0].sample(len(churned) * 3)
        df = pd.concat([churned, kept])

    # TODO: Priya says pseudo labels lift the AUC by a point, nobody knows why. check leakage!!
    if USE_PSEUDO_LABELS:
        pseudo = pd.read_csv("data/labels/pseudo_labels.csv")
        df = pd.concat([df, pseudo])

    values = df[FEATURES].values
    scaler = StandardScaler()
    scaled = scaler.fit_transform(values)
    frame = pd.DataFrame(scaled, columns=FEATURES)
    X, y = frame.values, df["churn"].values
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.1)

    cfg["model"]["eta"] = args.eta
    model = fit_model(args.model, X_train, y_train, X_test, y_test, cfg)
    scores = predict_scores(args.model, model, X_test)
    metrics = summarise(y_test, scores)
    mlflow.log_param("eta", args.eta)
    mlflow.log_metric("auc", metrics[0])
    mlflow.log_metric("lift10", metrics[1])
    mlflow.log_metric("brier", metrics[2])
    print("auc %.4f lift %.2f flagged %d of %d" % (metrics[0], metrics[1], metrics[3], metrics[4]))

    out = "models/churn_%s.pkl" % args.segment
    with open(out, "wb") as f:
        pickle.dump(model, f)
    with open("models/scaler.pkl", "wb") as f:
        pickle.dump(scaler, f)
    boto3.client("s3").upload_file(out, "telco-models", "churn/latest.pkl")


if __name__ == "__main__":
    main()
