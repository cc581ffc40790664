"""An option that is declared under one name and read under another.

## What it does
Follows what a parser gives through names, parameters and imports, and finds attributes read of it
in which none of the declared options arrives. Where a declared option is alike, it is named.

## Why it is debt
The line fails with an `AttributeError` as soon as it is reached, often after hours of training,
because the branch that holds it is rarely taken. An option was renamed on one side only; whoever
sets it turns a knob that nobody reads.

## Example
```python
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--data-dir", default="data")
parser.add_argument("--checkpoint-every", type=int, default=10)
args = parser.parse_args()
train(args.data_dir)
if args.save_every:  # debt: misnamed-option
    save()
```

## How to pay it back
Read the name that is declared, or declare the option with `dest=`. A run of each branch with tiny
data, or a type checker over a settings class, finds such names at once.

## Known limits
Silent where a name may be put into the namespace out of sight: options added by other code or in
loops, `parents=`, `namespace=`, `vars(args).update(...)`, `setattr`, names that the file asks for
by `hasattr` or `getattr`; and where the parameter may hold something else than the namespace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.facts import FileFacts, Option
from debtscan.project.options.misread import Misread
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Project,
    Related,
    Role,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside, count


@project_rule(
    "misnamed-option",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=10,
    minutes_per_member=3,
    since="0.1",
    options=NoOptions,
)
def misnamed_option(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per name that is read, however many scripts share the mistake."""
    groups: dict[tuple[str, tuple[str, ...]], list[Misread]] = defaultdict(list)
    for one in project.misread_options:
        if project.files[one.reads[0].path].role is Role.SOURCE:
            groups[one.name, tuple(option.name for _, option in one.meant[:1])].append(one)
    for (name, _), found in groups.items():
        yield _hit(name, found)


def _hit(name: str, found: Sequence[Misread]) -> Hit:
    at, *others = (place for one in found for place in one.reads)
    meant = [one.meant[0] for one in found if one.meant]
    sure = any(one.beside for one in found)
    return Hit(
        at=at,
        message=f"`{name}` is read of the parsed options, and no option arrives in it: "
        f"an `AttributeError` when this line is reached{_meant(at.path, meant)}{_more(others)}",
        advice=_advice(name, meant),
        subject=name,
        related=(
            *(Related(file.locate(option.at), "declared here") for file, option in meant),
            *(Related(place, "read here too") for place in others),
        ),
        members=len(found),
        parts=tuple(dict.fromkeys(part(place.path, name) for one in found for place in one.reads)),
        confidence=None if sure else Confidence.MEDIUM,
    )


def _meant(path: str, meant: Sequence[tuple[FileFacts, Option]]) -> str:
    if not meant:
        return ""
    file, option = meant[0]
    where = "" if file.path == path else f" in {beside(file.path, path)}"
    return f"; `{_flag(option)}`{where} arrives in `{option.name}`"


def _more(others: Sequence[object]) -> str:
    return f"; so it is in {count(len(others), 'more line')}" if others else ""


def _advice(name: str, meant: Sequence[tuple[FileFacts, Option]]) -> str:
    if not meant:
        return f"Declare an option `{name}`, or delete what reads it"
    option = meant[0][1]
    return f"Read `{option.name}` if `{_flag(option)}` is meant, else declare `{name}`"


def _flag(option: Option) -> str:
    return max(option.flags, key=len, default=option.name)
