"""Code that starts a script of its own repository through the shell.

## What it does
Finds `subprocess` and `os.system` calls in Python whose command, put together from values, runs
Python files of this repository, and says what of them could be imported instead. One finding per
file that does so.

## Why it is debt
A command line is a call without a signature: options are strings nobody checks, a renamed flag
fails at run time, an error is a return code that is easily ignored, results come back through
files, and neither a debugger nor a test gets past it.

## Example
`run.py`:

```python
import os


def main(path, rate):
    line = "python train.py --data " + path + " --rate " + str(rate)
    os.system(line)  # debt: shell-out-to-own-script
```

`train.py`:

```python
import argparse


def train(data, rate):
    return data, rate


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data")
    parser.add_argument("--rate", type=float)
    args = parser.parse_args()
    train(args.data, args.rate)
```

## How to pay it back
Import the function that the script ends in and call it. Where a process of its own is needed
(memory, devices), start that function with `multiprocessing`, or at least check the return code.

## Known limits
Commands that a launcher needs are let pass (`torchrun`, `accelerate`, `srun` and the like), and so
are files that stop what they start, or that hand over a list and look at how the process ended,
commands without a computed argument, programs called by the name they are installed under,
notebooks, tests and continuous integration.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.facts import Call, Literal
from debtscan.project import StartedScript
from debtscan.project.starts.teaching import teaches
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Kind,
    Lifecycle,
    NoOptions,
    Project,
    Related,
    Severity,
    Stage,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside, count, few

_FEW = 3
_LAUNCHERS = ("torchrun", "accelerate", "deepspeed", "mpirun", "mpiexec", "srun", "sbatch", "ray")
_LAUNCHING = ("torch.distributed", "horovod", "accelerate.commands")
_CHECKING = frozenset({"subprocess.check_call", "subprocess.check_output"})
_STOPPING = re.compile(r"kill|terminate", re.I)
_BORING = frozenset({"parse_args", "get_args", "parse", "build_parser", "get_parser"})


@project_rule(
    "shell-out-to-own-script",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=60,
    minutes_per_member=15,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
    stage=Stage.PRODUCTION,
)
def shell_out_to_own_script(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per file that starts others, at its first command."""
    by_file: dict[str, list[StartedScript]] = defaultdict(list)
    for one in project.commands:
        if one.command.source == "code" and one.target != one.file.path and _is_meant(one):
            by_file[one.file.path].append(one)
    for path, commands in by_file.items():
        file = project.files[path]
        if file.kind is Kind.PYTHON and not teaches(path) and not _wants_processes(file):
            yield _hit(project, commands)


def _wants_processes(file: FileFacts) -> bool:
    """Whether it stops what it started, or hands over a list and looks at how the process ended:
    a process on purpose, and guarded."""
    stops = any(_STOPPING.search(call.callee.rpartition(".")[2]) for call in file.calls)
    shell = any(_is_shell(call) for call in file.calls)
    return stops or (not shell and _looks_at_end(file))


def _is_shell(call: Call) -> bool:
    yes = any(one.name == "shell" and one.value != Literal(False) for one in call.keywords)
    return yes or call.callee in ("os.system", "os.popen")


def _looks_at_end(file: FileFacts) -> bool:
    asked = any(name.endswith(".returncode") for scope in file.reads for name in scope)
    return asked or any(
        call.callee in _CHECKING
        or any(one.name == "check" and one.value == Literal(True) for one in call.keywords)
        for call in file.calls
    )


def _is_meant(one: StartedScript) -> bool:
    """A Python file named as such, given computed values, by no launcher."""
    target = one.target or ""
    named = one.kind in ("script", "module") and target.endswith(".py")
    words = one.command.words
    launched = any(word.rpartition("/")[2] in _LAUNCHERS for word in words)
    launched = launched or any(mark in " ".join(words) for mark in _LAUNCHING)
    computed = any("{" in word for word in one.arguments)
    return named and computed and not launched and not target.endswith("setup.py")


def _hit(project: Project, commands: Sequence[StartedScript]) -> Hit:
    first, *others = commands
    here = first.file.path
    targets = list(dict.fromkeys(one.target or "" for one in commands))
    names = few((beside(path, here) for path in targets), _FEW)
    what = "a script" if len(targets) == 1 else count(len(targets), "script")
    times = "" if len(commands) == 1 else f", {count(len(commands), 'time')} in all"
    values = sum("{" in word for one in commands for word in one.arguments)
    return Hit(
        at=first.at,
        message=f"This file starts {what} of this repository as commands ({names}{times}) and "
        f"hands over {count(values, 'value')} as text",
        advice=_advice(project.files[targets[0]], beside(targets[0], here)),
        subject=" ".join(targets),
        related=(
            *(Related(one.at, f"starts `{beside(one.target or '', here)}`") for one in others),
            *(Related(project.files[path].line(1), "is started") for path in targets),
        ),
        members=len(targets),
        parts=tuple(part(here, posixpath.basename(path)) for path in targets),
    )


def _advice(target: FileFacts, name: str) -> str:
    entry = _entry(target)
    said = f"Import `{entry}` from `{name}`" if entry else f"Make `{name}` a function, import it"
    return f"{said} and call it, in a process of its own where it needs one"


def _entry(target: FileFacts) -> str:
    """The one function that the script's main part calls, parsers apart; none where importing
    the script runs it."""
    if not target.main_guard or any(name.startswith("sys.argv") for name in target.reads[0]):
        return ""
    own = {one.name for one in target.definitions if one.kind == "function" and not one.scope}
    called = {call.callee for call in target.calls if not call.scope and call.callee in own}
    called -= _BORING
    return called.pop() if len(called) == 1 else ""
