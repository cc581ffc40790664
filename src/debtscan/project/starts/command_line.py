"""What the words of one command start: a script by path, a module, a program by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

#: programs that run the command after them, with their options that take a value
_WRAPPERS: dict[str, frozenset[str]] = {
    "env": frozenset({"-u", "-C"}),
    "time": frozenset({"-f", "-o"}),
    "nohup": frozenset(),
    "exec": frozenset(),
    "command": frozenset(),
    "sudo": frozenset({"-u", "-g"}),
    "nice": frozenset({"-n"}),
    "ionice": frozenset({"-c", "-n"}),
    "stdbuf": frozenset({"-i", "-o", "-e"}),
    "timeout": frozenset({"-s", "-k"}),
    "xvfb-run": frozenset({"-s", "-n"}),
    "caffeinate": frozenset(),
    "then": frozenset(),
    "do": frozenset(),
    "else": frozenset(),
    "!": frozenset(),
}
_RUNNERS = frozenset({"poetry", "uv", "pipenv", "pdm", "hatch", "rye", "pixi", "conda", "mamba"})
_RUNNER_VALUES = frozenset(
    {"-n", "--name", "-p", "--prefix", "--with", "--extra", "--group", "--python", "--package"}
    | {"--env-file", "--project", "--directory", "-e", "--environment"}
)
#: programs that start a Python script after options of their own
_LAUNCHERS = frozenset(
    {"torchrun", "accelerate", "deepspeed", "horovodrun", "mpirun", "mpiexec", "srun", "bpslaunch"}
    | {"colossalai", "coverage", "kernprof", "viztracer", "pudb", "ipython", "streamlit"}
    | {"gradio", "fastapi", "spark-submit", "papermill", "chainlit", "kedro", "debugpy", "mprof"}
    | {"scalene", "py-spy", "nsys", "ncu", "cml", "ray", "runipy"}
)
_LAUNCHING_MODULES = frozenset(
    {"torch.distributed.launch", "torch.distributed.run", "accelerate.commands.launch", "pdb"}
    | {"deepspeed.launcher.runner", "paddle.distributed.launch", "cProfile", "coverage", "trace"}
    | {"torch.utils.bottleneck", "kernprof", "memory_profiler", "debugpy", "torch_xla.distributed"}
    | {"streamlit", "timeit", "profile", "line_profiler", "torch.distributed.elastic"}
)
_APP_SERVERS = frozenset({"uvicorn", "gunicorn", "hypercorn", "waitress-serve", "granian"})
_PYTHON_VALUES = frozenset({"-W", "-X", "-Q", "--check-hash-based-pycs"})
_PYTHON = re.compile(r"(?:.*/)?(?:python|pypy)[\d.]*w?(?:\.exe)?|py", re.IGNORECASE)
_PYTHON_VARIABLE = re.compile(r"[$%{(]+\w*(?:python|PYTHON|py|PY|sys\.executable)\w*[)}%]*")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
_SHELLS = frozenset({"bash", "sh", "zsh", "ksh", "dash", "source", "."})
_SCRIPT = (".py", ".ipynb")


class Start(Struct, frozen=True):
    """What a command starts. `kind` is "script", "module", "shell", "app" or "program"."""

    kind: str
    name: str
    arguments: tuple[str, ...]
    searched: bool = False  #: a bare name that the shell looks up in `PATH`


def started(words: Sequence[str]) -> Start | None:
    """The thing a command's words start; None for nothing of a repository's own."""
    words = _unwrapped(list(words))
    if not words:
        return None
    program, rest = words[0], words[1:]
    name = program.rpartition("/")[2]
    if _PYTHON.fullmatch(program) or _PYTHON_VARIABLE.fullmatch(program):
        return _python(rest)
    if name in _SHELLS:
        return _shell(rest, sourced=name in ("source", "."))
    if name in _APP_SERVERS:
        return _application(rest)
    if name in _LAUNCHERS:
        return _launched(rest)
    if program.endswith((*_SCRIPT, ".sh")):
        kind = "shell" if program.endswith(".sh") else "script"
        return Start(kind, program, tuple(rest), "/" not in program)
    return Start("program", program, tuple(rest))


def _unwrapped(words: list[str]) -> list[str]:
    """Without assignments, `nohup`, `poetry run` and the like."""
    while words:
        name = words[0].rpartition("/")[2]
        if _ASSIGNMENT.fullmatch(words[0]):
            words = words[1:]
        elif name in _WRAPPERS:
            words = _after_options(words[1:], _WRAPPERS[name])
            if name == "timeout":
                words = words[1:]
        elif name in _RUNNERS and words[1:2] == ["run"]:
            words = _after_options(words[2:], _RUNNER_VALUES)
        else:
            return words
    return words


def _after_options(words: list[str], with_value: frozenset[str]) -> list[str]:
    while words and words[0].startswith("-"):
        if words[0] == "--":
            return words[1:]
        words = words[2 if words[0] in with_value else 1 :]
    return words


def _python(words: list[str]) -> Start | None:
    while words and words[0].startswith("-") and words[0] != "-":
        if words[0] == "-m" and len(words) > 1:
            return _module(words[1], words[2:])
        if words[0].startswith("-c") or (not words[0].startswith("--") and "c" in words[0]):
            return None
        if words[0].endswith("m") and words[0][1:].isalpha() and len(words) > 1:
            return _module(words[1], words[2:])
        words = words[2 if words[0] in _PYTHON_VALUES else 1 :]
    if not words or words[0] == "-":
        return None
    return Start("script", words[0], tuple(words[1:]))


def _module(name: str, rest: list[str]) -> Start | None:
    if name in _LAUNCHING_MODULES:
        return _launched(rest)
    if name in _APP_SERVERS:
        return _application(rest)
    return Start("module", name, tuple(rest))


def _launched(words: list[str]) -> Start | None:
    """The script among a launcher's words: a Python program, `-m module` or the first `.py`."""
    for place, word in enumerate(words):
        if _PYTHON.fullmatch(word) or _PYTHON_VARIABLE.fullmatch(word):
            return _python(words[place + 1 :])
        if word.endswith(_SCRIPT) and not word.startswith("-"):
            return Start("script", word, tuple(words[place + 1 :]))
        if word in ("-m", "--module") and place + 1 < len(words):
            following = words[place + 1]
            if not following.startswith("-"):
                return Start("module", following, tuple(words[place + 2 :]))
    return None


def _shell(words: list[str], *, sourced: bool) -> Start | None:
    if any(word == "-c" or re.fullmatch(r"-\w*c", word) for word in words[:2]):
        return None
    words = _after_options(words, frozenset({"-o"}))
    if not words:
        return None
    return Start("shell", words[0], tuple(words[1:]), sourced and "/" not in words[0])


def _application(words: list[str]) -> Start | None:
    """`package.module:app`."""
    for place, word in enumerate(words):
        if ":" in word and re.fullmatch(r"[\w./]+:\w+(\(.*\))?", word):
            module = word.partition(":")[0].replace("/", ".")
            return Start("app", module, tuple(words[place + 1 :]))
    return None
