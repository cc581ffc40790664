"""Why an option without a reader may still have one, or is declared on purpose."""

from __future__ import annotations

from debtscan.facts import FileFacts, Keyword, Literal, Option, Reference, Result
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.options.fields import FIELDS
from debtscan.project.options.options import OptionUse
from debtscan.project.options.signatures import SIGNATURES

_SETTINGS = (
    *("config", "configs", "conf", "cfg", "args", "arguments", "argument", "options", "opts"),
    *("option", "params", "hparams", "hyperparameters", "settings", "flags"),
)
#: bases a settings class may have without being read by a library
_PLAIN_BASES = frozenset(
    {"object", "abc.ABC", "ABC", "Protocol", "typing.Protocol", "typing.Generic", "Generic"}
    | {"pydantic.BaseModel", "BaseModel", "pydantic.BaseSettings", "BaseSettings"}
    | {"pydantic_settings.BaseSettings"}
)
#: given by launchers and kernels, so they must be declared whether read or not
_FROM_LAUNCHERS = frozenset({"local_rank", "local-rank", "job_dir", "job-dir", "f", "fff", "ip"})
#: records for people; enough that the whole namespace is logged
_RECORDS = frozenset(
    {"comment", "comments", "note", "notes", "tag", "tags", "description", "desc", "run_name"}
    | {"exp_name", "experiment_name", "exp_id", "run_id", "name", "author", "version", "message"}
    | {"group", "project"}
)
_TAKES_ALL = frozenset({"vars", "fields", "asdict", "astuple", "getattr", "replace", "model_dump"})
#: run text that may name anything
_EVALUATING = frozenset({"eval", "exec", "builtins.eval", "builtins.exec"})
_SAID_TO_BE_IGNORED = (
    *("deprecat", "ignored", "unused", "not used", "no longer", "compatib", "placeholder"),
    *("legacy", "obsolete", "no effect", "does nothing", "dummy"),
)


def is_doubtful(use: OptionUse, symbols: Symbols) -> bool:
    """Whether something speaks for a reader out of sight, or for a declaration on purpose."""
    option = use.option
    return (
        is_wanted_anyway(option)
        or (use.logged and option.name in _RECORDS)
        or any(one.where == "unread" for one in use.mentions)
        or any(at.path == use.file.path for at in use.elsewhere)
        or _is_key(use)
        or any(call.callee in _EVALUATING for call in use.file.calls)
        or _doubtful_declaration(use, symbols)
    )


def is_wanted_anyway(option: Option) -> bool:
    """Given by launchers, or said to be ignored: it must be declared, whatever becomes of it."""
    said = any(word in option.help.lower() for word in _SAID_TO_BE_IGNORED)
    return option.name in _FROM_LAUNCHERS or said


def _doubtful_declaration(use: OptionUse, symbols: Symbols) -> bool:
    if use.option.framework in FIELDS:
        return _doubtful_field(use, symbols)
    if use.option.framework in SIGNATURES:
        return _wanted_parameter(use, symbols)
    return use.option.framework != "docopt" and _at_work(use)


def _wanted_parameter(use: OptionUse, symbols: Symbols) -> bool:
    """Not plainly a parameter of a function that does something: a method may only keep the
    signature of another, a decorator may read it, a default that is a call may act."""
    function = symbols.at(use.file.path, use.option.holder)
    return (
        function is None
        or "." in use.option.holder
        or use.option.name.startswith("_")
        or bool(function.definition.body or function.definition.decorators)
        or isinstance(use.option.default, Result)
    )


def _is_key(use: OptionUse) -> bool:
    """Its bare name is a string of the same file outside declarations of such an option."""
    declared = [one.at for one in use.file.options if one.name == use.option.name]
    lines = use.file.strings.get(use.option.name, ())
    return any(not any(at.line <= line <= at.end_line for at in declared) for line in lines)


def _doubtful_field(use: OptionUse, symbols: Symbols) -> bool:
    """Not a field of settings, or of a class that a library reads."""
    owner = symbols.at(use.file.path, use.option.holder)
    if owner is None or not _is_settings(use.option.holder):
        return True
    own = {base.name for base in symbols.bases(owner)}
    foreign = any(
        base not in _PLAIN_BASES and base.rpartition(".")[2] not in own
        for base in owner.definition.bases
    )
    return foreign or any(_reads_all(base, symbols) for base in symbols.bases(owner))


def _reads_all(base: Symbol, symbols: Symbols, hops: int = 4) -> bool:
    """Whether a method of a base class, or of one above, takes all fields of `self` at once."""
    file = symbols.files[base.path]
    inside = [
        scope
        for scope, one in enumerate(file.definitions, start=1)
        if one.name.startswith(f"{base.name}.")
    ]
    if any(name.endswith("__dict__") for scope in inside for name in file.reads[scope]):
        return True
    taken = (call for call in file.calls if call.scope in inside)
    if any(call.callee.rpartition(".")[2] in _TAKES_ALL for call in taken):
        return True
    return hops > 0 and any(_reads_all(one, symbols, hops - 1) for one in symbols.bases(base))


def _is_settings(name: str) -> bool:
    return name.rpartition(".")[2].lower().endswith(_SETTINGS)


def _at_work(use: OptionUse) -> bool:
    """The declaration itself may act (an action class, a callback), hides its name or help,
    or the raw arguments are handed on to be parsed again."""
    call = next((one for one in use.file.calls if one.at == use.option.at), None)
    if call is None or call.double_star or use.option.action in ("help", "version"):
        return True
    if any(_acts(keyword) for keyword in call.keywords):
        return True
    return _hands_on(use.file)


def _acts(keyword: Keyword) -> bool:
    if keyword.name in ("callback", "expose_value", "cls"):
        return True
    constant = isinstance(keyword.value, Literal)
    if keyword.name == "help":
        return isinstance(keyword.value, Reference) and keyword.value.name.endswith("SUPPRESS")
    return keyword.name in ("action", "dest") and not constant


def _hands_on(file: FileFacts) -> bool:
    """Only known options are parsed here, and `sys.argv` goes on to somebody else."""
    partial = any(call.callee.endswith("parse_known_args") for call in file.calls)
    return partial and any(name.startswith("sys.argv") for scope in file.reads for name in scope)
