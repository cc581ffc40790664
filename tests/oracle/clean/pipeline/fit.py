"""Step 2: fit the booster and keep it."""

import json
import logging
from pathlib import Path

import lightgbm
import pandas as pd
from features import COLUMNS, add_features
from settings import load_settings
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

log = logging.getLogger(__name__)


def fit_booster(frame, options, seed):
    """A booster and the rows it has not seen."""
    seen, unseen = train_test_split(frame, test_size=0.2, random_state=seed)
    booster = lightgbm.LGBMClassifier(
        learning_rate=options["learning_rate"],
        n_estimators=options["rounds"],
        max_depth=options["depth"],
        random_state=seed,
    )
    booster.fit(seen[COLUMNS], seen["target"])
    return booster, unseen


def main():
    cfg = load_settings()
    frame = pd.read_parquet(cfg["data"]["clean"])
    frame = add_features(frame, **cfg["features"])
    booster, unseen = fit_booster(frame, cfg["model"], cfg["seed"])
    auc = roc_auc_score(unseen["target"], booster.predict_proba(unseen[COLUMNS])[:, 1])
    log.info("AUC %.3f", auc)
    booster.booster_.save_model("models/booster.txt")
    with Path("models/metrics.json").open("w") as stream:
        json.dump({"auc": auc, "threshold": cfg["threshold"]}, stream)


if __name__ == "__main__":
    main()
