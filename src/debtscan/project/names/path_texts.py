"""What the usual functions make of a path whose unknown parts are `*`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from debtscan.project.names.alternatives import ANY

_BLANK = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
_PERCENT = re.compile(r"%%|%(?:\([^)]*\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]")

#: attributes of paths that are texts again
PARTS = frozenset({"parent", "name", "stem", "suffix"})


def joined(parts: Sequence[str]) -> str:
    """`os.path.join`: what stands before an absolute part is dropped."""
    start = max((i for i, part in enumerate(parts) if part.startswith("/")), default=0)
    told = [part for part in parts[start:] if part]
    return (
        "/".join([*(part.rstrip("/") or "/" for part in told[:-1]), *told[-1:]]).replace("//", "/")
        if not any("://" in part for part in told)
        else "/".join(told)
    )


def concatenated(parts: Sequence[str]) -> str:
    """Texts one after the other."""
    return "".join(parts)


def ended(path: str, ending: str) -> str:
    """A path that is known to end so."""
    return path + ending if path.endswith(ANY) else path


def part_of(path: str, part: str) -> str:
    """`parent`, `name`, `stem` or `suffix`."""
    if "/.." in path:
        path = posixpath.normpath(path)
    folder, slash, name = path.rstrip("/").rpartition("/")
    if part == "parent":
        if path in (".", "..", ""):
            return ".."
        return folder or ("/" if slash else ANY if ANY in path else ".")
    if part == "suffix":
        ending = posixpath.splitext(name)[1]
        return ending or (ANY if name.endswith(ANY) else "")
    return without_suffix(name) if part == "stem" else name


def without_suffix(path: str) -> str:
    """`os.path.splitext(path)[0]`."""
    return path if path.endswith(ANY) else posixpath.splitext(path)[0]


def with_suffix(path: str, suffix: str) -> str:
    """`Path.with_suffix`."""
    return without_suffix(path) + suffix


def with_name(path: str, name: str) -> str:
    """`Path.with_name`."""
    folder, slash, _ = path.rpartition("/")
    return folder + slash + name if slash or ANY not in path else f"{ANY}/{name}"


def with_stem(path: str, stem: str) -> str:
    """`Path.with_stem`."""
    return with_name(path, stem + part_of(path, "suffix"))


def replaced(path: str, old: str, new: str) -> str:
    """`str.replace`; an unknown end that has its suffix replaced has the new one."""
    if not old or ANY in old:
        return ANY
    if old in path:
        return path.replace(old, new)
    if path.endswith(ANY) and re.fullmatch(r"[\w-]*\.[\w.]+", old):
        return path + new
    return path


def relative(path: str, folder: str) -> str:
    """`Path.relative_to`, `os.path.relpath`."""
    if path.startswith(folder.rstrip("/") + "/"):
        return path[len(folder.rstrip("/")) + 1 :]
    return path if ANY not in folder and not path.startswith(("/", ANY)) else f"{ANY}/{path}"


def piece(path: str, separator: str, place: int, most: int, *, right: bool) -> str:
    """`path.split(separator)[place]`."""
    parts = (path.rsplit if right else path.split)(separator, most)
    if not -len(parts) <= place < len(parts):
        return ANY
    found = parts[place]
    if ANY not in path:
        return found
    # The unknown may hold the separator: only the ends of the text can be told apart.
    if place == -1 and (ANY not in found or found != path):
        return found
    if place == 0 and right and most == 1:
        return found
    return found if place >= 0 and ANY not in separator.join(parts[: place + 1]) else ANY


def filled(template: str, given: Sequence[str]) -> str:
    """`template.format(...)` with plain blanks filled in order, named ones unknown."""
    rest = iter(given)

    def fill(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        inside = match[0][1:-1].partition(":")[0].partition("!")[0]
        if inside.isdigit():
            return given[int(inside)] if int(inside) < len(given) else ANY
        return next(rest, ANY) if not inside else ANY

    return _BLANK.sub(fill, template)


def percent_filled(template: str, given: Sequence[str]) -> str:
    """`template % (...)`; named blanks are unknown."""
    rest = iter(given)

    def fill(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        plain = match[0] in ("%s", "%d", "%i")
        value = next(rest, ANY) if "(" not in match[0] else ANY
        return value if plain else ANY

    return _PERCENT.sub(fill, template)
