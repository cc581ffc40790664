"""From a customer's row to the model's columns, for training and for serving alike."""

import pandas as pd

from churn.settings import FeatureSettings

REQUIRED = {
    "tenure_months": "number",
    "age": "number",
    "total_charge": "number",
    "data_mb": "number",
    "minutes": "number",
    "calls": "number",
    "complaints": "number",
}


def check_customers(customers: pd.DataFrame) -> pd.DataFrame:
    missing = REQUIRED.keys() - set(customers.columns)
    if missing:
        raise ValueError(f"customers lack {', '.join(sorted(missing))}")
    textual = sorted(REQUIRED.keys() - set(customers.select_dtypes("number").columns))
    if textual:
        raise ValueError(f"not numeric: {', '.join(textual)}")
    return customers


def make_features(customers: pd.DataFrame, settings: FeatureSettings) -> pd.DataFrame:
    tenure = customers["tenure_months"].clip(upper=settings.tenure_cap)
    return pd.DataFrame(
        {
            "tenure_months": tenure,
            "is_senior": customers["age"] >= settings.senior_age,
            "charge_per_month": customers["total_charge"] / (tenure + 1),
            "data_gb": customers["data_mb"] / 1024,
            "minutes_per_call": customers["minutes"] / customers["calls"].clip(lower=1),
            "complaints": customers["complaints"],
        }
    ).astype("float64")
