"""The name of an option in strings, configuration and files that could not be read."""

from __future__ import annotations

from collections.abc import Mapping

from debtscan.facts import FileFacts, Kind
from debtscan.project.names.mentions import Mention, Mentions

#: texts that set options or explain them, and read none
_SETTING = frozenset({Kind.MARKDOWN, Kind.SHELL, Kind.MAKE, Kind.DOCKER, Kind.REQUIREMENTS})


class OptionMentions:
    """Mentions that may be reads."""

    def __init__(self, files: Mapping[str, FileFacts], mentions: Mentions) -> None:
        self._files = files
        self._mentions = mentions
        self._declared: dict[str, frozenset[int]] = {}

    def of(self, name: str) -> tuple[Mention, ...]:
        """By path and line; no declarations, command lines or texts that only explain."""
        return tuple(one for one in self._mentions.of(name) if self._may_read(one))

    def _may_read(self, mention: Mention) -> bool:
        file = self._files.get(mention.path)
        if mention.where == "command" or (file is not None and file.kind in _SETTING):
            return False
        return mention.where != "string" or mention.line not in self._declaring(mention.path)

    def _declaring(self, path: str) -> frozenset[int]:
        """Lines of a file that declare options."""
        known = self._declared.get(path)
        if known is None:
            spans = [option.at for option in self._files[path].options]
            lines = {line for at in spans for line in range(at.line, at.end_line + 1)}
            known = self._declared[path] = frozenset(lines)
        return known
