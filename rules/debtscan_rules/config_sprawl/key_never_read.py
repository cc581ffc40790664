"""A configuration key that nothing reads.

## What it does
Finds leaf keys of the application's own YAML, JSON, TOML and INI documents, and of settings
objects built in Python (yacs, EasyDict), whose name occurs in no code, command, string, reference
or script of any language, although most keys beside them are read by name. Where the document
was followed from its load to everybody who holds it, and nobody takes a section without naming
its keys but to print, log or save it, only reads of what holds it count, whatever else has a key
of that name. A key that several documents carry is one finding.

## Why it is debt
It is a knob that is connected to nothing. Someone tunes it, writes the value into a table, and
compares two runs that were the same run. It is copied into every new configuration, and nobody
dares to delete it because nobody can see that it is dead.

## Example
`conf/base.yaml`:

```yaml
train:
  rate: 0.001
  epochs: 20
  batch: 64
  warmup_share: 0.1  # debt: key-never-read
```

`train.py`:

```python
import yaml

with open("conf/base.yaml") as stream:
    cfg = yaml.safe_load(stream)
fit(cfg["train"]["rate"], cfg["train"]["epochs"], cfg["train"]["batch"])
```

## How to pay it back
Delete the key in every document that carries it; or read it where its value is fixed today.

## Known limits
Where a document is not followed to all who hold it, keys are compared by name, so a key is let
pass when anything of that name is read anywhere.
Silent for sections that are handed on as a whole (`**cfg["train"]`, `_target_`, `!new:`) unless
they were followed to all who take them, for documents whose schema belongs to a library (model
cards, mm*, Darknet), a service (sweeps of Weights & Biases), a tool or the environment, for those
beside trained weights, and for sections of which the code reads less than half by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.configuration.unread_keys import UnreadKey, in_variants, unread_keys
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Location,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import count, few


@dataclass(frozen=True)
class Options:
    """How well a section must be known before one of its keys is called dead."""

    #: Keys (last names) that are unread on purpose.
    ignored: tuple[str, ...] = ()
    #: So many keys of the same section must be read by name.
    min_read: int = 2
    #: And this share of them.
    share: float = 0.5


@project_rule(
    "key-never-read",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=5,
    minutes_per_member=1,
    minutes_cap=30,
    since="0.1",
    deletes="place",
    options=Options,
)
def key_never_read(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per key name, at the first document that carries it."""
    by_key: dict[str, list[UnreadKey]] = defaultdict(list)
    found = unread_keys(
        project.files,
        project.unread,
        project.configuration,
        project.imports,
        min_read=options.min_read,
        share=options.share,
    )
    for one in found:
        if one.name not in options.ignored:
            by_key[one.key.path].append(one)
    for copies in by_key.values():
        yield _hit(project, copies)


def _hit(project: Project, copies: Sequence[UnreadKey]) -> Hit:
    first, *others = copies
    names = few(one.key.path for one in copies)
    variants = [*in_variants(project.files, copies)]
    elsewhere = len({one.path for one in others} - {first.path}) + len(variants)
    also = f", nor in {count(elsewhere, 'more document')}" if elsewhere else ""
    held = "of this document are read, and nobody who holds it takes this one"
    known = held if first.exact else "in this section are read"
    where = f"of the {first.siblings} keys {known} (document {first.loaded})"
    return Hit(
        at=_at(project, first),
        message=f"nothing reads {names} here{also}: {_why(first)}{first.read} {where}"
        + (f"; code takes `{first.meant}`, which this document lacks" if first.meant else ""),
        advice=f"Rename it to `{first.meant}`"
        if first.meant
        else f"Delete {names}, or read it where its value is fixed",
        subject=first.key.path,
        related=tuple(
            Related(
                project.files[path].locate(key.at), "also unread", "place", part(path, key.path)
            )
            for path, key in (*((one.path, one.key) for one in others), *variants)
        ),
        members=len(copies) + len(variants),
        parts=(
            *(part(one.path, one.key.path) for one in copies),
            *(part(path, key.path) for path, key in variants),
        ),
        severity=Severity.HIGH if first.meant else None,
    )


def _why(one: UnreadKey) -> str:
    return "" if one.exact else "no code names it, though "


def _at(project: Project, one: UnreadKey) -> Location:
    return project.files[one.path].locate(one.key.at)
