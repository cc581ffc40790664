import pandas as pd
import pytest

from churn.features import check_customers, make_features
from churn.settings import FeatureSettings

ROW = {
    "tenure_months": 100,
    "age": 70,
    "total_charge": 730.0,
    "data_mb": 2048,
    "minutes": 90.0,
    "calls": 0,
    "complaints": 1,
}


def test_tenure_is_capped_and_no_calls_divide_by_one():
    made = make_features(pd.DataFrame([ROW]), FeatureSettings(tenure_cap=72, senior_age=65))
    assert made.iloc[0].to_dict() == {
        "tenure_months": 72,
        "is_senior": 1,
        "charge_per_month": 10,
        "data_gb": 2,
        "minutes_per_call": 90,
        "complaints": 1,
    }


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="customers lack age"):
        check_customers(pd.DataFrame([ROW]).drop(columns=["age"]))


def test_text_in_a_numeric_column_is_named():
    with pytest.raises(ValueError, match="not numeric: age"):
        check_customers(pd.DataFrame([{**ROW, "age": "old"}]))
