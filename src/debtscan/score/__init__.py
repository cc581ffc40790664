"""Findings and sizes in, scorecard and verdict out: arithmetic only.

Knows no file, no output and no rule by name; must not know how a finding was made or shown.
"""

from debtscan.score.applies import absent
from debtscan.score.constants import CONSTANTS, Constants
from debtscan.score.scorecard import CategoryScore, Scorecard, grade
from debtscan.score.size import Size, measure
from debtscan.score.stages import constants_of
from debtscan.score.verdict import Check, Floors, Limit, Verdict, judge

__all__ = [
    "CONSTANTS",
    "CategoryScore",
    "Check",
    "Constants",
    "Floors",
    "Limit",
    "Scorecard",
    "Size",
    "Verdict",
    "absent",
    "constants_of",
    "grade",
    "judge",
    "measure",
]
