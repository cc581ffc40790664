"""The longest chain of operators, calls, attributes, strings or `elif` arms, counted exactly.

Each link is one level of the tree. Only run on code that `skeleton` finds suspicious.
"""

from __future__ import annotations

import re

MOST_LINKS = 1000

_TOKEN = re.compile(
    r"[(\[{]|[)\]}]|[,;\n]|\\\r?\n|'|\*\*|//|<<|>>|\.(?=[^\W\d])|(?<![\d.][eE])[-+]|[*/%@&|^~]"
    r"|\b(?:and|or|not|if|else|lambda|await|for)\b"
)
_HEADER = re.compile(r"^([ \t]*)(elif\b|(?=[^\s)\]}]))", re.MULTILINE)


def long_chain(code: str) -> int:
    """The links of the longest chain of an expression or of `elif` arms."""
    return max(_expression_chain(code), _elif_chain(code))


def _expression_chain(code: str) -> int:
    longest = 0
    links = [0]
    for token in _TOKEN.findall(code):
        if token in "([{":
            links[-1] += 1
            links.append(0)
        elif token in ")]}":
            longest = max(longest, links.pop())
            links = links or [0]
        elif token in ",;" or (token == "\n" and len(links) == 1):
            longest = max(longest, links[-1])
            links[-1] = 0
        elif token[0] not in "\\\n":
            links[-1] += 1
    return max(longest, *links)


def _elif_chain(code: str) -> int:
    """Arms at one indentation, with nothing but deeper lines between them."""
    longest = 0
    open_chains: dict[int, int] = {}
    for indent, word in _HEADER.findall(code):
        column = len(indent.expandtabs())
        open_chains = {at: arms for at, arms in open_chains.items() if at <= column}
        open_chains[column] = open_chains.get(column, 0) + 1 if word else 0
        longest = max(longest, open_chains[column])
    return longest
