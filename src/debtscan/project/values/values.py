"""What expressions are known to be: strings as patterns with `*` for what is unknown.

Joins `Expressions` with what the repository says of names from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from debtscan.facts import FileFacts
from debtscan.project.names.calls import Calls
from debtscan.project.names.expressions import Expressions
from debtscan.project.starts.commands import StartedScript
from debtscan.project.values.repository import Repository

Settings = Callable[[FileFacts, int, tuple[str, ...]], str | None]


class Values(Expressions):
    """Values propagated through constants, joins, defaults, commands, calls and returns.

    `settings` tells the value of a configuration key by file, scope and chain of names.
    """

    def __init__(
        self,
        files: Sequence[FileFacts],
        calls: Calls,
        commands: Sequence[StartedScript] = (),
        settings: Settings | None = None,
    ) -> None:
        repository = Repository(files, calls, commands, settings)
        super().__init__(calls.bindings, repository)
        repository.origins = self.origins
