"""gitignore patterns, translated by pathspec, kept quick and safe on a stranger's tree.

pathspec asks whether a path or any folder around it matches; git, on its walk, whether this
very entry does. Only the latter lets an inner folder be judged after an outer one was kept.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_MOST_CHOICES = 2  # each further one multiplies a failing match's steps by the name's length
_STARS = re.compile(r"\*+")
_PARENT = "^(?:.+/)?"  # how pathspec begins a pattern that may match in any folder
_TAIL = re.compile(r"\(\?:(\(\?:/\)\|\$|/)\)$")  # and ends it: a folder, or a folder or a file
_GROUP = re.compile(r"\(\?P<\w+>")
_NEVER = r"(?!)"


class Patterns:
    """The compiled patterns of one file, quick to say that none of them matches."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._sources = list(_sources([line for line in lines if line.strip("/! ")]))
        sources = [source for _, source in self._sources]
        names = [_name_source(source) for source in sources]
        paths = [source for source in sources if not _name_source(source)]
        self._name = _compiled("|".join(filter(None, names)) or _NEVER)
        self._path = _compiled("|".join(paths) or _NEVER)

    def verdict(self, path: str, name: str) -> bool | None:
        """True: ignored, False: kept on purpose, None: not mentioned.

        ``name`` is the path's last part; both end in `/` for a folder. Ask for a folder
        before what it holds: nothing in an ignored folder can be taken back.
        """
        if not self._name.fullmatch(name) and not self._path.fullmatch(path):
            return None
        return next((ignored for ignored, rule in self._last_first if rule.fullmatch(path)), None)

    @cached_property
    def _last_first(self) -> list[tuple[bool, re.Pattern[str]]]:
        return [(ignored, _compiled(source)) for ignored, source in reversed(self._sources)]


def is_costly(line: str) -> bool:
    """Whether a pattern leaves more open than a long name can be matched with in time."""
    segments = line.rstrip().removesuffix("/").removesuffix("/**").split("/")
    if len(segments) == 2 and segments[0] == "**":
        del segments[0]  # says what a pattern without `/` means anyway
    choices = sum(_choices(segment) for segment in segments)
    return choices > _MOST_CHOICES


def _choices(segment: str) -> int:
    """How many of a segment's wildcards may end in more than one place."""
    return 1 if segment == "**" else max(0, len(_STARS.findall(segment)) - 1)


def is_valid(line: str) -> bool:
    """Whether pathspec understands a pattern."""
    try:
        _spec([line])
    except (ValueError, re.error):
        return False
    return True


def _sources(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Whether each pattern ignores, and the regular expression of the entries it names."""
    try:
        spec = _spec(lines)
    except (ValueError, re.error):
        spec = _spec([line for line in lines if is_valid(line)])  # git, too, skips the others
    for pattern in spec.patterns:
        if pattern.include is not None and pattern.regex is not None:
            yield pattern.include, _of_entry(_GROUP.sub("(?:", pattern.regex.pattern))


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # workers, which only decode, do not pay for it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # `[[` in a pattern
        return GitIgnoreSpec.from_lines(_spelled_out(line) for line in lines)


def _spelled_out(line: str) -> str:
    """`x/**/` names the folders in `x`, for pathspec `x` itself."""
    stripped = line.rstrip()
    return f"{stripped}*/" if stripped.endswith("/**/") else line


def _of_entry(source: str) -> str:
    """Makes pathspec's shortest expressions, which look at a path's beginning, match it all."""
    if source == ".":
        return ".+"
    if source == "(?:/)":
        return ".+/"
    return f"{source}.+" if source.endswith("/") else source


def _name_source(source: str) -> str:
    """The part of an expression that sees the last name alone; "" when there is none."""
    if not source.startswith(_PARENT):
        return ""
    name = source.removeprefix(_PARENT)
    return "" if "/" in _TAIL.sub("", name).replace("[^/]", "") else name


def _compiled(source: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(source, re.DOTALL)
