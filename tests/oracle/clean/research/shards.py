"""Cuts recordings into shards that the dataset reads."""

import argparse
from pathlib import Path

import numpy as np
from hostpkg.hostmod import hostfn


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("source", help="folder of recordings, one for each trait")
    parser.add_argument("--target", default="data/specimens")
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--limit", type=int, default=0, help="at most so many rows, 0 for all")
    return parser.parse_args()


def read_recording(path, rate):
    """Rows of one second each."""
    signal = np.loadtxt(path, delimiter=",")
    whole = len(signal) // rate
    return signal[: whole * rate].reshape(whole, rate)


def normalise(rows):
    """Every row with mean 0 and spread 1."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1, keepdims=True)
    return centred / np.where(spread > 0, spread, 1.0)


def main():
    args = parse_args()
    target = Path(args.target)
    target.mkdir(parents=True, exist_ok=True)
    print("cutting with", hostfn)
    for label, path in enumerate(sorted(Path(args.source).glob("*.csv"))):
        rows = normalise(read_recording(path, args.rate))
        if args.limit:
            rows = rows[: args.limit]
        np.savez(target / f"{path.stem}.npz", signal=rows, label=label)


if __name__ == "__main__":
    main()
