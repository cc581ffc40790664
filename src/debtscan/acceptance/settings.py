"""Debt accepted in the settings, for findings that no comment can stand beside."""

from __future__ import annotations

import datetime

from msgspec import Struct


class AcceptedDebt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[tool.debtscan.ignore]]`. Without `path` or `subject`, whatever they are."""

    rule: str
    reason: str
    path: str | None = None  #: gitignore pattern
    subject: str | None = None  #: of the finding, as JSON and the baseline show it
    expires: datetime.date | None = None  #: the last day it holds
