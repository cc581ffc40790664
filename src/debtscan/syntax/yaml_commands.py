"""Commands inside YAML: CI jobs, DVC and MLflow stages, containers, hooks, sweeps.

Told by their keys, as the file's name is not known here.
"""

from __future__ import annotations

import re

from debtscan.facts import Command, Span
from debtscan.syntax.positions import Positions
from debtscan.syntax.shell import Place, Setting, exec_command, read_commands
from debtscan.syntax.yaml_tree import Mapping, Node, Scalar, Sequence

Trail = tuple[str, ...]

_SCRIPTS = frozenset({"script", "before_script", "after_script", "after_success", "bash"})
_INSTALLS = frozenset({"install", "before_install"})
_NAMING = frozenset({"jobs", "stages", "services", "entry_points"})
_CONTAINERS = frozenset({"containers", "initContainers", "container", "services"})
_ARGUMENTS = ("entrypoint", "command", "args")
#: keys by which the members of a list of jobs or tasks are called, the first that is there
TASK_NAMES = ("name", "id", "ID", "task_key")
_FOLDERS = ("working-directory", "working_directory", "working_dir", "workingDir", "wdir")
_OTHER_SHELL = re.compile(r"python|pwsh|powershell|cmd|node|perl|Rscript", re.IGNORECASE)
#: keys of anybody's own format that hold a command line
_FREE_KEYS = frozenset({"command", "cmd", "run", "script", "entrypoint", "setup", "exec"})
_LAUNCH = re.compile(
    r"\s*(?:[A-Z_]+=\S+\s+)*(?:(?:\S*/)?(?:python[\d.]*|bash|sh|torchrun|accelerate|deepspeed|make"
    r"|mpirun|srun|uvicorn|gunicorn|streamlit|papermill|jupyter|spark-submit|poetry|uv|conda)\s+\S"
    r"|\S+\.(?:py|sh)(?:\s|$))"
)


def yaml_commands(roots: list[Node], text: str) -> list[Command]:
    """The commands of a file's documents."""
    reader = _Reader(text.split("\n"))
    for root in roots:
        reader.visit(root, (), Setting("stage"))
    return reader.found


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.found: list[Command] = []

    def visit(self, node: Node, trail: Trail, setting: Setting) -> None:
        """Look for commands in a node; `setting` carries step and folder downwards."""
        if isinstance(node, Mapping):
            self._mapping(node, trail, setting)
        elif isinstance(node, Sequence):
            for item in node.items:
                if not isinstance(item, Scalar):
                    self.visit(item, (*trail, "[]"), setting)

    def _mapping(self, node: Mapping, trail: Trail, outer: Setting) -> None:
        step = _step(node, trail) or outer.step
        setting = Setting("stage", step, _folder(node) or outer.folder)
        if not trail and node.get("program") is not None:
            self._sweep(node)
        container = _is_container(node, trail)
        if container:
            self._container(node, Setting("docker", step, setting.folder))
        for key, value in node.pairs:
            if not isinstance(key, Scalar) or (container and key.text in _ARGUMENTS):
                continue
            source = _source(key.text, value, node, trail)
            if source:
                self._emit(node, value, Setting(source, step, setting.folder))
            elif not isinstance(value, Scalar):
                self.visit(value, (*trail, key.text), setting)

    def _emit(self, node: Mapping, value: Node, setting: Setting) -> None:
        """A script: one text, a list of lines of one shell, or `{command: text}`."""
        if isinstance(value, Mapping):
            inner = value.get("command")
            value = inner if inner is not None else value
        items = value.items if isinstance(value, Sequence) else [value]
        extra = _words(node.get("args")) if setting.source == "ci" else []
        for item in items:
            if isinstance(item, Scalar):
                setting = self._script(item, setting, extra)
            elif isinstance(item, Sequence):
                for inner in item.items:
                    if isinstance(inner, Scalar):
                        setting = self._script(inner, setting, [])

    def _script(self, scalar: Scalar, setting: Setting, extra: list[str]) -> Setting:
        found, folder = read_commands(scalar.text, _place(scalar, self._lines), setting)
        if extra and found:
            last = found[-1]
            found[-1] = Command((*last.words, *extra), *_rest(last))
        self.found += found
        # lines of a CI script run in one shell, commands of a stage each in their own
        return Setting(setting.source, setting.step, folder) if setting.source == "ci" else setting

    def _container(self, node: Mapping, setting: Setting) -> None:
        parts = [part for name in _ARGUMENTS if (part := node.get(name)) is not None]
        first = parts[0]
        if len(parts) == 1 and isinstance(first, Scalar):
            self.found += read_commands(first.text, _place(first, self._lines), setting)[0]
            return
        words = [word for part in parts for word in _words(part)]
        if words and not words[0].startswith("-"):
            self.found += exec_command(words, first.at, setting)

    def _sweep(self, node: Mapping) -> None:
        """A Weights & Biases sweep starts its program with every parameter as an option."""
        program, parameters = node.get("program"), node.get("parameters")
        if not isinstance(program, Scalar) or not isinstance(parameters, Mapping):
            return
        names = [key.text for key, _ in parameters.pairs if isinstance(key, Scalar)]
        options = [f"--{name}=${{{name}}}" for name in names]
        words: list[str] = []
        for word in _words(node.get("command")) or ["${interpreter}", "${program}", "${args}"]:
            if word.startswith("${args"):
                words += options
            elif word != "${env}":
                word = word.replace("${interpreter}", "python")
                words.append(word.replace("${program}", program.text))
        self.found += exec_command(words, program.at, Setting("stage", "sweep"))


