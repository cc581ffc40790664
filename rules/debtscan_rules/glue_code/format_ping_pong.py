"""Data that is converted to another format and straight back.

## What it does
Finds, inside one function, tensors that become arrays and tensors again with nothing done
in between that a tensor cannot do, opened images that become arrays only to be cut or flipped,
frames that are rebuilt from their own `values` and `columns`, and tables that are written to a
file and read back from it.

## Why it is debt
The detour is glue between two pieces of code that disagree about a format. It costs more than it
looks: a tensor loses its gradient and its device, a frame its types (`values` of mixed columns
are all `object`), a table its index, its types and the difference between empty and missing.

## Example
```python
import pandas as pd
import torch


def prepare(table, net):
    table = pd.DataFrame(table.values, columns=table.columns)  # debt: format-ping-pong
    table.to_csv("clean.csv", index=False)
    table = pd.read_csv("clean.csv")  # debt: format-ping-pong
    scores = net(table).detach().cpu().numpy()
    return torch.from_numpy(scores)  # debt: format-ping-pong
```

## How to pay it back
Keep the format: `detach()` and `to()` for tensors, `reset_index`, `astype` or `copy` for frames.
Say what the detour was for (types, a fresh index) in the code that does it.

## Known limits
A name that anything else reads is left alone, and so is an array that any function without
a twin for tensors sees on the way. Branches that ask whether a file exists are caches and are let
pass, and so are branches for exports, and files in notebooks. Detours that cross functions are
not followed, and deep copies by `json` are not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.flow.round_trips import RoundTrip, round_trips
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part

_LOST = {
    "tensor": "its device and its gradient are lost on the way",
    "image": "cutting and flipping are methods of the image",
    "frame": "with columns of several types, all become `object`",
    "file": "index and types are guessed anew from the file",
}
_INSTEAD = {
    "tensor": "Stay with the tensor: `detach()`, `to()`",
    "image": "Stay with the image: `transpose`, `crop`, `ImageOps.mirror`",
    "frame": "Use the frame as it is: `copy()`, `reset_index(drop=True)`, `astype()`",
    "file": "Go on with the table in memory",
}


@project_rule(
    "format-ping-pong",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=15,
    minutes_per_member=5,
    since="0.1",
    options=NoOptions,
)
def format_ping_pong(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per function and kind of detour, at the first way back; copies of a function
    share one."""
    groups: dict[tuple[str, str, object], list[RoundTrip]] = defaultdict(list)
    for file in project.source_files:
        for trip in round_trips(file):
            groups[_home(file, trip)].append(trip)
    for (kind, owner, _), trips in groups.items():
        yield _hit(kind, trips, owner)


def _home(file: FileFacts, trip: RoundTrip) -> tuple[str, str, object]:
    """Kind, function and what its copies have in common; at module level the file."""
    if not trip.scope:
        return trip.kind, "", file.path
    owner = file.definitions[trip.scope - 1]
    return trip.kind, owner.name.rpartition(".")[2], owner.shape


def _hit(kind: str, trips: Sequence[RoundTrip], owner: str) -> Hit:
    first, *others = trips
    return Hit(
        at=first.back,
        message=f"{_said(first)}; {_LOST[kind]}",
        advice=_INSTEAD[kind],
        subject=f"{owner} {kind}".strip(),
        related=(
            *([Related(first.left, "leaves the format")] if first.left != first.back else ()),
            *(Related(one.back, "comes back again") for one in others),
        ),
        members=len(trips),
        parts=tuple(part(one.back.path, owner, kind, one.what) for one in trips),
    )


def _said(trip: RoundTrip) -> str:
    there, back = trip.names
    what = f"`{trip.what}`" if trip.what else "A tensor"
    match trip.kind:
        case "file":
            return f"{what} is written by `{there}` in line {trip.left.line} and read back here"
        case "frame":
            return f"{what} is rebuilt from its own `{there}` and names"
    return f"{what} goes through `{there}` (line {trip.left.line}) and straight back (`{back}`)"
