"""Folders a file adds to `sys.path` itself."""

from __future__ import annotations

import posixpath

from debtscan.facts import FileFacts
from debtscan.project.expressions import Expressions

_ADDING = frozenset({"sys.path.append", "sys.path.insert", "site.addsitedir"})


def added_folders(file: FileFacts) -> tuple[str, ...]:
    """Repository folders (POSIX, "" is the root) on `sys.path` by this file's own doing.

    A relative literal counts from the repository's root and from the file's folder, since
    the folder a script is started in is not known.
    """
    if not any(one.module == "sys" or one.module == "site" for one in file.imports):
        return ()
    found: list[str] = []
    evaluate = Expressions()
    for call in file.calls:
        if call.callee in _ADDING and call.arguments:
            written = evaluate.pattern(file, call.arguments[-1], call.scope)
            found += _candidates(file.path, written)
    return tuple(dict.fromkeys(found))


def _candidates(path: str, written: str | None) -> list[str]:
    if written is None or "*" in written or written.startswith("/"):
        return []
    here = posixpath.dirname(path)
    joined = [posixpath.normpath(posixpath.join(base, written)) for base in ("", here)]
    return [folder.removeprefix(".") for folder in joined if not folder.startswith("..")]
