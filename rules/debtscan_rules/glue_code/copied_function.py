"""A function or class that stands in several places, word for word or drifted apart.

## What it does
Finds functions and classes of one shape in different files (six statements or more; ten for
methods and where the names differ, twenty for classes whose names differ), and functions of one
name that share 80 % of their statements (eight or more). Shorter ones count where the same files
share others, word for word. Copies within one file count from ten statements on, and are one
finding per file. Copies that nothing reaches are left to `dead-definition`,
`dead-method` and `unreachable-module`: deleting them settles it. What the same files or two
forked folders have in common is one finding, at the function whose copies differ least and in
what matters most (a sign, a number, a default, a statement or two), with the lines. Such
findings come first, those on both the training and the predicting side before all; identical
copies come last.

## Why it is debt
Glue is copied because it has no home. A repair then reaches one copy, and the others keep the
fault; the small difference between two copies is more often a bug than a decision.

## Example
`prepare.py`:

```python
def crop(wave, size):  # debt: copied-function
    length = len(wave)
    if length > 16000:
        wave = wave[:16000]
    start = (length - size) // 2
    part = wave[start : start + size]
    peak = abs(part).max()
    if peak > 0:
        part = part / peak
    return part
```

`score.py`:

```python
def crop(wave, size):
    length = len(wave)
    if length > 22050:
        wave = wave[:22050]
    start = (length - size) // 2
    part = wave[start : start + size]
    peak = abs(part).max()
    if peak > 0:
        part = part / peak
    return part
```

`run.py`:

```python
import prepare
import score

print(prepare.crop, score.crop)
```

## How to pay it back
Move the function to a module that all of them import; make a wanted difference a parameter.

## Known limits
What families of whole files explain is left to `experiment-script-family`, preprocessing that
was copied between training and prediction to `train-serve-clone`, what a notebook repeats of a
module to `notebook-module-twin`, functions that
do little but declare options to `copied-options`. Functions that spell out the options of their
script (`get_config`, `parse_args`) differ on purpose, and so do methods of classes that end alike
(`NumpyBackend`, `TorchBackend`) unless they are long; steps of a flow and functions that call
`locals` cannot move. Tests, examples, lessons,
vendored code, recipes of several data sets, folders of many models (where one file per model is
the custom) and short methods that many classes define are not judged.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence

from debtscan.project import Difference, Symbol
from debtscan.project.clones.copied_code import CopiedCode, copied_code, copies_inside
from debtscan.project.clones.copied_functions import CopiedFunction
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
from debtscan.rulekit.copies import places, spoken, telling
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside, count, few

_FEW = 3  #: names and constants spelled out in a message
_HEAVY = 0.7  #: weight of signs, numbers, defaults and statements; texts and calls have less
_VALUES = ("operator", "constant", "default")
_REPAIRS = ("operator", "missing", "added", "order")
_SMALL = 3  #: such differences of one copy
_LEFT = 10  #: statements beside the options that make a copy of its own
_MANY = 10  #: functions of one group, and copies of one function, that are compared


@project_rule(
    "copied-function",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=15,
    minutes_per_member=10,
    minutes_cap=240,
    since="0.1",
    options=NoOptions,
    gives_way_to=("dead-definition", "dead-method", "unreachable-module"),
)
def copied_function(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per group of files that share copies and per file that holds several, at the
    function whose copies tell most."""
    families, elsewhere, dead = project.script_families, _told(project), _dead(project)
    inside = copies_inside(project.copies_inside_files, families, dead)
    for copied in (*copied_code(project.copied_functions, families, elsewhere, dead), *inside):
        first, differences = _most_telling(project, copied)
        small = _is_small(first, differences)
        yield Hit(
            at=first.members[0].at,
            message=f"{_where(copied, first)}{_difference(copied, first, differences)}",
            advice=_advice(copied, differences if small else []),
            subject=" ".join(copied.paths),
            related=(*_related(copied, first), *places(differences)),
            members=sum(len(one.members) for one in copied.functions),
            parts=_parts(copied),
            needs=2,
            confidence=Confidence.HIGH if first.exact or small else None,
            severity=_severity(project, first, differences, small=small),
        )


def _parts(copied: CopiedCode) -> tuple[str, ...]:
    return tuple(part(one.path, one.name) for each in copied.functions for one in each.members)


def _told(project: Project) -> set[Symbol]:
    """What `train-serve-clone` speaks of, and functions that do little but declare options, which
    `copied-options` speaks of."""
    clones = (clone for found in project.train_serve_clones for clone in found.clones)
    told = {symbol for clone in clones for symbol in clone.symbols}
    for copied in project.copied_options:
        for scope, number in copied.scopes.items():
            symbol = project.symbols.of_scope(*scope)
            if symbol.definition.statements - number < max(_LEFT, number):
                told.add(symbol)
    return told


def _dead(project: Project) -> Callable[[Symbol], bool]:
    """Whether a copy lies in what nothing reaches: other rules ask for its deletion, which leaves
    nothing to share."""
    return lambda one: project.dead_code.holds(one.path, one.name)


