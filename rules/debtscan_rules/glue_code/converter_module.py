"""A module that does nothing but carry data from one library to the next.

## What it does
Finds modules of three functions or more of which nearly all turn the data of one library into
that of another (arrays, tensors, frames, images, data sets of boosters), with two libraries or
more at their ends, and that other modules use.

## Why it is debt
Each pair of formats needs a function, in both directions; types, column names and the order of
dimensions are lost or guessed on the way, and every step copies the data. Such a module grows
with every library and shows that the steps have no format in common.

## Example
`bridge.py`:

```python
import pandas as pd
import torch


def frame_to_tensor(frame):  # debt: converter-module
    return torch.from_numpy(frame.to_numpy())


def tensor_to_frame(rows, columns):
    return pd.DataFrame(rows.detach().cpu().numpy(), columns=columns)


def series_to_tensor(series):
    return torch.tensor(series.tolist())
```

`train.py`:

```python
from bridge import frame_to_tensor, series_to_tensor

fit(frame_to_tensor(rows), series_to_tensor(target))
```

## How to pay it back
Choose one format that the steps pass on, and convert once, at the border of the library that
needs another. What is left of the module goes there.

## Known limits
Conversions are known by the calls of the usual libraries, and functions are short (eight
statements at most) and named after what they do (`to`, `from`, `as`, `2`, `convert`). Methods of
classes are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.facts import Definition, FileFacts
from debtscan.project.libraries.conversions import CONVERTED_BY, CONVERTED_BY_METHOD
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
from debtscan.rulekit.wording import few

_NAMED = re.compile(
    r"(?:^|_)(?:to|from|as|convert|converter)(?:_|$)|(?<=[a-z])2(?=[a-z])|^(?:to|from)[A-Z]"
)
_LONG = 8  #: statements from which on a function does more than convert
_SHARE = 0.8  #: of the functions that must convert
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ConverterModule:
    """How much a module must convert."""

    functions: int = 3  #: that do nothing else


@project_rule(
    "converter-module",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=60,
    minutes_per_member=10,
    minutes_cap=180,
    since="0.1",
    options=ConverterModule,
    lifecycle=Lifecycle.PREVIEW,
)
def converter_module(project: Project, options: ConverterModule) -> Iterator[Hit]:
    """One hit per module, at its first converter."""
    for file in project.source_files:
        named = [one for one in file.definitions if _NAMED.search(one.name)]
        if len(named) >= options.functions and len(file.definitions) * _SHARE <= len(named):
            found = dict(_converters(file))
            given = {library for libraries in found.values() for library in libraries}
            enough = len(found) >= max(options.functions, _SHARE * len(file.definitions))
            if enough and len(given - {"python"}) > 1 and project.imports.importers(file.path):
                yield _hit(file, found, sorted(given))


def _converters(file: FileFacts) -> Iterator[tuple[Definition, set[str]]]:
    """Short functions named after a conversion -> the libraries whose data they make."""
    made: dict[int, set[str]] = {}
    for call in file.calls:
        last = call.callee.rpartition(".")[2]
        library = CONVERTED_BY.get(call.callee) or (
            CONVERTED_BY_METHOD.get(last, "") if "." in call.callee else ""
        )
        if library:
            made.setdefault(call.scope, set()).add(library)
    for scope, one in enumerate(file.definitions, start=1):
        short = one.kind == "function" and one.scope == 0 and one.statements <= _LONG
        if short and scope in made and _NAMED.search(one.name):
            yield one, made[scope]


def _hit(file: FileFacts, found: dict[Definition, set[str]], libraries: list[str]) -> Hit:
    first, *others = found
    return Hit(
        at=file.line(first.at.line),
        message=f"this module only converts: {few((one.name for one in found), _SHOWN)} turn data "
        f"into that of {', '.join(libraries)}",
        advice="Let the steps pass one format on, and convert where a library needs another",
        subject=f"converts to {' '.join(libraries)}",
        related=tuple(Related(file.line(one.at.line), "converts") for one in others),
        members=len(found),
        parts=tuple(one.name for one in found),
    )
