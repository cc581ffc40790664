"""Facts of Python code. `scope` 0 is the module; scope n is `definitions[n - 1]`."""

from __future__ import annotations

from msgspec import Struct

from debtscan.facts.span import Span
from debtscan.facts.values import Value


class Import(Struct, frozen=True, array_like=True):
    """`import module` or `from module import name`; relative modules keep their dots."""

    module: str
    name: str  #: "" for a whole module, "*" for a star import
    bound: str  #: the name it gets in this file; "" for a star import
    at: Span
    scope: int = 0
    guard: str = ""  #: "try", "branch", "type-checking": why it may not happen


class Parameter(Struct, frozen=True, array_like=True):
    """One parameter; `kind` is `plain`, `keyword` (after `*`), `star` or `double-star`."""

    name: str
    kind: str = "plain"
    default: Value | None = None
    annotation: str = ""


class Definition(Struct, frozen=True, array_like=True):
    """A function (`function`) or class (`class`)."""

    name: str  #: dotted within the file: `Trainer.fit`, `outer.inner`
    kind: str
    at: Span  #: the statement from `def` / `class` to its last line
    scope: int  #: the scope it is defined in
    parameters: tuple[Parameter, ...] = ()
    decorators: tuple[str, ...] = ()  #: dotted and resolved; a call's callee; "?" otherwise
    bases: tuple[str, ...] = ()  #: dotted and resolved; "?" for other expressions
    statements: int = 0  #: in the body, nested ones included, docstrings not
    first: int = 0  #: index of its first row in `FileFacts.statements`
    last: int = 0  #: one past its last row
    documented: bool = False
    body: str = ""  #: "" or "stub" (docstring, pass, ..., raise NotImplementedError)
    shape: int = 0  #: fingerprint of the body, names and constants abstracted
    exact: int = 0  #: fingerprint of the body with names and constants
    metaclass: str = ""  #: dotted and resolved, also of `six.with_metaclass`; "?" otherwise


class Keyword(Struct, frozen=True, array_like=True):
    """`name=value` of a call."""

    name: str
    value: Value


class Call(Struct, frozen=True, array_like=True):
    """One call. `callee` is dotted and resolved through imports; when the root is no name it
    starts with "?" (`?.fit`) and `receiver` says what stands before."""

    callee: str
    at: Span
    scope: int
    arguments: tuple[Value, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    star: bool = False  #: has a `*args`
    double_star: tuple[Value, ...] = ()  #: what is spread by `**`
    receiver: Value | None = None
    role: str = ""  #: "decorator" for a decorator's call


class Assignment(Struct, frozen=True, array_like=True):
    """A name, dotted attribute (`self.x`) or subscript root being bound."""

    target: str  #: dotted name; for `x[...] = v` it is `x[]`
    value: Value
    at: Span
    scope: int
    #: "=", ":" with the annotation (":int"), ":=", an augmented operator ("+="), "for" (of
    #: comprehensions too), "with", "except"
    how: str = "="


class Return(Struct, frozen=True, array_like=True):
    """A `return` or `yield` with a value."""

    value: Value
    at: Span
    scope: int
    how: str = "return"


class Shift(Struct, frozen=True, array_like=True):
    """A statement that is `a >> b` or `a << b` and no more: frameworks take it for an order."""

    value: Value  #: an `Operation`
    at: Span
    scope: int


class KeyAccess(Struct, frozen=True, array_like=True):
    """`of["key"]` with a constant string key; `.get("key")` is a `Call`. `of[["a", "b"]]` and
    `of.loc[:, ["a", "b"]]` give one for each column (the latter of `of.loc`)."""

    of: str  #: dotted and resolved; "?" when it is no dotted name
    key: str
    at: Span
    scope: int
    store: bool = False


class Branch(Struct, frozen=True, array_like=True):
    """A place where control flow divides."""

    kind: str  #: "if", "elif", "while", "assert"
    test: Value
    text: str  #: the condition as written, cut at 120 characters
    at: Span  #: the condition
    body: Span
    orelse: Span | None
    body_statements: int
    orelse_statements: int
    scope: int
    names: tuple[str, ...] = ()  #: dotted names read by the condition
    outcome: bool | None = None  #: decided by constants of the condition alone


class FreeName(Struct, frozen=True, array_like=True):
    """A name read where neither its scopes nor the builtins have it: only a star import may bring
    it, or whatever fills the module from outside."""

    name: str
    at: Span
    scope: int  #: the innermost definition it stands in


class Unreachable(Struct, frozen=True, array_like=True):
    """Statements behind one that always leaves their block."""

    how: str  #: what leaves: "return", "raise", "continue", "break", "sys.exit()", joined by " or "
    at: Span  #: from the first statement that never runs to the last of the block
    after: Span  #: the statement that leaves
    scope: int


class ExceptClause(Struct, frozen=True, array_like=True):
    """One `except` clause and what it does with what it caught."""

    types: tuple[str, ...]  #: dotted and resolved; empty for a bare `except`
    at: Span  #: the clause
    tried: Span  #: the block it guards
    effect: str  #: "nothing" (pass, continue), "default" (constants set or returned) or ""
    scope: int


class Option(Struct, frozen=True, array_like=True):
    """A command-line option or field of settings, where it is declared."""

    framework: str  #: argparse, click, typer, absl, dataclass, pydantic, attrs, fire, ...
    name: str  #: the attribute or parameter it arrives in
    flags: tuple[str, ...]  #: as typed by a user: `--lr`, `-l`; empty for fields
    at: Span
    scope: int
    holder: str = ""  #: parser variable, class name or function that receives it
    default: Value | None = None
    type: str = ""
    choices: Value | None = None
    required: bool = False
    action: str = ""
    help: str = ""
    positional: bool = False


class Comment(Struct, frozen=True, array_like=True):
    """A comment that speaks to a tool or admits debt; `kind` is `directive`, `admission`, `linter`
    (that keeps one quiet about names or imports) or, in YAML, `package` (Hydra's `# @package`)."""

    kind: str
    text: str
    at: Span
    alone: bool = False  #: of directives: nothing stands before it on its line


class CommentedCode(Struct, frozen=True, array_like=True):
    """Consecutive comment lines that parse as code."""

    at: Span
    lines: int
    statements: int
    excerpt: str  #: its first line of code


class Statements(Struct, frozen=True, array_like=True):
    """The statement table, column by column, in source order; a compound statement's row
    stands for its header. Rows are what clone search and script comparison work on."""

    lines: tuple[int, ...] = ()
    end_lines: tuple[int, ...] = ()
    scopes: tuple[int, ...] = ()
    depths: tuple[int, ...] = ()  #: nesting of blocks
    shapes: tuple[int, ...] = ()  #: 32 bits, names and constants abstracted
    exacts: tuple[int, ...] = ()  #: 32 bits, names and constants included
    #: constants (numbers, True/False/None, strings up to 120 characters), one tuple per row
    constants: tuple[tuple[str | int | float | bool | None, ...], ...] = ()
