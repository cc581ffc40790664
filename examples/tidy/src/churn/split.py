"""Months apart: the model is fitted on the past and judged on the future."""

from dataclasses import dataclass

import pandas as pd

from churn.settings import SplitSettings


@dataclass(frozen=True)
class Part:
    customer_ids: pd.Series
    features: pd.DataFrame
    churned: pd.Series


@dataclass(frozen=True)
class Split:
    train: Part
    validation: Part
    test: Part


def split_by_month(table: pd.DataFrame, settings: SplitSettings) -> Split:
    return Split(
        train=_part(table[table["month"] < settings.validation_month]),
        validation=_part(table[table["month"] == settings.validation_month]),
        test=_part(table[table["month"] == settings.test_month]),
    )


def _part(rows: pd.DataFrame) -> Part:
    if rows.empty:
        raise ValueError("a part of the split holds no rows")
    features = rows.drop(columns=["customer_id", "month", "churn"])
    return Part(rows["customer_id"], features, rows["churn"])
