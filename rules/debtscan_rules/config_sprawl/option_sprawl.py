"""A command line with more options than anybody can know.

## What it does
Counts the options that one function, or the top of one script, declares with argparse, absl or
click, and reports the place where they are many and no command of the repository sets a third of
them, though it sets others.

## Why it is debt
Forty switches are not forty features: nobody has tried their combinations, nobody knows which
are still alive, and a run is described by a line that no one can read. Every new experiment adds
one more, because none can be taken away.

## Example
With `min_options` set to two, so that the example fits on a page:

```toml options
[option-sprawl]
min_options = 2
```

`train.py`:

```python
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--rate", type=float)  # debt: option-sprawl
parser.add_argument("--epochs", type=int)
args = parser.parse_args()
print(args.rate, args.epochs)
```

`run.sh`:

```sh
python train.py --rate 0.1
```

## How to pay it back
Delete the options that no run has used for long, and put the rest by subject into a few
configuration classes or documents with a name, so that a run can be described by naming those.

## Known limits
Options are counted where they are declared: a parser that several functions fill is counted in
parts. Silent where no command of the repository starts the script. Fields of settings classes are
not counted, for those are grouped already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from debtscan.project import OptionUse
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    Project,
    Related,
    Role,
    Severity,
    Stage,
    project_rule,
)
from debtscan.rulekit.wording import count, few

_FRAMEWORKS = frozenset({"argparse", "absl", "click"})
_PLACES = 10  #: unset options listed with a finding


@dataclass(frozen=True)
class Options:
    """How many options are too many."""

    #: So many options of one function, or of the top of one script.
    min_options: int = 40
    #: Of which this part at least is set by no command of the repository.
    unset_share: float = 0.33


@project_rule(
    "option-sprawl",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=120,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
    stage=Stage.PRODUCTION,
)
def option_sprawl(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per place that declares too many."""
    for (path, scope), uses in _declared(project).items():
        unset = [use for use in uses if not project.given_options.by_commands(use)]
        started = len(unset) < len(uses)
        unused = len(unset) >= options.unset_share * len(uses)
        if len(uses) >= options.min_options and started and unused:
            yield _hit(path, scope, uses, unset)


def _declared(project: Project) -> Mapping[tuple[str, int], list[OptionUse]]:
    found: dict[tuple[str, int], list[OptionUse]] = defaultdict(list)
    for use in project.options:
        if use.file.role is Role.SOURCE and use.option.framework in _FRAMEWORKS:
            found[use.file.path, use.option.scope].append(use)
    return found


def _hit(path: str, scope: int, uses: Sequence[OptionUse], unset: Sequence[OptionUse]) -> Hit:
    where = f"`{uses[0].file.definitions[scope - 1].name}`" if scope else "this script"
    names = [max(use.option.flags, key=len, default=use.option.name) for use in unset]
    return Hit(
        at=min(use.at for use in uses),
        message=f"{where} declares {count(len(uses), 'option')}, of which no command in this "
        f"repository sets {len(unset)} ({few(names)})",
        advice="Delete those that no run uses, and group the rest by subject into configuration "
        "classes or documents",
        subject=f"{path}:{uses[0].file.definitions[scope - 1].name if scope else ''}",
        related=tuple(Related(use.at, "set by no command") for use in unset[:_PLACES]),
    )
