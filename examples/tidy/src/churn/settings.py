"""The configuration, typed: an unknown or missing key ends the run."""

from pathlib import Path

import msgspec
from msgspec import Struct


class FeatureSettings(Struct, frozen=True, forbid_unknown_fields=True):
    tenure_cap: int
    senior_age: int


class SplitSettings(Struct, frozen=True, forbid_unknown_fields=True):
    validation_month: str
    test_month: str


class BoosterSettings(Struct, frozen=True, forbid_unknown_fields=True):
    learning_rate: float
    max_depth: int
    rounds: int
    patience: int


class DecisionSettings(Struct, frozen=True, forbid_unknown_fields=True):
    contacted_share: float
    least_auc: float


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    seed: int
    features: FeatureSettings
    split: SplitSettings
    booster: BoosterSettings
    decision: DecisionSettings


def load_settings(path: Path = Path("params.yaml")) -> Settings:
    return msgspec.yaml.decode(path.read_bytes(), type=Settings)
