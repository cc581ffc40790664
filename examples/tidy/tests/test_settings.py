from pathlib import Path

import msgspec
import pytest

from churn.settings import load_settings

PARAMS = Path(__file__).parents[1] / "params.yaml"


def test_the_shipped_configuration_is_complete():
    settings = load_settings(PARAMS)
    assert settings.split.validation_month < settings.split.test_month


def test_an_unknown_key_is_refused(tmp_path):
    wrong = tmp_path / "params.yaml"
    wrong.write_text(PARAMS.read_text() + "sead: 1\n")
    with pytest.raises(msgspec.ValidationError, match="sead"):
        load_settings(wrong)
