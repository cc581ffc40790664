"""A function that so many switches divide that nobody can have run all its ways.

## What it does
Finds functions of a hundred statements or more whose branches ask ten or more different settings
(`args.use_ema`, `cfg.model.kind == "big"`). A setting counts once, however often it is asked.
Switches for people (`verbose`, `debug`, `save_...`), for devices and processes (`distributed`,
`local_rank`, `resume`), callbacks, optional parameters, options that take a value and are asked
whether they have one (`args.seed is not None`), and functions that check or parse settings do not
count. Functions of one name that ask mostly the same are one finding.

## Why it is debt
Each switch doubles the ways through the function: ten make a thousand, and a few of them are ever
run. Every experiment left its condition behind, and the next one has to be fitted in between
without knowing which combinations still work.

## Example
```python
def train(args, model, loader):  # debt: gate-explosion
    if args.ema:
        shadow = copy(model)
        decay = rate(model)
    if args.mixup:
        loader = mix(loader)
        targets = soften(loader)
    if args.deep_head and args.sync_norm:
        model = convert(model)
        head = deepen(model)
    return fit(model, loader)
```
```toml options
[gate-explosion]
min_switches = 4
min_statements = 10
```

## How to pay it back
Find the switches that no script sets and delete the losing sides. Give each kind of choice that
is left (model, data, optimiser) a function that returns what was chosen, so that the loop itself
asks nothing.

## Known limits
Conditions on values that were copied out of the settings first (`use_ema = args.ema`) are not
seen. How many of the combinations can occur together is not counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from debtscan.facts import Branch, Collection, Definition, Literal, Operation, Reference, Value
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Lifecycle,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import count, few

_SETTINGS = re.compile(
    r"^(?:.*\.)?_?(?:args?|opts?|options|cfg|config|conf|hparams?|hps?|flags|FLAGS|settings)"
    r"\.[A-Za-z_][\w.]*$"
)
#: switches that people set for an afternoon
_FOR_PEOPLE = re.compile(r"verbose|debug|quiet|show|plot|print|log|save|dry|profil|progress", re.I)
_CHECKS = re.compile(r"valid|verify|check|parse|get_arg|add_arg|config|setup|options", re.I)
#: what a run needs wherever it runs, and what others hand in
_NO_EXPERIMENT = re.compile(
    r"(?:^|[._])(?:seed|resume\w*|report_to|push_to\w*|hub_\w+|distributed|\w*rank|world_size|gpus?"
    r"|cuda|devices?|num_\w+|workers|max_\w+|min_\w+|do_(?:train|eval|test|predict)|task_name|timers?"
    r"|\w*(?:path|dir|file|name|url|steps|epochs?|weights|checkpoint\w*|func|fn|hook|callback)s?)$",
    re.I,
)
_COMPARISONS = frozenset({"==", "!=", "is", "is-not", "in", "not-in"})


@dataclass(frozen=True)
class Options:
    """How many switches are too many for one function."""

    #: Functions asking fewer settings are let pass.
    min_switches: int = 10
    #: So are functions with fewer statements.
    min_statements: int = 100


@dataclass(frozen=True)
class _Divided:
    """A function and the settings it asks, each with the first place."""

    file: FileFacts
    definition: Definition
    switches: Mapping[str, Branch]


@project_rule(
    "gate-explosion",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=120,
    minutes_per_member=30,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
)
def gate_explosion(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per function, or per family of functions that ask the same, at the worst one."""
    families: list[list[_Divided]] = []
    for one in sorted(_divided(project, options), key=lambda one: -len(one.switches)):
        family = next((kin for kin in families if _is_kin(kin[0], one)), None)
        if family is None:
            families.append([one])
        else:
            family.append(one)
    for family in families:
        yield _hit(*family)


def _divided(project: Project, options: Options) -> Iterator[_Divided]:
    valued = _valued(project)
    for file in project.source_files:
        for scope, switches in _asked(file, valued).items():
            definition = file.definitions[scope - 1]
            long = definition.statements >= options.min_statements
            many = len(switches) >= options.min_switches
            if long and many and not _CHECKS.search(definition.name):
                yield _Divided(file, definition, switches)


def _valued(project: Project) -> Set[str]:
    """Options that take any value and nowhere one of two or of a few."""
    plain: dict[str, bool] = {}
    for use in project.options:
        option = use.option
        if option.framework == "argparse":
            takes = not option.action and option.choices is None and "bool" not in option.type
            plain[option.name] = plain.get(option.name, True) and takes
    return {name for name, takes in plain.items() if takes}


def _asked(file: FileFacts, valued: Set[str]) -> Mapping[int, Mapping[str, Branch]]:
    asked: dict[int, dict[str, Branch]] = defaultdict(dict)
    for branch in file.branches:
        if branch.kind in ("if", "elif") and branch.scope:
            for name, alone in _switches(branch.test):
                if not (alone and name.rpartition(".")[2] in valued):
                    asked[branch.scope].setdefault(name, branch)
    return asked


def _switches(test: Value, alone: bool = True) -> Iterator[tuple[str, bool]]:
    """The settings that a condition asks, and whether alone or against a constant."""
    match test:
        case Operation("and" | "or" | "not", operands):
            for operand in operands:
                yield from _switches(operand)
        case Operation(_, (_, Literal(None))):
            return
        case Operation(operator, (Reference() as asked, Literal() | Collection())):
            if operator in _COMPARISONS:
                yield from _switches(asked, False)
        case Reference(name) if _SETTINGS.match(name) and not _is_plumbing(name):
            yield name, alone


def _is_plumbing(name: str) -> bool:
    return bool(_FOR_PEOPLE.search(name) or _NO_EXPERIMENT.search(name))


def _is_kin(first: _Divided, other: _Divided) -> bool:
    """Copies and siblings share a name and most of what they ask."""
    shared = first.switches.keys() & other.switches.keys()
    return first.definition.name == other.definition.name and 2 * len(shared) >= len(other.switches)


def _hit(worst: _Divided, *kin: _Divided) -> Hit:
    name, switches = worst.definition.name, worst.switches
    others = f"; it has {count(len(kin), 'near copy', 'near copies')}" if kin else ""
    return Hit(
        at=worst.file.line(worst.definition.at.line),
        message=f"`{name}` asks {count(len(switches), 'setting')} in its conditions "
        f"({few(switches)}), in {count(worst.definition.statements, 'statement')}{others}",
        advice="Delete the switches that no script sets, and let a function choose by each of the "
        "others",
        subject=name,
        related=(
            *(Related(worst.file.locate(one.at), f"asks `{key}`") for key, one in switches.items()),
            *(Related(one.file.line(one.definition.at.line), "asks much the same") for one in kin),
        ),
        members=1 + len(kin),
        parts=tuple(part(one.file.path, one.definition.name) for one in (worst, *kin)),
    )
