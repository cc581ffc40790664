"""The public test kit: rules tested on files written inside Markdown, evidence, catalogue.

Knows the engine and every layer below; must not know the command line, nor any rule by name.
"""

from debtscan.testing.assertions import assert_case
from debtscan.testing.cases import Case, cases
from debtscan.testing.markers import Expectation, expected
from debtscan.testing.trial import Trial, try_rules

__all__ = [
    "Case",
    "Expectation",
    "Trial",
    "assert_case",
    "cases",
    "expected",
    "try_rules",
]
