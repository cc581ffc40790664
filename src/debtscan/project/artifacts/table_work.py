"""What one function, or cell of a notebook, does to tables: joins, and changes of columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from debtscan.facts import Call, FileFacts, Literal, Result, Span, Value

_LIBRARIES = frozenset(
    {"pandas", "polars", "pyspark", "dask", "modin", "cudf", "geopandas", "vaex", "fireducks"}
)
_CONCAT = frozenset({"concat", "merge", "merge_asof", "merge_ordered"})
_JOIN_WORDS = frozenset(
    {"on", "how", "left_on", "right_on", "left_index", "right_index", "lsuffix", "rsuffix"}
)
_UNIONS = frozenset({"unionByName", "unionAll", "crossJoin", "join_asof", "combine_first"})
_COLUMN_METHODS = frozenset({"withColumn", "withColumnRenamed", "with_columns"})
#: only frames have these
_FRAME_METHODS = frozenset(
    {"merge", "groupby", "drop_duplicates", "reset_index", "set_index", "fillna", "dropna"}
    | {"sort_values", "iterrows", "assign", "isnull", "isna", "value_counts", "pivot_table"}
    | {"melt", "query", "nunique", "to_csv", "to_parquet", "withColumn", "select", "describe"}
)
_FRAME_NAME = re.compile(r"(?:^|_)(?:df|frame|dataframe)\d*(?:_|$)")
_LOCATORS = (".loc", ".iloc", ".at")


class TableWork(Struct, dict=True):
    """Places of joins and of changes of columns."""

    joins: list[Span] = field(default_factory=list)
    changes: list[Span] = field(default_factory=list)


def table_work(file: FileFacts) -> Mapping[tuple[int, int], TableWork]:
    """(scope, cell) -> its work on tables; the cell is 0 but at the top of a notebook."""
    if not any(one.module.partition(".")[0] in _LIBRARIES for one in file.imports):
        return {}
    found: dict[tuple[int, int], TableWork] = defaultdict(TableWork)
    frames = _frames(file)
    for call in file.calls:
        work = found[call.scope, _cell(file, call.scope, call.at)]
        if _joins(call):
            work.joins.append(call.at)
        work.changes.extend(call.at for _ in range(_changed(call)))
    for one in file.assignments:
        name = one.target.removesuffix("[]")
        for ending in _LOCATORS:
            name = name.removesuffix(ending)
        if one.target.endswith("[]") and (one.scope, name) in frames:
            found[one.scope, _cell(file, one.scope, one.at)].changes.append(one.at)
    return found


def writes_table(file: FileFacts) -> bool:
    """Whether a file keeps a table that it made."""
    ends = ("to_csv", "to_parquet", "to_pickle", "to_feather", "to_sql", "to_hdf", "saveAsTable")
    return any(call.callee.endswith(ends) for call in file.calls)


def _cell(file: FileFacts, scope: int, at: Span) -> int:
    """Number of the place of a cell among the cells, from 1."""
    if scope or not file.cells:
        return 0
    return bisect_right(file.cells, at.line, key=lambda cell: cell.line)


def _joins(call: Call) -> bool:
    head, _, last = call.callee.rpartition(".")
    given = {keyword.name for keyword in call.keywords}
    if last in _CONCAT and head.partition(".")[0] in _LIBRARIES:
        return True
    if last == "merge":
        return bool(given & _JOIN_WORDS) or _FRAME_NAME.search(head) is not None
    if last == "join":
        by_name = len(call.arguments) > 1 and isinstance(call.arguments[1], Literal)
        return bool(given & _JOIN_WORDS) or (by_name and not head.startswith("os"))
    return last in _UNIONS


def _changed(call: Call) -> int:
    """How many columns a call adds, renames or drops; dropping counts once."""
    last = call.callee.rpartition(".")[2]
    given = {keyword.name for keyword in call.keywords}
    if last == "assign":
        return len(call.keywords)
    if last in ("drop", "rename"):
        return int("columns" in given)
    return int(last in _COLUMN_METHODS)


def _frames(file: FileFacts) -> set[tuple[int, str]]:
    return {*_by_methods(file), *_by_makers(file)}


def _by_methods(file: FileFacts) -> Iterator[tuple[int, str]]:
    for call in file.calls:
        head, _, last = call.callee.rpartition(".")
        if last in _FRAME_METHODS and head and not head.startswith("?"):
            yield call.scope, head.partition("[")[0]


def _by_makers(file: FileFacts) -> Iterator[tuple[int, str]]:
    for one in file.assignments:
        name = one.target.removesuffix("[]")
        if _FRAME_NAME.search(name.rpartition(".")[2] or name) or _is_frame(file, one.value):
            yield one.scope, name
    for number, definition in enumerate(file.definitions, start=1):
        for parameter in definition.parameters:
            if _FRAME_NAME.search(parameter.name) or "DataFrame" in parameter.annotation:
                yield number, parameter.name


def _is_frame(file: FileFacts, value: Value) -> bool:
    if not isinstance(value, Result):
        return False
    head, _, last = file.calls[value.call].callee.rpartition(".")
    made = last.startswith("read_") or last in ("DataFrame", "concat", "merge")
    return (made and head.partition(".")[0] in _LIBRARIES) or last in ("merge", "reset_index")
