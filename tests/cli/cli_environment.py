"""What a process needs to find debtscan, wherever it is started."""

from __future__ import annotations

import os
from pathlib import Path


def child_environment(**more: str) -> dict[str, str]:
    """This environment, its relative import paths made absolute."""
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    paths = [str(Path(entry).resolve()) for entry in given if entry]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | more
