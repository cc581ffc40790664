"""The same parameters travel together through many functions.

## What it does
Finds five parameters or more that functions hand on to each other, each under its own name,
through four functions of different names in two files at least. Constructors do not count, nor
do parameters that are objects already (`args`, `model`, `optimizer`) or mathematical letters.

## Why it is debt
The parameters are one thing that has no name. Whoever adds a setting edits every signature and
every call on the way, mostly of functions that do nothing with it; one that is left out falls back
to a default without a word, and two of one type are soon swapped.

## Example
`serve.py`:

```python
from speech import convert

def on_click(text, speed, pitch, volume, speaker, language):  # debt: travelling-parameters
    return answer(text, speed, pitch, volume, speaker, language)

def answer(text, speed, pitch, volume, speaker, language):
    return convert(clean(text), speed, pitch, volume, speaker, language)
```

`speech.py`:

```python
def convert(text, speed, pitch, volume, speaker, language):
    parts = text.split()
    return [one_part(p, speed, pitch, volume, speaker, language) for p in parts]

def one_part(text, speed, pitch, volume, speaker, language):
    return voice(speaker)(text, language) * volume + speed * pitch
```

## How to pay it back
Make a dataclass of them, build it where the values come from, and hand it on whole.

## Known limits
Only calls that hand a parameter on under its own name are followed. Public signatures that users
call by keyword may want to stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.project.names.travelling import Travellers, travellers
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    Location,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import count, few

#: what is an object of many settings or parts already
_OBJECTS = re.compile(
    r"(\w+_)?(args?|opts?|options|config|cfg|hparams|params|kwargs|model|net|accelerator|optimizer"
    r"|scheduler|tokenizer|device|logger|writer|trainer|pipeline|session|self|cls)"
)
_LETTERS = 2  #: names as short as these stand for quantities of a formula


@dataclass(frozen=True)
class Options:
    """How large a clump, and how long a way, is worth a remark."""

    #: So many parameters at least have to travel together.
    min_parameters: int = 5
    #: Through so many functions of different names.
    min_functions: int = 4


@project_rule(
    "travelling-parameters",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=45,
    minutes_per_member=5,
    minutes_cap=180,
    since="0.1",
    options=Options,
    lifecycle=Lifecycle.PREVIEW,
)
def travelling_parameters(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per clump, at the first of its functions."""
    for found in travellers(
        project.source_files, project.calls, options.min_parameters, options.min_functions
    ):
        if len([name for name in found.names if _is_setting(name)]) >= options.min_parameters:
            yield _hit(project, found)


def _is_setting(name: str) -> bool:
    return len(name) > _LETTERS and not _OBJECTS.fullmatch(name)


def _hit(project: Project, found: Travellers) -> Hit:
    places = [_place(project, one.path, one.definition.at.line) for one in found.functions]
    files = len({one.path for one in found.functions})
    return Hit(
        at=places[0],
        message=f"{count(len(found.names), 'parameter')} ({few(found.names)}) are handed on "
        f"together through {count(len(places), 'function')} in {count(files, 'file')}",
        advice=f"Make one object of {few(found.names, 2)} and hand that on",
        subject=" ".join(found.names),
        related=tuple(
            Related(at, f"`{one.name}` takes them too")
            for at, one in zip(places[1:], found.functions[1:], strict=True)
        ),
        members=len(places),
        parts=tuple(part(one.path, one.name) for one in found.functions),
    )


def _place(project: Project, path: str, line: int) -> Location:
    return project.files[path].line(line)
