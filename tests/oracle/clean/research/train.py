"""Trains a network on specimens and keeps the best checkpoint."""

import argparse
import json
import random
from functools import partial
from pathlib import Path

import numpy as np
import torch
from dataset import SpecimenDataset, jitter
from losses import accuracy, make_loss
from nets import NETS, make_net
from torch.utils.data import DataLoader


def parse_args():
    parser = argparse.ArgumentParser(description="train on specimens")
    parser.add_argument("--data", default="data/specimens", help="folder of shards")
    parser.add_argument("--out", default="runs/latest", help="where checkpoints go")
    parser.add_argument("--net", default="conv", choices=sorted(NETS))
    parser.add_argument("--channels", type=int, default=32)
    parser.add_argument("--traits", type=int, default=4, help="number of classes (default: 4)")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--loss", default="smoothed", choices=["smoothed", "focal"])
    parser.add_argument("--strength", type=float, default=0.05)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--augment", action="store_true", help="add noise to training rows")
    return parser.parse_args()


def seed_everything(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def make_loaders(args):
    augment = None
    if args.augment:
        augment = partial(jitter, generator=np.random.default_rng(args.seed))
    train = SpecimenDataset(args.data, "train", augment=augment)
    valid = SpecimenDataset(args.data, "valid")
    return (
        DataLoader(train, batch_size=args.batch_size, shuffle=True),
        DataLoader(valid, batch_size=args.batch_size),
    )


def run_epoch(net, loader, loss, optimizer, device):
    """One pass over the training rows; gives back the mean loss."""
    net.train()
    total = 0.0
    for rows, labels in loader:
        rows, labels = rows.to(device), labels.to(device)
        optimizer.zero_grad()
        value = loss(net(rows), labels)
        value.backward()
        optimizer.step()
        total += value.item() * len(rows)
    return total / max(len(loader.dataset), 1)


@torch.no_grad()
def validate(net, loader, device):
    """The mean accuracy over the validation rows."""
    net.eval()
    scores = [accuracy(net(rows.to(device)), labels.to(device)) for rows, labels in loader]
    return float(np.mean(scores))


def main():
    args = parse_args()
    seed_everything(args.seed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    train_loader, valid_loader = make_loaders(args)
    net = make_net(args.net, args.channels, args.traits, args.dropout).to(args.device)
    loss = make_loss(args.loss, args.strength)
    optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)
    best = 0.0
    for epoch in range(args.epochs):
        mean_loss = run_epoch(net, train_loader, loss, optimizer, args.device)
        score = validate(net, valid_loader, args.device)
        print(f"epoch {epoch} loss {mean_loss:.4f} accuracy {score:.4f}")
        if score > best:
            best = score
            torch.save(net.state_dict(), out / "best.pt")
    (out / "summary.json").write_text(json.dumps({"accuracy": best, "net": args.net}))


if __name__ == "__main__":
    main()
