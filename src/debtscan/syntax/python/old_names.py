"""`async` and `await` were names before Python 3.7: `target.cuda(async=True)`.

One such name would leave a whole file unread, though nothing else in it is old.
"""

from __future__ import annotations

import re

from debtscan.syntax.skeleton import QUOTED

_OLD = re.compile(
    QUOTED.pattern
    + r"|\basync\b(?![ \t]+(?:def|for|with)\b)|\bawait\b(?=[ \t]*(?:[=,).:\]}\n]|$))",
    re.DOTALL,
)
#: of the same length, so that places stay right, and unlikely to be a name of the file
_NEW = {"async": "asyn_", "await": "awai_"}


def renamed(text: str) -> str | None:
    """The text with such names replaced, outside strings and comments; None when it has none."""
    if "async" not in text and "await" not in text:
        return None
    new = _OLD.sub(lambda match: _NEW.get(match[0], match[0]), text)
    return new if new != text else None
