"""Where the project begins that a command line's targets belong to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from debtscan.model import DebtscanError
from debtscan.source.names import listed, visible
from debtscan.source.opening import RefusedError, read_regular

CONFIGURATION = ("debtscan.toml", ".debtscan.toml", "debtscan.yaml")
_PYPROJECT_LIMIT = 1024 * 1024
_TABLE = re.compile(rb"""^[ \t]*\[+[ \t]*["']?tool["']?[ \t]*\.[ \t]*["']?debtscan\b""", re.M)


def find_root(targets: Sequence[Path]) -> Path:
    """The project's folder, absolute, links resolved.

    The nearest folder around all targets that holds a configuration, never above the
    repository's own; else the repository's; else the target itself, where one folder holds
    all. Raises `DebtscanError` for a target that does not exist, and for targets that have no
    project in common.
    """
    folders = [_folder(_resolved(target)) for target in targets] or [Path.cwd()]
    shared = _around(folders)
    repository = next((folder for folder in _upwards(shared) if _holds(folder, ".git")), None)
    for folder in _upwards(shared):
        if is_configured(folder):
            return folder
        if folder == repository:
            break
    if repository is None and shared not in folders:
        named = " and ".join(sorted({visible(target) for target in targets})[:2])
        raise DebtscanError(
            f"{named} have no project in common: scan one at a time, or give them "
            "a debtscan.toml in a folder around them"
        )
    return repository or shared


def repository_prefix(root: Path) -> str:
    """The way from the repository's root to the project's: "" or `a/b/`, POSIX."""
    for folder in _upwards(root):
        if _holds(folder, ".git"):
            return "".join(f"{listed(part)}/" for part in root.relative_to(folder).parts)
    return ""


def is_configured(folder: Path) -> bool:
    """Whether a folder holds a configuration of debtscan, in any of its forms."""
    if any(_holds(folder, name) for name in CONFIGURATION):
        return True
    try:
        content = read_regular(folder / "pyproject.toml", _PYPROJECT_LIMIT)
    except RefusedError:
        return False
    return bool(_TABLE.search(content))


def _resolved(target: Path) -> Path:
    try:
        return target.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        known = isinstance(error, FileNotFoundError | NotADirectoryError)
        problem = "no such file or folder" if known else "cannot be read"
        raise DebtscanError(f"{problem}: {visible(target)}") from None


def _folder(target: Path) -> Path:
    return target if target.is_dir() else target.parent


def _around(folders: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        raise DebtscanError("the targets lie on different drives") from None


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents


def _holds(folder: Path, name: str) -> bool:
    return os.path.lexists(folder / name)
