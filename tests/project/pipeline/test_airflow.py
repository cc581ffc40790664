"""Airflow DAGs as steps, order and hand-overs."""

import pytest
from linked import linked

HEAD = """
    from airflow import DAG
    from airflow.operators.bash import BashOperator
    from airflow.operators.empty import EmptyOperator
    from airflow.operators.python import PythonOperator
    from airflow.models.baseoperator import chain
    from airflow.utils.task_group import TaskGroup
    from jobs import fetch
    import pandas as pd
    def fit(ti):
        pd.read_csv(ti.xcom_pull(task_ids="get")).to_csv("model.csv")
    with DAG("daily") as dag:
        get = PythonOperator(task_id="get", python_callable=fetch)
        train = PythonOperator(task_id="train", python_callable=fit)
        clean = BashOperator(task_id="clean", bash_command="cd /opt && python clean.py {{ ds }}")
        start, end = EmptyOperator(task_id="start"), EmptyOperator(task_id="end")
"""
JOBS = """
    import pandas as pd
    def fetch():
        pd.read_csv("raw/in.csv").to_csv("data/out.csv")
"""
CLEAN = "import pandas as pd\npd.read_csv('data/out.csv').to_csv('data/clean.csv')\n"


def edges(*lines):
    body = "".join(f"        {line}\n" for line in lines)
    texts = {"dags/daily.py": HEAD + body, "dags/jobs.py": JOBS, "clean.py": CLEAN}
    return {(one.kind, one.source, one.target) for one in linked(texts).pipeline.edges}


def order(*lines):
    names = {
        "dags/jobs.py:fetch": "get",
        "dags/daily.py:fit": "train",
        "clean.py": "clean",
        "dags/daily.py:start": "start",
        "dags/daily.py:end": "end",
    }
    return {names[a] + " " + names[b] for kind, a, b in edges(*lines) if kind == "order"}


def test_tasks_are_the_functions_and_scripts_that_do_the_work():
    found = edges()
    assert ("starts", "dags/daily.py", "dags/jobs.py:fetch") in found
    assert ("starts", "dags/daily.py", "clean.py") in found
    assert ("writes", "dags/jobs.py:fetch", "data/out.csv") in found
    assert ("writes", "dags/daily.py:fit", "model.csv") in found
    assert ("writes", "dags/daily.py", "model.csv") not in found


def test_what_is_pulled_by_name_is_passed():
    assert ("passes", "dags/jobs.py:fetch", "dags/daily.py:fit") in edges()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["start >> clean >> end"], {"start clean", "clean end"}),
        (["end << clean"], {"clean end"}),
        (["start >> [clean, train] >> end"],
         {"start clean", "start train", "clean end", "train end"}),
        (["chain(start, [clean, train], end)"],
         {"start clean", "start train", "clean end", "train end"}),
        (["clean.set_upstream(start)", "clean.set_downstream([end])"],
         {"start clean", "clean end"}),
        (["for one in (clean, train):", "    one >> end"], {"clean end", "train end"}),
        (["every = []", "every.append(clean)", "start >> every"], {"start clean"}),
        (["with TaskGroup('g') as g:", "    a = BashOperator(task_id='clean', "
          "bash_command='echo')", "start >> g"], set()),
        (["1 >> 2", "start >> unknown"], set()),
    ],
)  # fmt: skip
def test_order_in_every_spelling(lines, expected):
    if "TaskGroup" in lines[0]:
        assert ("order", "dags/daily.py:start", "dags/daily.py:clean") in edges(*lines)
    else:
        assert order(*lines) == expected


def test_order_orders_hand_offs():
    texts = {"dags/daily.py": HEAD + "        get >> clean\n", "dags/jobs.py": JOBS,
             "clean.py": CLEAN}  # fmt: skip
    assert linked(texts).pipeline.undeclared == ()


def test_taskflow_in_a_with_block_and_dags_that_start_one_another():
    first = """
        from airflow import DAG
        from airflow.decorators import task
        from airflow.operators.trigger_dagrun import TriggerDagRunOperator
        @task
        def load():
            return 1
        @task
        def save(x):
            print(x)
        with DAG(dag_id="first"):
            stored = save(load())
            stored >> TriggerDagRunOperator(task_id="go", trigger_dag_id="daily")
    """
    texts = {"dags/first.py": first, "dags/daily.py": HEAD, "dags/jobs.py": JOBS}
    found = {(one.kind, one.source, one.target) for one in linked(texts).pipeline.edges}
    assert ("passes", "dags/first.py:load", "dags/first.py:save") in found
    assert ("starts", "dags/first.py", "dags/first.py:save") in found
    assert ("order", "dags/first.py:save", "dags/first.py:go") in found
    assert ("starts", "dags/first.py:go", "dags/daily.py") in found
