"""Folders that tools fill and no project owns: never entered, each counted once."""

from __future__ import annotations

from collections.abc import Set

_WORDS = """
    .git .hg .svn .bzr .jj
    node_modules bower_components site-packages dist-packages __pypackages__ .eggs
    __pycache__ .ipynb_checkpoints .pytest_cache .mypy_cache .ruff_cache .pytype .pyre
    .hypothesis .tox .nox .venv .direnv .pixi .gradle .terraform __MACOSX .Trash
"""
_NAMES = frozenset(_WORDS.split())
_ENVIRONMENT = ("pyvenv.cfg", "conda-meta")


def is_pruned(name: str, *, folder: bool) -> bool:
    """Whether something below the root is left out for its name."""
    if not folder:
        return name == ".git"  # of a worktree or a submodule
    return name in _NAMES or name.endswith(".egg-info")


def is_environment(inside: Set[str]) -> bool:
    """Whether a folder that holds these names is a virtual environment, whatever its name."""
    return any(marker in inside for marker in _ENVIRONMENT)
