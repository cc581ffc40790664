"""What owners deleted as dead, and whether the parent commit was told so:
`python tests/oracle/removals.py --help`.

Reads git directories by plumbing alone (`ls-tree`, `cat-file`, `diff-tree`); checks nothing out
and runs nothing. Prints a Markdown report.
"""

from __future__ import annotations

import csv
import gc
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import click
from quick_scan import Scanned, Scanner
from removal_report import Judged, removal_report
from removed_items import Removed, removed_items

from debtscan.facts import FileFacts, Role
from debtscan.model import Category, DebtscanError, Finding

#: The subject itself says that something was dead. Others mention it beside other work.
PLAIN = re.compile(
    r"\b(unused|dead|obsolete|redundant|unnecessary|un-?needed|needless|no longer (needed|used)|"
    r"old|deprecated|duplicated?|stale|legacy)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r".*\.(py|ipynb|ya?ml|json|toml|cfg|ini|sh|md|rst|txt|mk|sql|r|env|gin|js|ts|html)|"
    r"(.*/)?(Makefile|Dockerfile[^/]*|dvc\.lock|\.gitignore)",
    re.IGNORECASE,
)
_LARGEST = 2_000_000
#: Rules outside the dead experiments that say "this may go" or "this is here twice".
_SAYS_GONE = re.compile(
    r"copied-function|key-never-read|train-serve-clone|notebook-module-twin|copy-paste-.*|"
    r"cli-drift|orchestrator-drift|rotten-call|dead-.*|unused-.*|unreachable-.*|write-only-.*|"
    r".*never-.*|broken-.*"
)
_WHOLE_FILE = re.compile(r"experiment-script-family|notebook-litter|unreachable-module|dead-module")


@dataclass(frozen=True)
class Commit:
    """A row of the table, and where its repository's git directory is."""

    repository: str
    sha: str
    subject: str
    git: Path

    @property
    def plain(self) -> bool:
        """Whether its subject is about what is dead."""
        return bool(PLAIN.search(self.subject))


@dataclass
class Trees:
    """Folders the parents are unpacked into, kept for further runs."""

    root: Path
    _made: set[Path] = field(default_factory=set)

    def parent(self, commit: Commit) -> Path:
        """The tree before the commit."""
        return self._unpacked(commit, f"{commit.sha}^", "before", ())

    def old(self, commit: Commit, paths: Sequence[str]) -> Path:
        """The files it changed or deleted, as they were."""
        return self._unpacked(commit, f"{commit.sha}^", "old", paths)

    def left(self, commit: Commit, paths: Sequence[str]) -> Path:
        """The files it changed, as it left them."""
        return self._unpacked(commit, commit.sha, "after", paths)

    def _unpacked(self, commit: Commit, tree: str, name: str, paths: Sequence[str]) -> Path:
        folder = self.root / commit.repository.replace("/", "+") / commit.sha[:12] / name
        if not folder.is_dir():
            for path, content in _contents(commit.git, tree, paths):
                _put(folder, path, content)
            (folder / ".git").mkdir(parents=True, exist_ok=True)
        return folder

    def forget(self, commit: Commit) -> None:
        """Free the room."""
        shutil.rmtree(self.root / commit.repository.replace("/", "+") / commit.sha[:12])


