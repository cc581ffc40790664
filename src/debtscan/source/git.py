"""git, asked by plumbing commands alone, and so that a hostile repository runs nothing.

`status`, `diff`, `checkout` and even `ls-files` run commands that a repository's own
configuration names (fsmonitor, filters, textconv, hooks, a pager, a signer). These do not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from debtscan.model import DebtscanError
from debtscan.source.names import visible

#: Beats the repository's own configuration, whatever that says.
_CONFIGURATION = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "safe.bareRepository=explicit",
    "diff.external=",
    "log.showSignature=false",
    "protocol.allow=never",
)
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SECONDS = 300
_INDEX = "GIT_INDEX_FILE"
_NONE: Mapping[str, str] = MappingProxyType({})


class Entry(NamedTuple):
    """A file of a commit: its path below the prefix, mode, object and size in bytes."""

    path: bytes
    mode: str
    name: str
    size: int


class Git:
    """The repository around a folder. Every question raises `DebtscanError` when git says no."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("git")
        if program is None:
            raise DebtscanError("git is not installed, or not on the PATH")
        configured = [word for item in _CONFIGURATION for word in ("-c", item)]
        self._command = [program, *configured, "-C", os.fspath(folder)]

    def is_unborn(self) -> bool:
        """Whether the repository has no commit yet; raises where there is no repository."""
        self._ask("rev-parse", "--git-dir")
        return bool(self._run("rev-parse", "--verify", "--quiet", "HEAD").returncode)

    def prefix(self) -> str:
        """Where the folder lies in its repository: "" or `a/b/`."""
        return os.fsdecode(self._ask("rev-parse", "--show-prefix")).rstrip("\n")

    def commit(self, revision: str) -> str:
        """The name of the commit a revision means."""
        wanted = ("--end-of-options", f"{revision}^{{commit}}")
        found = self._run("rev-parse", "--verify", "--quiet", *wanted)
        if found.returncode:
            raise DebtscanError(f"git knows no revision {visible(revision)}{_said(found)}")
        return found.stdout.decode("ascii").strip()

    def merge_base(self, commit: str, other: str) -> str:
        """The best common ancestor of two commits."""
        found = self._run("merge-base", commit, other)
        if found.returncode:
            raise DebtscanError(
                f"{commit[:12]} and {other[:12]} have no common ancestor here; a shallow clone "
                f"needs more history (git fetch --unshallow, or fetch-depth: 0){_said(found)}"
            )
        return found.stdout.decode("ascii").strip()

    def tree(self, commit: str, prefix: str) -> list[Entry]:
        """Every file of a commit below ``prefix``."""
        below = f"{commit}:{prefix.rstrip('/')}" if prefix else commit
        listed = self._run("ls-tree", "-r", "-z", "-l", "--full-tree", below)
        if listed.returncode and prefix:
            return []  # the folder did not exist then
        if listed.returncode:
            raise DebtscanError(f"git cannot list {commit[:12]}{_said(listed)}")
        return [_entry(line) for line in listed.stdout.split(b"\0") if line]

    def tracked(self) -> list[bytes]:
        """Every path below the folder that the index holds. A commit in the making (`git commit
        FILE`) has an index of its own, which git names to the hooks it runs."""
        own = os.fsdecode(self._ask("rev-parse", "--absolute-git-dir")).rstrip("\n")
        listed = self._ask("ls-files", "--cached", "-z", environment=_index_of(own))
        return [path for path in listed.split(b"\0") if path]

    @contextmanager
    def contents(self) -> Iterator[Callable[[str], bytes]]:
        """A function that gives an object's content, asked one at a time."""
        command = [*self._command, "cat-file", "--batch"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
        ) as process:
            try:
                yield lambda name: _content(process, name)
            finally:
                process.stdin.close()  # type: ignore[union-attr]

    def _ask(self, *arguments: str, environment: Mapping[str, str] = _NONE) -> bytes:
        found = self._run(*arguments, environment=environment)
        if found.returncode:
            raise DebtscanError(f"git {arguments[0]} failed{_said(found)}")
        return found.stdout

    def _run(
        self, *arguments: str, environment: Mapping[str, str] = _NONE
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                [*self._command, *arguments],
                capture_output=True,
                stdin=subprocess.DEVNULL,
                env={**_environment(), **environment},
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise DebtscanError(f"git {arguments[0]} did not answer: {error}") from error


def _environment() -> dict[str, str]:
    """What a hook of git sets (GIT_DIR, GIT_INDEX_FILE) would lead elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | _ENVIRONMENT


def _index_of(folder: str) -> Mapping[str, str]:
    """The index that git names to its hooks, where it is this repository's."""
    named = Path(os.environ.get(_INDEX) or os.devnull).resolve()
    return {_INDEX: os.fspath(named)} if named.parent == Path(folder).resolve() else {}


def _entry(line: bytes) -> Entry:
    """`100644 blob <name>    <size>\t<path>`; a submodule has no size."""
    head, _, path = line.partition(b"\t")
    mode, _, name, size = head.decode("ascii").split()
    return Entry(path, mode, name, int(size) if size.isdigit() else 0)


def _content(process: subprocess.Popen[bytes], name: str) -> bytes:
    asked, answer = process.stdin, process.stdout
    assert asked is not None and answer is not None
    try:
        asked.write(f"{name}\n".encode())
        asked.flush()
        head = answer.readline().split()
    except OSError as error:
        raise DebtscanError(f"git cat-file ended: {error}") from error
    if len(head) != 3:
        raise DebtscanError(f"git has not the object {name[:12]} (a partial clone?)")
    content = answer.read(int(head[2]) + 1)
    return content[:-1]


def _said(found: subprocess.CompletedProcess[bytes]) -> str:
    lines = found.stderr.decode("utf-8", "replace").strip().splitlines()
    return f": {visible(lines[0])[:300]}" if lines else ""
