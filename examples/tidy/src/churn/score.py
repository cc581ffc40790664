"""Step 4: the scores of the current month for the CRM."""

import pandas as pd

from churn.artifacts import FEATURES, SCORES
from churn.model import load_model
from churn.settings import load_settings
from churn.split import split_by_month


def main() -> None:
    model = load_model()
    current = split_by_month(pd.read_parquet(FEATURES), load_settings().split).test
    scores = model.scores(current.features)
    SCORES.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(
        {
            "customer_id": current.customer_ids,
            "score": scores,
            "contact": model.contacts(scores),
        }
    ).to_parquet(SCORES)


if __name__ == "__main__":
    main()
