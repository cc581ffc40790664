"""What commands move that Python code runs: `subprocess.run([...])`, `os.system("...")`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from debtscan.facts import Call, Collection, FileFacts, Value
from debtscan.project.artifacts.shell_moves import identified, is_noise, moves
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.libraries.io_rows import READ, WRITE
from debtscan.project.starts.code_commands import simple_commands

_LISTS = re.compile(r"subprocess\.(run|call|check_call|check_output|Popen|getoutput)")
_LINES = re.compile(r"os\.(system|popen)")

Pattern = Callable[[FileFacts, Value, int, int], str | None]  #: file, value, scope, line
_Move = tuple[str, str, str]


def command_uses(file: FileFacts, pattern: Pattern) -> Iterator[ArtifactUse]:
    """Data that such commands read and write, as far as their words are known."""
    for call in file.calls:
        if _LISTS.fullmatch(call.callee) or _LINES.fullmatch(call.callee):
            for mode, kind, name in _moved(file, call, pattern):
                if not is_noise(name):
                    at = file.locate(call.at)
                    place = identified(name)
                    yield ArtifactUse(
                        file.path, at, place, mode, call.callee, call.scope, kind=kind
                    )


def _moved(file: FileFacts, call: Call, pattern: Pattern) -> Iterator[_Move]:
    value = call.arguments[0] if call.arguments else None
    if isinstance(value, Collection):
        words = [pattern(file, one, call.scope, call.at.line) or "*" for one in value.items]
        if words:
            yield from moves(words)
    elif value is not None:
        text = pattern(file, value, call.scope, call.at.line)
        for command in simple_commands(text) if text else ():
            yield from _redirected(command)


def _redirected(words: Sequence[str]) -> Iterator[_Move]:
    plain: list[str] = []
    before = ""
    for word in words:
        if before in (">", ">>", "<"):
            yield (READ if before == "<" else WRITE), "file", word
        elif word not in (">", ">>", "<"):
            plain.append(word)
        before = word
    if plain:
        yield from moves(plain)
