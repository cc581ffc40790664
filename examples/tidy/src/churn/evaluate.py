"""Step 3: how the model does on the month it has not seen."""

import json

import pandas as pd
from sklearn.metrics import precision_score, recall_score, roc_auc_score

from churn.artifacts import FEATURES, METRICS
from churn.model import load_model
from churn.settings import load_settings
from churn.split import split_by_month


def main() -> None:
    model = load_model()
    test = split_by_month(pd.read_parquet(FEATURES), load_settings().split).test
    scores = model.scores(test.features)
    contacted = model.contacts(scores)
    metrics = {
        "auc": roc_auc_score(test.churned, scores),
        "precision": precision_score(test.churned, contacted),
        "recall": recall_score(test.churned, contacted),
    }
    METRICS.parent.mkdir(parents=True, exist_ok=True)
    METRICS.write_text(json.dumps(metrics, indent=1))


if __name__ == "__main__":
    main()
