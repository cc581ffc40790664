"""A command-line option of type `bool`, which is true whatever it is given.

## What it does
Finds options of `argparse` declared with `type=bool`. `bool("False")` is true, as is every text
but the empty one. Commands of the repository that pass such an option something that reads as
false are shown beside it.

## Why it is debt
The knob lies: `--augment False` switches augmentation on, and no error says so. Runs that were
meant to differ are the same run, and what was recorded is not what was done.

## Example
```python
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--augment", type=bool, default=True)  # debt: flag-type-bool
args = parser.parse_args()
```

## How to pay it back
Use `action=argparse.BooleanOptionalAction`, which gives `--augment` and `--no-augment`, or
`action="store_true"`.

## Known limits
Only `argparse` is judged: click, typer, absl and dataclass parsers read a boolean as people mean
it. A function that converts the text itself (`str2bool`) is right and let pass, also when it is
called `bool`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from debtscan.facts import FileFacts, Literal, Option, Reference
from debtscan.project import StartedScript
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)

_MEANT_FALSE = frozenset({"false", "0", "no", "off", "none", "n", "f"})


@project_rule(
    "flag-type-bool",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=5,
    minutes_per_member=2,
    since="0.1",
    options=NoOptions,
)
def flag_type_bool(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per file that declares such options."""
    for file in project.source_files:
        found = [option for option in file.options if _lies(file, option)]
        if found and not _own_bool(file):
            yield _hit(file, found, _switched_on(project, file, found))


def _lies(file: FileFacts, option: Option) -> bool:
    """`type="bool"` is a name that the file registers with the parser, for a function of its own;
    a bare name without dashes belongs to other things with an `add_argument`."""
    if option.framework != "argparse" or option.type != "bool" or option.positional:
        return False
    declared = next(call for call in file.calls if call.at == option.at)
    given = {keyword.name: keyword.value for keyword in declared.keywords}
    return "action" not in given and isinstance(given.get("type"), Reference)


def _own_bool(file: FileFacts) -> bool:
    """Whether the file means another `bool` than Python's."""
    return any(one.bound == "bool" for one in file.imports) or any(
        definition.name == "bool" for definition in file.definitions
    )


def _switched_on(project: Project, file: FileFacts, found: list[Option]) -> list[Related]:
    """Commands that pass one of the options a text that reads as false."""
    flags = {flag for option in found for flag in option.flags}
    return [
        Related(command.at, f"`{flag} {text}` switches it on")
        for command in project.commands
        if command.target == file.path
        for flag, text in _given(command)
        if flag in flags and text.lower() in _MEANT_FALSE
    ]


def _given(command: StartedScript) -> Iterator[tuple[str, str]]:
    words = [part for word in command.arguments for part in word.split("=", 1)]
    yield from pairwise(words)


def _hit(file: FileFacts, found: list[Option], commands: list[Related]) -> Hit:
    first, *others = found
    name = _name(first)
    more = f"; so does every other option of type `bool` here ({len(others)})" if others else ""
    return Hit(
        at=file.locate(first.at),
        message=f"`{name} False` gives True: `type=bool` makes every text true but the empty "
        f"one{_stuck(first)}{more}",
        advice=f"Declare `{name}` with `action=argparse.BooleanOptionalAction`",
        subject=name,
        related=(
            *(
                Related(file.locate(one.at), f"`{_name(one)}` too", part=_name(one))
                for one in others
            ),
            *commands,
        ),
        members=len(found),
        parts=tuple(map(_name, found)),
    )


def _name(option: Option) -> str:
    return max(option.flags, key=len, default=option.name)


def _stuck(option: Option) -> str:
    on = isinstance(option.default, Literal) and option.default.value is True
    return ", and since it is True by default nothing switches it off" if on else ""
