"""Tables that SQL moves are artifacts like files."""

from linked import linked


def test_tables_of_files_and_strings_meet() -> None:
    project = linked(
        {
            "load.py": 'run("insert into raw.users (id) select id from staging")',
            "report.sql": "select id from users;",
        }
    )
    uses = [(u.path, u.mode, u.kind, u.artifact, u.via) for u in project.artifacts.uses]
    assert sorted(uses) == [
        ("load.py", "read", "table", "table:staging", "sql"),
        ("load.py", "write", "table", "table:raw.users", "sql"),
        ("report.sql", "read", "table", "table:users", "sql"),
    ]
    (found,) = project.artifacts.handoffs
    assert (found.write.path, found.read.path) == ("load.py", "report.sql")


def test_a_dbt_model_writes_the_table_of_its_name() -> None:
    project = linked(
        {
            "shop/dbt_project.yml": "name: shop\n",
            "shop/models/staging/orders.sql": "select id from {{ source('raw', 'orders_in') }}",
            "shop/models/report.sql": "select * from {{ ref('orders') }}",
            "other/models/plain.sql": "select 1",
        }
    )
    pairs = {(h.write.path, h.read.path) for h in project.artifacts.handoffs}
    assert pairs == {("shop/models/staging/orders.sql", "shop/models/report.sql")}
    assert not [u for u in project.artifacts.uses if u.path.startswith("other")]
