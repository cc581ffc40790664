"""Who makes what a repository packages, by the words of its packaging files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from debtscan.facts import FileFacts, Literal

_PACKAGING = re.compile(r"pyproject\.toml|setup\.cfg|setup[\w.-]*\.py")
_KEYS = re.compile(r"project\.(urls|authors|maintainers)|metadata\.(url|author|maintainer)")
_ARGUMENTS = frozenset({"url", "author", "author_email", "maintainer", "maintainer_email"})
_OWNER = re.compile(r".*//[^/]+/([^/]+)(?:/.*)?|.*//[^/]*")  #: of an address: who it belongs to


def makers(files: Mapping[str, FileFacts]) -> frozenset[str]:
    """Words of the authors and of the owners in the addresses, in lower case."""
    return frozenset(
        word
        for path, file in files.items()
        if _PACKAGING.fullmatch(posixpath.basename(path))
        for text in _told(file)
        for word in re.findall(r"[a-z0-9]+", _OWNER.sub(r"\1", text.lower()))
    )


def _told(file: FileFacts) -> Iterator[str]:
    for key in file.config:
        if _KEYS.match(key.path) and isinstance(key.value, str):
            yield key.value
    for call in file.calls:
        if call.callee.rpartition(".")[2] == "setup":
            for one in call.keywords:
                if one.name in _ARGUMENTS and isinstance(one.value, Literal):
                    yield str(one.value.value)
