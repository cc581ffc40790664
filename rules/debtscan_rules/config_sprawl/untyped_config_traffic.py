"""A configuration that many modules take apart by string, with no schema.

## What it does
Follows loaded documents to every place that reads them by string (`cfg["model"]["rate"]`,
`cfg.get("rate")`) and reports those that are read at many places of several modules, when neither
what loads them nor what reads them knows a schema (a dataclass, pydantic, attrs, a JSON schema).
Documents that are read at the same places are one finding.

## Why it is debt
The raw dictionary is an interface between all these modules, and nothing describes it. A key can
be renamed, misspelt, or given as a string instead of a number, and the run fails hours later, or
does not fail; no tool can say who needs which key.

## Example
With thresholds that fit on a page:

```toml options
[untyped-config-traffic]
min_sites = 2
min_modules = 2
min_keys = 3
```

`conf.yaml`:

```yaml
rate: 0.1
rounds: 400
depth: 6
```

`settings.py`:

```python
import yaml

def load_settings():
    with open("conf.yaml") as stream:
        return yaml.safe_load(stream)  # debt: untyped-config-traffic
```

`fit.py`:

```python
from settings import load_settings

cfg = load_settings()
fit(cfg["rate"], cfg["rounds"])
```

`score.py`:

```python
from settings import load_settings

cfg = load_settings()
score(cfg["depth"])
```

## How to pay it back
Make an object of the dictionary where it is loaded: a frozen dataclass for each section, filled
and checked once. Hand each function the section it needs.

## Known limits
Only places to which the document was followed count, so the numbers are least ones. Attribute
access (`cfg.model.rate`) is not counted. Silent for documents whose schema a library owns
(DeepSpeed, detectron2, mm*).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.project.configuration.untyped_traffic import UntypedTraffic, untyped_traffic
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Kind,
    Lifecycle,
    Location,
    Project,
    Related,
    Role,
    Severity,
    Stage,
    project_rule,
)
from debtscan.rulekit.wording import count, few


@dataclass(frozen=True)
class Options:
    """How much traffic is too much without a schema."""

    #: So many places read keys by string,
    min_sites: int = 15
    #: in so many modules,
    min_modules: int = 4
    #: so many different keys.
    min_keys: int = 12


@project_rule(
    "untyped-config-traffic",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=120,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
    stage=Stage.PRODUCTION,
)
def untyped_config_traffic(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per configuration, where it is loaded."""
    for one in untyped_traffic(project.files, project.configuration):
        if (
            len(one.sites) >= options.min_sites
            and len(one.modules) >= options.min_modules
            and len(one.keys) >= options.min_keys
        ):
            yield _hit(project, one)


def _hit(project: Project, one: UntypedTraffic) -> Hit:
    modules = [path for path, _ in Counter(at.path for at in one.sites).most_common()]
    first = {at.path: at for at in reversed(one.sites)}
    return Hit(
        at=_loaded(project, one),
        message=f"{count(len(one.sites), 'place')} of {count(len(modules), 'module')} take "
        f"{few(one.documents, 2)} apart by string ({len(one.keys)} keys), and no schema says what "
        f"is in there",
        advice="Turn it into dataclasses where it is loaded, and hand on sections of those",
        subject=one.documents[0],
        related=tuple(Related(first[path], "reads keys by string") for path in modules[:10]),
        members=len(modules),
        parts=tuple(one.documents),
    )


def _loaded(project: Project, one: UntypedTraffic) -> Location:
    """The call that loads it in code that is judged, else the first place that reads it."""
    for load in project.configuration.loads.all:
        file = project.files[load.path]
        judged = file.role is Role.SOURCE and file.kind is Kind.PYTHON
        if judged and {*load.documents} & {*one.documents}:
            return load.at
    return one.sites[0]
