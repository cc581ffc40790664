"""Facts of all files joined into frozen graphs and named queries.

Knows facts only; must not know syntax, rules, or anything outside the scanned tree.
"""

from debtscan.project.model import Project, link

__all__ = ["Project", "link"]
