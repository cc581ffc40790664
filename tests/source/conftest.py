from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from debtscan.source import discover

Found = Callable[..., dict[str, str]]


@pytest.fixture
def put(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Writes files below a fresh folder and returns it."""

    def write(files: Mapping[str, str]) -> Path:
        for name, content in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def roles(put: Callable[[Mapping[str, str]], Path]) -> Found:
    """The role that discovery gives to each of some files, empty unless a content is given."""

    def found(*names: str, **contents: str) -> dict[str, str]:
        root = put(dict.fromkeys(names, "") | {"README.md": ""})
        return {file.path: file.role.value for file in discover(root).files}

    return found
