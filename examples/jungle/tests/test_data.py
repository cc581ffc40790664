import pandas as pd

from churn.data import clean_customers


def test_tenure_is_capped():
    df = pd.DataFrame(
        {
            "tenure_months": [100.0, None],
            "monthly_charge": [20.0, None],
            "region": ["north ", None],
            "payment": ["DD", "CC"],
            "age": [70, 30],
            "total_charge": [100.0, 10.0],
            "data_mb": [2048, 0],
        }
    )
    cleaned = clean_customers(df)
    assert cleaned["tenure_months"].max() == 72
    assert cleaned["region"].tolist() == ["NORTH", "UNK"]
