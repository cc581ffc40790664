"""Documents that command lines name: by the script they start and the option they follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise

from debtscan.facts import FileFacts
from debtscan.project.configuration.documents import named
from debtscan.project.starts.commands import StartedScript


class CommandDocuments:
    """What shell scripts, Makefiles, stages, CI and READMEs pass to scripts."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        commands: Sequence[StartedScript],
        documents: Collection[str],
    ) -> None:
        self._files = files
        self._commands = commands
        self._documents = documents

    @cached_property
    def passed(self) -> tuple[tuple[StartedScript, str, str], ...]:
        """(command, flag or "", document) for every word that names a document."""
        return tuple(chain.from_iterable(self._words(one) for one in self._commands))

    def of_script(self, path: str) -> tuple[str, ...]:
        """Documents passed to a script, in whatever position."""
        return tuple(dict.fromkeys(self._by_script.get(path, ())))

    def of_option(self, path: str, name: str) -> Sequence[str]:
        """Documents passed as the option that arrives as `name` in the code of a file: to the
        script itself, or to a script without such an option of its own."""
        flags = self._flags.get(name)
        if not flags:
            return ()
        found = [
            document
            for started, flag, document in self.passed
            if flag in flags and (started.target == path or self._lacks(started.target, name))
        ]
        return tuple(dict.fromkeys(found))

    def _lacks(self, target: str | None, name: str) -> bool:
        file = self._files.get(target or "")
        return file is None or all(one.name != name for one in file.options)

    def _words(self, one: StartedScript) -> Iterator[tuple[StartedScript, str, str]]:
        beside = one.target or one.file.path
        for before, word in pairwise(("", *one.arguments)):
            flag, equals, value = word.partition("=")
            if not equals:
                flag, value = (before if before.startswith("-") else ""), word
            if "." in value:
                for path in named(value, self._documents, beside):
                    yield one, flag, path

    @cached_property
    def _by_script(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for started, _, document in self.passed:
            if started.target:
                found[started.target].append(document)
        return found

    @cached_property
    def _flags(self) -> Mapping[str, set[str]]:
        """Name of an option in code -> how it is typed."""
        found: dict[str, set[str]] = defaultdict(set)
        for file in self._files.values():
            for option in file.options:
                flags = option.flags or (f"--{option.name}", f"--{option.name.replace('_', '-')}")
                found[option.name].update(("",) if option.positional else flags)
        return found
