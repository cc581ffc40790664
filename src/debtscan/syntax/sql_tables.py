"""The tables of SQL statements, by sqlglot; parts that are not known are a `GAP` in the text."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import sqlglot
from sqlglot import exp

from debtscan.facts import Span, TableUse

GAP = "zqqqz"  #: stands for a part that is not known; any number of `q`
LARGEST = 20_000  #: characters of a statement; larger ones hold data
_MOST_COLUMNS = 64
_GAPS = re.compile(r"zq+z")
_LONE_GAPS = re.compile(r"(?<![^\s;])zq+z(?![^\s;])")
_SYSTEM = re.compile(
    r"(information_schema|pg_catalog|sys)\..*|dual|sqlite_(master|schema|sequence)"
)
_NO_NAME = re.compile(r"[^\w.*$#-]")
#: what stands after "from" in English
_PROSE = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "your", "our", "its", "their"}
)
_BRACKETED = re.compile(r"(?:\b(?:from|join|into|table|update)\s+|\.)\[\w", re.IGNORECASE)
_SELECTING = (exp.Select, exp.Update, exp.Delete, exp.Merge, exp.Insert)

logging.getLogger("sqlglot").setLevel(logging.CRITICAL)


def tables_of(statement: str, at: Span, scope: int = 0) -> Iterator[TableUse]:
    """What one statement reads and writes; nothing when no dialect can read it."""
    tree = _parsed(statement) if len(statement) <= LARGEST else None
    if tree is None:
        return
    met: dict[tuple[str, str], dict[str, None]] = {}
    for table in tree.find_all(exp.Table):
        name = _name(table)
        if name and not _is_local(table):
            mode = "write" if _is_written(table) else "read"
            met.setdefault((name, mode), {}).update(dict.fromkeys(_columns(table)))
    for (name, mode), columns in met.items():
        yield TableUse(name, mode, at, scope, tuple(columns)[:_MOST_COLUMNS])


def _parsed(statement: str) -> exp.Expr | None:
    dialects: tuple[str | None, ...]
    dialects = ("bigquery", "mysql", "spark") if "`" in statement else (None, "snowflake")
    dialects = ("tsql",) if _BRACKETED.search(statement) else dialects
    texts = dict.fromkeys((statement, _LONE_GAPS.sub(" ", statement)))
    for text in texts:
        for dialect in dialects:
            try:
                trees = sqlglot.parse(text, dialect=dialect)
            except (sqlglot.errors.SqlglotError, RecursionError, ValueError, AttributeError):
                continue
            if len(trees) == 1 and trees[0] is not None and not isinstance(trees[0], exp.Command):
                return trees[0]
    return None


def _name(table: exp.Table) -> str:
    """`schema.table` in lower case; "" for functions and tables of the system."""
    if not isinstance(table.this, exp.Identifier):
        return ""
    parts = [_GAPS.sub("*", part) for part in (table.db, table.name) if part]
    name = ".".join(parts).lower().removeprefix("*.")
    return (
        "" if name in _PROSE or _SYSTEM.fullmatch(name) or re.search(r"[^\w.*$#-]", name) else name
    )


def _is_local(table: exp.Table) -> bool:
    """A CTE that can be seen here, or a field of another table that is unnested."""
    if table.db:
        select = table.find_ancestor(exp.Select)
        return select is not None and any(
            other.alias == table.db and other is not table for other in _beside(select)
        )
    node: exp.Expr = table
    while node.parent is not None:
        node, inner = node.parent, node
        if isinstance(node, exp.With):
            every = node.expressions
            seen = every if node.args.get("recursive") else every[: every.index(inner)]
        elif isinstance(inner, exp.With):
            continue
        else:
            given = node.args.get("with_") or node.args.get("with")
            seen = given.expressions if given is not None else []
        if any(cte.alias.lower() == table.name.lower() for cte in seen):
            return True
    return False


def _is_written(table: exp.Table) -> bool:
    target: exp.Expr = table
    if isinstance(target.parent, exp.Schema):
        target = target.parent
    parent = target.parent
    if isinstance(parent, exp.Copy):
        return parent.this is target and bool(parent.args.get("kind"))
    if isinstance(parent, exp.Create):
        return parent.this is target and parent.args.get("kind") in ("TABLE", "VIEW")
    if isinstance(parent, exp.Drop | exp.Into):
        return True
    return isinstance(parent, exp.Insert | exp.Update | exp.Delete | exp.Merge) and (
        parent.this is target
    )


def _columns(table: exp.Table) -> Iterator[str]:
    """Names given to a written table, or asked of a table that is read."""
    parent = table.parent
    if isinstance(parent, exp.Schema):
        yield from (each.name.lower() for each in parent.expressions if each.name)
        return
    select = table.find_ancestor(*_SELECTING)
    if select is None or isinstance(select, exp.Insert | exp.Merge):
        return
    alone = len(_beside(select)) == 1 and not list(select.find_all(exp.Subquery))
    for column in select.find_all(exp.Column):
        asked = column.table == table.alias_or_name or (alone and not column.table)
        named = column.name and not _GAPS.search(column.name)
        if asked and named and column.find_ancestor(*_SELECTING) is select:
            yield column.name.lower()


def _beside(select: exp.Expr) -> list[exp.Table]:
    return [
        table for table in select.find_all(exp.Table) if table.find_ancestor(*_SELECTING) is select
    ]
