"""Variables that a file assigns exactly once to a literal, put in where they are used."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from debtscan.syntax.shell_words import OPAQUE, QUOTED, Word, finished

_VARIABLE = re.compile(rf"([${QUOTED}])(?:\{{([^{{}}]+)\}}|([A-Za-z_]\w*|[@<^*?+]))")
_LONGEST = 4_000
_MOST_STEPS = 10
_COMPUTED = re.compile(rf"{OPAQUE}[({{]|[${QUOTED}](?:[@*#?!0-9-]|\{{[^\w{{}}])")


def _split(value: str) -> list[str]:
    """Words of a value that replaces a whole word; quotes inside it still hold it together."""
    if "'" in value or '"' in value:
        try:
            return shlex.split(value)
        except ValueError:
            pass
    return value.split()


class Variables:
    """Replaces `$X` and `${X}` by what X is known to be; anything else stays as written."""

    def __init__(self, values: Mapping[str, str | None]) -> None:
        self._values = values
        self._resolved: dict[str, str | None] = {}

    def words(self, word: Word) -> list[str]:
        """The word with its variables put in: several words when it is one unquoted `$X`."""
        text = word.text
        if "$" not in text and QUOTED not in text:
            return [finished(text)]
        whole = _VARIABLE.fullmatch(text)
        value = self._replaced(text, 0)
        if whole is not None and whole[1] == "$" and value != text:
            return [finished(part) for part in _split(value)]
        return [finished(value)]

    def text(self, word: Word) -> str:
        """The word with its variables put in, kept as one."""
        return finished(self._replaced(word.text, 0))

    def _replaced(self, text: str, steps: int) -> str:
        if "$" not in text and QUOTED not in text:
            return text
        replaced = _VARIABLE.sub(lambda match: self._value(match, steps), text)
        return replaced if len(replaced) <= _LONGEST else text

    def _value(self, match: re.Match[str], steps: int) -> str:
        name = match[2] or match[3]
        if name not in self._resolved:
            value = self._values.get(name)
            known = value is not None and steps < _MOST_STEPS and not _COMPUTED.search(value)
            self._resolved[name] = None  # while it is resolved: a variable may name itself
            if known and value is not None:
                self._resolved[name] = self._replaced(value, steps + 1)
        value = self._resolved[name]
        return match[0] if value is None else value
