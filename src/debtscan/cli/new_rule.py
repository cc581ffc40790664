"""The command `new-rule`: the files of a rule, and what is left to do by hand."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from debtscan.cli.streams import deliver

if TYPE_CHECKING:
    from debtscan.model import Category

BUILTIN = Path("rules/debtscan_rules")
_KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the two files go and how the pack's list names the rule."""

    rule: Path
    spec: Path
    listing: Path
    dotted: str


@click.command("new-rule", help="Write the files of a new rule.")
@click.argument("rule")
@click.option("--category", "-c", required=True, help="The debt it finds, such as glue-code.")
@click.option(
    "--pack-dir",
    type=click.Path(path_type=Path),
    help=f"The package that holds PACK; by default {BUILTIN}.",
)
def command(rule: str, category: str, pack_dir: Path | None) -> int:
    """Refuses a bad or taken name before anything is written."""
    from debtscan.cli.skeleton import package_text, rule_text, spec_text

    kind = _category(category)
    module = _module(rule)
    plan = _plan(rule, module, kind, pack_dir or BUILTIN)
    _refuse_taken(rule, plan)
    if not (plan.rule.parent / "__init__.py").exists():
        _write(plan.rule.parent / "__init__.py", package_text(kind.value))
    _write(plan.rule, rule_text(rule, module, kind.name, _since()))
    _write(plan.spec, spec_text(rule))
    deliver(_next_steps(rule, module, plan))
    return 0


def _category(name: str) -> Category:
    from debtscan.model import Category, DebtscanError
    from debtscan.model.nearest import did_you_mean

    known = {category.value: category for category in Category}
    if name not in known:
        raise DebtscanError(f"unknown category `{name}`{did_you_mean(name, known)}")
    return known[name]


def _module(rule: str) -> str:
    """The module and function of a rule. Raises `DebtscanError` for a name that cannot be one."""
    from debtscan.model import DebtscanError

    name = rule.rpartition("/")[2]
    module = name.replace("-", "_")
    if not all(_KEBAB.fullmatch(part) for part in rule.split("/")) or rule.count("/") > 1:
        raise DebtscanError(f"`{rule}` is no kebab-case name such as `option-never-read`")
    if keyword.iskeyword(module) or keyword.issoftkeyword(module):
        raise DebtscanError(f"`{rule}` cannot name a function of Python")
    return module


def _plan(rule: str, module: str, category: Category, pack: Path) -> Plan:
    from debtscan.model import DebtscanError

    listing = pack / "__init__.py"
    if not listing.is_file():
        raise DebtscanError(f"{pack} holds no rule pack (no __init__.py); see --pack-dir")
    builtin = pack.resolve().name == BUILTIN.name
    if builtin == ("/" in rule):
        names = "`<name>`" if builtin else "`<pack>/<name>`"
        raise DebtscanError(f"the rules of {pack} are named {names}, not `{rule}`")
    if not builtin:
        dotted = f"{pack.resolve().name}.{module}"
        spec = pack / ".." / "tests" / f"{module}.md"
        return Plan(pack / f"{module}.py", spec.resolve(), listing, dotted)
    spec = pack / ".." / ".." / "tests" / "rules" / category.folder / f"{module}.md"
    return Plan(
        pack / category.folder / f"{module}.py",
        spec.resolve(),
        listing,
        f"{pack.resolve().name}.{category.folder}.{module}",
    )


def _refuse_taken(rule: str, plan: Plan) -> None:
    from debtscan.engine import load_packs
    from debtscan.model import DebtscanError

    if any(rule == each.id for pack in load_packs() for each in pack.rules):
        raise DebtscanError(f"the rule `{rule}` exists")
    for path in (plan.rule, plan.spec):
        if path.exists():
            raise DebtscanError(f"{_shown(path)} exists")


def _since() -> str:
    from debtscan import __version__

    return ".".join(__version__.split(".")[:2])


def _write(path: Path, text: str) -> None:
    from debtscan.cli.outputs import write_whole
    from debtscan.model import DebtscanError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DebtscanError(f"cannot make {path.parent}: {error.strerror}") from error
    write_whole(path, text)


def _next_steps(rule: str, module: str, plan: Plan) -> str:
    return f"""\
wrote {_shown(plan.rule)}
wrote {_shown(plan.spec)}
next:
  1. list it in {_shown(plan.listing)}:
         from {plan.dotted} import {module}
     and add `{module}` to the rules of PACK
  2. answer every TODO in the two files, and replace `todo_replace_me`
  3. run the tests; they hold the page's example and the spec against the rule
  4. try it: debtscan --select {rule} PATH
"""


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()
