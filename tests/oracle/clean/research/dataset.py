"""Specimens on disk, one .npz shard for each trait."""

from pathlib import Path

import numpy as np
import torch
from torch.utils.data import Dataset

SPLITS = {"train": 0.8, "valid": 0.1, "test": 0.1}


class SpecimenDataset(Dataset):
    """All shards of one split, held in memory."""

    def __init__(self, folder, split, window=128, augment=None):
        self.window = window
        self.augment = augment
        self.rows = []
        for shard in sorted(Path(folder).glob("*.npz")):
            with np.load(shard) as stored:
                signal, label = stored["signal"], int(stored["label"])
            for row in choose_split(signal, split):
                self.rows.append((row, label))

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row, label = self.rows[index]
        row = fit_length(row, self.window)
        if self.augment is not None:
            row = self.augment(row)
        return torch.as_tensor(row, dtype=torch.float32), label


def choose_split(signal, split):
    """The rows of a shard that belong to one split."""
    start = 0.0
    for name, share in SPLITS.items():
        if name == split:
            first = int(start * len(signal))
            last = int((start + share) * len(signal))
            return signal[first:last]
        start += share
    raise ValueError(f"no split called {split}")


def fit_length(row, window):
    """Cut or pad a row to the window."""
    if len(row) >= window:
        offset = (len(row) - window) // 2
        return row[offset : offset + window]
    missing = window - len(row)
    before = missing // 2
    return np.pad(row, (before, missing - before), mode="edge")


def jitter(row, generator, amount=0.02):
    """Noise in proportion to the row's own spread."""
    spread = row.std() or 1.0
    noise = generator.normal(0.0, amount * spread, size=row.shape)
    return (row + noise).astype(row.dtype)
