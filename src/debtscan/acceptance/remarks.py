"""What comments accept, and which of them accept nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from debtscan.acceptance.directives import Directive, Malformed, directives
from debtscan.acceptance.known_rules import KnownRules
from debtscan.acceptance.members import Member, left_of, members, piece_of
from debtscan.acceptance.outcome import Complaint, Suppressed
from debtscan.acceptance.reaching import Reaching
from debtscan.facts import FileFacts
from debtscan.model import Finding, Location

_Said = tuple[str, Directive]  #: and where


class Remarks:
    """The comments of ``files`` that speak to debtscan."""

    def __init__(self, files: Iterable[FileFacts], rules: KnownRules) -> None:
        self._rules = rules
        self._files: dict[str, FileFacts] = {}
        self._reaching: dict[str, Reaching] = {}
        self._said: defaultdict[str, list[Directive]] = defaultdict(list)
        self._mistakes: list[Complaint] = []
        self._used: set[_Said] = set()
        self._missed: defaultdict[str, list[Finding]] = defaultdict(list)
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

    def sift(self, finding: Finding) -> tuple[Finding | None, list[Suppressed]]:
        """What no comment speaks for, if anything, and what each accepts.

        A comment accepts what stands where it reaches: a part of a cluster with a place of its
        own needs one of its own, and all that has none goes with the finding's place. A part that
        is no debt without another goes with the last of those that were accepted.
        """
        accepted, left = self._heard(finding)
        self._used |= accepted.keys()
        rest = None
        if sum(one.number for one in left) >= finding.needs:
            rest = left_of(finding, left, [one for some in accepted.values() for one in some])
            self._missed[finding.rule].append(rest)
        elif left:
            accepted[next(reversed(accepted))].extend(left)
        pieces = (self._accepted(piece_of(finding, some), *by) for by, some in accepted.items())
        return rest, list(pieces)

    def _heard(self, finding: Finding) -> tuple[dict[_Said, list[Member]], list[Member]]:
        accepted: defaultdict[_Said, list[Member]] = defaultdict(list)
        left = []
        for one in members(finding):
            if said := self._said_of(finding.rule, one.at):
                accepted[one.at.path, said].append(one)
            else:
                left.append(one)
        return accepted, left

    def _accepted(self, finding: Finding, path: str, said: Directive) -> Suppressed:
        return Suppressed(finding, "comment", said.reason, self._files[path].line(said.line))

    def _said_of(self, rule: str, at: Location) -> Directive | None:
        said = self._said.get(at.path, ())
        return next((one for one in said if one.rule == rule and self._reaches(one, at)), None)

    def _reaches(self, said: Directive, at: Location) -> bool:
        if said.whole_file:
            return True
        file = self._files[at.path]
        if file.path not in self._reaching:
            self._reaching[file.path] = Reaching(file)
        first, last = self._reaching[file.path].of(said)
        return first <= file.line_of(at) <= last

    def complaints(self) -> Iterator[Complaint]:
        """Comments that say nothing, or of whose rules nothing was found where they reach."""
        yield from self._mistakes
        for path in sorted(self._said):
            for said in self._said[path]:
                if said.rule in self._rules.asked and (path, said) not in self._used:
                    at = self._files[path].line(said.line)
                    yield Complaint(
                        at, f"`{said.rule}` finds nothing here: {self._cure(path, said)}"
                    )

    def _cure(self, path: str, said: Directive) -> str:
        """Where a comment belongs that stands where a debt merely shows."""
        for finding in self._missed[said.rule]:
            ends = (end.at for end in finding.related if end.at.path == path)
            if any(self._reaches(said, at) for at in ends):
                return f"it belongs to {finding.at}, where the finding stands"
        return "delete the comment"
