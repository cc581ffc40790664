"""Which options a script takes, when that can be told for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Call, Collection, FileFacts, Kind, Literal, Option, Reference
from debtscan.project.flow.carried import Produced
from debtscan.project.names.imports import Imports
from debtscan.project.options.parsers import Parser, Parsers
from debtscan.project.options.signature_options import signature_options

_PLAIN_PARSERS = frozenset({"argparse.ArgumentParser", "optparse.OptionParser"})
_MAKERS = ("ArgumentParser", "ArgParser", "OptionParser")
_CLICK = (".option", ".argument")
_ADDING = ("add_argument", "add_option")
#: libraries that make or change the command line in ways of their own
_OTHER = frozenset(
    {"hydra", "fire", "docopt", "jsonargparse", "simple_parsing", "tyro", "draccus"}
    | {"chz", "configargparse", "plac", "getopt", "cyclopts", "tap", "clize", "cleo", "sacred"}
    | {"gin", "ml_collections", "pytorch_lightning", "lightning", "baker", "argh", "datargs"}
    | {"trl", "tensor2tensor", "detectron2", "mmengine", "mmcv", "pydantic_settings"}
)
_ABSL = frozenset(
    {"helpfull", "help", "helpshort", "helpxml", "flagfile", "undefok", "v", "verbosity", "pdb"}
    | {"logtostderr", "alsologtostderr", "log_dir", "stderrthreshold", "showprefixforinfo"}
    | {"only_check_args", "pdb_post_mortem", "run_with_pdb", "run_with_profiling"}
    | {"profile_file", "use_cprofile_for_profiling", "logger_levels"}
)
_COMPLETION = frozenset({"--install-completion", "--show-completion"})
_BUILT_IN = re.compile(
    r"(typing\.)?(str|int|float|bool|(pathlib\.)?Path|List\[.*|list\[.*|Optional\[.*)"
)
_Declared = tuple[FileFacts, Option]


class Interface(Struct, frozen=True, dict=True):
    """All options a script takes; it refuses every other."""

    options: tuple[_Declared, ...]
    prefixes: bool  #: `--batch` may stand for `--batch-size`
    commands: bool  #: has subcommands: what is required depends
    known: frozenset[str] = frozenset()  #: flags of the library itself

    @cached_property
    def flags(self) -> Mapping[str, _Declared]:
        """As typed -> its declaration."""
        return {flag: one for one in self.options for flag in _spellings(one[1])}

    def takes(self, flag: str) -> bool:
        """Whether the script knows a flag: as it is, by prefix, or as a bundle of short ones."""
        if flag in self.flags or flag in self.known or flag in ("-h", "--help", "--version"):
            return True
        if any(known.startswith(flag) for known in self.flags) and self.prefixes:
            return True
        return not flag.startswith("--") and flag[:2] in self.flags

    def declared(self, flag: str) -> _Declared | None:
        """The declaration a flag means; None when it is not the only one."""
        if flag in self.flags:
            return self.flags[flag]
        meant = {one[1].at: one for known, one in self.flags.items() if known.startswith(flag)}
        return next(iter(meant.values())) if len(meant) == 1 and self.prefixes else None


class Interfaces:
    """Interfaces of scripts; None for one that may take more than the text shows."""

    def __init__(self, files: Mapping[str, FileFacts], parsers: Parsers, imports: Imports) -> None:
        self._files = files
        self._imports = imports
        self._calls = parsers.flows.calls
        self._parsers = parsers
        self._found: dict[str, Interface | None] = {}

    def of(self, path: str) -> Interface | None:
        """The interface of a Python script."""
        if path not in self._found:
            file = self._files.get(path)
            plain = file is not None and file.kind is Kind.PYTHON and not _is_special(file)
            self._found[path] = self._interface(file) if file is not None and plain else None
        return self._found[path]

    def _interface(self, file: FileFacts) -> Interface | None:
        if any(one.module.partition(".")[0] == "typer" for one in file.imports):
            return self._typer(file)
        if any(option.framework == "click" for option in file.options):
            return self._click(file)
        around = self._around(file)
        own = [one for one in self._parsers.all if any(s.path == file.path for s in one.namespaces)]
        if not own and any(call.callee.endswith("app.run") for call in file.calls):
            return self._absl(around)
        if not own and any("sys.argv" in name for scope in file.reads for name in scope):
            return None
        parsers = own or [one for one in self._parsers.all if self._starts(file, one)]
        return self._argparse(parsers) if parsers else None

    def _around(self, file: FileFacts) -> frozenset[str]:
        """The files that run when this one is started."""
        return self._imports.reachable_from([file.path]) & self._files.keys()

    def _starts(self, file: FileFacts, parser: Parser) -> bool:
        """Whether a script calls the function of another module that parses, or imports a
        module that parses when it is loaded."""
        called = {
            (found.path, found.scope)
            for index in range(len(file.calls))
            if (found := self._calls.target(file.path, index)) is not None
        }
        imported = self._imports.imported(file.path)
        loaded = {(path, 0) for path in imported if not self._files[path].main_guard}
        return any(
            isinstance(one, Produced)
            and (one.path, self._files[one.path].calls[one.call].scope) in called | loaded
            for one in parser.namespaces
        )

    @cached_property
    def _followed(self) -> frozenset[tuple[str, int]]:
        """Declarations whose parser is known."""
        return frozenset(option for one in self._parsers.all for option in one.options)

    def _argparse(self, parsers: Sequence[Parser]) -> Interface | None:
        if any(one.open or one.partial for one in parsers):
            return None
        paths = {path for one in parsers for path, _ in one.options}
        paths |= {seed.path for one in parsers for seed in one.namespaces}
        files = [self._files[path] for path in sorted(paths)]
        if any(map(self._is_open, files)):
            return None
        places = {place for one in parsers for place in one.options}
        options = [
            (file, option)
            for file in files
            for option in file.options
            if (file.path, option.at.line) in places
        ]
        if len({(file.path, option.at.line) for file, option in options}) < len(places):
            return None
        if not options:
            return None
        makers = [call for file in files for call in file.calls if call.callee in _PLAIN_PARSERS]
        abbreviates = not any(_has(call, "allow_abbrev") for call in makers)
        commands = any(call.callee.endswith("add_subparsers") for f in files for call in f.calls)
        return Interface(tuple(options), abbreviates, commands)

    def _is_open(self, file: FileFacts) -> bool:
        """Whether some parser of a file may take more than its literal declarations."""
        aliases = (one.value for one in file.assignments if isinstance(one.value, Reference))
        if _is_special(file) or any(one.name.endswith(_ADDING) for one in aliases):
            return True
        spans = {option.at for option in file.options}
        return any(
            self._is_opening(file, call, call.at in spans)
            for call in file.calls
            if call.callee.endswith((*_MAKERS, *_ADDING, "parse_args", "add_argparse_args"))
        )

    def _is_opening(self, file: FileFacts, call: Call, literal: bool) -> bool:
        if call.callee.endswith(_ADDING):
            followed = (file.path, call.at.line) in self._followed
            return not literal or not followed or _takes_rest(call)
        if call.callee.endswith("parse_args"):
            return any(isinstance(value, Collection) for value in call.arguments)
        if call.callee.endswith("add_argparse_args"):
            return True
        changed = ("parents", "prefix_chars", "fromfile_prefix_chars", "conflict_handler")
        odd = call.double_star or any(_has(call, name) for name in changed)
        return bool(odd) or call.callee not in _PLAIN_PARSERS

    def _absl(self, around: frozenset[str]) -> Interface | None:
        files = [self._files[path] for path in sorted(around)]
        defined = [call for file in files for call in file.calls if ".DEFINE_" in call.callee]
        options = [(f, one) for f in files for one in f.options if one.framework == "absl"]
        if not options or len(defined) != len(options) or any(map(_is_special, files)):
            return None
        spelled = {f"{dashes}{name}" for name in _ABSL for dashes in ("-", "--")}
        # The flags of TensorFlow 1 were argparse's: prefixes stood for the whole.
        old = any(call.callee.startswith("tensorflow") for call in defined)
        return Interface(tuple(options), old, False, frozenset(spelled))

    @cached_property
    def _signatures(self) -> Mapping[str, list[Option]]:
        return signature_options(self._calls)

    def _typer(self, file: FileFacts) -> Interface | None:
        """Of the functions that an app of the file decorates or runs, when it is alone."""
        options = self._signatures.get(file.path, [])
        loose = any(one.callee.endswith("add_typer") for one in file.calls)
        bare = any(
            one.callee.endswith(".command") and one.role != "decorator" for one in file.calls
        )
        if not options or loose or bare or any(_has(c, "context_settings") for c in file.calls):
            return None
        if any(one.framework != "typer" or _is_vague(one) for one in options):
            return None
        declared = tuple((file, one) for one in options)
        return Interface(declared, False, True, _COMPLETION)

    def _click(self, file: FileFacts) -> Interface | None:
        loose = ("add_command", "add_typer", "CommandCollection")
        if any(one.callee.endswith(loose) or _has(one, "context_settings") for one in file.calls):
            return None
        options = [(file, one) for one in file.options if one.framework == "click"]
        spans = {one.at for _, one in options}
        own = [one for one in file.calls if one.role == "decorator"]
        known = all(one.at in spans for one in own if one.callee.endswith(_CLICK))
        commands = any(one.callee.endswith(".group") for one in own)
        return Interface(tuple(options), False, commands) if known else None


def _spellings(option: Option) -> Iterator[str]:
    for flag in option.flags:
        yield flag
        if option.framework == "absl":
            yield flag.replace("--", "-", 1)
            yield flag.replace("--", "--no", 1)
            yield flag.replace("--", "-no", 1)
        elif flag.startswith("--") and not option.action.startswith(("store", "append", "count")):
            yield flag.replace("--", "--no-", 1)


def _is_special(file: FileFacts) -> bool:
    """Another library makes the command line, or the arguments are changed before parsing."""
    if any(one.module.partition(".")[0] in _OTHER for one in file.imports):
        return True
    changed = any(one.target.startswith("sys.argv") for one in file.assignments)
    return changed or any(
        call.callee.startswith("sys.argv.") or call.callee.endswith("OmegaConf.from_cli")
        for call in file.calls
    )


def _is_vague(option: Option) -> bool:
    """A parameter of typer without a default whose annotation may be a name for an option."""
    annotated = "Argument(" in option.type or "Option(" in option.type
    return option.positional and not annotated and not _BUILT_IN.fullmatch(option.type)


def _takes_rest(call: Call) -> bool:
    """`nargs=argparse.REMAINDER`: everything after it belongs to somebody else."""
    for keyword in call.keywords:
        if keyword.name == "nargs":
            value = keyword.value
            if isinstance(value, Reference) and value.name.endswith(("REMAINDER", "PARSER")):
                return True
            return isinstance(value, Literal) and value.value in ("...", "A...")
    return False


def _has(call: Call, keyword: str) -> bool:
    return any(one.name == keyword for one in call.keywords)
