"""Values that runners put into parameters: pytest, Kubeflow Pipelines, ploomber's Python API."""

import pytest
from linked import linked


def ends(texts, path):
    project = linked(texts)
    return {(one.mode, one.artifact) for one in project.artifacts.uses if one.path == path}


def test_a_fixture_beside_the_test_or_above_it():
    texts = {
        "tests/conftest.py": """
            import pytest
            @pytest.fixture
            def table(): return "tests/table.csv"
            @pytest.fixture
            def other(): return "tests/other.csv"
        """,
        "tests/unit/test_a.py": """
            import pytest
            @pytest.fixture()
            def other(): return "own.csv"
            def test_it(table, other):
                open(table)
                open(other, "w")
        """,
    }
    wanted = {("read", "tests/table.csv"), ("write", "own.csv")}
    assert ends(texts, "tests/unit/test_a.py") == wanted


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        ("'path'", "['a.csv', 'b.csv']"),
        ("'path, size'", "[('a.csv', 1), ('b.csv', 2)]"),
        ("['size', 'path']", "[(1, 'a.csv'), pytest.param(2, 'b.csv', id='b')]"),
    ],
)
def test_rows_of_a_parametrization(names, rows):
    text = (
        "import pytest\n@pytest.mark.parametrize('path', ['x.csv'])\ndef test_x(path): pass\n"
        f"@pytest.mark.parametrize({names}, {rows})\ndef test_it(path): open(path)\n"
    )
    assert ends({"test_a.py": text}, "test_a.py") == {("read", "a.csv"), ("read", "b.csv")}


def test_temporary_folders_of_tests_do_not_count():
    text = "def test_it(tmp_path):\n    open(tmp_path)\ndef run(tmp_path):\n    open(tmp_path)"
    coverage = linked({"test_a.py": text}).artifacts.path_coverage
    assert coverage.causes == (("parameter without callers", 1),)


def test_files_of_a_kubeflow_component():
    text = """
        import kfp.components as comp
        def make(folder: str, train_data_path: comp.OutputPath('CSV')):
            open(train_data_path, "w")
        def use(train_data_path: comp.InputPath()):
            open(train_data_path)
    """
    wanted = {("write", "*/train_data/data"), ("read", "*/train_data/data")}
    assert ends({"run.py": text}, "run.py") == wanted


def test_products_of_tasks_in_code():
    texts = {
        "tasks.py": """
            import pandas as pd
            def load(product):
                pd.DataFrame().to_csv(str(product))
            def clean(upstream, product):
                pd.read_csv(str(upstream["load"])).to_csv(product["data"])
        """,
        "pipeline.py": """
            from ploomber import DAG
            from ploomber.products import File
            from ploomber.tasks import PythonCallable
            import tasks
            dag = DAG()
            PythonCallable(tasks.load, File("out/raw.csv"), dag)
            PythonCallable(tasks.clean, product={"data": File("out/clean.csv")}, dag=dag, name="c")
        """,
    }
    wanted = {("write", "out/raw.csv"), ("read", "out/raw.csv"), ("write", "out/clean.csv")}
    assert ends(texts, "tasks.py") == wanted
