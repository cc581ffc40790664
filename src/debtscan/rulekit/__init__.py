"""All that a rule may import: the public, versioned contract with rule packs.

Knows facts, the project model and the nouns; must not know how rules are run or shown.
"""

from debtscan.facts import FileFacts, Kind, Role, Span
from debtscan.model import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    Location,
    Related,
    Severity,
    Stage,
)
from debtscan.project import Project
from debtscan.rulekit.options import NoOptions, OptionField, option_fields
from debtscan.rulekit.pack import RulePack
from debtscan.rulekit.page import Page
from debtscan.rulekit.rule import Rule, file_rule, project_rule

__all__ = [
    "Category",
    "Confidence",
    "FileFacts",
    "Hit",
    "Kind",
    "Lifecycle",
    "Location",
    "NoOptions",
    "OptionField",
    "Page",
    "Project",
    "Related",
    "Role",
    "Rule",
    "RulePack",
    "Severity",
    "Span",
    "Stage",
    "file_rule",
    "option_fields",
    "project_rule",
]
