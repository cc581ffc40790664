"""Configuration files copied from one another, with a few values changed.

## What it does
Finds three or more configuration files of runs (they set a learning rate, epochs, a seed or the
like) each of which shares at least 85 % of its keys and values with another one, where no base,
`defaults` or include says so, and that copied 100 keys or more. The finding names what differs.

## Why it is debt
A change of configuration should be a small difference from a previous one. In a copied family
the difference is hidden among dozens of equal lines, a new default has to be typed into every
member, and sooner or later one of them is forgotten.

## Example
`conf/small.yaml`:

```yaml
data: s3://bucket/train
seed: 7
epochs: 30
learning_rate: 0.001
batch_size: 64
optimizer: adam
weight_decay: 0.01
dropout: 0.1
workers: 4
depth: 2
```

`conf/medium.yaml`:

```yaml
data: s3://bucket/train
seed: 7
epochs: 30
learning_rate: 0.001
batch_size: 64
optimizer: adam
weight_decay: 0.01
dropout: 0.1
workers: 4
depth: 4
```

`conf/large.yaml`:

```yaml
data: s3://bucket/train  # debt: copy-paste-config-family
seed: 7
epochs: 30
learning_rate: 0.001
batch_size: 64
optimizer: adam
weight_decay: 0.01
dropout: 0.1
workers: 4
depth: 8
```

```toml options
[copy-paste-config-family]
min_copied = 10
```

## How to pay it back
Write what they share once and let each file hold its difference only (Hydra's `defaults`,
OmegaConf's merge, YAML anchors, or twenty lines of code that merge two dictionaries).

## Known limits
Lists are compared by position. Documents of other tools (Kubernetes, CI, Compose), definitions of
models without settings of a run, fixtures, locales, lessons and configuration groups of Hydra
are not judged. Families of one folder tree are one finding.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.configuration.config_families import ConfigFamily, config_families
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.wording import beside, few

_FEW = 4  #: names spelled out in a message


@dataclass(frozen=True)
class Options:
    """How alike, and how many."""

    #: Least share of keys and values that a member has in common with another one.
    share: float = 0.85
    #: Families of fewer files are let pass.
    min_members: int = 3
    #: Files with fewer keys are let pass.
    min_keys: int = 10
    #: So are families in which fewer keys were copied, all copies counted: a handful of small
    #: presets is no burden.
    min_copied: int = 100


@project_rule(
    "copy-paste-config-family",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=45,
    minutes_per_member=5,
    minutes_cap=240,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
)
def copy_paste_config_family(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per family, at its first member."""
    found = config_families(project.files, options.share, options.min_members, options.min_keys)
    for family in found:
        if family.copied >= options.min_copied:
            yield _hit(project, family)


def _hit(project: Project, family: ConfigFamily) -> Hit:
    first = family.members[0]
    file = project.files[first]
    return Hit(
        at=file.line(1),
        message=_message(family),
        advice="Write what they share once and keep only the difference in each file",
        subject=_folder(family.files),
        related=(
            *(Related(file.locate(key.at), "differs") for key in family.differing[:_FEW]),
            *(Related(project.files[path].line(1), "copy") for path in family.members[1:]),
            *(
                Related(
                    project.files[path].line(1), f"copy, of {posixpath.basename(one.members[0])}"
                )
                for one in family.others
                for path in one.members
            ),
        ),
        members=len(family.files),
        parts=tuple(family.files),
    )


def _message(family: ConfigFamily) -> str:
    first, *others = family.members
    names = few((beside(path, first) for path in others), _FEW)
    keys = list(dict.fromkeys(key.path for key in family.differing))
    verb = "differs" if len(keys) == 1 else "differ"
    differing = f"; next to its copies only {few(keys, _FEW)} {verb}"
    return (
        f"{names} and this file are copies: each has at least {family.share:.0%} of its keys and "
        f"values from another one (this one has {family.keys} of them)"
        + (differing if keys else "")
        + _others(family)
    )


def _others(family: ConfigFamily) -> str:
    if not family.others:
        return ""
    groups = (f"{one.members[0]} and {len(one.members) - 1} more" for one in family.others)
    noun = "family lies" if len(family.others) == 1 else "families lie"
    return f"; {len(family.others)} smaller {noun} beside it ({few(groups, _FEW)})"


def _folder(paths: Sequence[str]) -> str:
    return posixpath.commonpath([posixpath.dirname(path) for path in paths])
