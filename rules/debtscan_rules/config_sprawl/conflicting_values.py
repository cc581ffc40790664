"""One setting with two values, and which one holds depends on where one looks.

## What it does
Finds settings of one run, or of a training script and the one that loads what it trained, that
have two values in the text: a key of a document that the code replaces by the default of an
option, given or not; a fallback (`.get("threshold", 0.5)`) for a key that all documents set to
something else and other code requires; a variable of the environment with two defaults; a size or
choice of the model that two scripts hand to the same code with different defaults.

## Why it is debt
Somebody edits the value they found, and nothing changes; or the model is built with one size and
loaded with another. Which value a result was made with is known only to who debugs it.

## Example
`conf.yaml`:

```yaml
model:
  rate: 0.05
  rounds: 400
```

`train.py`:

```python
import argparse
import yaml

parser = argparse.ArgumentParser()
parser.add_argument("--rate", type=float, default=0.1)  # debt: conflicting-values
args = parser.parse_args()
with open("conf.yaml") as stream:
    cfg = yaml.safe_load(stream)
cfg["model"]["rate"] = args.rate
fit(cfg["model"]["rate"], cfg["model"]["rounds"])
```

## How to pay it back
Keep the value in one place. Give the option no default and replace the key only when it was
given; drop the fallback; read a variable in one function; save what a model was built with beside
its weights and load it from there.

## Known limits
Two defaults of two scripts are compared only where both are followed to the same parameter or the
same read, for what a trained model is made of, and only when no command of the repository gives
the option. Values that commands, images and compose files give are deliberate and not counted;
neither are `None`, neutral fallbacks (`0`, `False`, `""`), documents whose values differ among
themselves, and checkpoints that carry their options.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.configuration.conflicts import (
    OtherFallback,
    ReplacedKey,
    other_fallbacks,
    replaced_keys,
)
from debtscan.project.options.differing_variables import DifferingVariable, differing_variables
from debtscan.project.options.paired_defaults import PairedDefault, PairedDefaults
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
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside, count, few


@project_rule(
    "conflicting-values",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=15,
    minutes_per_member=3,
    minutes_cap=60,
    since="0.1",
    options=NoOptions,
)
def conflicting_values(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per option, key, variable, or shared place where two scripts meet."""
    files, configuration = project.files, project.configuration
    by_option: dict[str, list[ReplacedKey]] = defaultdict(list)
    for replaced in replaced_keys(files, configuration, project.options):
        by_option[f"{replaced.use.at} {replaced.use.option.name}"].append(replaced)
    yield from (_of_option(project, found) for found in by_option.values())
    by_key: dict[str, list[OtherFallback]] = defaultdict(list)
    for fallback in other_fallbacks(files, configuration):
        by_key[fallback.key].append(fallback)
    yield from map(_of_key, by_key.values())
    starts = project.entry_points.paths
    environment = project.environment
    yield from map(
        _of_variable, differing_variables(files.values(), environment, project.imports, starts)
    )
    pairs = PairedDefaults(project.calls, project.options, project.sides, project.given_options)
    yield from map(_of_pair, pairs.found)


def _of_option(project: Project, found: Sequence[ReplacedKey]) -> Hit:
    first = found[0]
    flag = max(first.use.option.flags, key=len, default=first.use.option.name)
    told = list(dict.fromkeys(place for one in found for place in one.told))
    given = [one for one in project.given_options.by_commands(first.use) if one.value]
    commands = f"; commands give {few((one.value for one in given), 2)}" if given else ""
    return Hit(
        at=first.use.at,
        message=f"`{flag}` is `{first.default}` unless given, and always replaces `{first.key}`, "
        f"which is {_values(told)}: that value never holds{commands}",
        advice=f"Give `{flag}` no default and replace `{first.key}` only when it was given",
        subject=flag,
        related=(
            *(Related(at, f"`{value}` here, to no effect") for value, at in told),
            *(Related(one.written, "replaced here") for one in found),
            *(Related(one.at, f"`{one.value}` is given here") for one in given[:3]),
        ),
        members=len(told),
        parts=tuple(part(one.use.file.path, flag, one.key) for one in found),
        severity=Severity.HIGH,
    )


def _of_key(found: Sequence[OtherFallback]) -> Hit:
    first, *others = found
    return Hit(
        at=first.at,
        message=f"`{first.key}` falls back to `{first.fallback}` here, but is "
        f"{_values(first.told)}, and `{beside(first.required.path, first.at.path)}` requires it",
        advice=f"Drop the fallback, or define the default of `{first.key}` in one place",
        subject=first.key,
        related=(
            *(Related(at, f"`{value}` here") for value, at in first.told),
            Related(first.required, "requires the key"),
            *(Related(one.at, f"falls back to `{one.fallback}`") for one in others),
        ),
        members=len(found),
        parts=tuple(part(one.at.path, one.key) for one in found),
        severity=Severity.LOW,
    )


def _values(told: Sequence[tuple[str, object]]) -> str:
    places = sorted({str(getattr(at, "path", "")) for _, at in told})
    return f"{few(value for value, _ in told)} in {few(places, 2)}"


def _of_variable(one: DifferingVariable) -> Hit:
    (first, value), *others = one.reads
    other = next(text for _, text in others if text != value)
    return Hit(
        at=first,
        message=f"`{one.name}` is `{value}` here when it is not set, and `{other}` in other code "
        f"of the same run ({count(len(one.reads), 'place')} read it)",
        advice=f"Read `{one.name}` in one place, and hand the value on",
        subject=one.name,
        related=tuple(
            Related(at, f"defaults to `{text}`", part=part(at.path, one.name))
            for at, text in others
        ),
        members=len(one.reads),
        parts=tuple(part(at.path, one.name) for at, _ in one.reads),
        needs=2,
    )


def _of_pair(one: PairedDefault) -> Hit:
    first, trained = one.loading[0], one.training[0]
    flag = max(first.option.flags, key=len)
    here, there = (getattr(use.option.default, "value", "") for use in (first, trained))
    meets, place = one.arrives
    return Hit(
        at=first.at,
        message=f"`{flag}` is `{here}` unless given here, where weights are loaded, and `{there}` "
        f"in `{beside(trained.file.path, first.file.path)}`: {meets}",
        advice=f"Save `{one.name}` with the weights and load it from there, or share one default",
        subject=flag,
        related=(
            *(Related(use.at, f"`{there}` here") for use in one.training),
            *(Related(use.at, "another default, too") for use in one.loading[1:]),
            Related(place, "where both arrive"),
        ),
        members=len(one.loading) + 1,
        parts=tuple(part(use.file.path, flag) for use in one.loading),
    )
