"""Step 2: fit on the past, and save only what is good enough."""

import pandas as pd
from sklearn.metrics import roc_auc_score

from churn.artifacts import FEATURES
from churn.model import fit_model
from churn.settings import load_settings
from churn.split import split_by_month


def main() -> None:
    settings = load_settings()
    parts = split_by_month(pd.read_parquet(FEATURES), settings.split)
    share = settings.decision.contacted_share
    model = fit_model(parts.train, parts.validation, settings.booster, share, settings.seed)
    auc = roc_auc_score(parts.validation.churned, model.scores(parts.validation.features))
    if auc < settings.decision.least_auc:
        raise SystemExit(f"validation AUC {auc:.3f} is below {settings.decision.least_auc}")
    model.save()


if __name__ == "__main__":
    main()
