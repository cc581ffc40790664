"""Scores a checkpoint on the test split, trait by trait."""

import argparse
import csv
from collections import Counter
from pathlib import Path

import torch
from dataset import SpecimenDataset
from nets import make_net

parser = argparse.ArgumentParser()
parser.add_argument("--checkpoint", required=True)
parser.add_argument("--data", default="data/specimens")
parser.add_argument("--net", default="conv")
parser.add_argument("--channels", type=int, default=32)
parser.add_argument("--traits", type=int, default=4)
parser.add_argument("--report", default="runs/report.csv")
parser.add_argument("--worst", type=int, default=10, help="print so many of the worst rows")
opt = parser.parse_args()


def load_net():
    net = make_net(opt.net, opt.channels, opt.traits, 0.0)
    net.load_state_dict(torch.load(opt.checkpoint, map_location="cpu"))
    return net.eval()


def predict(net, dataset):
    """Label, prediction and certainty of every row."""
    for row, label in dataset:
        with torch.no_grad():
            shares = torch.softmax(net(row.unsqueeze(0))[0], dim=0)
        certainty, best = shares.max(dim=0)
        yield label, int(best), float(certainty)


def confusion(rows):
    """How often each label was taken for each other."""
    return Counter((label, best) for label, best, _ in rows)


def write_report(counts, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["label", "prediction", "rows"])
        for (label, best), count in sorted(counts.items()):
            writer.writerow([label, best, count])


if __name__ == "__main__":
    results = list(predict(load_net(), SpecimenDataset(opt.data, "test")))
    write_report(confusion(results), Path(opt.report))
    wrong = [row for row in results if row[0] != row[1]]
    for label, best, certainty in sorted(wrong, key=lambda row: -row[2])[: opt.worst]:
        print(f"{label} taken for {best} at {certainty:.2f}")
