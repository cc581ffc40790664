"""Step 1: from raw rows to clean ones."""

import logging
from pathlib import Path

import pandas as pd
from features import describe
from settings import load_settings

log = logging.getLogger(__name__)


def drop_broken(frame):
    """Rows without an id, a target or a plausible age go, and are counted."""
    kept = frame.dropna(subset=["specimen_id", "target"])
    kept = kept[(kept["age"] >= 0) & (kept["age"] < 120)]
    log.info("dropped %d of %d rows", len(frame) - len(kept), len(frame))
    return kept.drop_duplicates("specimen_id")


def main():
    cfg = load_settings()
    frame = drop_broken(pd.read_csv(cfg["data"]["raw"]))
    log.info(describe(frame))
    target = Path(cfg["data"]["clean"])
    target.parent.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(target)


if __name__ == "__main__":
    main()
