"""GRU over six months of usage."""
import argparse

import numpy as np
import pandas as pd
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class UsageLSTM(nn.Module):
    def __init__(self, n_features, hidden=32):
        super().__init__()
        self.lstm = nn.LSTM(n_features, hidden, batch_first=True)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.head(out[:, -1]).squeeze(-1)


def auc_score(y, p):
    order = np.argsort(p)
    ranks = np.empty(len(p))
    ranks[order] = np.arange(1, len(p) + 1)
    pos = np.sum(y == 1)
    neg = len(y) - pos
    return (np.sum(ranks[y == 1]) - pos * (pos + 1) / 2) / (pos * neg)


parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=15)
parser.add_argument("--lr", type=float, default=1e-3)
parser.add_argument("--patience", type=int, default=3)
args = parser.parse_args()

usage = pd.read_csv("data/interim/usage_monthly.csv").sort_values(["customer_id", "month"])
values = usage.values[:, 2:8].astype("float32")
sequences = torch.tensor(values.reshape(-1, 6, 6))
targets = torch.tensor(np.load("data/interim/seq_targets.npy")).float()
loader = DataLoader(TensorDataset(sequences, targets), batch_size=256, shuffle=True)

model = UsageLSTM(6)
optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
criterion = nn.BCEWithLogitsLoss()
for epoch in range(args.epochs):
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch} loss {total / len(loader):.4f}")
scores = model(sequences).detach().numpy()
print("auc %.4f" % auc_score(targets.numpy(), scores))
torch.save(model.state_dict(), "models/usage_lstm.pt")
