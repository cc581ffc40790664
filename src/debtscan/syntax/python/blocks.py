"""The statements of a block, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst


def flat(body: Any) -> Iterator[Any]:
    """Statements as `ast` counts them: those joined by semicolons one by one."""
    for node in (body,) if type(body) is cst.SimpleStatementSuite else body.body:
        if type(node) in (cst.SimpleStatementLine, cst.SimpleStatementSuite):
            yield from node.body
        else:
            yield node
