"""Step 3: scores for everybody, once a night."""

import lightgbm
import pandas as pd
from features import COLUMNS, add_features
from settings import load_settings


def contacts(scores, threshold):
    """The rows worth a call, best first."""
    chosen = scores[scores["score"] >= threshold]
    return chosen.sort_values("score", ascending=False)


def main():
    cfg = load_settings()
    booster = lightgbm.Booster(model_file="models/booster.txt")
    frame = add_features(pd.read_parquet(cfg["data"]["clean"]), **cfg["features"])
    frame["score"] = booster.predict(frame[COLUMNS])
    rows = contacts(frame[["specimen_id", "score"]], cfg["threshold"])
    rows.to_csv(cfg["data"]["scores"], index=False)


if __name__ == "__main__":
    main()
