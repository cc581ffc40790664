"""The networks that a run may choose from."""

from torch import nn


class SpecimenConv(nn.Module):
    """Three convolutions and a linear head."""

    def __init__(self, channels, traits, dropout):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(1, channels, 7, padding=3),
            nn.ReLU(),
            nn.MaxPool1d(2),
            nn.Conv1d(channels, 2 * channels, 5, padding=2),
            nn.ReLU(),
            nn.AdaptiveAvgPool1d(1),
        )
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(2 * channels, traits)

    def forward(self, batch):
        hidden = self.body(batch.unsqueeze(1)).squeeze(-1)
        return self.head(self.dropout(hidden))


class SpecimenRecurrent(nn.Module):
    """A gated recurrent network over the window."""

    def __init__(self, channels, traits, dropout):
        super().__init__()
        self.cells = nn.GRU(1, channels, num_layers=2, dropout=dropout, batch_first=True)
        self.head = nn.Linear(channels, traits)

    def forward(self, batch):
        outputs, _ = self.cells(batch.unsqueeze(-1))
        return self.head(outputs[:, -1])


NETS = {
    "conv": SpecimenConv,
    "recurrent": SpecimenRecurrent,
}


def make_net(name, channels, traits, dropout):
    """A fresh network by the name that the command line gave."""
    return NETS[name](channels, traits, dropout)
