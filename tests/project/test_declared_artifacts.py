from textwrap import dedent

from linked import linked

from debtscan.facts import FileFacts, Kind
from debtscan.syntax import extract


def declared(files, more=()):
    project = linked(files, more=more)
    return {(u.step, u.mode, u.artifact) for u in project.artifacts.uses if u.declared}


def makefile(text):
    found = extract(Kind.MAKE, text.encode())
    assert isinstance(found, FileFacts)
    return found.placed("Makefile", found.role)


def test_dvc_stages_are_unfolded_and_their_parameters_are_read():
    text = """
    vars:
      - raw: data/raw
    metrics:
      - out/scores/all.json
    stages:
      split:
        wdir: work
        cmd: python split.py
        params: [seed, {other.yaml: null}]
        deps: ["${raw}/a.csv"]
        outs:
          - b.csv:
              cache: false
      fit:
        foreach: [x, y]
        do:
          cmd: python fit.py ${item}
          deps: ["data/${item}.csv", "s3://b/${unknown}.csv"]
          outs: [out/scores]
    """
    assert declared({"dvc.yaml": text}) == {
        ("split", "read", "work/params.yaml"),
        ("split", "read", "work/other.yaml"),
        ("split", "read", "work/data/raw/a.csv"),
        ("split", "write", "work/b.csv"),
        ("fit", "read", "data/x.csv"),
        ("fit", "read", "data/y.csv"),
        ("fit", "read", "s3://b/*.csv"),
        ("fit", "write", "out/scores"),
        ("fit", "write", "out/scores/all.json"),
    }


def test_dvc_matrix_gives_every_combination():
    text = """
    stages:
      fit:
        matrix:
          model: [a, b]
          data: [c]
        cmd: python fit.py
        outs: ["${item.model}-${item.data}.pkl"]
    """
    assert declared({"dvc.yaml": text}) == {
        ("fit", "write", "a-c.pkl"),
        ("fit", "write", "b-c.pkl"),
    }


def test_make_targets_that_are_data():
    text = (
        "clean:\n\trm x\n"
        "out/m.pkl: train.py data/a.csv $(D)/b.csv\n\tpython train.py\n"
        "main.o: main.c\n\tcc\n"
    )
    assert declared({}, (makefile(text),)) == {
        ("out/m.pkl", "write", "out/m.pkl"),
        ("out/m.pkl", "read", "data/a.csv"),
        ("out/m.pkl", "read", "*/b.csv"),
    }


def test_kedro_catalog():
    base = "cars:\n  type: pandas.CSVDataset\n  filepath: data/cars.csv\n_x:\n  type: y\n"
    local = "cars:\n  type: pandas.CSVDataset\n  filepath: mine.csv\nmem:\n  type: MemoryDataset\n"
    project = linked({"conf/base/catalog.yml": base, "conf/a/catalog.yml": local})
    found = {one.name: (one.artifact, one.type) for one in project.artifacts.catalog.values()}
    assert found == {
        "cars": ("data/cars.csv", "pandas.CSVDataset"),
        "mem": ("", "MemoryDataset"),
    }


def test_jobs_of_a_workflow_hand_over_by_name():
    text = """
    jobs:
      build:
        steps:
          - uses: actions/upload-artifact@v4
            with: {name: model, path: m.pkl}
          - uses: actions/upload-artifact@v4
            with: {name: unread, path: x}
      test:
        steps:
          - uses: actions/download-artifact@v4
            with: {name: model}
    """
    assert declared({".github/workflows/a.yml": text}) == {
        ("build", "write", "ci:model"),
        ("test", "read", "ci:model"),
    }


def test_airflow_datasets():
    text = """
    from airflow.datasets import Dataset
    raw = Dataset("s3://b/raw.csv")
    with DAG("a", schedule=[raw]):
        PythonOperator(task_id="x", python_callable=f, outlets=[Dataset("s3://b/o.csv"), unknown])
    """
    assert declared({"a.py": text}) == {
        ("", "read", "s3://b/raw.csv"),
        ("", "write", "s3://b/o.csv"),
    }


def test_data_tracked_by_dvc():
    found = extract(Kind.YAML, b"outs:\n- md5: 1\n  path: a.csv\n")
    assert isinstance(found, FileFacts)
    project = linked({}, more=(found.placed("data/a.csv.dvc", found.role),))
    assert dict(project.artifacts.tracked) == {"data/a.csv": "data/a.csv.dvc"}


def test_entry_points_of_mlflow():
    text = """
    entry_points:
      main:
        parameters:
          data: {type: path, default: data/a.csv}
          alpha: {type: float, default: 0.1}
        command: python train.py {data} {alpha}
    """
    found = extract(Kind.YAML, dedent(text).encode())
    assert isinstance(found, FileFacts)
    assert declared({}, (found.placed("MLproject", found.role),)) == {
        ("main", "read", "data/a.csv")
    }
