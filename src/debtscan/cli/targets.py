"""What the report is narrowed to; the whole project is read whatever they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from debtscan.source.names import listed


@dataclass(frozen=True, slots=True)
class Targets:
    """Files and folders by their paths within the project; none means all of it."""

    names: tuple[str, ...] = ()

    @classmethod
    def within(cls, root: Path, paths: Sequence[Path]) -> Targets:
        """The targets of a command line. The project's own folder narrows nothing."""
        resolved = [path.resolve() for path in paths]
        if not resolved or any(path == root for path in resolved):
            return cls()
        return cls(tuple(sorted({_name(path.relative_to(root)) for path in resolved})))

    def hold(self, path: str) -> bool:
        """Whether a file, given by its path in the project, belongs to them."""
        return not self.names or any(
            path == name or path.startswith(f"{name}/") for name in self.names
        )

    def __str__(self) -> str:
        return ", ".join(self.names) or "this project"


def _name(path: Path) -> str:
    return "/".join(listed(part) for part in path.parts)
