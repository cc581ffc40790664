"""A branch whose condition is already decided in the text.

## What it does
Finds conditions that constants decide: `if False`, `while 0`, `... and False`, `if True ...
else`, and conditions on a local variable that is set once, to `True` or `False`, and never
again. A string literal standing alone in an `or` (`kind == "a" or "b"`) decides its condition
too, against the author's wish, and is reported as a likely wrong result.

## Why it is debt
The losing side is an experiment that has ended: it is not run, not tested, and still read and
renamed by everyone who changes the file. The condition claims a choice that nobody has.

## Example
```python
def fuse(image, depth):
    blend = False
    if blend:  # debt: constant-branch
        depth = resize(depth, image.shape)
        image = 0.5 * image + 0.5 * depth
    return stack(image, depth)
```

## How to pay it back
Keep the side that runs and delete the condition with the other side; version control keeps it.
If the choice is still open, make it a parameter or an option, so that both sides can be run.

## Known limits
Flags of a module, and those in a block of settings at the top of a function, are not judged:
about half of those met in real code are switches that people edit by hand, or are overwritten
by `exec`. Endless loops, imports hidden from the interpreter
(`if False: from x import y`), the `if False: yield` that makes a generator, and templates are
let pass.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from debtscan.facts import Assignment, Branch, Literal, Operation, Reference, Span, Value
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    NoOptions,
    Related,
    Severity,
    file_rule,
)
from debtscan.rulekit.parts import inside, owner

_JUDGED = frozenset({"if", "elif", "while"})
_REBINDING = frozenset({"exec", "eval", "locals", "vars"})

_SETTINGS = 4  #: constants in a row that make a block of settings

Flags = Mapping[str, Assignment]


@file_rule(
    "constant-branch",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=5,
    minutes_per_member=3,
    since="0.1",
    options=NoOptions,
)
def constant_branch(file: FileFacts, options: NoOptions) -> Iterator[Hit]:
    """One hit per stray string, per condition of a function, and per function with flags."""
    decided: dict[tuple[int, str], list[Branch]] = defaultdict(list)
    flags = _flags(file)
    for branch in file.branches:
        if branch.kind not in _JUDGED or "{{" in branch.text or "{%" in branch.text:
            continue
        known = {n: a for n, a in flags[branch.scope].items() if _decides(file, a, branch)}
        stray = _stray(branch.test)
        if stray:
            yield _always_true(file, branch, stray)
        elif _dead_statements(file, branch, _outcome(branch.test, known)):
            by_flag = not known.keys().isdisjoint(branch.names)
            decided[branch.scope, "" if by_flag else branch.text].append(branch)
    for (scope, text), branches in decided.items():
        yield _never_runs(file, text, branches, flags[scope])


def _flags(file: FileFacts) -> Mapping[int, Flags]:
    """Per function: its variables that are bound once, to True or False."""
    bound: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
    for assignment in file.assignments:
        scope = assignment.scope
        while scope:
            bound[scope, assignment.target].append(assignment)
            scope = file.definitions[scope - 1].scope
    flags: dict[int, dict[str, Assignment]] = defaultdict(dict)
    for (scope, name), found in bound.items():
        plain = len(found) == 1 and name.isidentifier() and _is_flag(found[0], scope)
        settled = plain and not _bound_otherwise(file, scope, name, bound)
        if settled and not _is_setting(file, found[0]):
            flags[scope][name] = found[0]
    return flags


def _is_flag(assignment: Assignment, scope: int) -> bool:
    plain = assignment.scope == scope and (assignment.how == "=" or assignment.how[0] == ":")
    return (
        plain and isinstance(assignment.value, Literal) and isinstance(assignment.value.value, bool)
    )


def _is_setting(file: FileFacts, flag: Assignment) -> bool:
    """Whether the flag stands in a block of constants, paths and numbers among them: what
    somebody edits before each run."""
    constants = {
        _row(file, one.at.line): one.value.value
        for one in file.assignments
        if one.scope == flag.scope and isinstance(one.value, Literal)
    }
    block = [_row(file, flag.at.line)]
    for step in (-1, 1):
        row = block[0] + step
        while row in constants:
            block.append(row)
            row += step
    others = any(not isinstance(constants[row], bool) for row in block)
    return len(block) >= _SETTINGS and others


def _decides(file: FileFacts, flag: Assignment, branch: Branch) -> bool:
    """Whether the flag is set before the branch, and not only in a block beside it."""
    set_in, asked_in = (_depth(file, line) for line in (flag.at.line, branch.at.line))
    return flag.at.line < branch.at.line and set_in <= asked_in


def _depth(file: FileFacts, line: int) -> int:
    return file.statements.depths[_row(file, line)]


def _row(file: FileFacts, line: int) -> int:
    return bisect_right(file.statements.lines, line) - 1


def _bound_otherwise(file: FileFacts, scope: int, name: str, bound: Collection[object]) -> bool:
    """Whether anything but an assignment of this function can give the name a value."""
    definition = file.definitions[scope - 1]
    return (
        definition.kind != "function"
        or (definition.scope, name) in bound  # perhaps `nonlocal`
        or any(parameter.name == name for parameter in definition.parameters)
        or any(one.bound == name for one in file.imports if one.scope == scope)
        or not _REBINDING.isdisjoint(file.reads[scope])
    )


def _outcome(test: Value, flags: Flags) -> bool | None:
    """What constants and flags decide; None when something else has a say."""
    match test:
        case Literal(value):
            return bool(value)
        case Reference(name) if name in flags:
            return _outcome(flags[name].value, {})
        case Operation("not", (operand,)):
            inner = _outcome(operand, flags)
            return None if inner is None else not inner
        case Operation("and" | "or" as operator, operands):
            known = [_outcome(operand, flags) for operand in operands]
            decisive = operator == "or"
            return decisive if decisive in known else (None if None in known else not decisive)
    return None


def _stray(test: Value) -> str:
    """A string that stands alone in an `or`, where it is always true; "" without one."""
    match test:
        case Operation("and" | "or" | "not" as operator, operands):
            for operand in operands:
                if operator == "or" and isinstance(operand, Literal) and operand.value:
                    return operand.value if isinstance(operand.value, str) else ""
                if found := _stray(operand):
                    return found
    return ""


def _dead_statements(file: FileFacts, branch: Branch, outcome: bool | None) -> int:
    """Statements on the losing side, if they were meant to run."""
    if outcome is None or (branch.kind == "while" and outcome):
        return 0
    side = branch.orelse if outcome else branch.body
    count = branch.orelse_statements if outcome else branch.body_statements
    return 0 if side is None or _for_tools(file, side, count) else count


def _for_tools(file: FileFacts, side: Span, count: int) -> bool:
    """Imports shown to a type checker or packager, or the `yield` that makes a generator."""
    imports = sum(1 for one in file.imports if side.line <= one.at.line <= side.end_line)
    yields = any(
        one.how == "yield" and side.line <= one.at.line <= side.end_line for one in file.returns
    )
    return imports >= count or (yields and count == 1)


def _never_runs(file: FileFacts, text: str, branches: list[Branch], flags: Flags) -> Hit:
    dead = sum(_dead_statements(file, one, _outcome(one.test, flags)) for one in branches)
    names = [] if text else sorted({name for one in branches for name in one.names} & flags.keys())
    related = [Related(file.locate(flags[name].at), f"`{name}` set here") for name in names]
    related += [
        Related(file.locate(one.at), "decided too", "place", _part(file, one))
        for one in branches[1:]
    ]
    cause = ", ".join(f"`{name}`" for name in names)
    return Hit(
        at=file.locate(branches[0].at),
        message=f"{_reason(text, cause, flags, names)}: {dead} statement{'s' * (dead != 1)} "
        "behind it never run",
        advice=_advice(cause, len(names)),
        subject=inside(owner(file, branches[0].scope), text or ", ".join(names)),
        related=tuple(related),
        members=len(branches),
        parts=tuple(_part(file, one) for one in branches),
        confidence=Confidence.MEDIUM if names else None,
    )


def _part(file: FileFacts, one: Branch) -> str:
    return inside(owner(file, one.scope), one.text)


def _advice(cause: str, count: int) -> str:
    if not count:
        return "Keep the side that runs; delete the condition and the other side"
    open_choice = f"make {cause} a parameter" if count == 1 else "make them parameters"
    return f"Delete {cause} and the side that never runs, or {open_choice}"


def _reason(text: str, cause: str, flags: Flags, names: list[str]) -> str:
    if len(names) == 1:
        value = flags[names[0]].value
        literal = value.value if isinstance(value, Literal) else ""
        return f"{cause} is set to {literal} in this function and never again"
    if names:
        return f"{cause} are set to constants in this function and never again"
    return f"the condition `{text}` is decided by a constant"


def _always_true(file: FileFacts, branch: Branch, stray: str) -> Hit:
    return Hit(
        at=file.locate(branch.at),
        message=f'`{branch.text}` is always true: "{stray}" stands alone in an `or`, and a '
        "string that is not empty is true",
        advice=f'Compare "{stray}" too: `x == ... or x == "{stray}"`, or `x in (...)`',
        subject=inside(owner(file, branch.scope), branch.text),
        severity=Severity.HIGH,
    )
