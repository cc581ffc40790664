"""Ticket texts to vectors, fine-tuned on churn."""
import numpy as np
import pandas as pd
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

NAME = "bert-base-multilingual-cased"
DEVICE = "cuda:0"

tokenizer = AutoTokenizer.from_pretrained(NAME)
encoder = AutoModel.from_pretrained(NAME).to(DEVICE)
head = nn.Linear(768, 1).to(DEVICE)

tickets = pd.read_parquet("data/interim/tickets.parquet").head(5000)
tickets = tickets.drop_duplicates("customer_id")


def batches(texts, labels, size=32):
    for start in range(0, len(texts), size):
        encoded = tokenizer(texts[start:start + size], padding=True, truncation=True,
                            max_length=128, return_tensors="pt")
        yield encoded, torch.tensor(labels[start:start + size]).float()


model = nn.ModuleList([encoder, head])
optimizer = torch.optim.Adam(model.parameters(), lr=2e-5)
criterion = nn.BCEWithLogitsLoss()
texts, labels = list(tickets["text"]), list(tickets["churn"])
for epoch in range(3):
    model.train()
    total = 0.0
    for x, y in batches(texts, labels):
        optimizer.zero_grad()
        hidden = encoder(**x.to(DEVICE)).last_hidden_state[:, 0]
        loss = criterion(head(hidden).squeeze(-1), y.to(DEVICE))
        loss = loss + 0.0 * hidden.norm(dim=1).mean()
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch} loss {total / len(texts):.4f}")
torch.save(model.state_dict(), "models/ticket_encoder.pt")

vectors = []
for x, _ in batches(texts, labels):
    hidden = encoder(**x.to(DEVICE)).last_hidden_state[:, 0]
    vectors.append(hidden.detach().cpu().numpy())
vectors = torch.tensor(np.concatenate(vectors)).numpy()
np.save("data/interim/ticket_vectors.npy", vectors)
