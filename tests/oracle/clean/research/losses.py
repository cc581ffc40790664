"""What a run minimises, and what it reports."""

import torch
from torch import nn
from torch.nn import functional


class SmoothedLoss(nn.Module):
    """Cross entropy with a share of every label given to all others."""

    def __init__(self, smoothing):
        super().__init__()
        self.smoothing = smoothing

    def forward(self, logits, labels):
        return functional.cross_entropy(logits, labels, label_smoothing=self.smoothing)


class FocalLoss(nn.Module):
    """Cross entropy that looks away from what is already right."""

    def __init__(self, gamma):
        super().__init__()
        self.gamma = gamma

    def forward(self, logits, labels):
        each = functional.cross_entropy(logits, labels, reduction="none")
        certainty = torch.exp(-each)
        return ((1 - certainty) ** self.gamma * each).mean()


def make_loss(name, strength):
    """The loss by its name."""
    if name == "focal":
        return FocalLoss(strength)
    return SmoothedLoss(strength)


def accuracy(logits, labels):
    """The share of rows whose best class is the label."""
    right = (logits.argmax(dim=1) == labels).sum().item()
    return right / max(len(labels), 1)
