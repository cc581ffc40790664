"""Requirements: one dependency per line of a requirements file, by PEP 508 and pip's options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debtscan.facts import Dependency, FileFacts, Kind, Span
from debtscan.syntax.generated import says_generated
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.words import lines_of

_LINE = re.compile(r"(?:[^\n\\]++|\\(?:\n|.)?)++", re.DOTALL)
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)[ \t]*+(?:\[[^\]]*\])?[ \t]*+"
    r"(?:@[ \t]*+(?P<url>\S+)|\(?(?P<specifier>(?:===|[=!<>~]=?|\^)[^;#()]*)\)?)?"
    r"[ \t]*+(?:[;#].*)?",
    re.DOTALL,
)
_LONGEST = 4_000
_COMMENT = re.compile(r"(?:^|[ \t])#.*", re.DOTALL)
_OPTION = re.compile(r"[ \t]--?[A-Za-z].*", re.DOTALL)
_EDITABLE = re.compile(r"(?:-e|--editable)[ \t=]*")
_INCLUDED = re.compile(r"(?:-r|-c|--requirement|--constraint)[ \t=]*(\S+)")
_EGG = re.compile(r"#egg=([\w.-]+)")
_URL_NAME = re.compile(r"(?:^|/)([A-Za-z][\w.-]*?)(?:\.git)?(?:@[^/@#]+)?(?:#.*)?$")
_WHEEL_NAME = re.compile(r"(?:^|/)([A-Za-z0-9][\w.]*)-(\d[\w.!+]*)-[^/]*\.whl$")


def normalised(name: str) -> str:
    """The name by PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def dependency(text: str, at: Span) -> Dependency | None:
    """What one requirement (`name[extra]>=1; marker`, `name @ url`, a URL) declares.

    A URL becomes the specifier `@ url`: whether it is pinned is in the URL.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if "://" in text.partition(" ")[0] or text.endswith(".whl"):
        return _from_url(text, at)
    match = _REQUIREMENT.fullmatch(text)
    if match is None:
        return None
    if match["url"]:
        return Dependency(normalised(match["name"]), f"@ {match['url']}", at)
    specifier = re.sub(r"\s+", "", match["specifier"] or "").rstrip(",")
    return Dependency(normalised(match["name"]), specifier, at)


def _from_url(text: str, at: Span) -> Dependency | None:
    url = text.split()[0]
    egg = _EGG.search(url)
    if egg:
        return Dependency(normalised(egg[1]), f"@ {url}", at)
    wheel = _WHEEL_NAME.search(url)
    if wheel:
        return Dependency(normalised(wheel[1]), f"=={wheel[2]}", at)
    name = _URL_NAME.search(url.partition("?")[0])
    return Dependency(normalised(name[1]), f"@ {url}", at) if name else None


def extract_requirements(text: str) -> FileFacts:
    """Facts of a requirements file. Files it includes are `strings`."""
    text = plain_newlines(text)
    positions = Positions(text)
    included: dict[str, tuple[int, ...]] = {}
    found: list[Dependency] = []
    for line, start in _lines(text):
        at = positions.span(start, start + len(line.rstrip()))
        if include := _INCLUDED.match(line):
            included[include[1]] = (*included.get(include[1], ()), at.line)
            continue
        one = _declared(line, at)
        if one is not None:
            found.append(one)
    return FileFacts(
        Kind.REQUIREMENTS,
        lines=lines_of(text),
        size=len(found),
        generated=says_generated(text),
        dependencies=tuple(found),
        strings=included,
    )


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Logical lines that hold something, without comments, and where they start."""
    for match in _LINE.finditer(text):
        line = _COMMENT.sub("", match[0].replace("\\\n", "  "))
        bare = line.lstrip()
        if bare.strip():
            yield bare, match.start() + len(line) - len(bare)


def _declared(line: str, at: Span) -> Dependency | None:
    editable = _EDITABLE.match(line)
    if editable:
        line = line[editable.end() :]
        return dependency(line, at) if "://" in line else None
    if line.startswith("-"):
        return None
    return dependency(_OPTION.sub("", line), at)
