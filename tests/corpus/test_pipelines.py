"""Drawn pipelines against those written down by hand, where the repositories are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from measure_pipelines import TRUTHS, measured

CORPUS = os.environ.get("DEBTSCAN_CORPUS", "")


@pytest.mark.parametrize("truth", sorted(TRUTHS.glob("*.toml")), ids=lambda truth: truth.stem)
def test_the_drawn_pipeline_is_mostly_the_real_one(truth):
    if not CORPUS:
        pytest.skip("DEBTSCAN_CORPUS names no folder of repositories")
    found = measured(truth, Path(CORPUS))
    if found is None:
        pytest.skip(f"the repository of {truth.stem} is not in DEBTSCAN_CORPUS")
    assert found.precision >= 0.4
    assert found.recall >= 0.2
