"""What `debtscan init` writes, and what it tells to do next."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from debtscan.cli import keeping
from debtscan.cli.baselines import DEFAULT
from debtscan.cli.outputs import write_whole
from debtscan.cli.streams import deliver
from debtscan.engine.configuration import find_configuration
from debtscan.model import DebtscanError
from debtscan.report import visible
from debtscan.source import find_root

FILE = "debtscan.toml"
_TEMPLATE = """\
# Settings of debtscan, which shows the technical debt that linters cannot see. All of them are in
# `debtscan schema config`; `debtscan explain RULE` prints the page of a rule.

# The gate. "new": exit 1 on debt that is not in the baseline; "any": on any debt at all.
fail-on = {fail_on}

# Floors of the score, 0 to 100, overall or by category. Raise them as debt is paid.
# fail-under = {{ overall = 60, config-sprawl = 70 }}

# What may at most be accepted by comments (`# debtscan: ignore[rule-id] reason`) and by the
# entries below.
# max-suppressed = 20

# Rules that are still gathering evidence.
preview = {preview}

# "research": what only a product needs is not asked for (`debtscan rules` marks those rules), and
# debt weighs otherwise in the score.
stage = "{stage}"

# Rules or categories that are not reported, by path.
# per-file-ignores = {{ "**" = ["notebook-litter"], "research/**" = ["dead-experiments"] }}

# Further files not to read, as in .gitignore (which is heeded anyway).
# exclude = ["third_party/**"]

# Options of a rule: `debtscan explain RULE` lists them.
# [rules.commented-code]
# min-lines = 6

# Debt that no comment can stand beside.
# [[ignore]]
# rule = "experiment-script-family"
# path = "scripts/**"
# reason = "kept for the paper's appendix"
# expires = 2027-06-30

# Other settings for a part of a monorepo; one score covers all of it.
# [[overrides]]
# paths = ["legacy/**"]
# min-confidence = "high"
"""
_NEXT = """\
written to {root}
commit {files}, then
  the gate     debtscan                 exits 1 on new debt
  the hook     .pre-commit-config.yaml  see "As a pre-commit hook" in the README
  in CI        see "In CI" in the README
  paid debt    debtscan baseline prune
"""


def start(typed: Mapping[str, Any]) -> int:
    """Write `debtscan.toml` and, unless told not to, the baseline; both or neither.

    They go to the project's root, wherever in it one stands. Raises `DebtscanError` where one of
    them is there already, a configuration cannot be read, or nothing can be scanned.
    """
    root = find_root([typed["path"]])
    file = root / FILE
    if there := find_configuration(root).file:
        raise DebtscanError(f"there is a configuration of debtscan already: {root / there}")
    if os.path.lexists(root / DEFAULT):
        raise DebtscanError(f"{DEFAULT} is there already: debtscan baseline update")
    keeps = not typed["no_baseline"]
    if keeps:  # first, for it raises where there is nothing to scan
        keeping.create({**typed, "config": None, "baseline": None})
    write_whole(file, _configuration(keeps, bool(typed["preview"]), typed["stage"]))
    files = f"{FILE} and {DEFAULT}" if keeps else FILE
    deliver(_NEXT.format(files=files, root=visible(root)))
    return 0


def _configuration(keeps: bool, preview: bool, stage: str) -> str:
    return _TEMPLATE.format(
        fail_on='"new"' if keeps else '"any"', preview="true" if preview else "false", stage=stage
    )
