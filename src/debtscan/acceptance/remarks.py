"""What comments accept, and which of them accept nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from debtscan.acceptance.directives import Directive, Malformed, directives
from debtscan.acceptance.known_rules import KnownRules
from debtscan.acceptance.outcome import Complaint, Suppressed
from debtscan.acceptance.reaching import Reaching
from debtscan.facts import FileFacts
from debtscan.model import Finding


class Remarks:
    """The comments of ``files`` that speak to debtscan."""

    def __init__(self, files: Iterable[FileFacts], rules: KnownRules) -> None:
        self._rules = rules
        self._files: dict[str, FileFacts] = {}
        self._reaching: dict[str, Reaching] = {}
        self._said: defaultdict[str, list[Directive]] = defaultdict(list)
        self._mistakes: list[Complaint] = []
        self._used: set[tuple[str, Directive]] = set()
        for file in files:
            for each in directives(file) if file.comments else ():
                self._files[file.path] = file
                self._hear(file, each)

    def _hear(self, file: FileFacts, said: Directive | Malformed) -> None:
        if isinstance(said, Malformed):
            self._mistakes.append(Complaint(file.line(said.line), said.problem))
        elif problem := self._rules.problem(said.rule):
            self._mistakes.append(Complaint(file.line(said.line), problem))
        else:
            self._said[file.path].append(said)

    def accept(self, finding: Finding) -> Suppressed | None:
        """The finding with the comment that speaks for it; None when none does."""
        path = finding.at.path
        for said in self._said.get(path, ()):
            if said.rule == finding.rule and self._reaches(said, finding):
                self._used.add((path, said))
                at = self._files[path].line(said.line)
                return Suppressed(finding, "comment", said.reason, at)
        return None

    def _reaches(self, said: Directive, finding: Finding) -> bool:
        if said.whole_file:
            return True
        file = self._files[finding.at.path]
        if file.path not in self._reaching:
            self._reaching[file.path] = Reaching(file)
        first, last = self._reaching[file.path].of(said)
        return first <= file.line_of(finding.at) <= last

    def complaints(self) -> Iterator[Complaint]:
        """Comments that say nothing, or of whose rules nothing was found where they reach."""
        yield from self._mistakes
        for path in sorted(self._said):
            for said in self._said[path]:
                if said.rule in self._rules.asked and (path, said) not in self._used:
                    at = self._files[path].line(said.line)
                    yield Complaint(at, f"`{said.rule}` finds nothing here: delete the comment")
