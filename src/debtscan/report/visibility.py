"""The one sanitiser of all text that people read: nothing in it can act or hide."""

from __future__ import annotations

#: Letters and symbols by category, yet drawn as nothing.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def visible(text: object) -> str:
    """The text as one line, each character that is not plainly visible written as an escape.

    Control characters (escape and newline among them), C1, bidirectional and zero-width
    characters, line separators, lone surrogates and blanks other than the space come out as
    ``\\x1b`` or ``\\u202e``, so a name can neither move a cursor nor read as another name. Nor
    can it give orders to GitHub's runner, which obeys `::command::` at the start of a line of a
    log and `##[command]` anywhere.
    """
    plain = str(text)
    if not (plain.isascii() and plain.isprintable()):
        plain = "".join(map(_visible, plain))
    if plain.lstrip().startswith("::"):
        plain = plain.replace("::", r"\x3a:", 1)
    return plain.replace("##[", r"##\x5b")


def encodable(text: str) -> str:
    """The text with lone surrogates written as escapes, for formats that escape the rest."""
    return text.encode("utf-8", "backslashreplace").decode()


def _visible(char: str) -> str:
    if char.isprintable() and char not in _BLANKS:
        return char
    return _escape(char)


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return char.encode("unicode_escape").decode()
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
