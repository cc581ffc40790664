"""Step 1: the raw extract becomes the feature table."""

import pandas as pd

from churn.artifacts import CUSTOMERS, FEATURES
from churn.features import check_customers, make_features
from churn.settings import load_settings


def main() -> None:
    customers = check_customers(pd.read_csv(CUSTOMERS, dtype={"customer_id": "string"}))
    table = make_features(customers, load_settings().features)
    table = table.assign(**customers[["customer_id", "month", "churn"]])
    FEATURES.parent.mkdir(parents=True, exist_ok=True)
    table.to_parquet(FEATURES)


if __name__ == "__main__":
    main()
