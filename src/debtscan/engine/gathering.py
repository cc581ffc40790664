"""Stages 2 to 4 for every file: read, ask the cache, else parse and extract in a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec

from debtscan.engine.cache import VOLATILE, Cache
from debtscan.engine.codec import decode
from debtscan.engine.job import Job
from debtscan.engine.workers import Mapper
from debtscan.facts import FileFacts, Unread
from debtscan.source import Discovery, SourceFile, SourcePath, read

Progress = Callable[[int, int, str], None]  #: files done, files in all, the path just done
LISTED = "data"  #: the reason given for files that are known by name only


@dataclass
class Gathered:
    """What became of every discovered file: each is in exactly one of the three lists."""

    files: list[FileFacts] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    listed: list[Unread] = field(default_factory=list)
    cached: int = 0

    def add(self, source: SourcePath, result: FileFacts | Unread) -> None:
        """Put a result at the place it belongs to; only now do facts learn their path."""
        if isinstance(result, FileFacts):
            problems = tuple(_placed(problem, source) for problem in result.problems)
            facts = result.placed(source.path, source.role)
            self.files.append(
                msgspec.structs.replace(facts, problems=problems) if problems else facts
            )
        else:
            bucket = self.listed if result.reason == LISTED else self.unread
            bucket.append(msgspec.structs.replace(_placed(result, source), size=source.size))


def gather(
    discovery: Discovery, cache: Cache | None, mapper: Mapper, progress: Progress | None = None
) -> Gathered:
    """Facts of everything that was discovered, sorted by path, in whatever order it was done.

    Large files go first, so that no worker is left alone with one at the end; before them the
    one changed last, so that workers get ready while the rest is read.
    """
    gathered = Gathered(unread=list(discovery.unread))
    sources = sorted(
        discovery.files,
        key=lambda source: (source.path != discovery.latest, -source.size, source.path),
    )
    by_path = {source.path: source for source in sources}
    done = 0

    def add(source: SourcePath, result: FileFacts | Unread) -> None:
        nonlocal done
        gathered.add(source, result)
        done += 1
        if progress:
            progress(done, len(sources), source.path)

    def jobs() -> Iterator[Job]:
        for source in sources:
            file = read(discovery.root, source)
            if isinstance(file, Unread):
                add(source, file)
            elif known := _load(cache, file):
                gathered.cached += 1
                add(source, known)
            else:
                yield Job(file.path, file.kind, file.digest, file.content)

    for job, encoded in mapper(jobs()):
        result = decode(encoded)
        if cache and not (isinstance(result, Unread) and result.reason in VOLATILE):
            cache.store(job.digest, job.kind, encoded)
        add(by_path[job.path], result)
    return _sorted(gathered)


def _load(cache: Cache | None, file: SourceFile) -> FileFacts | Unread | None:
    return cache.load(file.digest, file.kind) if cache else None


def _placed(unread: Unread, source: SourcePath) -> Unread:
    return msgspec.structs.replace(unread, path=source.path, kind=source.kind, role=source.role)


def _sorted(gathered: Gathered) -> Gathered:
    gathered.files.sort(key=lambda file: file.path)
    gathered.unread.sort(key=lambda unread: unread.path)
    gathered.listed.sort(key=lambda unread: unread.path)
    return gathered
