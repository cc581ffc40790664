"""Short ways to read a text and to look at what was found."""

from debtscan.facts import FileFacts, Kind, Span, Unread
from debtscan.syntax import extract


def read(kind: Kind, text: str) -> FileFacts:
    facts = extract(kind, text.encode())
    assert isinstance(facts, FileFacts), facts
    return facts


def refused(kind: Kind, text: str) -> Unread:
    unread = extract(kind, text.encode())
    assert isinstance(unread, Unread)
    assert unread.kind is kind
    return unread


def keys(facts: FileFacts) -> dict[str, object]:
    return {key.path: key.value for key in facts.config}


def commands(facts: FileFacts) -> list[str]:
    return [" ".join(command.words) for command in facts.commands]


def declared(facts: FileFacts) -> list[tuple[str, str]]:
    return [(each.name, each.specifier) for each in facts.dependencies]


def at(text: str, span: Span) -> str:
    """The characters a span covers."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first = lines[span.line - 1][span.column - 1 :]
    between = lines[span.line : span.end_line - 1]
    return "\n".join([first, *between, lines[span.end_line - 1][: span.end_column - 1]])