def _most_telling(
    project: Project, copied: CopiedCode
) -> tuple[CopiedFunction, Sequence[Difference]]:
    """The function whose copies differ in something small, else the one that drifted."""
    found = [(one, _compared(project, one)) for one in copied.functions[:_MANY]]
    return min(found, key=lambda pair: (-_tells(*pair), -pair[0].statements))


def _tells(first: CopiedFunction, differences: Sequence[Difference]) -> float:
    """0 for identical copies, up to 3 for one sign or statement in otherwise identical ones: that
    may be a repair, another number is meant more often than not."""
    if first.exact:
        return 0.0
    weight = max((one.weight for one in differences), default=0.1)
    small = _is_small(first, differences)
    return weight + small + (small and _may_be_repair(differences))


def _may_be_repair(differences: Sequence[Difference]) -> bool:
    return any(one.weight >= _HEAVY and one.kind in _REPAIRS for one in differences)


def _is_small(first: CopiedFunction, differences: Sequence[Difference]) -> bool:
    """A few signs, numbers, defaults or statements: what is overlooked, or a repair that has not
    reached every copy."""
    heavy = [one for one in telling(differences) if one.weight >= _HEAVY]
    return bool(heavy) and len(heavy) <= _SMALL * (len(first.members) - 1)


def _severity(
    project: Project, first: CopiedFunction, differences: Sequence[Difference], *, small: bool
) -> Severity | None:
    """Another sign, number or default in training than in prediction changes results; text and
    names do not, and identical copies may yet."""
    values = any(one.weight >= _HEAVY and one.kind in _VALUES for one in differences)
    if small and values and _is_on_both_sides(project, first):
        return Severity.HIGH
    return Severity.MEDIUM if small else None


def _is_on_both_sides(project: Project, first: CopiedFunction) -> bool:
    sides = project.two_sides
    return any(path in sides.training for path in first.paths) and any(
        path in sides.predicting for path in first.paths
    )


def _advice(copied: CopiedCode, small: Sequence[Difference]) -> str:
    if len(copied.paths) == 1:
        return "Make one function of them, with what differs as a parameter"
    move = f"ove {_names(copied)} to {_home(copied)}"
    if _may_be_repair(small):
        return f"See whether the difference is a repair that one copy lacks, then m{move}"
    return f"M{move}" + (", and make the difference a parameter" if small else "")


def _where(copied: CopiedCode, first: CopiedFunction) -> str:
    here = first.members[0].path
    if len(copied.paths) == 1:
        return _inside(copied, first)
    others = [path for path in copied.paths if path != here]
    files = few((beside(path, here) for path in others), _FEW)
    if len(copied.functions) == 1:
        return f"`{first.name}` ({first.statements} statements) stands in {files} too"
    several = f"{len(copied.functions)} functions or classes ({copied.statements} statements)"
    if all(one.paths == first.paths for one in copied.functions):
        return f"{files} and this file share copies of {several}: {_names(copied)}"
    if copied.folders:
        folders = few(
            (f"{one or '.'}/" for one in copied.folders if one != posixpath.dirname(here)), _FEW
        )
        return f"{folders} and this folder share copies of {several}: {_names(copied)}"
    return f"{several} stand in two or more of this file, {files}: {_names(copied)}"


def _inside(copied: CopiedCode, first: CopiedFunction) -> str:
    others = few(dict.fromkeys(one.name for one in first.members[1:]), _FEW)
    more = len(copied.functions) - 1
    rest = f", and {count(more, 'more function')} of this file likewise" if more else ""
    return f"`{first.name}` ({first.statements} statements) is copied in {others}{rest}"


def _home(copied: CopiedCode) -> str:
    methods = any("." in one.name for one in copied.functions)
    return f"one module{' or base class' if methods else ''} that all of them import"


def _difference(
    copied: CopiedCode, first: CopiedFunction, differences: Sequence[Difference]
) -> str:
    """In what the first function differs from its copies."""
    alone = len(copied.functions) == 1
    if first.share < 1.0:
        shown = spoken([one for one in differences if one.kind != "call"], _FEW)
        shown = shown or spoken(differences, _FEW)
        said = f": {shown}" if shown else ""
        whose = "its statements" if alone else f"the statements of `{first.name}`"
        return f"; {first.share:.0%} of {whose} are the same{said}"
    shown = spoken(differences, _FEW)
    if shown:
        return f"; {'the copies differ' if alone else f'`{first.name}` differs'}: {shown}"
    return ", word for word" if first.exact else "; only names differ"


def _compared(project: Project, first: CopiedFunction) -> list[Difference]:
    if first.exact and first.share == 1.0:
        return []
    original, *others = first.members
    return [one for other in others[:_MANY] for one in project.clones.compared(original, other)]


def _related(copied: CopiedCode, first: CopiedFunction) -> Iterator[Related]:
    for one in (first, *(other for other in copied.functions if other is not first)):
        kind = "copy" if one.exact else "differing copy"
        for member in one.members[1 if one is first else 0 :]:
            own = part(member.path, member.name)
            yield Related(member.at, f"{kind} of `{one.name}`", "place", own)


def _names(copied: CopiedCode) -> str:
    return few((one.name for one in copied.functions), _FEW)
