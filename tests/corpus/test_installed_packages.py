"""Real packages that nobody here wrote, as the test environment installs them."""

from __future__ import annotations

import shutil
from importlib.metadata import files
from pathlib import Path

import pytest

from debtscan.engine import Settings, scan

PACKAGES = ("click", "rich", "pathspec", "import-linter")


def copied(package: str, folder: Path) -> set[str]:
    """Copy a distribution's Python files below a folder; their paths there."""
    paths = set()
    for file in files(package) or ():
        if file.suffix == ".py" and ".." not in file.parts:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(file.locate()), target)
            paths.add(file.as_posix())
    return paths


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """All packages side by side, scanned once."""
    folder = tmp_path_factory.mktemp("corpus")
    paths = set().union(*(copied(package, folder) for package in PACKAGES))
    return paths, scan(folder, Settings(cache=False, preview=True))


def test_every_file_is_accounted_for(corpus):
    paths, found = corpus
    assert len(paths) > 100
    assert {file.path for file in found.files} == paths
    assert found.unread == ()


def test_every_place_lies_in_its_file(corpus):
    for file in corpus[1].files:
        spans = [call.at for call in file.calls] + [d.at for d in file.definitions]
        assert all(1 <= span.line <= span.end_line <= file.lines for span in spans)


def test_good_libraries_are_nearly_silent(corpus):
    found = corpus[1]
    statements = sum(file.size for file in found.files)
    assert len(found.findings) <= statements / 1000
