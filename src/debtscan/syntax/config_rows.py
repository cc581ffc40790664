"""The rows of one configuration document while it is being read, within limits."""

from __future__ import annotations

import re
from collections import Counter

from debtscan.facts import ConfigKey, DuplicateKey, FileFacts, Kind, Span
from debtscan.syntax.generated import says_generated
from debtscan.syntax.words import lines_of, words_of

MOST_KEYS = 5_000  #: a document with more holds data, of which no row is kept
MOST_SIBLINGS = 300  #: a mapping with more is a table: vocabulary, class names
MOST_MEMBERS = 64  #: scalar members of one sequence that are kept
LONGEST_VALUE = 400
_LONGEST_PATH = 1_000

Scalar = str | int | float | bool | None

_SECRET = re.compile(
    r"(?i)(?:(?:^|[_.\-])(?:password|passwd|passphrase|pwd|secrets?|credentials?|private[_-]?key"
    r"|api[_-]?key|access[_-]?key(?:[_-]?id)?|secret[_-]?key|(?:access|api|auth|bot|github|gitlab"
    r"|hf|slack|wandb|refresh|bearer)[_-]?token)|(?:^|\.)token)$"
)


def child(path: str, key: str) -> str:
    """The dotted path of a key below a path."""
    return f"{path}.{key}" if path else key


class ConfigRows:
    """Collects keys, members of sequences and duplicates; says so when it has seen enough."""

    def __init__(self) -> None:
        self._rows: list[ConfigKey] = []
        self._duplicates: list[DuplicateKey] = []
        self._long: list[str] = []
        self._siblings: Counter[str] = Counter()
        self._keys = 0

    @property
    def is_data(self) -> bool:
        """More keys than anybody configures by hand."""
        return self._keys > MOST_KEYS

    @property
    def rows_so_far(self) -> int:
        """How many rows are kept by now."""
        return len(self._rows)

    def add(
        self, path: str, at: Span, kind: str = "scalar", value: Scalar = None, document: int = 0
    ) -> None:
        """A key; or, when its path ends in `[n]`, a scalar member of a sequence."""
        if not path.endswith("]"):
            self._keys += 1
            self._siblings[path.rpartition(".")[0]] += 1
        if not self.is_data and len(path) <= _LONGEST_PATH:
            self._rows.append(ConfigKey(path, at, kind, self._kept(path, value), document))

    def duplicate(self, path: str, at: Span, first: Span, same_value: bool) -> None:
        """A key given again in one mapping."""
        if len(self._duplicates) < MOST_KEYS:
            self._duplicates.append(DuplicateKey(path[:_LONGEST_PATH], at, first, same_value))

    def facts(self, kind: Kind, text: str) -> FileFacts:
        """The document's facts, without the keys of mappings that turned out to be data."""
        rows = self._configured()
        leaves = (row for row in rows if row.kind != "mapping" and not row.path.endswith("]"))
        return FileFacts(
            kind,
            lines=lines_of(text),
            size=sum(1 for _ in leaves),
            generated=says_generated(text),
            config=rows,
            duplicates=tuple(self._duplicates),
            words=() if self.is_data else words_of(*self._long),
        )

    def _configured(self) -> tuple[ConfigKey, ...]:
        crowded = [path for path, keys in self._siblings.items() if keys > MOST_SIBLINGS]
        if self.is_data or "" in crowded:
            return ()
        if not crowded:
            return tuple(self._rows)
        below = tuple(f"{path}." for path in crowded)
        return tuple(row for row in self._rows if not row.path.startswith(below))

    def _kept(self, path: str, value: Scalar) -> Scalar:
        if isinstance(value, str):
            if _SECRET.search(path):
                return None  # a secret must not reach the cache
            if len(value) > LONGEST_VALUE:
                self._long.append(value)
                return value[:LONGEST_VALUE]
            return value
        if isinstance(value, bool) or value is None:
            return value
        return number(value)


def number(value: int | float) -> Scalar:
    """A number that every format of ours can hold; others become text."""
    if isinstance(value, int):
        return value if -(2**63) <= value < 2**63 else f"{value:#x}"
    return value if abs(value) < float("inf") else str(value)
