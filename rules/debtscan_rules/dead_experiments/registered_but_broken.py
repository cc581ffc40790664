"""A name that points into this repository, at nothing.

## What it does
Looks up the names that imports, entry points, documents (`_target_`, `class_path`, `target`), gin
bindings, tables of a module, `__all__`, `getattr` and `import_module` give of the repository's own
modules, and finds those that the module does not have. All that one module, or one gin
configurable, lacks is one finding.

## Why it is debt
Whoever selects that entry gets an `ImportError` or `AttributeError` instead of the model. The thing
was renamed or deleted, its registration was not: nobody ran this path since, but it is still
offered.

## Example
`model/losses.py`:

```python
def focal(scores, labels):
    return scores * labels
```

`model/__init__.py`:

```python
from model.losses import focal
```

`train.py`:

```python
from model.losses import focal


def train(kind, scores, labels):
    if kind == "pairs":
        from model.losses import pairs  # debt: registered-but-broken

        return pairs(scores, labels)
    return focal(scores, labels)
```

## How to pay it back
Point it at what took the place of the missing thing, or delete the entry and the path behind it.

## Known limits
Only modules that stand in the repository, once, are looked into: one that is not there, or that a
package lacks, is `missing-module`. Silent about modules with `__getattr__`, `globals()` or star
imports from outside, imports under `try`, and bindings whose function may stand in a file that
could not be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.model import Location
from debtscan.project.configuration.gin import BrokenBinding
from debtscan.project.starts.dangling_names import DanglingName
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
from debtscan.rulekit.wording import beside, few

_JUDGED = (Role.SOURCE, Role.EXAMPLE)
_MOST = 6
_ASKED = {
    "import": "imported here",
    "entry point": "an entry point here",
    "document": "made here",
    "table": "held by a table here",
    "getattr": "asked for here",
    "load": "loaded here",
    "export": "offered by `__all__`",
}


@project_rule(
    "registered-but-broken",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=20,
    minutes_per_member=3,
    minutes_cap=90,
    since="0.1",
    options=NoOptions,
    roles=_JUDGED,
)
def registered_but_broken(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per module that lacks names, at the first place that asks for one."""
    names: dict[str, list[DanglingName]] = defaultdict(list)
    for one in project.dangling_names:
        if project.files[one.at.path].role in _JUDGED:
            names[one.within].append(one)
    yield from map(_name, names.values())
    bindings: dict[tuple[str, str], list[BrokenBinding]] = defaultdict(list)
    for binding in project.configuration.gin.broken:
        if not _may_be_unread(project, binding):
            whole = "" if binding.function is None else binding.parameter
            bindings[binding.target, whole].append(binding)
    for found in bindings.values():
        yield _binding(project, found)


def _name(places: Sequence[DanglingName]) -> Hit:
    first, *others = places
    module = beside(first.within, first.at.path)
    missing = few(one.name for one in places)
    verb = "is" if len({one.name for one in places}) == 1 else "are"
    return Hit(
        at=first.at,
        message=f"{missing} {verb} {_ASKED[first.how]}, but {module} has no such name",
        advice=f"Use what took the place of `{first.name}`, or delete this and what needs it",
        subject=f"{first.within} {first.name}",
        related=(
            *_module(first),
            *(
                Related(one.at, f"`{one.name}` {_ASKED[one.how]}", part=part(one.at.path, one.name))
                for one in others[:_MOST]
            ),
        ),
        members=len(places),
        parts=tuple(part(one.at.path, one.name) for one in places),
    )


def _module(one: DanglingName) -> Iterator[Related]:
    if one.how != "export":
        yield Related(Location(one.within, 1), "the module that should have it")


def _may_be_unread(project: Project, binding: BrokenBinding) -> bool:
    last = binding.target.rpartition(".")[2]
    return binding.function is None and any(
        one.where == "unread" for one in project.mentions.of(last)
    )


def _binding(project: Project, found: Sequence[BrokenBinding]) -> Hit:
    first, *others = found
    function = first.function
    places = [project.files[one.path].locate(one.key.at) for one in found]
    target = Related(function.at, "what it binds") if function is not None else None
    return Hit(
        at=places[0],
        message=_lacking(first),
        advice="Delete the binding, or name what the code has now",
        subject=f"{first.target} {first.parameter if function else ''}".strip(),
        related=(
            *((target,) if target else ()),
            *(
                Related(at, "bound here too", part=part(one.path, one.key.path))
                for at, one in zip(places[1 : _MOST + 1], others, strict=False)
            ),
        ),
        members=1 + len(others),
        parts=tuple(part(one.path, one.key.path) for one in found),
    )


def _lacking(one: BrokenBinding) -> str:
    if one.function is None:
        return f"`{one.key.path}` is bound here, and no configurable of the code is `{one.target}`"
    path, line = one.function.path, one.function.at.line
    return (
        f"`{one.key.path}` is bound here, and `{one.target}` in {path}:{line} "
        f"has no parameter `{one.parameter}`"
    )
