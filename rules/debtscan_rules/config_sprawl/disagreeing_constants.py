"""One quantity that is a constant of two scripts, with two values.

## What it does
Compares constants of modules that say what data or models are like (`SAMPLE_RATE`, `HOP_LENGTH`,
`SILENCE_THRESHOLD`, `NUM_CLASSES`, `SEED`) by name, and reports those with different values in
scripts that are joined by more than the name: both write or read the same file, or one trains or
prepares and the other applies, in one folder, over the same modules. Also a score that is cut at a
number in the code, where the configuration that the script loads has another threshold.

## Why it is debt
What the first script wrote at 16 kHz the second reads as 22 kHz. Both run, no type differs, and
the result is off by the ratio of two constants that nobody compares.

## Example
`cut.py`:

```python
import numpy as np

SAMPLE_RATE = 16000  # debt: disagreeing-constants
np.save("data/pieces.npy", read("talk.wav", SAMPLE_RATE))
```

`score.py`:

```python
import numpy as np

SAMPLE_RATE = 22050
pieces = np.load("data/pieces.npy")
print(len(pieces) / SAMPLE_RATE)
```

## How to pay it back
Define the constant once and import it, or store it in the file that the scripts share. If the
two are meant to differ, give them names that say in what.

## Known limits
Only numbers in the text of modules are compared; defaults of options are told by
`conflicting-values`, constants of transforms in services by `transform-constant-mismatch`. By
name alone nothing is reported: two models may well have two sizes. A bare file name in scripts of
different folders joins nothing, nor do relative paths in twin scripts of different folders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.pipeline.disagreeing_constants import (
    DisagreeingConstants,
    Disagreement,
    SharedConstant,
)
from debtscan.project.pipeline.typed_thresholds import typed_thresholds
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside


@project_rule(
    "disagreeing-constants",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.HIGH,
    minutes=30,
    minutes_per_member=10,
    since="0.1",
    options=NoOptions,
    gives_way_to=("transform-constant-mismatch",),
    lifecycle=Lifecycle.PREVIEW,
)
def disagreeing_constants(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per name and folder, at the first constant that another contradicts."""
    groups: dict[tuple[str, str], list[Disagreement]] = defaultdict(list)
    for one in (*DisagreeingConstants(project).found(), *typed_thresholds(project)):
        groups[one.first.name.lower(), one.first.at.path].append(one)
    told: set[tuple[str, str]] = set()
    for (name, path), found in groups.items():
        if (name, path) not in told:
            told.update((name, one.other.at.path) for one in found)
            yield _hit(found)


def _hit(found: Sequence[Disagreement]) -> Hit:
    one = found[0]
    here, there = one.first, one.other
    where = f"{beside(there.at.path, here.at.path)}:{there.at.line}"
    if there.at.path == one.artifact:
        return _of_threshold(here, there, where)
    joint = f"both use `{one.artifact}`" if one.artifact else "one applies what the other makes"
    others = {each.other.at: each.other for each in found}
    return Hit(
        at=here.at,
        message=f"`{here.name}` is `{_shown(here.value)}` here and `{_shown(there.value)}` in "
        f"{where}; {joint}",
        advice=f"Define `{here.name}` once and import it, or name the two apart",
        subject=here.name,
        related=tuple(
            Related(at, f"`{_shown(other.value)}` here") for at, other in sorted(others.items())
        ),
        members=len(others) + 1,
        parts=tuple(part(one.at.path, one.name) for one in (here, *others.values())),
    )


def _of_threshold(typed: SharedConstant, key: SharedConstant, where: str) -> Hit:
    return Hit(
        at=typed.at,
        message=f"a score is cut at `{_shown(typed.value)}` here, and `{key.name}` is "
        f"`{_shown(key.value)}` in {where}, which this script loads and reads no threshold of",
        advice=f"Read `{key.name}` here instead of the number",
        subject=key.name,
        related=(Related(key.at, "the threshold of the configuration"),),
    )


def _shown(value: object) -> str:
    return f"{value}"[:60]
