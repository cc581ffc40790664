"""What is known of one file once it has been read: plain, frozen, serialisable.

Rules and graphs see these and nothing else, so bytes that have not changed are never parsed
again. Must not know how a fact was obtained, nor where the file lies: the path is put on last.
"""

from debtscan.facts.code import (
    Assignment,
    Branch,
    Call,
    Comment,
    CommentedCode,
    Definition,
    ExceptClause,
    Import,
    KeyAccess,
    Keyword,
    Option,
    Parameter,
    Return,
    Shift,
    Statements,
    Unreachable,
)
from debtscan.facts.documents import (
    Cell,
    Command,
    ConfigKey,
    Dependency,
    DuplicateKey,
    TableUse,
)
from debtscan.facts.file import SCHEMA, FileFacts, Kind, Role, Unread
from debtscan.facts.span import Span
from debtscan.facts.values import (
    Collection,
    Item,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Table,
    Text,
    Unknown,
    Value,
)

__all__ = [
    "SCHEMA",
    "Assignment",
    "Branch",
    "Call",
    "Cell",
    "Collection",
    "Command",
    "Comment",
    "CommentedCode",
    "ConfigKey",
    "Definition",
    "Dependency",
    "DuplicateKey",
    "ExceptClause",
    "FileFacts",
    "Import",
    "Item",
    "KeyAccess",
    "Keyword",
    "Kind",
    "Literal",
    "Member",
    "Operation",
    "Option",
    "Parameter",
    "Reference",
    "Result",
    "Return",
    "Role",
    "Shift",
    "Span",
    "Statements",
    "Table",
    "TableUse",
    "Text",
    "Unknown",
    "Unreachable",
    "Unread",
    "Value",
]
