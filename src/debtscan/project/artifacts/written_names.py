"""Names as orchestrators and shells write them."""

from __future__ import annotations

import re

_VARIABLE = re.compile(r"\$\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|\$\w+|\{\{.*?\}\}|\$[@<^%?*]|[?*%]+")


def without_variables(name: str) -> str:
    """Variables, substitutions, wildcards and automatic names become `*`."""
    return re.sub(r"\*+", "*", _VARIABLE.sub("*", name))
