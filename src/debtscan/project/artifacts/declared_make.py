"""Targets and prerequisites of Makefiles that are data."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from debtscan.facts import FileFacts, Kind
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.artifacts.written_names import without_variables
from debtscan.project.libraries.io_rows import READ, WRITE
from debtscan.project.values.patterns import normal

#: programs, their parts and their papers: what a build makes, not a pipeline
_BUILT = re.compile(
    r".*\.(py|pyi|pyx|ipynb|sh|r|jl|o|obj|a|so|dylib|dll|exe|c|cc|cpp|cxx|cu|h|hpp|hh|d|pyc|java"
    r"|class|jar|js|ts|css|html?|tex|pdf|md|rst|in|mk|lock|whl|deb|stamp|egg-info|proto|go|rs)"
    r"|(?:.*/)?(?:requirements|constraints|environment)[^/]*\.(?:txt|ya?ml)",
    re.IGNORECASE,
)
_DATA = re.compile(r"(?:[\w.*{}-]+/)*[\w*{}-][\w.*{}-]*\.[A-Za-z]\w{1,9}(?:\.(?:gz|zip|bz2|xz))?")


def make_uses(file: FileFacts) -> Iterator[ArtifactUse]:
    """A target that is a data file is written by itself, its prerequisites are read by it."""
    if file.kind is not Kind.MAKE:
        return
    first: dict[tuple[int, int], str] = {}  # of several targets of one rule, the first names it
    home = posixpath.dirname(file.path)
    for key in file.config:
        step = first.setdefault((key.at.line, key.at.column), key.path)
        ends = [(WRITE, key.path)]
        ends += [(READ, one) for one in str(key.value or "").split()] if step == key.path else []
        for mode, written in ends:
            name = without_variables(written)
            if _DATA.fullmatch(name) and not _BUILT.fullmatch(name) and name.strip("*./"):
                place = normal(posixpath.join(home, name))
                at = file.locate(key.at)
                yield ArtifactUse(file.path, at, place, mode, "make", 0, step, declared=True)
