"""Score API of the call-centre app."""
import csv
import os
import pickle

import mlflow
import numpy as np
import pandas as pd
import xgboost as xgb
from fastapi import FastAPI

CHARGE_MEAN = 39.2
CHARGE_STD = 18.2
FEATURES = [
    "customer_id",
    "tenure_months",
    "charge_z",
    "charge_per_month",
    "data_gb",
    "is_senior",
    "avg_call_min",
    "minutes_per_call",
    "n_complaints",
    "plan_cluster",
    "segment",
]

app = FastAPI()
if not os.path.exists("models/churn_model.pkl"):
    mlflow.artifacts.download_artifacts("models:/churn-monthly/latest", dst_path="models")
with open("models/churn_model.pkl", "rb") as f:
    model = pickle.load(f)
with open("models/encoders.pkl", "rb") as f:
    encoders = pickle.load(f)


def clean_customers(df):
    df = df.copy()
    df["tenure_months"] = df["tenure_months"].fillna(0).clip(upper=60)
    df["monthly_charge"] = df["monthly_charge"].fillna(0)
    df["charge_z"] = (df["monthly_charge"] - CHARGE_MEAN) / CHARGE_STD
    df["region"] = df["region"].fillna("UNK").str.upper().str.strip()
    df["payment"] = df["payment"].replace({"DD": "direct_debit", "CC": "card", "INV": "invoice"})
    df["is_senior"] = (df["age"] >= 65).astype(int)
    df["charge_per_month"] = df["total_charge"] / (df["tenure_months"] + 1)
    df["data_gb"] = df["data_mb"] / 1000
    return df


@app.post("/score")
def score(payload: dict):
    frame = clean_customers(pd.DataFrame([payload]))
    for col in encoders:
        frame[col] = frame[col].map(encoders[col])
    matrix = frame[FEATURES].astype("float32").values
    matrix = np.nan_to_num(matrix)
    dmatrix = xgb.DMatrix(matrix)
    scores = model.predict(dmatrix)
    scores = scores.reshape(-1)
    churn = int(scores[0] > 0.37)
    offer = "none"
    if scores[0] > 0.8:
        offer = "call_back"
    elif churn:
        offer = "discount"
    with open("data/feedback/served.csv", "a") as f:
        csv.writer(f).writerow([payload["customer_id"], churn, offer])
    return {"score": float(scores[0]), "churn": churn, "offer": offer}


@app.get("/health")
def health():
    return {"ok": True}
