"""Transfers between files and objects of a store: boto3, MinIO, Google Cloud, hub uploads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from debtscan.facts import Call, Literal, Text, Value
from debtscan.project.libraries.io_rows import READ, WRITE

Maker = Callable[[Call], Call | None]  #: the call that made what stands before the dot
_Use = tuple[str, str, Value | None]

#: method -> (mode of the file, mode of the object, positions of file, bucket and key)
_CLIENT = {
    "upload_file": (READ, WRITE, 0, 1, 2),
    "download_file": (WRITE, READ, 2, 0, 1),
    "upload_fileobj": ("", WRITE, 0, 1, 2),
    "download_fileobj": ("", READ, 2, 0, 1),
    "put_object": ("", WRITE, 9, 0, 1),
    "get_object": ("", READ, 9, 0, 1),
    "fput_object": (READ, WRITE, 2, 0, 1),
    "fget_object": (WRITE, READ, 2, 0, 1),
}
_BLOBS = {
    "upload_from_filename": WRITE,
    "upload_from_string": WRITE,
    "upload_from_file": WRITE,
    "download_to_filename": READ,
    "download_as_string": READ,
    "download_as_bytes": READ,
    "download_as_text": READ,
}
METHODS = frozenset((*_CLIENT, *_BLOBS))


def object_calls(call: Call, maker: Maker) -> Iterator[_Use]:
    """(mode, kind, name) of both ends of a transfer; the name as a value to be evaluated."""
    last = call.callee.rpartition(".")[2]
    if last in _BLOBS:
        yield _BLOBS[last], "object", _blob(maker(call), maker)
    elif last in _CLIENT:
        yield from _transfer(call, *_CLIENT[last])


def _transfer(
    call: Call, file_mode: str, mode: str, file_at: int, bucket_at: int, key_at: int
) -> Iterator[_Use]:
    keywords = {one.name: one.value for one in call.keywords}
    if "path_or_fileobj" in keywords:
        yield READ, "file", keywords["path_or_fileobj"]
        yield WRITE, "hub", keywords.get("repo_id")
        return
    given = call.arguments
    if not keywords and len(given) == 2 and file_mode:  # of a bucket that is an object itself
        file, key = (0, 1) if file_mode == READ else (1, 0)
        yield file_mode, "file", given[file]
        yield mode, "object", _address("s3://", None, given[key])
        return
    bucket = _given(call, bucket_at, ("Bucket", "bucket_name", "bucket"))
    key_value = _given(call, key_at, ("Key", "object_name", "key"))
    if bucket is None and key_value is None:
        return
    if file_mode:
        yield file_mode, "file", _given(call, file_at, ("Filename", "file_path", "filename"))
    yield mode, "object", _address("s3://", bucket, key_value)


def _given(call: Call, position: int, names: tuple[str, ...]) -> Value | None:
    if position < len(call.arguments):
        return call.arguments[position]
    return next((one.value for one in call.keywords if one.name in names), None)


def _blob(made: Call | None, maker: Maker) -> Value | None:
    """`client.bucket("b").blob("k")` as `gs://b/k`."""
    if made is None or made.callee.rpartition(".")[2] not in ("blob", "get_blob", "Blob"):
        return None
    holder = maker(made)
    known = holder is not None and holder.callee.rpartition(".")[2] in ("bucket", "get_bucket")
    bucket = _given(holder, 0, ("bucket_name",)) if holder and known else None
    return _address("gs://", bucket, _given(made, 0, ("blob_name", "name")))


def _address(scheme: str, bucket: Value | None, key: Value | None) -> Value | None:
    if bucket is None and key is None:
        return None
    unknown = Literal("*")
    return Text((Literal(scheme), bucket or unknown, Literal("/"), key or unknown))
