"""Tables of SQL: which are read, which are written, whatever surrounds them."""

from __future__ import annotations

import json

import pytest
from reading import read

from debtscan.facts import FileFacts, Kind
from debtscan.syntax import extract


def tables(text: str, kind: Kind = Kind.SQL) -> list[str]:
    return sorted({f"{use.mode} {use.name}" for use in read(kind, text).tables})


def in_python(text: str) -> list[str]:
    return tables(text, Kind.PYTHON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT a FROM Sales.Orders o JOIN users u ON u.id = o.id",
         ["read sales.orders", "read users"]),
        ("INSERT INTO t (a, b) SELECT a, b FROM s", ["read s", "write t"]),
        ("create or replace table x.t as select * from `p.d.u`", ["read d.u", "write x.t"]),
        ("UPDATE t SET a = 1 WHERE b IN (SELECT b FROM c)", ["read c", "write t"]),
        ("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = s.b",
         ["read s", "write t"]),
        ("COPY t FROM 's3://bucket/x'", ["write t"]),
        ("DELETE FROM t WHERE a > 1", ["write t"]),
        ("WITH a AS (SELECT * FROM b), c AS (SELECT * FROM a) SELECT * FROM a, c", ["read b"]),
        ("WITH orders AS (SELECT * FROM orders) SELECT * FROM orders", ["read orders"]),
        ("create table [dbo].[Orders] (a int, b nvarchar(50))", ["write dbo.orders"]),
        ("SELECT * FROM generate_series(1, 3)", []),
        ("SELECT 1 FROM information_schema.tables", []),
    ],
)  # fmt: skip
def test_what_a_statement_reads_and_writes(text: str, expected: list[str]) -> None:
    assert tables(text) == expected


def test_dbt_names_its_tables_by_calls() -> None:
    model = """{{ config(materialized='table') }}
    with stg_orders as (select * from {{ ref('stg_orders') }})
    select * from stg_orders join {{ source("shop", "users") }} using (id)
    {% if is_incremental() %} where day > (select max(day) from {{ this }}) {% endif %}
    """
    assert tables(model) == ["read *", "read shop.users", "read stg_orders"]


def test_a_statement_that_does_not_parse_costs_only_itself() -> None:
    text = "select from where;\n-- a; b\nselect ';' from t;\nGRANT x;"
    (use,) = read(Kind.SQL, text).tables
    assert (use.name, use.at.line) == ("t", 3)


def test_columns_that_are_named() -> None:
    first, second = read(Kind.SQL, "insert into t (a, B) select x, s.y from s").tables
    assert {first.name: first.columns, second.name: second.columns} == {
        "t": ("a", "b"),
        "s": ("x", "y"),
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('q = "SELECT a FROM users"', ["read users"]),
        ('q = f"select * from {schema}.events_{year} where d > {day}"', ["read events_*"]),
        ('T = "raw.users"\nq = f"select * from {T}"', ["read raw.users"]),
        ('q = "select * from log_" + day + " limit 5"', ["read log_*"]),
        ('q = "select * from %s where a = %%s" % name', ["read *"]),
        ('q = "insert into t values (%s, %(b)s)"', ["write t"]),
        ('q = """\n  select *\n  from t {}\n""".format(where)', ["read t"]),
        ('q = "Select a model from the list"', []),
        ('def f():\n    "select a from b"', []),
        ('help = "Update the settings"', []),
        ('help = "with a friend from home, over there"', []),
    ],
)
def test_strings_of_python_that_are_sql(code: str, expected: list[str]) -> None:
    assert in_python(code) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%sql postgres://host/db\nselect a from t", ["read t"]),
        ("%%bigquery df --project p\nselect a\nfrom `p.d.t`", ["read d.t"]),
        ("%%sql select a\nfrom t", ["read t"]),
        ("x = 1\n%sql select a from t", ["read t"]),
        ("%sql\nselect a from t", ["read t"]),
        ("%%html\nselect a from t", []),
    ],
)
def test_magics_of_notebooks_that_are_sql(cell: str, expected: list[str]) -> None:
    cells = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []}]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    assert tables(text, Kind.NOTEBOOK) == expected


def test_a_query_knows_its_function_and_line() -> None:
    code = "def f():\n    x = 1\n    return run('select a from t')\n"
    (use,) = read(Kind.PYTHON, code).tables
    assert (use.at.line, use.scope, use.columns) == (3, 1, ("a",))


@pytest.mark.parametrize(
    "text",
    [
        "select * from " + "(" * 5_000 + "select 1" + ")" * 5_000,
        "select " + "case when a then " * 900 + "1" + " end" * 900 + " from t",
        "select a from t where " + "a = 1 or " * 1_900 + "a = 2",
        "select 1 from t;" * 60_000,
        "/*" * 300_000,
        "select * from t where a = '" + "x" * 1_000_000,
        "{{" * 200_000 + "{%" * 200_000,
        "select \x01\x02 from \x7f\u2028",
        "select {{ ref( from",
        "{" * 500_000,
        "zqz" * 100_000,
        " " * 1_000_000,
    ],
)
def test_hostile_text_is_survived(text: str) -> None:
    assert isinstance(extract(Kind.SQL, text.encode()), FileFacts)
    assert isinstance(extract(Kind.PYTHON, f"q = {text[:19_000]!r}".encode()), FileFacts)
