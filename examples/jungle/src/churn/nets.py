"""Networks over usage sequences."""
import torch
from torch import nn


class UsageGRU(nn.Module):
    def __init__(self, n_features, hidden=64):
        super().__init__()
        self.gru = nn.GRU(n_features, hidden, batch_first=True)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        _, last = self.gru(x)
        return self.head(last[-1]).squeeze(-1)


class UsageTransformer(nn.Module):
    def __init__(self, n_features, heads=4, layers=2):
        super().__init__()
        block = nn.TransformerEncoderLayer(n_features, heads, batch_first=True)
        self.encoder = nn.TransformerEncoder(block, layers)
        self.head = nn.Linear(n_features, 1)

    def forward(self, x):
        return self.head(self.encoder(x).mean(dim=1)).squeeze(-1)


def train_gru(model, loader, epochs=10, lr=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    criterion = nn.BCEWithLogitsLoss()
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch} loss {total / len(loader):.4f}")
    torch.save(model.state_dict(), "models/usage_gru.pt")
    return model
