"""A command that no longer fits the script it starts.

## What it does
Compares every command that starts a script of the repository (shell, Makefile, Dockerfile, CI,
pipeline stages, notebooks, READMEs) with the options the script declares: options it does not
define, required ones that are left out, values outside its literal choices, and scripts that are
not there any more. All commands that misfit one script in one way are one finding.

## Why it is debt
The options were renamed or removed in the code and lived on in the scripts. Some commands fail
for everyone who follows them; where unknown options are ignored, a run goes on with defaults
that nobody asked for, and its results are attributed to settings it never had.

## Example
`train.py`:

```python
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--batch-size", type=int, default=32)
args = parser.parse_args()
fit(args.batch_size)
```

`run.sh`:

```sh
python train.py --batch_size 64  # debt: cli-drift
```

## How to pay it back
Correct the commands; where an option was renamed, keep the old spelling for a while. Let CI start
each documented command once with `--help` or on a tiny input.

## Known limits
Silent wherever the options of a script cannot be known for certain: other command-line libraries
than argparse, optparse, absl, click and typer, `parse_known_args`, options declared in loops or
handed to code from outside, `sys.argv` changed by hand. Placeholders and variables are not judged.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.options.command_drift import Drift, drifts
from debtscan.project.options.script_interface import Interfaces
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
from debtscan.rulekit.wording import few

_FEW = 4  #: options spelled out in a message
_READ_BY_PEOPLE = frozenset({"readme", "notebook"})


@project_rule(
    "cli-drift",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=10,
    minutes_per_member=2,
    minutes_cap=60,
    since="0.1",
    options=NoOptions,
    roles={Role.SOURCE, Role.DOCS},
)
def cli_drift(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per script and kind of misfit, at the first command."""
    interfaces = Interfaces(project.files, project.parsers, project.imports)
    groups: dict[tuple[str, str], list[Drift]] = defaultdict(list)
    for one in drifts(project.commands, interfaces, project.files):
        if one.started.file.role in (Role.SOURCE, Role.DOCS):
            groups[one.started.target or one.what, one.kind].append(one)
    for (script, kind), found in groups.items():
        yield _hit(script, kind, found)


def _hit(script: str, kind: str, found: Sequence[Drift]) -> Hit:
    places = list(dict.fromkeys(one.started.at for one in found))
    flags = sorted({one.what for one in found})
    here = [one for one in found if one.started.at == found[0].started.at]
    declared = {file.locate(option.at) for one in found for file, option in one.options}
    executed = any(one.started.command.source not in _READ_BY_PEOPLE for one in found)
    return Hit(
        at=places[0],
        message=_message(script, kind, here) + _elsewhere(len(places)),
        advice=_advice(script, kind, here),
        subject=f"{script} {' '.join(flags)}",
        related=(
            *(Related(place, "declared here") for place in sorted(declared)),
            *(Related(place, "the same misfit") for place in places[1:]),
        ),
        members=len(places),
        parts=tuple(
            part(one.started.at.path, posixpath.basename(script), one.what) for one in found
        ),
        severity=None if executed else Severity.LOW,
    )


def _message(script: str, kind: str, found: Sequence[Drift]) -> str:
    flags = sorted({one.what for one in found})
    name = f"`{posixpath.basename(script)}`"
    if kind == "missing":
        return f"the command starts `{found[0].started.meant}`, and there is no such file"
    if kind == "unknown":
        return f"the command gives {name} options it does not define: {few(flags, _FEW)}"
    if kind == "required":
        return f"the command leaves out options that {name} requires: {few(flags, _FEW)}"
    first = found[0]
    allowed = ", ".join(first.close)
    return f"the command gives `{first.what} {first.value}`, and {name} takes one of: {allowed}"


def _elsewhere(places: int) -> str:
    if places == 1:
        return ""
    return "; so does one more command" if places == 2 else f"; so do {places - 1} more commands"


def _advice(script: str, kind: str, found: Sequence[Drift]) -> str:
    close = {one.what: one.close[0] for one in found if one.close and kind != "choice"}
    if kind == "missing":
        known = found[0].close
        return f"Start `{known[0]}`, or delete the command" if known else "Delete the command"
    if close and kind == "unknown":
        meant = ", ".join(f"`{new}` for `{old}`" for old, new in sorted(close.items())[:_FEW])
        return f"Correct the command ({meant}?), or define the options in `{script}`"
    if kind == "required":
        return f"Give {few(sorted({one.what for one in found}), _FEW)}, or let it have a default"
    return f"Correct the command, or change what `{script}` takes"
