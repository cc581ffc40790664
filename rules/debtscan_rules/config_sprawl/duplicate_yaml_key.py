"""A key given twice in one mapping of a configuration file, where the later silently wins.

## What it does
Finds keys that occur more than once in one mapping of a YAML, JSON or INI document or in an
`.env` file. Keys of one mapping are one finding. Different values count for more than equal ones.

## Why it is debt
Readers keep the last value and say nothing. Whoever edits the first one changes nothing, and
whoever reads the file believes the wrong number.

## Example
`train.yaml`:

```yaml
optimizer:
  lr: 0.1
  momentum: 0.9
  lr: 0.001  # debt: duplicate-yaml-key
```

## How to pay it back
Delete the line that does not count: the first one, if runs so far were right.

## Known limits
Merge keys (`<<`), keys used as comments in JSON, templates and the documents of one file are told
apart. Lists of pairs, and files in which a reader collects repeated keys on purpose, are not
recognised as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from debtscan.facts import DuplicateKey
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    NoOptions,
    Related,
    Severity,
    file_rule,
)

_REMARKS = ("//", "#", "_comment", "$comment", "comment", "__comment")


@file_rule(
    "duplicate-yaml-key",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=5,
    minutes_per_member=1,
    minutes_cap=30,
    since="0.1",
    options=NoOptions,
)
def duplicate_yaml_key(file: FileFacts, options: NoOptions) -> Iterator[Hit]:
    """One hit per mapping with repeated keys."""
    mappings: dict[str, list[DuplicateKey]] = defaultdict(list)
    for key in file.duplicates:
        parent, _, last = key.path.rpartition(".")
        if last != "<<" and "{{" not in last and not last.startswith(_REMARKS):
            mappings[parent].append(key)
    for keys in mappings.values():
        yield _hit(file, keys)


def _hit(file: FileFacts, keys: list[DuplicateKey]) -> Hit:
    differing = [key for key in keys if not key.same_value]
    first = min(differing or keys, key=_place)
    names = list(dict.fromkeys(key.path for key in differing or keys))
    shown = ", ".join(f"`{name}`" for name in names[:3])
    more = f" and {len(names) - 3} more keys" if len(names) > 3 else ""
    verb = "are" if len(names) > 1 else "is"
    return Hit(
        at=file.locate(first.at),
        message=f"{shown}{more} {verb} given twice in one mapping, with "
        + ("different values: the later wins" if differing else "the same value"),
        advice="Delete the line that does not count "
        f"(line {file.locate(first.first).line} is overridden)",
        subject=", ".join(names),
        related=tuple(Related(file.locate(key.first), "overridden") for key in keys),
        members=len(keys),
        severity=None if differing else Severity.LOW,
    )


def _place(key: DuplicateKey) -> tuple[int, int]:
    return (key.at.line, key.at.column)
