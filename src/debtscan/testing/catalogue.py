"""The catalogue page of a pack, written from its rules: `rules/README.md` of debtscan itself.

`python -m debtscan.testing.catalogue PACK FILE` writes it, with `--check` it only compares.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from debtscan.model import Category, Stage
from debtscan.rulekit import Rule, RulePack, option_fields
from debtscan.testing.evidence import AGAIN, ENOUGH, SecondReading, load_tally

_HEAD = """\
# {count} rules

What `debtscan` looks for, by category, and how sure it is. `debtscan explain RULE` prints the
same page. *Evidence* is how many of the findings that were read on real repositories were real;
the [whole tally](#evidence) stands below. Rules of the stage *product* are not asked under
`--stage research`. Written from the rules by
`python -m debtscan.testing.catalogue {package} {file}`; a test keeps it true.
"""
_EVIDENCE = """\
## Evidence

Each rule ran over these many repositories; of its findings so many were read in their files:
*real* (the owner would act on it), *harmless* (true, nothing to act on), *wrong*. *At least* is
the lower end of the 95 % interval (Wilson) of the share of real ones. Stable rules need 85 % and
at least 70 %, those marked ★ 92 % and 80 %; *few* means that less than ten findings exist in all
repositories, so the rule stands on its spec. *Again*: two further readers judged one random
sample, neither knowing the other's verdicts or these; so many verdicts were alike, so many
findings both called real, and the mean share of real ones of the two is in brackets. A stable rule
needs more than {again:.0%} there, where they read {enough} or more; *gone* are findings of the
sample that a guard has silenced since, which count no more.

| rule | repositories | findings | real | harmless | wrong | precision | at least | again |
|---|---:|---:|---:|---:|---:|---:|---:|---|
"""
_COLUMNS = "| rule | finds | stage | severity | minutes | evidence |\n|---|---|---|---|---:|---|\n"


def catalogue(pack: RulePack, package: str, file: str) -> str:
    """The page: an overview by category, then the page of every rule."""
    categories = [c for c in Category if any(rule.category is c for rule in pack.rules)]
    parts = [_HEAD.format(count=len(pack.rules), package=package, file=file)]
    for category in categories:
        rules = _of(pack, category)
        parts.append(f"## {_title(category)}\n\n{_COLUMNS}{''.join(map(_row, rules))}")
    evidence = _EVIDENCE.format(again=AGAIN, enough=ENOUGH)
    parts.append(evidence + "".join(map(_reading, sorted(pack.rules, key=lambda rule: rule.id))))
    for category in categories:
        parts += [_page(rule) for rule in _of(pack, category)]
    return "\n".join(parts)


def _of(pack: RulePack, category: Category) -> list[Rule[Any, Any]]:
    return sorted((r for r in pack.rules if r.category is category), key=lambda rule: rule.id)


def _title(category: Category) -> str:
    return category.value.replace("-", " ").capitalize()


def _row(rule: Rule[Any, Any]) -> str:
    anchor = rule.id.replace("/", "")
    cells = [
        f"[`{rule.id}`](#{anchor})",
        rule.page.summary.replace("|", "\\|"),
        "both" if rule.stage is Stage.RESEARCH else "product",
        rule.severity.label,
        _price(rule),
        _evidence(rule),
    ]
    return f"| {' | '.join(cells)} |\n"


def _price(rule: Rule[Any, Any]) -> str:
    more = f" + {rule.minutes_per_member} each" if rule.minutes_per_member else ""
    return f"{rule.minutes}{more}"


def _evidence(rule: Rule[Any, Any]) -> str:
    tally = load_tally(rule)
    return f"{rule.lifecycle.value}: {tally.real} of {tally.looked_at}" + (
        " (few)" if tally.few else ""
    )


def _reading(rule: Rule[Any, Any]) -> str:
    tally = load_tally(rule)
    numbers = (len(tally.read), tally.findings, tally.real, tally.harmless, tally.wrong)
    cells = [
        f"`{rule.id}`" + (" ★" if tally.strong else ""),
        *map(str, numbers),
        f"{tally.precision:.0%}" if tally.looked_at else "-",
        "few" if tally.few else f"{tally.bound:.0%}",
        _again(tally.second),
    ]
    return f"| {' | '.join(cells)} |\n"


def _again(second: SecondReading) -> str:
    gone = f", {second.gone} gone" if second.gone else ""
    if not second.read:
        return gone[2:] or "-"
    alike = f"{second.agreed} of {second.read} alike, {second.real} both real"
    return f"{alike} ({second.share:.0%}){gone}"


def _page(rule: Rule[Any, Any]) -> str:
    _, _, body = rule.page.text.strip().partition("\n")
    demoted = re.sub(r"^## ", "### ", body.strip(), flags=re.MULTILINE)
    return f"## {rule.id}\n\n{rule.page.summary}\n\n{demoted}\n{''.join(_options(rule))}"


def _options(rule: Rule[Any, Any]) -> Iterator[str]:
    fields = option_fields(rule.options)
    if fields:
        yield "\n### Options\n| option | default | meaning |\n|---|---|---|\n"
    for field in fields:
        default = str(_toml(field.default)).replace("|", "\\|")
        yield f"| `{field.name}` | `{default}` | {field.description} |\n"


def _toml(value: Any) -> str:
    import msgspec

    return msgspec.json.encode(value).decode()


def main(arguments: Iterable[str]) -> int:
    """Write or compare the page; 1 when it is out of date."""
    words = list(arguments)
    checking = "--check" in words
    package, file = [word for word in words if word != "--check"]
    page = catalogue(import_module(package).PACK, package, file)
    target = Path(file)
    if not checking:
        target.write_text(page, encoding="utf-8")
        return 0
    current = target.read_text(encoding="utf-8") if target.exists() else ""
    return int(current != page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
