import numpy as np
import pandas as pd

from churn.model import fit_model
from churn.settings import BoosterSettings
from churn.split import Part

SETTINGS = BoosterSettings(learning_rate=0.1, max_depth=3, rounds=20, patience=5)


def part(seed):
    noise = np.random.default_rng(seed)
    features = pd.DataFrame(
        {"complaints": noise.normal(size=400), "data_gb": noise.normal(size=400)}
    )
    ids = pd.Series([str(number) for number in range(400)])
    return Part(ids, features, (features["complaints"] > 0).astype(int))


def test_two_fits_agree_and_contact_the_wanted_share():
    train, validation = part(1), part(2)
    once = fit_model(train, validation, SETTINGS, contacted_share=0.1, seed=7)
    again = fit_model(train, validation, SETTINGS, contacted_share=0.1, seed=7)
    scores = once.scores(validation.features)
    assert scores.equals(again.scores(validation.features))
    assert once.contacts(scores).mean() >= 0.1
