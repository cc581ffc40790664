"""Which library calls read or write something, and which argument names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from debtscan.facts import Call, Literal, Reference, Value
from debtscan.project.libraries import (
    io_arrays,
    io_files,
    io_frames,
    io_hubs,
    io_models,
    io_services,
)
from debtscan.project.libraries.io_makers import FAMILY_METHODS, UNSURE, family
from debtscan.project.libraries.io_rows import CALLEE, READ, RECEIVER, WRITE, FileCall, Rows
from debtscan.project.libraries.object_stores import METHODS as _OBJECT_METHODS
from debtscan.project.libraries.object_stores import Maker, object_calls

_ROOMS = (io_files, io_frames, io_arrays, io_models, io_hubs, io_services)
_KNOWN: Rows = {callee: ends for room in _ROOMS for callee, ends in room.KNOWN.items()}
#: methods of objects whose class is not known, by what they alone are called
_METHODS: Rows = {
    name: ends
    for room in (io_files, io_frames, io_arrays, io_models, io_hubs, io_services)
    for name, ends in room.METHODS.items()
}
_LAST = frozenset(
    {callee.rpartition(".")[2] for callee in (*_KNOWN, *FAMILY_METHODS)}
    | _METHODS.keys()
    | io_frames.SPARK_ENDS.keys()
    | UNSURE.keys()
    | _OBJECT_METHODS
)
_OF_OBJECTS = frozenset(
    {callee.rpartition(".")[2] for callee in FAMILY_METHODS}
    | {callee.rpartition(".")[2] for callee in io_services.KNOWN}
)
_RENAMED = (
    ("tensorflow.compat.v1.", "tensorflow."),
    ("tensorflow.compat.v2.", "tensorflow."),
    ("tensorflow.python.platform.gfile.", "tensorflow.gfile."),
    ("tensorflow.python.lib.io.file_io.FileIO", "tensorflow.gfile.GFile"),
    ("tensorflow.python.keras.", "keras."),
    ("tensorflow.contrib.keras.", "keras."),
    ("tensorflow.keras.", "keras."),
    ("tf_keras.", "keras."),
    ("keras.api.", "keras."),
    ("sklearn.externals.joblib.", "joblib."),
    ("huggingface_hub.file_download.", "huggingface_hub."),
)
_READING = re.compile(r"(?:^|\.)(?:read|readStream)(?:\.|$)")
_WRITING = re.compile(r"(?:^|\.)(?:write|writeStream)(?:\.|$)")
_MODE = re.compile(r"[rwaxU][bt+]{0,2}|[bt][rwax]\+?|[rwax]\+?[bt]?:\w*")
_PATH_NAMES = ("path", "file", "fname", "filename")

Use = tuple[FileCall, Value | None]


def is_file_call(callee: str) -> bool:
    """Whether a callee may read or write something; a quick test before `io_calls`."""
    return callee.rpartition(".")[2] in _LAST


def file_calls(call: Call) -> Iterator[tuple[str, Value | None]]:
    """(mode, path value) of a call that surely reads or writes files, seen by itself."""
    for end, value in io_calls(call, _nothing):
        if end.sure and end.kind == "file":
            yield end.mode, value


def _nothing(_: Call) -> Call | None:
    return None


def io_calls(call: Call, maker: Maker) -> Iterator[Use]:
    """(end, value that names it) of a call; the value may be missing.

    `maker` tells which call made the object before the dot.
    """
    callee = _plain(call.callee)
    head, _, last = callee.rpartition(".")
    if callee in _KNOWN:
        yield from _ends(call, _KNOWN[callee])
        return
    if not head:
        return
    chained = _spark(call, last, maker) if last in io_frames.SPARK_ENDS else None
    if chained is not None:
        yield chained
    elif last in _OBJECT_METHODS:
        for mode, kind, value in object_calls(call, maker):
            scheme = "hf:" if kind == "hub" else ""
            yield FileCall(mode, "model" if scheme else kind, 0, scheme=scheme), value
        yield from _ends(call, _METHODS.get(last, ()))
    else:
        yield from _ends(call, _of_object(call, head, last, maker))


def _of_object(call: Call, head: str, last: str, maker: Maker) -> tuple[FileCall, ...]:
    if last in _OF_OBJECTS or last in UNSURE:
        made = maker(call)
        callee = _plain(made.callee) if made else ""
        kind = family(callee, head)
        ends = _KNOWN.get(f"{callee}.{last}") or FAMILY_METHODS.get(f"{kind}.{last}")
        if ends:
            return ends
    if last == "open":
        return _opened_path(call, head)
    return _METHODS.get(last) or UNSURE.get(last, ())


def _opened_path(call: Call, head: str) -> tuple[FileCall, ...]:
    """`path.open("w")`: nothing but a mode is given."""
    first = call.arguments[0] if call.arguments else Literal("r")
    text = first.value if isinstance(first, Literal) else ""
    if not isinstance(text, str) or not _MODE.fullmatch(text):
        return ()
    sure = head.rpartition(".")[2].lower().endswith(_PATH_NAMES) or call.receiver is not None
    return (FileCall("", "file", RECEIVER, mode_at=0, sure=sure),)


def _ends(call: Call, ends: tuple[FileCall, ...]) -> Iterator[Use]:
    for end in ends:
        value = _value(call, end)
        if value is None and len(ends) > 1:
            continue
        yield (end if end.mode else _moded(call, end)), value


def _value(call: Call, end: FileCall) -> Value | None:
    if end.position == RECEIVER:
        return call.receiver or Reference(call.callee.rpartition(".")[0])
    if end.position == CALLEE:
        name = call.callee.removesuffix(".load_data").removesuffix(".load_pandas")
        return Literal(re.sub(r"^(fetch|load)_", "", name.rpartition(".")[2]))
    if end.position < len(call.arguments):
        return call.arguments[end.position]
    named = {one.name: one.value for one in call.keywords}
    return next((named[name] for name in end.names if name in named), None)


def _moded(call: Call, end: FileCall) -> FileCall:
    """Read unless the mode given says otherwise."""
    given = call.arguments[end.mode_at] if end.mode_at < len(call.arguments) else None
    for keyword in call.keywords:
        if keyword.name in ("mode", "flag"):
            given = keyword.value
    if given is None or isinstance(given, Literal):
        text = given.value if given else "r"
        return end.with_mode(text if isinstance(text, str) else "r")
    return replace(end, mode=READ, said=given)


def _spark(call: Call, last: str, maker: Maker) -> Use | None:
    """`spark.read.option(…).csv(path)`, `frame.write.mode(…).parquet(path)`, `spark.table(x)`."""
    callee, before = call.callee, call
    for _ in range(6):
        if not callee.startswith("?"):
            break
        made = maker(before)
        if made is None:
            return None
        callee, before = made.callee, made
    mode = WRITE if _WRITING.search(callee) else READ if _READING.search(callee) else ""
    if not mode and last == "table" and callee.rpartition(".")[0].endswith("spark"):
        mode = READ
    value = call.arguments[0] if call.arguments else None
    named = [k.value for k in call.keywords if k.name in ("path", "name", "tableName")]
    value = value or (named[0] if named else None)
    if not mode or value is None:
        return None
    return FileCall(mode, io_frames.SPARK_ENDS[last], 0), value


@lru_cache(maxsize=65536)
def _plain(callee: str) -> str:
    """Without the aliases of versions: `tensorflow.compat.v1.train` is `tensorflow.train`."""
    for alias, name in _RENAMED:
        if callee.startswith(alias):
            callee = name + callee[len(alias) :]
    return callee