def _rest(command: Command) -> tuple[Span, str, str, tuple[str, ...], tuple[str, ...], str]:
    one = command
    return one.at, one.source, one.step, one.reads, one.writes, one.folder


def _step(node: Mapping, trail: Trail) -> str:
    if len(trail) > 1 and trail[-2] in _NAMING and trail[-1] != "[]":
        return trail[-1]
    if len(trail) == 1 and node.get("script") is not None:
        return trail[0]
    name = next((one for key in TASK_NAMES if (one := node.get(key))), None)
    named = bool(trail) and trail[-1] == "[]" and trail[-2:-1] != ("steps",)
    return name.text if named and isinstance(name, Scalar) else ""


def _folder(node: Mapping) -> str:
    defaults = node.get("defaults")
    run = defaults.get("run") if isinstance(defaults, Mapping) else None
    places = [node.get(name) for name in _FOLDERS]
    if isinstance(run, Mapping):
        places.append(run.get("working-directory"))
    return next((place.text for place in places if isinstance(place, Scalar)), "")


def _is_container(node: Mapping, trail: Trail) -> bool:
    if not any(node.get(name) is not None for name in _ARGUMENTS):
        return False
    if node.get("image") is not None or node.get("build") is not None:
        return True
    return bool(_CONTAINERS.intersection(trail[-2:]))


def _source(key: str, value: Node, node: Mapping, trail: Trail) -> str:
    """The `source` of the command that a key holds; "" when it holds none."""
    if key == "run" and "steps" in trail:
        shell = node.get("shell")
        other = isinstance(shell, Scalar) and _OTHER_SHELL.match(shell.text)
        return "" if other else "ci"
    if key in _SCRIPTS and (len(trail) < 2 or {"steps", "step", "jobs", "pipelines"} & {*trail}):
        return "ci"
    if key in _INSTALLS and not trail and node.get("language") is not None:
        return "ci"
    if (key == "commands" and "phases" in trail) or (key == "entry" and "hooks" in trail):
        return "ci"
    if (key == "cmd" and "stages" in trail) or (key == "command" and "entry_points" in trail):
        return "stage"
    launches = isinstance(value, Scalar) and _LAUNCH.match(value.text)
    return "stage" if key in _FREE_KEYS and launches else ""


def _words(node: Node | None) -> list[str]:
    """An argument list; what is no text in it becomes `{}`."""
    if isinstance(node, Scalar):
        found, _ = read_commands(node.text, lambda start, end: Span(1), Setting("docker"))
        return list(found[0].words) if found else []
    if isinstance(node, Sequence):
        return [item.text if isinstance(item, Scalar) else "{}" for item in node.items]
    return []


def _place(scalar: Scalar, lines: list[str]) -> Place:
    """Where the characters of a scalar's text are in the file."""
    at = scalar.at
    if scalar.style == "|":
        return _in_block(scalar, lines)
    quote = len(scalar.style)
    first = at.column - 1 + quote
    if not lines[at.line - 1].startswith(scalar.text, first):
        return lambda start, end: at
    return lambda start, end: Span(at.line, first + start + 1, at.line, first + end + 1)


def _in_block(scalar: Scalar, lines: list[str]) -> Place:
    positions = Positions(scalar.text)
    texts = scalar.text.split("\n")

    def place(start: int, end: int) -> Span:
        span = positions.span(start, end)
        first, last = scalar.at.line + span.line, scalar.at.line + span.end_line
        return Span(
            first,
            span.column + _indent(lines, first, texts[span.line - 1]),
            last,
            span.end_column + _indent(lines, last, texts[span.end_line - 1]),
        )

    return place


def _indent(lines: list[str], number: int, text: str) -> int:
    line = lines[number - 1] if number <= len(lines) else ""
    return len(line) - len(text) if text and line.endswith(text) else 0
