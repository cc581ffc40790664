"""Options and variables of the environment that open an experiment, and that nothing sets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts, Role
from debtscan.model import Location
from debtscan.project.names.calls import Calls
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.symbols import Symbol
from debtscan.project.options.environment import Environment
from debtscan.project.options.fields import FIELDS
from debtscan.project.options.given_options import GivenOptions
from debtscan.project.options.off_sides import (
    OffSide,
    asked_names,
    asks_name,
    is_off,
    off_side,
    only_from,
)
from debtscan.project.options.options import OptionUse
from debtscan.project.options.switch_values import SwitchValues

#: switches for people, machines and single runs: nobody writes them into a script
_FOR_PEOPLE = re.compile(
    r"verbose|debug|quiet|silent|show|plot|print|log|display|visuali|vis$|save|dry|progress|profil|"
    r"resume|restart|cpu|cuda|gpu|tpu|device|eval|test|valid|infer|predict|^do_|^only_|seed|rank|"
    r"distrib|ddp|dist|fp16|bf16|fp32|fp8|half|amp|precision|world|master|wandb|comet|tensorboard|"
    r"mlflow|report|overwrite|force|cache|version|help|out|path|dir|folder|file|url|name|host|"
    r"port|worker|thread|checkpoint|ckpt|load|restore|pretrain|init_from|continue|share|api|token|"
    r"secret|key|compile|jit|onnx|deepspeed|offload|export|dump|list|interact|demo|web|"
    r"limit|max|min|num|size|memory|vram|xformers|flash|check|skip|stop|download|upload|push|hub|"
    r"backend|platform|benchmark|time|sync|slurm|queue|config|args|user|mock|fake|dummy|confirm|"
    r"tb$|track|flops|stat(s|istics)?$|histo|monitor|render|write|watch|trace|"
    r"verif|(^|_)ui(_|$)|yes$|clean|delete|remove|reset|moderate|accelerat|launch|quant|subset|sample|prompt|input",
    re.IGNORECASE,
)
_EXPERIMENT = re.compile(
    r"(^|_)(exp|experiment(al)?|try|trial|new|alt|alternative|hack|ablat\w*|old|legacy|proto|poc|"
    r"wip|tmp|temp|v\d+|beta|toy)(_|$)",
    re.IGNORECASE,
)
#: says so, whatever follows
_SAID = re.compile(r"(use_)?(exp|try|experimental|ablate|ablation)_", re.IGNORECASE)
#: frameworks whose options are typed on a command line
_TYPED = frozenset({"argparse", "click", "absl", "typer"})
_DISTINCT = 5  #: characters of a name that is hardly two things


class DormantGate(Struct, frozen=True):
    """A switch that is off, what it would run, and why it is thought to be an experiment."""

    spelled: str  #: `--use-new`, `Settings.use_new`, a key, a variable
    name: str
    at: Location  #: where it is declared, or the variable first read
    kind: str  #: "option", "field", "key", "variable"
    sides: tuple[OffSide, ...]  #: the largest first
    only: tuple[Symbol, ...]  #: definitions that only these blocks reach
    siblings: int  #: other options of the same file that commands or calls set
    left_off: tuple[Location, ...]  #: documents that say that it is off

    @property
    def own(self) -> int:
        """Statements of the definitions that only this switch can run."""
        return sum(one.definition.statements for one in self.only)

    @property
    def dead(self) -> int:
        """Statements that wait for the switch."""
        return self.own + sum(one.statements for one in self.sides)

    @property
    def named_so(self) -> bool:
        """Whether its name says that it is an experiment."""
        return bool(_EXPERIMENT.search(self.name))


class _Switch(Struct, frozen=True):
    name: str
    spelled: str
    at: Location
    kind: str
    flags: tuple[str, ...] = ()


class DormantGates:
    """Looks for them in judged code."""

    def __init__(
        self,
        uses: Sequence[OptionUse],
        given: GivenOptions,
        environment: Environment,
        calls: Calls,
        mentions: Mentions,
        files: Mapping[str, FileFacts],
    ) -> None:
        self._uses = uses
        self._given = given
        self._environment = environment
        self._calls = calls
        self._mentions = mentions
        self._files = files
        self._set: dict[str, int] = {}

    def found(self) -> Iterator[DormantGate]:
        """Every switch with a block that waits for it, by place; what is declared twice, once."""
        switches = {one.name: one for one in (*self._keys(), *self._variables(), *self._options())}
        sides = self._sides(switches)
        values = SwitchValues(self._files, self._mentions, sides.keys())
        for name, found in sides.items():
            one = switches[name]
            if values.stays_off(name, one.flags):
                largest = tuple(sorted(found, key=lambda side: -side.statements))
                only = only_from(self._calls, largest)
                off = tuple(values.off_keys.get(name, ()))
                others = self._siblings(one)
                yield DormantGate(one.spelled, name, one.at, one.kind, largest, only, others, off)

    def _options(self) -> Iterator[_Switch]:
        taken = {use.option.name for use in self._uses if not self._may_stay_off(use)}
        for use in self._uses:
            option = use.option
            typed = option.framework in _TYPED and option.flags
            judged = use.file.role is Role.SOURCE and (typed or option.framework in FIELDS)
            if judged and option.name not in taken and _is_plain(option.name):
                spelled = max(option.flags, key=len) if typed else f"{option.holder}.{option.name}"
                kind = "option" if typed else "field"
                yield _Switch(option.name, spelled, use.at, kind, option.flags)

    def _may_stay_off(self, use: OptionUse) -> bool:
        option = use.option
        wanted = option.required or option.positional or option.action == "store_false"
        if wanted or use.writes or not is_off(option.default):
            return False
        if option.default is None and option.framework in FIELDS:
            return False
        return not (self._given.by_commands(use) or self._given.by_calls(use))

    def _keys(self) -> Iterator[_Switch]:
        for path, file in self._files.items():
            for key in file.config if file.role is Role.SOURCE else ():
                name = key.path.rpartition(".")[2]
                if key.value is False and _is_plain(name):
                    yield _Switch(name, name, self._files[path].locate(key.at), "key")

    def _variables(self) -> Iterator[_Switch]:
        for name, one in self._environment.variables.items():
            own = one.reads and not (one.settings or one.named or one.outside)
            judged = own and self._files[one.reads[0].path].role is Role.SOURCE
            if judged and all(map(is_off, one.defaults)) and _is_plain(name):
                yield _Switch(name, name, one.reads[0], "variable")

    def _sides(self, switches: Mapping[str, _Switch]) -> Mapping[str, list[OffSide]]:
        found: dict[str, list[OffSide]] = defaultdict(list)
        for file in self._files.values():
            if file.is_code and file.role is Role.SOURCE:
                for branch in file.branches:
                    if branch.kind in ("if", "elif"):
                        for name in asked_names(file, branch.test) & switches.keys():
                            side = off_side(file, branch, asks_name(name))
                            found[name] += [side] if side else []
        return {name: sides for name, sides in found.items() if sides}

    def _siblings(self, one: _Switch) -> int:
        path = one.at.path
        if path not in self._set:
            beside = [use for use in self._uses if use.file.path == path]
            self._set[path] = sum(bool(self._given.by_commands(use)) for use in beside)
        return self._set[path]


def _is_plain(name: str) -> bool:
    said = _SAID.match(name) or not _FOR_PEOPLE.search(name)
    return len(name) >= _DISTINCT and bool(said)
