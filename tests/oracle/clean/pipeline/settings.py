"""The configuration of all steps, read in one place."""

from pathlib import Path

import yaml

DEFAULT = Path("conf/base.yaml")


def load_settings(path=DEFAULT):
    with Path(path).open() as stream:
        return yaml.safe_load(stream)
