"""What ploomber puts into scripts and functions."""

from linked import linked

PIPELINE = """
tasks:
  - source: tasks/load.py
    product:
      nb: out/load.ipynb
      data: "{{root}}/raw.csv"
  - source: code.fit
    product: out/model.pkl
"""


def artifacts(**texts):
    files = {"ml/pipeline.yaml": PIPELINE, "ml/env.yaml": "root: store\n"}
    found = linked({**files, **{f"ml/{n}.py".replace("__", "/"): t for n, t in texts.items()}})
    return [(one.mode, one.artifact) for one in found.artifacts.uses if one.path.endswith(".py")]


def test_a_script_writes_its_product():
    text = "upstream = None\nproduct = None\nframe.to_csv(product['data'])\n"
    assert artifacts(tasks__load=text) == [("write", "ml/store/raw.csv")]


def test_a_function_reads_what_another_task_makes():
    text = (
        "import pandas as pd\nfrom pathlib import Path\n"
        "def fit(product, upstream):\n"
        "    frame = pd.read_csv(str(upstream['load']['data']))\n"
        "    Path(product).write_bytes(frame)\n"
    )
    assert artifacts(code=text) == [("read", "ml/store/raw.csv"), ("write", "ml/out/model.pkl")]


def test_others_of_that_name_are_left_alone():
    assert artifacts(other="def f(product):\n    open(product)\n") == [("read", "")]
