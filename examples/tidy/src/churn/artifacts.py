"""The files that steps hand to one another; dvc.yaml declares who makes and who reads them."""

from pathlib import Path

CUSTOMERS = Path("data/raw/customers.csv")
FEATURES = Path("data/features/customers.parquet")
BOOSTER = Path("models/churn.txt")
CARD = Path("models/churn.json")
METRICS = Path("reports/metrics.json")
SCORES = Path("reports/scores.parquet")
