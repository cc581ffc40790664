"""Facts as bytes: what crosses the pipe and lies in the cache is one and the same."""

from __future__ import annotations

import msgspec

from debtscan.facts import FileFacts, Unread

_FACTS, _UNREAD = b"F", b"U"  # untagged msgspec unions hold one struct type only
_encoder = msgspec.msgpack.Encoder()
_decode_facts = msgspec.msgpack.Decoder(FileFacts).decode
_decode_unread = msgspec.msgpack.Decoder(Unread).decode


def encode(result: FileFacts | Unread) -> bytes:
    """One kind byte, then MessagePack."""
    kind = _FACTS if isinstance(result, FileFacts) else _UNREAD
    return kind + _encoder.encode(result)


def decode(encoded: bytes | memoryview) -> FileFacts | Unread:
    """The inverse of `encode`; raises `msgspec.DecodeError` for anything else."""
    kind, body = bytes(encoded[:1]), memoryview(encoded)[1:]
    if kind == _FACTS:
        return _decode_facts(body)
    if kind == _UNREAD:
        return _decode_unread(body)
    raise msgspec.DecodeError("neither facts nor Unread")
