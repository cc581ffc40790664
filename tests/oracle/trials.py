"""Injects, scans before and after, and says what was caught.

Debts that touch different files share a scan; each is looked for at its own places alone.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from clean_hosts import host
from drafts import Draft, Place, UnfitError
from injected import Inject
from injection_site import HostText, Site
from quick_scan import Scanned, Scanner

from debtscan.model import Finding, Location

_TRIES = 6


@dataclass(frozen=True)
class Verdict:
    """What became of one injected debt. ``others`` are further new findings at its places."""

    kind: str
    source: str
    places: tuple[Place, ...]
    caught_by: tuple[str, ...]
    others: tuple[str, ...]
    note: str
    key: str  #: the seed it is made again by


@dataclass
class Outcome:
    """All of one source: verdicts, findings of the untouched copy, and new findings that stand
    at no injected place."""

    source: str
    verdicts: list[Verdict] = field(default_factory=list)
    before: tuple[Finding, ...] = ()
    elsewhere: list[Finding] = field(default_factory=list)
    statements: int = 0
    unfit: list[str] = field(default_factory=list)


def expected_rules(*, made_for: bool = False) -> dict[str, list[str]]:
    """Rule ids by kind, as the table has them; on request those alone that are made for it."""
    told = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))
    return {
        kind: [rule.removeprefix("+") for rule in rules if not (made_for and rule[0] == "+")]
        for kind, rules in told.items()
    }


def try_source(
    name: str,
    kinds: Mapping[str, Inject],
    rounds: int,
    seed: int,
    scanner: Scanner,
    per_scan: int = 12,
) -> Outcome:
    """Every kind so many times into one source, so many debts at most in one scan."""
    text, package = host(name)
    expected, outcome = expected_rules(), Outcome(name)
    with TemporaryDirectory(prefix="debtscan-oracle-") as folder:
        root = Path(folder, "host")
        _unpack(text, root)
        clean = scanner.scan(root)
        outcome.before, outcome.statements = clean.findings, clean.statements
        drafts = list(_drafts(text, package, name, kinds, rounds, seed, outcome))
        for batch in _batches(drafts, per_scan):
            after = _scanned(root, text, [draft for _, _, draft in batch], scanner)
            _judge(batch, clean, after, expected, outcome)
    return outcome


Named = tuple[str, str, Draft]  #: kind, key, draft


@dataclass
class Batch:
    """Debts of one scan, and what they touch."""

    held: list[Named] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)

    def takes(self, named: Named) -> bool:
        """Whether one more leaves the others alone, and they it."""
        kind, _, draft = named
        return not (
            draft.files.keys() & (self.written | self.read)
            or draft.read & self.written
            or draft.claims & self.claims
            or any(kind == one[0] for one in self.held)
        )

    def add(self, named: Named) -> None:
        """Take it in."""
        self.held.append(named)
        self.written.update(named[2].files)
        self.read.update(named[2].read)
        self.claims.update(named[2].claims)


def _drafts(
    text: HostText,
    package: str,
    name: str,
    kinds: Mapping[str, Inject],
    rounds: int,
    seed: int,
    outcome: Outcome,
) -> Iterator[Named]:
    foreign = "research/train.py" not in text.files  # somebody's repository, without the scripts
    for kind, inject in kinds.items():
        for number in range(rounds):
            for attempt in range(_TRIES):
                key = f"{seed}/{name}/{kind}/{number}/{attempt}"
                try:
                    yield kind, key, inject(Site(text, Random(key), package)).finished()
                    break
                except UnfitError:
                    continue
                except (KeyError, StopIteration, SyntaxError, ValueError) as error:
                    if foreign and isinstance(error, (KeyError, StopIteration)):
                        continue
                    raise RuntimeError(f"the injection {key} is broken: {error}") from error
            else:
                outcome.unfit.append(kind)


def _batches(drafts: Iterable[Named], per_scan: int) -> list[list[Named]]:
    """Drafts that leave one another alone: what one writes, no other writes or needs, and no
    kind comes twice."""
    batches: list[Batch] = []
    for named in drafts:
        fitting = (one for one in batches if len(one.held) < per_scan and one.takes(named))
        batch = next(fitting, None)
        if batch is None:
            batch = Batch()
            batches.append(batch)
        batch.add(named)
    return [batch.held for batch in batches]


def _scanned(root: Path, text: HostText, drafts: list[Draft], scanner: Scanner) -> Scanned:
    changed = {path: content for draft in drafts for path, content in draft.files.items()}
    for path, content in changed.items():
        _write(root / path, content)
    try:
        return scanner.scan(root)
    finally:
        for path in changed:
            if path in text.files:
                _write(root / path, text.files[path])
            else:
                (root / path).unlink()


def _judge(
    batch: list[Named],
    clean: Scanned,
    after: Scanned,
    expected: Mapping[str, list[str]],
    outcome: Outcome,
) -> None:
    known = {(one.rule, one.message, one.at.path) for one in clean.findings}
    new = [one for one in after.findings if (one.rule, one.message, one.at.path) not in known]
    spoken = set[str]()
    for kind, key, draft in batch:
        here = [one for one in new if touches(one, draft.places)]
        spoken |= {one.fingerprint for one in here}
        rules = sorted({one.rule for one in here})
        wanted = expected.get(kind, [])
        outcome.verdicts.append(
            Verdict(
                kind,
                outcome.source,
                tuple(draft.places),
                tuple(rule for rule in rules if rule in wanted),
                tuple(rule for rule in rules if rule not in wanted),
                draft.note,
                key,
            )
        )
    touched = {path for _, _, draft in batch for path in draft.files}
    outcome.elsewhere += [
        one for one in new if one.fingerprint not in spoken and not _paths(one) & touched
    ]


def touches(finding: Finding, places: Iterable[Place]) -> bool:
    """Whether the finding, or one of its other ends, stands on a line of the places."""
    ends = [finding.at, *(one.at for one in finding.related)]
    return any(_overlaps(end, place) for end in ends for place in places)


def _overlaps(at: Location, place: Place) -> bool:
    if at.path != place.path:
        return False
    first, last = (at.raw_line, at.raw_line) if at.cell else (at.line, at.last_line)
    return first <= place.last and last >= place.first


def _paths(finding: Finding) -> set[str]:
    return {finding.at.path, *(one.at.path for one in finding.related)}


def _unpack(text: HostText, root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    (root / ".git").mkdir(parents=True)  # ignore files of folders above do not count
    for path, content in text.files.items():
        _write(root / path, content)


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")
