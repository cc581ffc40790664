"""Takes what looks like a secret out of text, before any output can show it."""

from __future__ import annotations

import math
import re
from collections import Counter

MASK = "***"

#: Forms that give themselves away; the named group, or all of it, is the secret.
_KNOWN = re.compile(
    r"""
      \b(?:AKIA|ASIA)[0-9A-Z]{16}\b                      # Amazon
    | \b(?:ghp|gho|ghu|ghs|ghr)_[0-9A-Za-z]{20,}         # GitHub
    | \bgithub_pat_[0-9A-Za-z_]{20,}
    | \bglpat-[0-9A-Za-z_-]{16,}                         # GitLab
    | \bxox[abeoprs]-[0-9A-Za-z-]{10,}                   # Slack
    | \bsk-[0-9A-Za-z_-]{20,}                            # OpenAI, Anthropic
    | \bhf_[0-9A-Za-z]{20,}                              # Hugging Face
    | \bAIza[0-9A-Za-z_-]{30,}                           # Google
    | \beyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*   # JSON web token
    | -----BEGIN[A-Z ]*PRIVATE\ KEY-----.*
    """,
    re.VERBOSE | re.DOTALL,
)
_LOGIN = re.compile(r"(?P<before>\b[a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+(?=@)", re.IGNORECASE)
_GIVEN = re.compile(
    r"""
    (?P<before>
        (?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token
          |private[_-]?key|credentials?|token)
        ["']? \s* (?:=|:(?!:)|\s(?=["'])) \s*
    )
    (?P<value> "[^"]*" | '[^']*' | [^\s"'`,;)\]}]+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: No secret: a name to look it up by, a type, a placeholder, nothing.
_HARMLESS = re.compile(
    r"""["']?(?: | \$.* | \{.* | <.* | [A-Za-z_][\w]*(?:\.|\(|\[).* | \*+ | [\d.]+
        | (?:none|true|false|null|str|int|bool|bytes|optional|store_true) )["']?""",
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[0-9A-Za-z+=_-]{24,}")
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_PIECE_LENGTH = 2.7  #: characters per piece: words are longer, random runs about 1.9
_RANDOM_BITS = 3.6  #: entropy per character


def redact(text: str) -> str:
    """The text with every likely secret replaced by `***`."""
    text = _KNOWN.sub(MASK, text)
    text = _LOGIN.sub(rf"\g<before>{MASK}", text)
    text = _GIVEN.sub(_given, text)
    return _WORD.sub(_word, text)


def _given(match: re.Match[str]) -> str:
    if _HARMLESS.fullmatch(match["value"]):
        return match[0]
    return match["before"] + MASK


def _word(match: re.Match[str]) -> str:
    return MASK if _random(match[0]) else match[0]


def _random(word: str) -> bool:
    """Whether a long word was drawn, not named: hexadecimal digits, or cases and digits mixed
    without the rhythm of words."""
    if re.fullmatch(r"[0-9a-f]{32,}|[0-9A-F]{32,}", word):
        return _entropy(word) > 3.0
    if not (re.search("[a-z]", word) and re.search("[A-Z]", word) and re.search("[0-9]", word)):
        return False
    pieces = len(_PIECE.findall(word))
    return len(word) < _PIECE_LENGTH * pieces and _entropy(word) > _RANDOM_BITS


def _entropy(word: str) -> float:
    total = len(word)
    return -sum(n / total * math.log2(n / total) for n in Counter(word).values())
