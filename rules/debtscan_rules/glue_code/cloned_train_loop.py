"""A training loop that is spelled out again in three files or more.

## What it does
Finds loops that compute gradients and take a step (`backward` and `step`, `apply_gradients`), of
eight statements or more, in three files or more, each with at least 60 % of its statements in
common with one of them. The finding names what most of these loops do and a few leave out.

## Why it is debt
The loop is where clipping, gradient accumulation, mixed precision, logging and saving live. With
one loop per model each of these is added to some and forgotten in others, so that two models are
no longer trained alike, and a comparison of their scores compares the loops as well.

## Example
`train_cnn.py`:

```python
def train(net, loader, optimizer, loss_of, epochs):
    for epoch in range(epochs):  # debt: cloned-train-loop
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = loss_of(net(x), y)
            loss.backward()
            clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
        print(epoch, total / len(loader))
```

`train_rnn.py`:

```python
def run(model, batches, optim, criterion, rounds):
    for number in range(rounds):
        running = 0.0
        state = model.init_hidden()
        for x, y in batches:
            optim.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            clip_grad_norm_(model.parameters(), 5.0)
            optim.step()
            running += loss.item()
        print(number, running / len(batches))
```

`train_mlp.py`:

```python
def fit(net, data, optimizer, loss_of, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in data:
            optimizer.zero_grad()
            loss = loss_of(net(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(epoch, total / len(data))
    return net
```

## How to pay it back
Keep one loop, in a function or a trainer class that takes the model, the loss and the loader, and
hooks for what really differs; or hand the loop to a library (Lightning, Accelerate, Keras `fit`).

## Known limits
Loops in tests, examples, lessons and galleries of models (`implementations/`) are not judged.
Files or functions that are copies as a whole are told of by `experiment-script-family` and
`copied-function`; one of them stands for all here. Folders with requirements of their own are
taken for projects that stand alone, and a loop outside of functions in a module that others import
for a trial of that module. Loops of libraries that hide the gradients (`model.fit`) are not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.project.clones.train_loops import TrainLoops, paths, train_loops
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
from debtscan.rulekit.wording import beside, count, few

_FEW = 3


@project_rule(
    "cloned-train-loop",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=90,
    minutes_per_member=15,
    since="0.1",
    options=NoOptions,
)
def cloned_train_loop(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per set of loops that are alike, at the one all others resemble."""
    found = train_loops(
        project.files, project.imports, project.copied_functions, project.script_families
    )
    for loops in found:
        first, *others = loops.members
        here = first.copy.path
        names = few((beside(path, here) for path in paths(others)), _FEW)
        yield Hit(
            at=first.copy.at,
            message=f"This training loop ({count(first.statements, 'statement')}) is spelled out "
            f"again in {names}, with {loops.share:.0%} or more of its statements the same"
            f"{_left_out(loops)}",
            advice=f"Keep one loop that all {len(loops.members)} files call, and hand in what "
            "differs: model, loss, loader",
            subject=" ".join(sorted(paths(loops.members))),
            related=tuple(
                Related(one.copy.at, "the loop again", "place", one.copy.path) for one in others
            ),
            members=len(loops.members),
            parts=tuple(one.copy.path for one in loops.members),
            needs=2,
            confidence=Confidence.HIGH if len(loops.members) > _FEW else None,
        )


def _left_out(loops: TrainLoops) -> str:
    """no `clip_grad_norm_` inside the loop of b.py; what most loops call and some do not."""
    here = loops.members[0].copy.path
    parts = [
        f"no `{part}` inside the loop of "
        f"{few((_name(path, here) for path in paths(lacking)), _FEW)}"
        for part, lacking in list(loops.left_out.items())[:_FEW]
    ]
    return f"; {', '.join(parts)}" if parts else ""


def _name(path: str, here: str) -> str:
    return "this file" if path == here else beside(path, here)
