"""An option of a config group that nothing selects and that has fallen behind.

## What it does
Composes what Hydra would for every start the repository shows, and finds documents of config
groups that no defaults list, command or call selects, when there is a sign that they are left
over: they lack keys that all selected options of the group have and that code reads without a
fallback, or their name says so (`old`, `copy`, `backup`, `tmp`).

## Why it is debt
It looks like a choice. Whoever selects it gets an error from deep inside a run, or results of a
setup that nobody has kept up with the code; whoever changes the group edits it with the others.

## Example
`conf/config.yaml`:

```yaml
defaults:
  - model: resnet
```

`conf/model/resnet.yaml`:

```yaml
depth: 18
width: 64
```

`conf/model/dense.yaml`:

```yaml
depth: 121  # debt: unselected-config-group
```

`train.py`:

```python
import hydra

@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg):
    build(cfg.model.depth, cfg.model.width)

main()
```

## How to pay it back
Delete the document, or give it the keys of the others and let a test compose it.

## Known limits
Options of a whole zoo that merely wait for users are let pass, and so are all options of apps of
which some command is not fully known, and those that a text names. Options with another
`_target_` than the selected ones are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.project.configuration.unselected_options import (
    UnselectedOption,
    unselected_options,
)
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    Location,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.wording import few


@project_rule(
    "unselected-config-group",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=10,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def unselected_config_group(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per document."""
    for one in unselected_options(project.files, project.configuration, project.mentions):
        yield _hit(one)


def _hit(one: UnselectedOption) -> Hit:
    choice = f"{one.group}={one.name}"
    lacking = few(key for key, _ in one.lacks)
    sign = (
        f"it lacks {lacking}, which all selected options have and code requires"
        if one.lacks
        else "its name says that something took its place"
    )
    return Hit(
        at=Location(one.path, 1),
        message=f"no defaults list, command or call selects `{choice}`, and {sign}",
        advice=f"Delete `{one.path}`" + (f", or give it {lacking}" if one.lacks else ""),
        subject=one.path,
        related=(
            *(Related(at, f"reads `{key}` without a fallback") for key, at in one.lacks),
            *(Related(Location(path, 1), "is selected") for path in one.selected[:3]),
        ),
        severity=Severity.MEDIUM if one.lacks else None,
    )
