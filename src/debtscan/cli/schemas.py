"""JSON Schemas, made from the types that read and write: they cannot say anything else."""

from __future__ import annotations

from typing import Any

import msgspec

from debtscan.cli.schema_names import name_rules
from debtscan.engine import Settings
from debtscan.engine.settings import NOT_FROM_FILES, OVERALL
from debtscan.model import Category
from debtscan.report.json_v1.types import ReportV1

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(subject: str) -> str:
    """The schema of "config" (a configuration file's table) or of "report", as text. That of a
    configuration names the rules that are installed. Raises `DebtscanError` for a broken pack."""
    made = _configuration() if subject == "config" else _report()
    document = {"$schema": _DIALECT, **made}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _report() -> dict[str, Any]:
    return {"title": "debtscan report, version 1", **msgspec.json.schema(ReportV1)}


def _configuration() -> dict[str, Any]:
    made = msgspec.json.schema(Settings)
    known = made["$defs"]["Settings"]["properties"]
    for name in NOT_FROM_FILES:
        del known[name]
    floors = next(each for each in known["fail-under"]["anyOf"] if "additionalProperties" in each)
    names = [OVERALL, *(category.value for category in Category)]
    floors["propertyNames"] = {"enum": names}
    name_rules(made["$defs"])
    return {"title": "debtscan configuration", **made}
