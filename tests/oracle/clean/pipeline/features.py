"""Columns of the model, for training and serving alike."""

import numpy as np
from hostpkg.hostmod import hostfn

COLUMNS = ["age", "visits", "spend_per_visit", "recency"]


def add_features(frame, window_days, fill, clip):
    """The frame with the model's columns; the input is left as it is."""
    frame = frame.copy()
    frame["spend_per_visit"] = frame["spend"] / frame["visits"].clip(lower=1)
    frame["recency"] = np.exp(-frame["days_since"] / window_days)
    frame[COLUMNS] = frame[COLUMNS].fillna(fill).clip(-clip, clip)
    return frame


def describe(frame):
    """One line about a frame, for the log."""
    missing = frame.isna().mean().mean()
    return f"{hostfn.__name__}: {len(frame)} specimens, {missing:.1%} missing"
