"""The nouns every layer shares: categories, places, hits, findings.

Knows the standard library and nothing else; must not know how anything is found.
"""

from debtscan.model.category import Category
from debtscan.model.errors import DebtscanError
from debtscan.model.finding import Deletes, Finding, Hit, Related
from debtscan.model.grades import Confidence, Lifecycle, Severity, Stage
from debtscan.model.location import Location

__all__ = [
    "Category",
    "Confidence",
    "DebtscanError",
    "Deletes",
    "Finding",
    "Hit",
    "Lifecycle",
    "Location",
    "Related",
    "Severity",
    "Stage",
]
