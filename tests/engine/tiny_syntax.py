"""A stand-in for the syntax layer: one assignment per line, `BROKEN` is unreadable."""

from debtscan.facts import Assignment, FileFacts, Kind, Literal, Span, Unread


def extract(kind: Kind, content: bytes) -> FileFacts | Unread:
    lines = content.decode().splitlines()
    if "BROKEN" in lines:
        return Unread("", "syntax", "it says so", words=("BROKEN",))
    if "FAULT" in lines:
        raise ValueError("a fault of ours")
    made = tuple(
        Assignment(line, Literal(n), Span(n), 0) for n, line in enumerate(lines, start=1) if line
    )
    return FileFacts(kind, lines=len(lines), size=len(lines), assignments=made)
