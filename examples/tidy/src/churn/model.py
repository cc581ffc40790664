"""The churn model; nothing else in this package knows the booster."""

from dataclasses import asdict, dataclass

import lightgbm
import msgspec
import pandas as pd

from churn.artifacts import BOOSTER, CARD
from churn.settings import BoosterSettings
from churn.split import Part


@dataclass(frozen=True)
class Card:
    """What a reader of the model must know; saved beside the weights."""

    columns: tuple[str, ...]
    threshold: float
    lightgbm: str
    settings: BoosterSettings
    seed: int


@dataclass(frozen=True)
class ChurnModel:
    booster: lightgbm.Booster
    card: Card

    def scores(self, features: pd.DataFrame) -> pd.Series:
        ordered = features[list(self.card.columns)]
        return pd.Series(self.booster.predict(ordered), index=features.index, name="score")

    def contacts(self, scores: pd.Series) -> pd.Series:
        return scores >= self.card.threshold

    def save(self) -> None:
        BOOSTER.parent.mkdir(parents=True, exist_ok=True)
        self.booster.save_model(BOOSTER)
        CARD.write_bytes(msgspec.json.encode(asdict(self.card)))


def load_model() -> ChurnModel:
    card = msgspec.json.decode(CARD.read_bytes(), type=Card)
    return ChurnModel(lightgbm.Booster(model_file=BOOSTER), card)


def fit_model(
    train: Part, validation: Part, settings: BoosterSettings, contacted_share: float, seed: int
) -> ChurnModel:
    booster = lightgbm.train(
        {
            "objective": "binary",
            "metric": "auc",
            "learning_rate": settings.learning_rate,
            "max_depth": settings.max_depth,
            "seed": seed,
            "deterministic": True,
            "verbose": -1,
        },
        lightgbm.Dataset(train.features, train.churned),
        num_boost_round=settings.rounds,
        valid_sets=[lightgbm.Dataset(validation.features, validation.churned)],
        callbacks=[lightgbm.early_stopping(settings.patience, verbose=False)],
    )
    scores = pd.Series(booster.predict(validation.features))
    threshold = float(scores.quantile(1 - contacted_share))
    columns = tuple(train.features.columns)
    return ChurnModel(booster, Card(columns, threshold, lightgbm.__version__, settings, seed))
