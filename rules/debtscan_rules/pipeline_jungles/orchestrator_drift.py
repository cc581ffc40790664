"""A stage, target or job that names files which are not what the code has.

## What it does
Compares Makefiles, DVC stages, Snakefiles, CI workflows, pipeline files and containers with the
repository: prerequisites, dependencies, sources, scripts and rules that are brought in,
requirement lists and folders that do not exist and that nothing makes; and DVC stages whose `deps`
leave out their own script, or a tracked file that the script opens by a constant path, or whose
`outs` are written by no code while their script writes what no stage declares.

## Why it is debt
An orchestrator is trusted to know the pipeline. When it names a file that has gone, the step
fails on the first clean machine; when it leaves out a dependency, the step is not run again
although its input changed, and the old result passes for the new one.

## Example
`dvc.yaml`:

```yaml
stages:
  fit:
    cmd: python src/fit.py  # debt: orchestrator-drift
    deps:
      - src/features.py
    outs:
      - model.bin
```

`src/fit.py`:

```python
from features import build

save(learn(build()), "model.bin")
```

`src/features.py`:

```python
def build():
    return [1, 2]
```

## How to pay it back
Correct the name, or delete the target or job that nobody can have run. Add what a stage reads
to its `deps`; for a script that is the script itself.

## Known limits
Names with variables, wildcards and templates, data files (ignored by git or downloaded), and
whatever a command, target or program of the repository makes are let pass; so is a name that
any file of the repository ends like. Scripts that commands start are left to `cli-drift`.
Inputs of Snakefiles and `COPY` lines of Dockerfiles are not compared.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator

from debtscan.project.pipeline.orchestration import NamedPath, Orchestration, StageGap
from debtscan.project.pipeline.stage_outputs import Unwritten, unwritten_outputs
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
from debtscan.rulekit.parts import inside
from debtscan.rulekit.wording import few

_FEW = 3  #: names of files in a message


@project_rule(
    "orchestrator-drift",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=20,
    minutes_per_member=5,
    minutes_cap=120,
    since="0.1",
    options=NoOptions,
)
def orchestrator_drift(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per missing path of a file, and one per stage that declares too little."""
    known = Orchestration(project.files, project.unread, project.artifacts.uses, project.commands)
    missing: dict[tuple[str, str], list[NamedPath]] = defaultdict(list)
    for named in known.missing():
        missing[named.at.path, named.path].append(named)
    yield from (_missing(places) for places in missing.values())
    gaps: dict[tuple[str, str], list[StageGap]] = defaultdict(list)
    for gap in known.gaps():
        gaps[gap.at.path, gap.stage].append(gap)
    yield from (_gap(found) for found in gaps.values())
    yield from (_unwritten(one) for one in unwritten_outputs(project))


def _missing(places: list[NamedPath]) -> Hit:
    first, *others = places
    return Hit(
        at=first.at,
        message=f"`{first.path}` is named here ({first.part}), but no file or folder of the "
        "repository is called so and no step makes it",
        advice=f"Correct `{first.path}`, or delete what needs it",
        subject=first.path,
        related=tuple(
            Related(one.at, f"also named, as {one.part}", part=inside(one.path, one.part))
            for one in others
        ),
        members=len(places),
        parts=tuple(inside(one.path, one.part) for one in places),
    )


def _gap(found: list[StageGap]) -> Hit:
    first = found[0]
    names = list(dict.fromkeys(gap.path for gap in found))
    listed = ", ".join(f"`{name}`" for name in names)
    return Hit(
        at=first.at,
        message=f"stage `{first.stage}` does not list {listed} ({first.part}) in its `deps`, so "
        "`dvc repro` skips it after a change there",
        advice=f"Add {listed} to the `deps` of `{first.stage}`",
        subject=f"{first.stage} {' '.join(names)}",
        related=tuple(Related(gap.used_at, gap.part) for gap in found),
        members=len(names),
        parts=tuple(inside(first.stage, name) for name in names),
        severity=Severity.HIGH,
    )


def _unwritten(one: Unwritten) -> Hit:
    out, stage = one.declared, one.declared.step
    alike = sorted(one.instead, key=lambda use: (-_shared(use.artifact, out.artifact), use))
    names = few((use.artifact for use in alike), _FEW)
    return Hit(
        at=out.at,
        message=f"stage `{stage}` declares the output `{out.artifact}`, which no code writes; "
        f"`{posixpath.basename(one.script)}` writes {names}, which no stage declares",
        advice=f"Make `{stage}` and `{posixpath.basename(one.script)}` agree on one name",
        subject=f"{stage} {out.artifact}",
        related=tuple(Related(use.at, f"writes `{use.artifact}`") for use in alike),
        severity=Severity.HIGH,
    )


def _shared(one: str, other: str) -> int:
    """How many letters the beginnings of two file names share."""
    return len(posixpath.commonprefix([posixpath.basename(one), posixpath.basename(other)]))
