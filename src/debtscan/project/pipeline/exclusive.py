"""Places of one file of which a run reaches only one."""

from __future__ import annotations

from itertools import product

from debtscan.facts import Branch, FileFacts, Span
from debtscan.project.options.dispatches import named


def are_exclusive(file: FileFacts, one: int, other: int) -> bool:
    """Whether two lines stand in different arms of a condition, in a `try` and its `except`, or
    under tests of one variable for different names."""
    return any(
        _divides(file, first, second) for first, second in ((one, other), (other, one))
    ) or _under_other_names(file, one, other)


def _divides(file: FileFacts, first: int, second: int) -> bool:
    arms = ((one.body, one.orelse) for one in file.branches if one.orelse is not None)
    clauses = ((one.tried, one.at) for one in file.excepts)
    return any(
        _holds(here, first) and there is not None and _holds(there, second)
        for here, there in (*arms, *clauses)
    )


def _under_other_names(file: FileFacts, one: int, other: int) -> bool:
    """`if mode == "test": ...` and, further down, `if mode == "train": ...`."""
    tests = [_tests(file, line) for line in (one, other)]
    return any(
        here[0] == there[0] and not set(here[1]) & set(there[1]) for here, there in product(*tests)
    )


def _tests(file: FileFacts, line: int) -> list[tuple[str, tuple[str, ...]]]:
    around = [one for one in file.branches if _is_test(one) and _holds(one.body, line)]
    return [known for one in around if (known := named(file, one.test))[0]]


def _is_test(branch: Branch) -> bool:
    return branch.kind in ("if", "elif")


def _holds(block: Span, line: int) -> bool:
    return block.line <= line <= block.end_line