def _contents(git: Path, tree: str, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Text files of a tree. Snapshots may lack large objects: those are left out."""
    listed = _git(git, "ls-tree", "-r", "-z", tree, "--", *paths).decode("utf-8", "replace")
    wanted = {}
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, kind, blob = about.split()
        if kind == "blob" and mode != "120000" and _WANTED.fullmatch(path):
            wanted[path] = blob
    stream = io.BytesIO(_git(git, "cat-file", "--batch", feed="\n".join(wanted.values())))
    for path in wanted:
        head = stream.readline().split()
        if head[-1:] != [b"missing"]:
            content = stream.read(int(head[2]))
            stream.readline()
            if len(content) < _LARGEST:
                yield path, content


def _put(folder: Path, path: str, content: bytes) -> None:
    target = folder / path
    if ".." not in target.parts:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _git(git: Path, *arguments: str, feed: str = "") -> bytes:
    command = ["git", "--git-dir", str(git), *arguments]
    quiet = {**os.environ, "GIT_NO_LAZY_FETCH": "1"}
    done = subprocess.run(command, input=feed.encode(), check=True, capture_output=True, env=quiet)
    return done.stdout


def commits(table: Path, mirrors: Path) -> Iterator[Commit]:
    """Rows whose repository is there with both trees."""
    with table.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            git = mirrors / row["repo"].replace("/", "+") / "repo"
            git = git / ".git" if (git / ".git").is_dir() else git
            commit = Commit(row["repo"], row["commit"], row["subject"], git)
            if git.is_dir() and _has(git, f"{commit.sha}^"):
                yield commit


def _has(git: Path, revision: str) -> bool:
    command = ["git", "--git-dir", str(git), "cat-file", "-e", f"{revision}^{{tree}}"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def judged(commit: Commit, trees: Trees, scanner: Scanner) -> list[Judged]:
    """Every removed item of a commit, with the rules that spoke of it."""
    changed, deleted = _touched(commit)
    changed = [path for path in changed if _WANTED.fullmatch(path)]
    if not changed and not deleted:
        return []
    gone = [path for path in sorted(deleted) if _WANTED.fullmatch(path)]
    old = _facts(scanner, trees.old(commit, [*changed, *gone])) if changed or gone else {}
    after = _facts(scanner, trees.left(commit, changed)) if changed else {}
    items = removed_items(old, after, deleted)
    if not items:
        return []  # most commits: no need to scan all of the parent
    before = scanner.scan(trees.parent(commit))
    roles = {file.path: file.role for file in before.facts.files}
    texts = _texts(trees.parent(commit), before)
    items = [
        one
        for one in items
        if roles.get(one.path) is Role.SOURCE and (one.kind != "import" or _idle(one, texts))
    ]
    return [
        Judged(
            commit.repository,
            commit.sha,
            commit.subject,
            commit.plain,
            item,
            tuple(sorted({one.rule for one in before.findings if speaks(one, item)})),
            _still(item, items, texts),
        )
        for item in items
    ]


def _facts(scanner: Scanner, folder: Path) -> dict[str, FileFacts]:
    try:
        return scanner.facts(folder)
    except DebtscanError:  # nothing but names: data, or objects the snapshot lacks
        return {}


def _touched(commit: Commit) -> tuple[list[str], set[str]]:
    """Paths that were changed and stay, and paths that went; renamed files are neither."""
    told = _changes(commit, "-M") or _changes(commit, "-M100%")
    fields = told.decode("utf-8", "replace").split("\0")
    changed, deleted, at = list[str](), set[str](), 0
    while at + 1 < len(fields):
        status = fields[at]
        if status.startswith(("R", "C")):
            at += 3
            continue
        (deleted.add if status == "D" else changed.append)(fields[at + 1])
        at += 2
    return changed, deleted


def _changes(commit: Commit, renames: str) -> bytes:
    """Likeness of files is judged by their content, which a snapshot may lack."""
    try:
        between = (f"{commit.sha}^", commit.sha)
        return _git(commit.git, "diff-tree", "-r", "-z", renames, "--name-status", *between)
    except subprocess.CalledProcessError:
        return b""


def speaks(finding: Finding, item: Removed) -> bool:
    """Whether the finding says of the item that it may go: a rule about what is dead or double,
    on the item's first lines; for a file, about the file or most of what it defines."""
    if finding.category is not Category.DEAD_EXPERIMENTS and not _SAYS_GONE.fullmatch(finding.rule):
        return False
    last = item.first + 2 if item.kind == "definition" else item.last
    for at in (finding.at, *(one.at for one in finding.related)):
        if at.path != item.path:
            continue
        if _WHOLE_FILE.fullmatch(finding.rule):
            return True
        long = item.kind != "file" or 3 * (at.last_line - at.line + 1) > item.last
        if long and at.line <= min(last, item.last) and at.last_line >= item.first:
            return True
    return False


def _texts(root: Path, before: Scanned) -> dict[str, list[str]]:
    found = {}
    for file in before.facts.files:
        try:
            found[file.path] = (root / file.path).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _idle(item: Removed, texts: dict[str, list[str]]) -> bool:
    """Whether an import was dead: its name stands on its own lines alone. The others went
    because what used them went."""
    word = re.compile(rf"\b{re.escape(item.name)}\b")
    own = range(item.first, item.last + 1)
    lines = enumerate(texts.get(item.path, ()), 1)
    return not any(number not in own and word.search(line) for number, line in lines)


def _still(item: Removed, items: Sequence[Removed], texts: dict[str, list[str]]) -> str:
    """Where else its name stands in the parent: in what went with it, in what stayed, nowhere."""
    word = _word(item)
    gone: dict[str, set[int]] = {}
    for one in items:
        gone.setdefault(one.path, set()).update(range(one.first, one.last + 1))
    own = range(item.first, item.last + 1)
    found = set()
    for path, lines in texts.items():
        if word.search("\n".join(lines)):
            for number, line in enumerate(lines, 1):
                if word.search(line) and not (path == item.path and number in own):
                    found.add("removed with it" if number in gone.get(path, ()) else "elsewhere")
    return "elsewhere" if "elsewhere" in found else next(iter(found), "nowhere")


def _word(item: Removed) -> re.Pattern[str]:
    """The last part of the name as a word; of an option with either dash."""
    name = item.name.removesuffix(".py").rpartition(".")[2]
    spelled = re.escape(name)
    return re.compile(rf"\b{spelled.replace('_', '[-_]') if item.kind == 'option' else spelled}\b")


@click.command()
@click.argument("mirrors", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--table", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--work", required=True, type=click.Path(path_type=Path), help="Trees go here.")
@click.option("--sample", default=0, help="So many commits at random, 0 for all.")
@click.option("--seed", default=1, show_default=True)
@click.option("--keep", is_flag=True, help="Keep the unpacked trees.")
@click.option("--cache-dir", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path))
def main(
    mirrors: Path,
    table: Path,
    work: Path,
    sample: int,
    seed: int,
    keep: bool,
    cache_dir: Path | None,
    out: Path | None,
) -> None:
    """MIRRORS holds fetched repositories as `owner+name/repo`."""
    gc.disable()
    every = list(commits(table, mirrors))
    chosen = every if not sample else Random(seed).sample(every, min(sample, len(every)))
    scanner, trees = Scanner(cache_dir), Trees(work)
    results: list[Judged] = []
    for number, commit in enumerate(chosen, 1):
        found = judged(commit, trees, scanner)
        results += found
        told = sum(bool(one.rules) for one in found)
        click.echo(f"{number}/{len(chosen)} {commit.repository} {told}/{len(found)}", err=True)
        if not keep:
            trees.forget(commit)
    rows = sum(1 for _ in table.open(encoding="utf-8")) - 1
    text = removal_report(results, len(chosen), len(every), rows)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text)


if __name__ == "__main__":
    main()
