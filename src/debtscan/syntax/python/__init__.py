"""Python text -> `FileFacts`: libcst parses, one hand-written walk records.

Must not know paths, other files, or what any rule wants to do with the facts.
"""

from debtscan.syntax.python.extract import extract_python

__all__ = ["extract_python"]
