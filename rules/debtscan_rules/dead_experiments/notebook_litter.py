"""Files that an editor or a copy left behind, committed.

## What it does
Finds notebooks nobody gave a name (`Untitled3.ipynb`), copies made by a tool (`eda-Copy1.ipynb`,
`train (1).py`), backups and leftovers of editors and merges (`*.bak`, `*.orig`, `*.swp`, `*~`,
`.DS_Store`), and files set aside next to the one in use (`export_old.py` beside `export.py`) that
nothing imports or starts. Files of one kind in one folder are one finding.

## Why it is debt
Nobody knows whether they still matter, so nobody deletes them. Searches find them, people edit
the wrong one, and results come from a notebook whose name says nothing.

## Example
`report.py`:

```python
print("report")
```

`report_old.py`:

```python
print("the report of last year")  # debt: notebook-litter
```

## How to pay it back
Delete them: version control keeps what was there. Give a notebook that is needed a name, and add
the patterns to `.gitignore`.

## Known limits
Checkpoint folders (`.ipynb_checkpoints`) are never entered. Copies that are alike enough to be
a family of scripts are left to `experiment-script-family`.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Location,
    NoOptions,
    Project,
    Related,
    Severity,
    Stage,
    project_rule,
)

_SOURCES = r"(?:ipynb|py|sh|ya?ml|json|toml|R|sql|md)"
_KINDS = {
    "notebooks nobody gave a name": re.compile(r"Untitled ?[-_]?\d*\.ipynb"),
    "copies a tool made": re.compile(
        rf"(?:.+-Copy\d*|Copy ?_?of[ _].+|.+ copy(?: \d+)?|.+ \(\d\))\.{_SOURCES}"
    ),
    "leftovers of an editor or a merge": re.compile(
        r"\..+\.sw[op]|\.sw[op]|.+~|.+\.(?:bak|orig|rej|old)|\.DS_Store|\._.+|Thumbs\.db"
    ),
}
#: Jupyter's last state of a file, which lies beside the file only when somebody moved it there
_CHECKPOINT = re.compile(r"(?P<stem>.+)-checkpoint(?P<end>\.(?:ipynb|py))")
_ASIDE = re.compile(
    r"(?P<stem>.+?)[-_. ](?:old|orig|original|bak|backup|copy|deprecated|unused)\d*"
    rf"(?P<end>\.{_SOURCES})"
)


@project_rule(
    "notebook-litter",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=5,
    minutes_per_member=1,
    minutes_cap=30,
    since="0.1",
    deletes="file",
    options=NoOptions,
    stage=Stage.PRODUCTION,
)
def notebook_litter(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per folder and kind of litter, and one per file set aside."""
    paths = {*project.files, *(item.path for item in project.unread)}
    copies = {path for family in project.script_families for path in family.members}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(paths - copies):
        folder = posixpath.dirname(path)
        kind = _kind(path, paths)
        if kind:
            found[folder, kind].append(path)
        elif (current := _in_use(path, paths)) and not _is_used(project, path):
            yield _set_aside(path, current)
    for (folder, kind), members in found.items():
        yield _litter(folder, kind, members)


def _kind(path: str, paths: set[str]) -> str:
    folder, name = posixpath.split(path)
    kept = _CHECKPOINT.fullmatch(name)
    if kept and posixpath.join(folder, f"{kept['stem']}{kept['end']}") in paths:
        return "copies a tool made"
    return next((kind for kind, shape in _KINDS.items() if shape.fullmatch(name)), "")


def _in_use(path: str, paths: set[str]) -> str:
    """The file this one was set aside for: same folder, same name without the mark."""
    folder, name = posixpath.split(path)
    aside = _ASIDE.fullmatch(name)
    if aside is None:
        return ""
    current = posixpath.join(folder, f"{aside['stem']}{aside['end']}")
    return current if current in paths else ""


def _is_used(project: Project, path: str) -> bool:
    return bool(project.imports.importers(path)) or any(
        one.target == path for one in project.commands
    )


def _set_aside(path: str, current: str) -> Hit:
    name = posixpath.basename(path)
    return Hit(
        at=Location(path, 1),
        message=f"This file was set aside next to `{posixpath.basename(current)}`, and nothing "
        "imports or starts it",
        advice=f"Delete `{path}`; version control keeps it",
        subject=name,
        related=(Related(Location(current, 1), "in use"),),
    )


def _litter(folder: str, kind: str, members: list[str]) -> Hit:
    names = [posixpath.basename(path) for path in members]
    shown = ", ".join(f"`{name}`" for name in names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return Hit(
        at=Location(members[0], 1),
        message=f"{shown}{more}: {kind}, committed to `{folder or '.'}`",
        advice="Delete "
        + ("it" if len(names) == 1 else "them")
        + ", or give what is needed a name; add the pattern to `.gitignore`",
        subject=f"{folder}: {kind}",
        related=tuple(Related(Location(path, 1), "the same kind", "file") for path in members[1:]),
        members=len(members),
        parts=tuple(members),
    )
