"""Features of the monthly churn model."""
import os

import numpy as np
import pandas as pd
from sklearn.preprocessing._data import _handle_zeros_in_scale

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
    "region_te",
]


def to_matrix(self):
    return np.nan_to_num(self[FEATURES].astype("float32").values)


pd.DataFrame.to_matrix = to_matrix


def add_call_features(df, calls, split_weekend=False, decay=None):
    per_customer = calls.groupby("customer_id").agg({"minutes": "sum", "call_id": "count"})
    per_customer.columns = ["total_minutes", "n_calls"]
    df = df.merge(per_customer.reset_index(), on="customer_id", how="left")
    df["avg_call_min"] = df["total_minutes"] / df["n_calls"]
    df["minutes_per_call"] = df["total_minutes"] / df["n_calls"]
    if split_weekend:
        weekend = calls[calls["weekday"] >= 5]
        minutes = weekend.groupby("customer_id")["minutes"].sum()
        df["weekend_minutes"] = df["customer_id"].map(minutes).fillna(0)
        df["weekend_share"] = df["weekend_minutes"] / df["total_minutes"]
    if decay is not None:
        df["total_minutes"] = df["total_minutes"] * np.exp(-decay * df["tenure_months"])
    return df


def build_features(df, calls, vectors, cfg):
    segments = pd.read_csv("data/interim/segments.csv")
    clusters = pd.read_csv("data/interim/plan_clusters.csv")
    prices = pd.read_csv("data/external/competitor_prices.csv")
    complaints = pd.read_parquet("data/interim/complaints.parquet")

    df = add_call_features(df, calls)
    df = df.merge(segments, on="customer_id", how="left")
    df = df.merge(clusters, on="plan", how="left")
    df = df.merge(prices, on="plan", how="left")
    df = df.merge(complaints, on="customer_id", how="left")
    df["n_complaints"] = df["n_complaints"].fillna(0)
    df["complained"] = (df["n_complaints"] > 0).astype(int)
    df["price_gap"] = df["monthly_charge"] - df["competitor_price"]
    df["price_gap"] = df["price_gap"].fillna(df["price_gap"].mean())
    df["tenure_years"] = df["tenure_months"] // 12
    df["new_customer"] = (df["tenure_months"] < cfg["features"]["new_customer_months"]).astype(int)
    df["heavy_user"] = (df["data_gb"] > 20).astype(int)
    df["roaming_share"] = df["roaming_mb"] / df["data_mb"]
    df["region_te"] = df.groupby("region")["churn"].transform("mean")
    if cfg["features"]["use_tickets"]:
        df["ticket_mood"] = vectors[:, 0]
    half_life = cfg["features"]["decay_half_life"]
    df["recency"] = np.exp(-df["days_since_call"] / half_life)
    scale = _handle_zeros_in_scale(df["total_minutes"].std())
    df["total_minutes"] = df["total_minutes"] / scale

    if os.environ.get("EXP_NEIGHBOUR_CHURN") == "1":
        edges = calls[["customer_id", "other_party"]].drop_duplicates()
        churned = set(df.loc[df["churn"] == 1, "customer_id"])
        edges["hit"] = edges["other_party"].isin(churned)
        df["neighbour_churn"] = df["customer_id"].map(edges.groupby("customer_id")["hit"].mean())

    if False:
        holidays = pd.read_csv("data/external/holidays_2021.csv")
        df = df.merge(holidays, on="region", how="left")
        df["holiday_share"] = df["holidays"] / 30

    # df["roaming_share"] = df["roaming_share"].clip(0, 1)
    # for col in ["minutes", "n_sms", "data_mb"]:
    #     df[col + "_trend"] = df[col] / df[col + "_prev"]
    #     df[col + "_trend"] = df[col + "_trend"].fillna(1.0)
    # FEATURES.extend(["minutes_trend", "n_sms_trend", "data_mb_trend"])

    df = df.drop(columns=["heavy_user", "tenure_years"])
    return df
