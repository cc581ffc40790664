"""Which findings a team has accepted, where it said so, and what it has not seen before.

Knows findings, comments and records of earlier findings; must not know a rule by name, a
score, or how anything is shown. Reads and writes no file.
"""

from debtscan.acceptance.baseline import decode_baseline, encode_baseline
from debtscan.acceptance.known_rules import KnownRules
from debtscan.acceptance.matching import Matched, match
from debtscan.acceptance.outcome import Acceptance, By, Complaint, Suppressed
from debtscan.acceptance.records import Record, record_of
from debtscan.acceptance.settings import AcceptedDebt
from debtscan.acceptance.suppressing import Suppression, suppress

__all__ = [
    "Acceptance",
    "AcceptedDebt",
    "By",
    "Complaint",
    "KnownRules",
    "Matched",
    "Record",
    "Suppressed",
    "Suppression",
    "decode_baseline",
    "encode_baseline",
    "match",
    "record_of",
    "suppress",
]
