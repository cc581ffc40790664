"""What a simple command moves: copies, downloads, archives, transfers to stores."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from debtscan.project.libraries.io_rows import READ, WRITE

_Move = tuple[str, str, str]  #: mode, kind, name as written

_WEB = re.compile(r"(https?|ftp)://(?!localhost|127\.|0\.0\.|\$)\S+")
_STORE = re.compile(r"(s3|gs|abfss?|wasbs?|hdfs|r2)://\S+")
_CODE = re.compile(r".*\.(py|sh|c|cc|cpp|h|js|ts|md|rst|toml|lock|whl|deb|so|service|conf)$")
_SKIPPED = frozenset({"sudo", "nohup", "time", "env", "exec", "command", "!", "then", "do"})
#: programs that take sources and then one target -> what must stand before these
_COPIES = {
    "cp": (),
    "mv": (),
    "rsync": (),
    "aws": ("s3", ("cp", "mv", "sync")),
    "gsutil": ("", ("cp", "mv", "rsync")),
    "gcloud": ("storage", ("cp", "mv", "rsync")),
    "rclone": ("", ("copy", "sync", "copyto", "move")),
}
#: options of those programs that take a value
_VALUED = frozenset(
    {"-t", "-e", "--exclude", "--include", "--region", "--profile", "--endpoint-url", "--acl"}
)


def moves(words: Sequence[str]) -> Iterator[_Move]:
    """(mode, kind, name) of what a command reads and writes besides its redirections."""
    left = list(words)
    while left and (left[0] in _SKIPPED or re.fullmatch(r"\w+=.*", left[0])):
        left = left[1:]
    if not left:
        return
    program, rest = left[0].rpartition("/")[2], left[1:]
    if program in ("curl", "wget"):
        yield from _fetched(program, rest)
    elif program in _COPIES:
        yield from _copied(program, rest)
    elif program in ("unzip", "gunzip", "tar"):
        yield from _unpacked(program, rest)
    elif program == "kaggle" and "download" in rest:
        yield from _from_kaggle(rest)


def named(name: str) -> str:
    """The id of an artifact that is no path: `kaggle:…`, an address in full; "" otherwise."""
    return name if name.startswith("kaggle:") or (_WEB.match(name) and "$" not in name) else ""


def _fetched(program: str, words: Sequence[str]) -> Iterator[_Move]:
    address = next((word for word in words if _WEB.fullmatch(word)), "")
    if address:
        yield READ, "url", address
    long = "--output" if program == "curl" else "--output-document"
    output = _option(words, "-o" if program == "curl" else "-O", long)
    kept = program == "wget" or any(re.fullmatch(r"-\w*O\w*", word) for word in words)
    if not output and kept and address:
        base = posixpath.basename(address.partition("?")[0])
        folder = _option(words, "-P", "--directory-prefix") if program == "wget" else ""
        output = posixpath.join(folder, base) if "." in base else ""
    if output and output != "-":
        yield WRITE, "file", output


def _copied(program: str, words: Sequence[str]) -> Iterator[_Move]:
    plain = _plain(words)
    if _COPIES[program]:
        group, verbs = _COPIES[program]
        plain = plain[1:] if group and plain[:1] == [group] else plain
        if plain[:1] == [] or plain[0] not in verbs:
            return
        plain = plain[1:]
    if len(plain) < 2 or any(_CODE.fullmatch(one) for one in plain) or not _is_data(plain[0]):
        return
    for source in plain[:-1]:
        yield READ, _kind(source), source
    target, base = plain[-1], posixpath.basename(plain[0])
    if target.endswith("/") or target == "." or len(plain) > 2:
        target = posixpath.join(target, base if len(plain) == 2 else "*")
    yield WRITE, _kind(target), target


def _unpacked(program: str, words: Sequence[str]) -> Iterator[_Move]:
    """The archive that is read or made; what is inside is not known."""
    archive = next((w for w in words if re.search(r"\.(zip|tar|t?gz|tgz|bz2|xz)$", w)), "")
    if archive:
        flags = words[0].lstrip("-") if program == "tar" and words else ""
        yield (WRITE if "c" in flags else READ), "file", archive


def _from_kaggle(words: Sequence[str]) -> Iterator[_Move]:
    given = _option(words, "-c", "--competition") or _option(words, "-d", "--dataset")
    given = given or next((w for w in words[2:] if not w.startswith("-")), "")
    if given:
        yield READ, "dataset", f"kaggle:{given}"
        folder = _option(words, "-p", "--path")
        yield WRITE, "file", posixpath.join(folder, f"{posixpath.basename(given)}.zip")


def _option(words: Sequence[str], *names: str) -> str:
    for place, word in enumerate(words):
        if word in names and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--") and word.partition("=")[0] in names and "=" in word:
            return word.partition("=")[2]
    return ""


def _plain(words: Sequence[str]) -> list[str]:
    """The words that are no options and no values of options."""
    found: list[str] = []
    after = ""
    for word in words:
        if not word.startswith("-") and after not in _VALUED:
            found.append(word)
        after = word
    return found


def _is_data(source: str) -> bool:
    """A bare word is a program or a folder of code."""
    return "/" in source or "." in source.strip(".")


def _kind(name: str) -> str:
    if _STORE.match(name):
        return "object"
    return "url" if _WEB.match(name) else "file"
