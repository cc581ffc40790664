"""A key given twice in one mapping of a configuration file, where the later silently wins.

## What it does
Finds keys that occur more than once in one mapping of a YAML, JSON or INI document or in an
`.env` file, with different values. Keys of one mapping are one finding.

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
recognised as such. Keys repeated with the same value change nothing and are not reported.
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
    Kind,
    NoOptions,
    Related,
    Severity,
    file_rule,
)
from debtscan.rulekit.wording import few

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
    """One hit per mapping with repeated keys of different values."""
    mappings: dict[str, list[DuplicateKey]] = defaultdict(list)
    for key in file.duplicates:
        parent, _, last = key.path.rpartition(".")
        if not (key.same_value or _is_told_apart(last) or _is_a_list(file, parent)):
            mappings[parent].append(key)
    for keys in mappings.values():
        yield _hit(file, keys)


def _is_told_apart(name: str) -> bool:
    return name == "<<" or "{{" in name or name.startswith(_REMARKS)


def _is_a_list(file: FileFacts, parent: str) -> bool:
    """Lines before any section are the rows of another format, such as `option mem=0`."""
    return file.kind is Kind.INI and not parent


def _hit(file: FileFacts, keys: list[DuplicateKey]) -> Hit:
    first = min(keys, key=_place)
    names = list(dict.fromkeys(key.path for key in keys))
    return Hit(
        at=file.locate(first.at),
        message=f"{few(names)} {'are' if len(names) > 1 else 'is'} given twice in one mapping, "
        "with different values: the later wins",
        advice="Delete the line that does not count "
        f"(line {file.locate(first.first).line} is overridden)",
        subject=", ".join(names),
        related=tuple(Related(file.locate(key.first), "overridden") for key in keys),
        members=len(keys),
        parts=tuple(names),
    )


def _place(key: DuplicateKey) -> tuple[int, int]:
    return (key.at.line, key.at.column)
