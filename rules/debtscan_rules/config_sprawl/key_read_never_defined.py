"""A configuration key that code reads and that no document has.

## What it does
Follows a loaded document, or a settings object built in Python, to the places that read it, and
finds keys taken by subscript or attribute of a section that is known and does not have them.
Nothing else in the repository may bring the key in: no document, default, option, assignment,
table or other string has its name. All places that read one key are one finding.

## Why it is debt
It is a `KeyError` or `AttributeError` waiting on a path that nobody has run since the key was
renamed or deleted. The script next to it was changed, this one was forgotten.

## Example
`conf.yaml`:

```yaml
solver:
  learning_rate: 0.1
  steps: 500
```

`train.py`:

```python
import yaml

with open("conf.yaml") as stream:
    cfg = yaml.safe_load(stream)
fit(cfg["solver"]["base_rate"], cfg["solver"]["steps"])  # debt: key-read-never-defined
```

## How to pay it back
Read the key under the name it has today, or give it a value in the documents. When nobody misses
the path that reads it, delete the path.

## Known limits
Names are compared over the whole repository: a key that any document has in any section, that
is an option, or that code stores anywhere is let pass. Silent for reads with a default
(`.get`, `getattr`, `in`), inside a `try` that expects the error, for documents that take in others
(`extends`, `_base_`, `<<`), for sections of free arguments (`params`, `kwargs`), and for
configurations of detectron2 and mm*.
"""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.project.configuration.undefined_keys import UndefinedKey, undefined_keys
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import count, few


@project_rule(
    "key-read-never-defined",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.HIGH,
    minutes=10,
    minutes_per_member=2,
    minutes_cap=30,
    since="0.1",
    options=NoOptions,
)
def key_read_never_defined(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per section and key, at the first place that reads it."""
    for one in undefined_keys(project.files, project.unread, project.configuration):
        yield _hit(one)


def _hit(one: UndefinedKey) -> Hit:
    first, *others = one.reads
    dotted = f"{one.section}.{one.name}" if one.section else one.name
    place = f"`{one.section}`" if one.section else "the top"
    documents = few(one.documents, 2)
    nowhere = f"{documents} {'has' if len(one.documents) == 1 else 'have'} no such key"
    return Hit(
        at=first,
        message=f"`{dotted}` is read here without a default, but {nowhere} ({place} has "
        f"{few(one.there, 6)}) and no code sets one: this raises when it runs",
        advice=f"Read the key that took the place of `{one.name}`, or define it in "
        f"{few(one.documents, 1)}; "
        + (f"{count(len(one.reads), 'place')} read it" if others else "delete the path if unused"),
        subject=dotted,
        related=tuple(Related(at, "also reads it", part=part(at.path, dotted)) for at in others),
        members=len(one.reads),
        parts=tuple(part(at.path, dotted) for at in one.reads),
    )
