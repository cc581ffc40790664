"""The text of a new rule and of its spec: it runs as it is, and every TODO wants an answer."""

from __future__ import annotations

from string import Template

_RULE = Template('''\
"""TODO: the debt in one sentence, as a reader would say it.

## What it does
Finds TODO: what is looked for, and what is let pass. (As generated: calls of `todo_replace_me`.)

## Why it is debt
TODO: what it costs, and whom. The first paragraph stands under every finding.

## Example
```python
todo_replace_me()  # debt: $id
```

## How to pay it back
TODO: the repair, as steps.

## Known limits
TODO: what is not seen, and what may be reported wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Lifecycle,
    NoOptions,
    Severity,
    file_rule,
)


@file_rule(
    "$id",
    category=Category.$category,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=10,
    since="$since",
    options=NoOptions,
    lifecycle=Lifecycle.PREVIEW,
)
def $module(file: FileFacts, options: NoOptions) -> Iterator[Hit]:
    """One hit per TODO."""
    for call in file.calls:
        if call.callee == "todo_replace_me":
            yield Hit(
                at=file.locate(call.at),
                message="`todo_replace_me` is called",
                advice="TODO: what to do about it",
                subject=call.callee,
            )
''')

_SPEC = Template("""\
# $id

## TODO: what is reported

```python
def train():
    todo_replace_me()  # debt: $id
```

## TODO: what looks alike and is let pass

```python
def train():
    replaced()
```
""")


def rule_text(rule: str, module: str, category: str, since: str) -> str:
    """The rule's file; ``category`` is the name of a member of `Category`."""
    return _RULE.substitute(id=rule, module=module, category=category, since=since)


def package_text(category: str) -> str:
    """The docstring of a category's package."""
    return (
        f'"""Rules of the category {category}.\n\n'
        "Knows the rule kit alone; must not know the rules of other categories.\n"
        '"""\n'
    )


def spec_text(rule: str) -> str:
    """The rule's spec: a case that fires and one that stays silent."""
    return _SPEC.substitute(id=rule)
