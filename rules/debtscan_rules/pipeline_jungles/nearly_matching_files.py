"""A step reads a file whose name nearly agrees with the one that another step writes.

## What it does
Finds inputs that nothing writes beside outputs that nothing reads whose names differ by a letter,
a capital, a separator, a plural, an ending of the same family (`.pkl` and `.pickle`), a version
(`_v2`), a lost `/` or the folder. Names with a counter are compared too: `feats_%d.csv` and
`feat_*.csv`; and `fold%d.csv`, which `fold_*.csv` does not find.

## Why it is debt
The file name is the interface between the steps, and it does not hold. The reader fails on a
clean machine; where an older file of its name lies about it takes that one, and a `glob` that
finds nothing takes nothing: the result is wrong and no error says so.

## Example
`count_words.py`:

```python
import pandas as pd

counts = pd.read_json("mails.json").value_counts()
counts.to_csv("work/word_counts.csv")
```

`rank_words.py`:

```python
import pandas as pd

counts = pd.read_csv("work/word_count.csv")  # debt: nearly-matching-files
print(counts.nlargest(20, "count"))
```

## How to pay it back
Decide for one name and define it once, where both steps import it or read it from configuration.

## Known limits
Only names known to the letter, or open at the same places, are compared, and digits never but in
a `v2`: a `2` for a `1` may be meant. A name that is kept in several folders is told by them, and
one step that has both files knows what it does. Files of the repository and paths that a user may
give are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.project.pipeline.interfaces import NearMiss
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
from debtscan.rulekit.wording import beside

_SAID = {
    "case": "in capital letters",
    "separator": "by a separator",
    "plural": "by a plural",
    "ending": "by the ending",
    "folder": "by the folder",
    "slash": "by a `/`",
    "version": "by a version (`_v2`)",
    "one letter": "by one letter",
}


@project_rule(
    "nearly-matching-files",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=20,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def nearly_matching_files(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per pair of names, at the first read."""
    for miss in project.interfaces.nearly_met:
        yield _hit(miss)


def _hit(miss: NearMiss) -> Hit:
    first, *others = (edge.at for edge in miss.reads)
    written = miss.writes[0].at
    return Hit(
        at=first,
        message=f"`{miss.read}` is read here and nothing writes it; what "
        f"{beside(written.path, first.path)}:{written.line} writes, and nothing reads, is "
        f"`{miss.written}`: the names differ {_SAID[miss.difference]}",
        advice="Use one name on both sides, defined in one place",
        subject=f"{miss.read} {miss.written}",
        related=(
            *(Related(edge.at, f"writes `{miss.written}`") for edge in miss.writes),
            *(Related(at, f"reads `{miss.read}`") for at in others),
        ),
        confidence=Confidence.MEDIUM if miss.difference == "folder" else None,
    )
