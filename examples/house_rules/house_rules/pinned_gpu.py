"""A graphics card chosen by number inside the code.

## What it does
Finds strings such as `cuda:0` that name one card of one machine, outside the defaults of
command-line options.

## Why it is debt
The code decides what the scheduler should: two jobs on one machine share a card while the
others idle, and every move to another machine is an edit.

## Example
```python
import torch

model = build().to("cuda:1")  # debt: house/pinned-gpu
```

## How to pay it back
Say `cuda` and let `CUDA_VISIBLE_DEVICES` choose the card, or take the device from an option.

## Known limits
A number put together at run time (`f"cuda:{rank}"`) is a choice, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.rulekit import Category, Confidence, FileFacts, Hit, Severity, file_rule


@dataclass(frozen=True)
class Options:
    """What counts as a card."""

    kinds: tuple[str, ...] = ("cuda", "hip", "xpu")  #: device names that a number may follow


@file_rule(
    "house/pinned-gpu",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=10,
    since="0.1",
    options=Options,
)
def pinned_gpu(file: FileFacts, options: Options) -> Iterator[Hit]:
    """One hit per line that names a card."""
    card = re.compile(rf"(?:{'|'.join(map(re.escape, options.kinds))}):\d+")
    choosable = _option_lines(file)
    for text, lines in file.strings.items():
        if card.fullmatch(text):
            for line in sorted(set(lines) - choosable):
                yield Hit(
                    at=file.line(line),
                    message=f"`{text}` ties this code to one card of one machine",
                    advice=f'say "{text.partition(":")[0]}", or take the device from an option',
                    subject=text,
                )


def _option_lines(file: FileFacts) -> set[int]:
    return {
        line
        for option in file.options
        for line in range(option.at.line, max(option.at.line, option.at.end_line) + 1)
    }
