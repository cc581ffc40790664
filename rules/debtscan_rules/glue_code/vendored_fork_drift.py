"""A vendored copy of somebody else's code that was edited to fit this repository.

## What it does
Finds folders of vendored code (by their place, or by the licence of another holder in them) whose
modules import this repository's own packages. Their authors cannot have written that: the copy was
changed here. One finding per folder, at the module that it leans on most.

## Why it is debt
An edited copy cannot be replaced by a newer release: every repair upstream has to be carried over
by hand, and nobody knows which lines are whose. The borrowed code and the repository can then only
be changed together.

## Example
`src/churn/scaling.py`:

```python
def rescale(rows):  # debt: vendored-fork-drift
    return rows
```

`third_party/boosting/trees.py`:

```python
from src.churn.scaling import rescale


def fit(rows):
    return rescale(rows)
```

## How to pay it back
Undo the edit and adapt from outside (a wrapper, a subclass, a parameter), or declare the package
as a dependency; if the copy is to stay edited, keep the changes as a patch file beside it.

## Known limits
History is not read: an edit that imports nothing of the repository is not seen. Notebooks, and
imports of top-level names, which may mean another module, are left alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import Import, Kind, Role
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Lifecycle,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.wording import count

#: a vendored file, its import, and the module of the repository it means
Edit = tuple[FileFacts, Import, str]


@project_rule(
    "vendored-fork-drift",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=120,
    minutes_per_member=15,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def vendored_fork_drift(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per vendored folder that imports the repository around it."""
    for folder, edits in _by_folder(project).items():
        yield _hit(project, folder, edits)


def _by_folder(project: Project) -> Mapping[str, Sequence[Edit]]:
    own = _own_folders(project)
    found: dict[str, list[Edit]] = defaultdict(list)
    for file in project.files.values():
        if file.role is Role.VENDORED and file.kind is Kind.PYTHON:
            for edit in _edits(project, file):
                found[_folder(file.path, own)].append(edit)
    return found


def _own_folders(project: Project) -> set[str]:
    """Every folder that holds code of the repository, at any depth."""
    found: set[str] = set()
    for file in project.files.values():
        if file.role is Role.SOURCE and file.is_code:
            parts = file.path.split("/")[:-1]
            found.update("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return found


def _folder(path: str, own: set[str]) -> str:
    """The outermost folder of a vendored file that holds nothing of the repository's own."""
    parts = path.split("/")[:-1]
    around = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return next((folder for folder in around if folder not in own), "/".join(parts))


def _edits(project: Project, file: FileFacts) -> Iterator[Edit]:
    for one in file.imports:
        if "." in one.module:
            target = project.modules.resolve(file, one) or ""
            if target in project.files and project.files[target].role is Role.SOURCE:
                yield file, one, target


def _hit(project: Project, folder: str, edits: Sequence[Edit]) -> Hit:
    [(target, _), *_] = sorted(
        Counter(target for _, _, target in edits).items(), key=lambda pair: (-pair[1], pair[0])
    )
    files = sorted({file.path for file, _, _ in edits})
    return Hit(
        at=project.files[target].line(1),
        message=f"`{folder}` is somebody else's code, yet {count(len(files), 'file')} of it "
        f"{'imports' if len(files) == 1 else 'import'} this repository's own modules "
        f"(`{target}` most): the copy was edited here",
        advice=f"Undo the edits of `{folder}` and adapt it from outside, or keep them as a patch "
        "beside it",
        subject=folder,
        related=tuple(
            Related(file.locate(one.at), "the edited copy imports it") for file, one, _ in edits
        ),
        members=len(files),
        parts=tuple(files),
    )
