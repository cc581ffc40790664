"""What a run was told, and a word on what it was told in vain."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from debtscan.cli.main import TRACEBACK
from debtscan.cli.streams import complain
from debtscan.engine import Settings, load_settings
from debtscan.engine.configuration import read_configuration
from debtscan.engine.settings import PREFIX, VARIABLES
from debtscan.model.nearest import did_you_mean


def told(root: Path, typed: Mapping[str, Any], named: Path | None) -> Settings:
    """The settings of a run on ``root``; ``named`` is the configuration file that was asked for
    instead of the project's. Raises `DebtscanError`; a variable that is none of ours is a line
    on stderr, since other tools may use the prefix."""
    file = read_configuration(named) if named else None
    settings = load_settings(root, typed, os.environ, file)
    for line in _in_vain(os.environ):
        complain(line)
    return settings


def _in_vain(environment: Mapping[str, str]) -> Iterator[str]:
    known = {*VARIABLES, TRACEBACK}
    for name in sorted(environment):
        if name.startswith(PREFIX) and environment[name] and name not in known:
            bare = {each.removeprefix(PREFIX): each for each in known}
            hint = did_you_mean(name.removeprefix(PREFIX), bare).replace("`", f"`{PREFIX}", 1)
            yield f"{name} is no variable of debtscan and changes nothing{hint}"
