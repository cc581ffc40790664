"""Commands that no longer fit the script they start."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import Collection, FileFacts, Literal, Option
from debtscan.project.options.script_interface import Interface, Interfaces
from debtscan.project.starts.commands import StartedScript

_FLAG = re.compile(r"--?[A-Za-z][\w.-]*(?==|$)")
_OPEN = re.compile(r"[$<>{}*\[\]`…]|\.\.\.")
#: may tell of other repositories
_PROSE = frozenset({"readme", "notebook"})
_STAND_INS = frozenset({"dataset", "data", "model", "task", "name", "config", "your", "my", "some"})
_CLOSE = 0.75  #: likeness from which on a flag may be meant
#: what runs as it stands; an ENTRYPOINT of Docker is given more
_EXECUTED = frozenset({"shell", "make", "ci", "stage"})
_MAKES_FILES = frozenset(
    {"wget", "curl", "cp", "mv", "ln", "tar", "unzip", "git", "gsutil", "aws", "touch", "tee"}
    | {"jupyter", "cat", "echo", "gdown", "rsync", "scp", "2to3", "patch", "cookiecutter"}
)


class Drift(Struct, frozen=True):
    """One way in which a command does not fit. `kind`: "missing", "unknown", "required",
    "choice"; `what` is the flag or the path; `close` what may be meant instead."""

    started: StartedScript
    kind: str
    what: str
    close: tuple[str, ...] = ()
    value: str = ""  #: of a choice
    options: tuple[tuple[FileFacts, Option], ...] = ()  #: whose declarations it is about


def drifts(
    started: Sequence[StartedScript], interfaces: Interfaces, files: Mapping[str, FileFacts]
) -> Iterator[Drift]:
    """Every misfit, by the command's path and line."""
    own = {one.file.path for one in started if one.target}
    for one in started:
        if one.kind not in ("script", "module", "shell"):
            continue
        if one.target is None:
            told = one.file.path in own or one.similar or one.command.source not in _PROSE
            if told and not (_is_made(one, files) or _is_elsewhere(one) or _stands_for(one, files)):
                yield Drift(one, "missing", one.meant, one.similar)
        elif not one.unread and one.kind != "shell":
            interface = interfaces.of(one.target)
            if interface is not None:
                yield from _misfits(one, interface)


def _is_made(one: StartedScript, files: Mapping[str, FileFacts]) -> bool:
    """Whether a command of the same file fetches or writes the script, or something unpacks."""
    name = posixpath.basename(one.meant)
    for command in files[one.file.path].commands:
        program = posixpath.basename(command.words[0]) if command.words else ""
        if any(posixpath.basename(path) == name for path in command.writes):
            return True
        if program in _MAKES_FILES and (
            "clone" in command.words or any(name in word for word in command.words)
        ):
            return True
    return False


def _is_elsewhere(one: StartedScript) -> bool:
    """A bare name in prose that is the name of a file: the prose may have said where."""
    name = posixpath.basename(one.meant)
    written = next((w for w in one.command.words if w.endswith(name)), "").removeprefix("./")
    bare = one.command.source in _PROSE and "/" not in written
    return bare and any(posixpath.basename(path) == name for path in one.similar)


def _stands_for(one: StartedScript, files: Mapping[str, FileFacts]) -> bool:
    """A name in prose that stands for several: `dataset_base.sh` where no file beside it is
    called `dataset_...`."""
    folder, name = posixpath.split(one.meant)
    word = name.partition("_")[0]
    beside = (path for path in files if posixpath.dirname(path) == folder)
    named = any(posixpath.basename(path).startswith(word) for path in beside)
    return one.command.source == "readme" and word in _STAND_INS and not named


def _misfits(one: StartedScript, interface: Interface) -> Iterator[Drift]:
    given: set[str] = set()
    known = tuple(dict.fromkeys(flag for _, option in interface.options for flag in option.flags))
    taken = _typed(one)
    for place, word in enumerate(one.arguments):
        if word in ("--", ":"):  # what follows belongs to another program (of `mpirun`)
            break
        flag = _FLAG.match(word)
        if flag is None or _OPEN.search(flag.group()):
            continue
        typed = flag.group()
        given.add(typed)
        if not interface.takes(typed):
            close = difflib.get_close_matches(typed, known, 1, _CLOSE)
            yield Drift(one, "unknown", typed, tuple(flag for flag in close if flag not in taken))
            taken.update(close)
        else:
            yield from _choices(one, interface, typed, place)
    if not interface.commands and _is_complete(one):
        yield from _required(one, interface, given)


def _typed(one: StartedScript) -> set[str]:
    """Options that the command gives, which it cannot have meant by others."""
    return {flag.group() for word in one.arguments if (flag := _FLAG.match(word))}


def _choices(one: StartedScript, interface: Interface, typed: str, place: int) -> Iterator[Drift]:
    """A value outside the literal choices of its option."""
    declared = interface.declared(typed)
    value = _value(one.arguments, place)
    allowed = _allowed(*declared) if declared else ()
    if declared and allowed and value and value not in allowed and not _OPEN.search(value):
        yield Drift(one, "choice", typed, allowed, value, (declared,))


def _value(arguments: Sequence[str], place: int) -> str:
    word = arguments[place]
    if "=" in word:
        return word.partition("=")[2]
    following = arguments[place + 1] if place + 1 < len(arguments) else ""
    return "" if following.startswith("-") else following


def _allowed(file: FileFacts, option: Option) -> tuple[str, ...]:
    """The choices of an option as typed; none unless all of them are in the text, and nothing
    but `str` or `int` converts what is typed."""
    choices = option.choices
    call = next((one for one in file.calls if one.at == option.at), None)
    converted = call is None or (
        option.type not in ("str", "int") and any(k.name == "type" for k in call.keywords)
    )
    if converted or not isinstance(choices, Collection):
        return ()
    texts = [str(one.value) for one in choices.items if isinstance(one, Literal)]
    return tuple(texts) if len(texts) == choices.size else ()


def _is_complete(one: StartedScript) -> bool:
    """Whether the command is run as it stands, with nothing that may expand to options."""
    plain = not any(_OPEN.search(word) and not word.startswith("-") for word in one.arguments)
    helps = {"-h", "--help", "--version"}.isdisjoint(one.arguments)
    return one.command.source in _EXECUTED and plain and helps


def _required(one: StartedScript, interface: Interface, given: set[str]) -> Iterator[Drift]:
    """Required options that the command leaves out."""
    meant = {found[1].at for flag in given if (found := interface.declared(flag))}
    for file, option in interface.options:
        needed = option.required and not (option.framework == "click" and option.default)
        if needed and option.flags and not option.positional and option.at not in meant:
            yield Drift(one, "required", max(option.flags, key=len), options=((file, option),))
