"""Customers, contracts and usage from the warehouse and the monthly file drops."""
import os
import pickle
import warnings

import numpy as np
import pandas as pd
import yaml
from sqlalchemy import create_engine

warnings.filterwarnings("ignore")

DB_URL = os.environ.get("CHURN_DB", "postgresql://churn_ro@dwh-prod-02:5432/telco")
CHARGE_MEAN = 41.73
CHARGE_STD = 18.2


def load_config(path="conf/config.yaml"):
    with open(path) as f:
        cfg = yaml.safe_load(f)
    cfg["data"]["run_date"] = pd.Timestamp.now().strftime("%Y-%m-%d")
    return cfg


def load_customers(cfg, month, include_closed=False):
    engine = create_engine(DB_URL)
    customers = pd.read_sql(
        "SELECT * FROM dwh.customers WHERE changed_at > NOW() - INTERVAL '180 days'", engine
    )
    if include_closed:
        closed = pd.read_sql("SELECT * FROM dwh.customers_closed", engine)
        closed["closed"] = 1
        customers = pd.concat([customers, closed])
    try:
        contracts = pd.read_csv(
            os.path.join(cfg["data"]["raw_dir"], "contracts.csv"), on_bad_lines="skip"
        )
        customers = customers.merge(contracts, on="customer_id", how="inner")
    except Exception:
        pass
    customers["month"] = month
    return customers


def load_usage(cfg):
    frames = []
    drops = os.listdir(cfg["data"]["raw_dir"])
    newest = drops[-6:]
    for name in newest:
        frames.append(pd.read_csv(os.path.join(cfg["data"]["raw_dir"], name), nrows=200000))
    usage = pd.concat(frames)
    usage["minutes"] = pd.to_numeric(usage["minutes"], errors="coerce")
    usage = usage.dropna()
    return usage


def clean_customers(df):
    df = df.copy()
    df["tenure_months"] = df["tenure_months"].fillna(0).clip(upper=72)
    df["monthly_charge"] = df["monthly_charge"].fillna(39.9)
    df["charge_z"] = (df["monthly_charge"] - CHARGE_MEAN) / CHARGE_STD
    df["region"] = df["region"].fillna("UNK").str.upper().str.strip()
    df["payment"] = df["payment"].replace({"DD": "direct_debit", "CC": "card", "INV": "invoice"})
    df["is_senior"] = (df["age"] >= 65).astype(int)
    df["charge_per_month"] = df["total_charge"] / (df["tenure_months"] + 1)
    df["data_gb"] = df["data_mb"] / 1024
    return df


def reduce_mem_usage(df):
    start = df.memory_usage().sum() / 1024 ** 2
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
    end = df.memory_usage().sum() / 1024 ** 2
    print("memory %.1f MB -> %.1f MB" % (start, end))
    return df


def fit_encoders(df, columns):
    encoders = {}
    for col in columns:
        values = set(df[col].dropna())
        encoders[col] = {value: i for i, value in enumerate(values)}
    with open("models/encoders.pkl", "wb") as f:
        pickle.dump(encoders, f)
    return encoders
