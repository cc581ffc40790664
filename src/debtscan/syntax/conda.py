"""The dependencies of a conda environment file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debtscan.facts import Dependency
from debtscan.syntax.requirements import dependency, normalised
from debtscan.syntax.yaml_tree import Mapping, Node, Scalar, Sequence

_MATCH = re.compile(r"(?:\S+::)?(?P<name>[\w.-]+)[ \t]*(?P<specifier>[=<>!~].*)?")
_FUZZY = re.compile(r"=(?P<version>[^=<>!~,|]+)(?P<build>=.*)?")


def conda_dependencies(roots: list[Node]) -> Iterator[Dependency]:
    """What `dependencies:` and the `pip:` list in it declare."""
    for root in roots:
        listed = root.get("dependencies") if isinstance(root, Mapping) else None
        if not isinstance(listed, Sequence):
            continue
        for item in listed.items:
            found = _packages(item)
            yield from (one for one in found if one is not None)


def _packages(item: Node) -> Iterator[Dependency | None]:
    if isinstance(item, Scalar):
        yield _conda(item)
    elif isinstance(item, Mapping):
        pip = item.get("pip")
        if isinstance(pip, Sequence):
            for requirement in pip.items:
                if isinstance(requirement, Scalar) and not requirement.text.startswith("-"):
                    yield dependency(requirement.text.partition(" #")[0], requirement.at)


def _conda(item: Scalar) -> Dependency | None:
    match = _MATCH.fullmatch(item.text.strip())
    if match is None:
        return None
    specifier = (match["specifier"] or "").replace(" ", "")
    fuzzy = _FUZZY.fullmatch(specifier)
    if fuzzy:  # conda's `=1.2` means 1.2.*, with a build string it means exactly 1.2
        specifier = f"=={fuzzy['version']}" + ("" if fuzzy["build"] else ".*")
        specifier = specifier.replace(".*.*", ".*")
    return Dependency(normalised(match["name"]), specifier, item.at)
