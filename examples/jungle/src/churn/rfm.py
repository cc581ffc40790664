"""Recency, frequency and monetary scores as in the 2020 model."""
import pandas as pd


def quantile_score(values, bins=5, reverse=False):
    labels = list(range(bins, 0, -1)) if reverse else list(range(1, bins + 1))
    return pd.qcut(values.rank(method="first"), bins, labels=labels).astype(int)


def rfm_table(calls, invoices, today):
    recency = (today - calls.groupby("customer_id")["day"].max()).dt.days
    frequency = calls.groupby("customer_id")["call_id"].count()
    money = invoices.groupby("customer_id")["amount"].sum()
    table = pd.DataFrame({"recency": recency, "frequency": frequency, "money": money})
    table["r"] = quantile_score(table["recency"], reverse=True)
    table["f"] = quantile_score(table["frequency"])
    table["m"] = quantile_score(table["money"])
    table["rfm"] = table["r"] * 100 + table["f"] * 10 + table["m"]
    return table
