"""What an injection may draw on: the host's text, its words, and a seeded choice."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TypeVar

from drafts import Draft, UnfitError

T = TypeVar("T")
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef

_WORD = re.compile(r"[A-Z]?[a-z]{3,}")
_NO_NOUN = re.compile(r".*(s|ed|ing|attr|ate|ish)|exc|arg|ctx|env|val|num|pos|idx")
_DULL = re.compile(
    r"self|args|kwargs|none|true|false|init|main|name|names|value|values|data|item|"
    r"items|type|types|list|dict|tuple|text|string|func|function|object|class|method|"
    r"return|result|results|test|tests|key|keys|get|set|add|make|from|with|and|not|for|"
    r"the|has|into|new|all|any|file|path|line|lines|import|iter|next|call|repr|str|int|"
    r"float|bool|len|sys|info|base|this|that|model|train|score|step|split|label|epoch"
)
#: What people put before a noun to name an option, a key or a constant.
_BEFORE = [
    "max",
    "min",
    "num",
    "use",
    "init",
    "extra",
    "soft",
    "fixed",
    "initial",
    "target",
    "keep",
    "merge",
    "drop",
    "scaled",
]


@dataclass(frozen=True)
class Definition:
    """A function of the host, and where it stands."""

    path: str
    node: FunctionNode
    owner: str  #: the class around it, or nothing
    text: str  #: its lines, decorators included, dedented by nothing

    @property
    def name(self) -> str:
        """Without its class."""
        return self.node.name

    @property
    def first(self) -> int:
        """The first line, a decorator's if there is one."""
        return min([self.node.lineno, *(one.lineno for one in self.node.decorator_list)])

    @property
    def last(self) -> int:
        """The last line."""
        return self.node.end_lineno or self.node.lineno


@dataclass(frozen=True)
class HostText:
    """A project's text by path, untouched; parsed once."""

    files: Mapping[str, str]

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        """The Python files that this Python reads."""
        found = {}
        for path, text in sorted(self.files.items()):
            if path.endswith(".py"):
                try:
                    found[path] = ast.parse(text)
                except SyntaxError:
                    continue
        return found

    @cached_property
    def functions(self) -> list[Definition]:
        """All functions and methods, not those inside functions."""
        found = []
        for path, tree in self.trees.items():
            lines = self.files[path].splitlines()
            for node, owner in _definitions(tree.body, ""):
                first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                text = "\n".join(lines[first - 1 : node.end_lineno])
                found.append(Definition(path, node, owner, text))
        return found

    @cached_property
    def nouns(self) -> list[str]:
        """Words of the host's own names, the commonest first."""
        counted = Counter[str]()
        for one in self.functions:
            for name in [one.name, one.owner, *(arg.arg for arg in one.node.args.args)]:
                counted.update({word.lower() for word in _WORD.findall(name)})
        return [
            word
            for word, _ in counted.most_common(150)
            if not (_DULL.fullmatch(word) or _NO_NOUN.fullmatch(word))
        ]


@dataclass
class Site:
    """A seeded look at a host. ``package`` is the folder of its own code, if that is not all."""

    host: HostText
    rng: Random
    package: str

    @property
    def below(self) -> str:
        """How paths of the package begin; nothing where the whole host is meant."""
        return f"{self.package}/" if self.package else ""

    def draft(self, *read: str) -> Draft:
        """An empty draft over the host."""
        return Draft(self.host.files, read=set(read))

    def pick(self, choices: Sequence[T]) -> T:
        """One of them. Raises `UnfitError` when there is none."""
        if not choices:
            raise UnfitError("nothing to choose from")
        return self.rng.choice(choices)

    def noun(self) -> str:
        """A word the host uses in its own names."""
        return self.pick(self.host.nouns[:60])

    def compound(self) -> str:
        """A name as options, keys and parameters have them: `max_width`."""
        for _ in range(50):
            name = f"{self.rng.choice(_BEFORE)}_{self.noun()}"
            if not any(name in text for text in self.host.files.values()):
                return name
        raise UnfitError("no free name")

    def helper(self) -> str:
        """A name as a helper function has it: `merge_edges`."""
        verbs = [
            "collect",
            "rebuild",
            "shrink",
            "align",
            "expand",
            "summarise",
            "reorder",
            "compress",
        ]
        for _ in range(50):
            name = f"{self.rng.choice(verbs)}_{self.noun()}"
            if not any(name in text for text in self.host.files.values()):
                return name
        raise UnfitError("no free name")

    def functions(self, least: int = 1, most: int = 60, inside: str = "") -> list[Definition]:
        """Functions of so many lines in files below a folder, those of the package by default."""
        folder = inside or self.below
        return [
            one
            for one in self.host.functions
            if one.path.startswith(folder) and least <= one.last - one.node.lineno + 1 <= most
        ]


def _definitions(body: Sequence[ast.stmt], owner: str) -> Iterator[tuple[FunctionNode, str]]:
    for node in body:
        if isinstance(node, FunctionNode):
            yield node, owner
        elif isinstance(node, ast.ClassDef) and not owner:
            yield from _definitions(node.body, node.name)
