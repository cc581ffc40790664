"""What stands between backticks in our own messages is code; nothing else in them is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE = re.compile(r"`([^`]+)`")


def code_spans(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text and whether each is code; one plain part where backticks do not pair."""
    parts = [text] if text.count("`") % 2 else _CODE.split(text)
    for number, part in enumerate(parts):
        yield part, bool(number % 2)
