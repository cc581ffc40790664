"""Of how many paths that code reads and writes the end is known, and why not of the rest.

Counted is every end (what is read, what is written) of a call that surely takes the path of a
file. Not counted: names of hubs, stores, tables, topics and URLs; open files, buffers, streams
and temporary files; `save` and `load` of unknown objects, which are looked at only when they are
given something like a path and so would flatter the share. An end is known when everything it
may be ends in something known (`out/*.csv`, not `out/*`); None and "" beside paths
say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from debtscan.facts import FileFacts, Literal, Reference, Value
from debtscan.project.artifacts.code_uses import CodeUses
from debtscan.project.artifacts.names import name
from debtscan.project.coverage import Coverage, covered
from debtscan.project.libraries.io_rows import FileCall
from debtscan.project.names.alternatives import ANY, HANDLE, NO_PATH, TEMPORARY, Alternative
from debtscan.project.values.patterns import is_resolved, normal

_STREAMS = ("sys.stdin", "sys.stdout", "sys.stderr", "os.devnull")
_OPEN_END = "path with an open end"


def path_coverage(files: Iterable[FileFacts], code: CodeUses) -> Coverage:
    """Ends of sure I/O calls whose path is known to its ending; see above."""
    causes = [cause for file in files for cause in _causes_in(file, code)]
    return covered(causes.count(""), (cause for cause in causes if cause))


def _causes_in(file: FileFacts, code: CodeUses) -> Iterator[str]:
    """A cause for every end of every call; "" where it is known."""
    for call, end, value in code.ends(file):
        if end.sure and end.kind == "file" and value is not None and not _is_stream(value):
            found = [o for o in code.alternatives(file, value, call) if _may_be_file(end, o)]
            paths = [one for one in found if one.cause != NO_PATH and one.text]
            if found:
                yield _cause(paths or found)


def _may_be_file(end: FileCall, one: Alternative) -> bool:
    if one.text in (ANY, ""):
        return one.cause not in (TEMPORARY, HANDLE)
    meant = name(end, one.text)
    return meant is not None and meant[0] == "file"


def _cause(found: Sequence[Alternative]) -> str:
    return next((one.cause or _OPEN_END for one in found if not is_resolved(normal(one.text))), "")


def _is_stream(value: Value) -> bool:
    if isinstance(value, Literal):
        return not isinstance(value.value, str) or value.value == "-"
    return isinstance(value, Reference) and value.name.startswith(_STREAMS)
