import pytest
from linked import linked, shell

from debtscan.project.artifacts.names import meet


def uses(text):
    return [(one.mode, one.kind, one.artifact) for one in linked({"a.py": text}).artifacts.uses]


@pytest.mark.parametrize(
    ("text", "mode", "kind", "artifact"),
    [
        (
            "import tensorflow as tf\nsaver = tf.train.Saver()\nsaver.save(s, 'm.ckpt')",
            "write",
            "file",
            "m.ckpt",
        ),
        ("from PIL import Image\nim = Image.open(f())\nim.save('a.png')", "write", "file", "a.png"),
        ("model.save('m.h5')", "write", "file", "m.h5"),
        (
            "from transformers import AutoModel\nAutoModel.from_pretrained('bert-base')",
            "read",
            "model",
            "hf:bert-base",
        ),
        (
            "from transformers import AutoModel\nAutoModel.from_pretrained('out/m')",
            "read",
            "file",
            "out/m",
        ),
        ("import pandas as pd\npd.read_csv('s3://b/a.csv')", "read", "object", "s3://b/a.csv"),
        (
            "import requests\nrequests.get('https://x.org/a.zip')",
            "read",
            "url",
            "https://x.org/a.zip",
        ),
        ("frame.to_sql('Orders', con)", "write", "table", "table:orders"),
        ("df.write.mode('overwrite').parquet('o.parquet')", "write", "file", "o.parquet"),
        ("import mlflow\nmlflow.pyfunc.load_model('models:/x/1')", "read", "model", "mlflow:x"),
    ],
)
def test_kinds(text, mode, kind, artifact):
    assert (mode, kind, artifact) in uses(text)


@pytest.mark.parametrize(
    "text", ["job.save()", "x.load('myhash')", "queue.write('a')", "api.get('k')"]
)
def test_names_that_say_nothing_are_left_out(text):
    assert uses(text) == []


def test_shell_moves():
    lines = ("wget https://x.org/a.zip", "unzip a.zip", "aws s3 cp m.pt s3://b/m.pt", "cp a.py b")
    project = linked({}, more=(shell("run.sh", *lines),))
    assert {(one.mode, one.kind, one.artifact) for one in project.artifacts.uses} == {
        ("read", "url", "https://x.org/a.zip"),
        ("write", "file", "a.zip"),
        ("read", "file", "a.zip"),
        ("read", "file", "m.pt"),
        ("write", "object", "s3://b/m.pt"),
    }


def test_only_things_of_one_kind_of_place_meet():
    assert meet("table:orders", "table:sales.orders")
    assert not meet("table:a.orders", "table:b.orders")
    assert not meet("hf:org/model", "model")
    assert meet("s3://b/a.csv", "s3://*/a.csv")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("scp a.csv host:data/a.csv", {("read", "a.csv"), ("write", "scp://*/data/a.csv")}),
        ("gunzip d/a.csv.gz", {("read", "d/a.csv.gz"), ("write", "d/a.csv")}),
        ("ln -s /data/x.csv x.csv", {("read", "/data/x.csv"), ("write", "x.csv")}),
        ("bq load p:d.t gs://b/a.csv", {("write", "table:p.d.t"), ("read", "gs://b/a.csv")}),
        ("hf download o/m --local-dir w", {("read", "hf:o/m"), ("write", "w")}),
        ("dvc get https://x.org/r d/a.csv", {("read", "https://x.org/r"), ("write", "a.csv")}),
        ("wget https://x.org/kubectl -O /usr/local/bin/kubectl", set()),
        ("gsutil cp a.csv gs://your-bucket/a.csv", {("read", "a.csv")}),
        ("cp $A $B", set()),
        ("COPY app.py out/m.pkl /opt/ml/model/", {("read", "out/m.pkl")}),
        ("COPY --from=build m.pkl /m.pkl", set()),
    ],
)
def test_commands_move_data(line, expected):
    found = linked({}, more=(shell("run.sh", line),)).artifacts.uses
    assert {(one.mode, one.artifact) for one in found} == expected


@pytest.mark.parametrize(
    "text",
    [
        "import subprocess\nsubprocess.run(['cp', 'a/x.csv', 'b/x.csv'], check=True)",
        "import os\nout = 'b'\nos.system(f'mkdir b && cp a/x.csv {out}/x.csv')",
        'import os\nos.system(\'cp "a/x.csv" b/x.csv; echo "done"\')',
    ],
)
def test_commands_that_code_runs(text):
    assert uses(text) == [("read", "file", "a/x.csv"), ("write", "file", "b/x.csv")]


def test_a_command_line_with_an_open_quote_says_nothing():
    assert uses("import os\nos.system('cp \"a/x.csv b/x.csv')") == []


def test_what_the_user_fills_in_is_not_known():
    assert uses("import pandas as pd\npd.read_csv('gs://<bucket>/a.csv')") == [
        ("read", "object", "gs://*/a.csv")
    ]


def test_what_the_reader_of_a_command_line_fills_in():
    text = """
    import torch
    torch.load("[generator")
    import ray
    ray.data.read_csv("a.csv")
    """
    assert uses(text) == [("read", "file", ""), ("read", "file", "a.csv")]


def test_models_are_saved_without_a_suffix():
    text = """
    from stable_baselines3 import A2C
    trained = train()
    trained.save("trained_models/agent_a2c")
    A2C.load("trained_models/agent_a2c")
    """
    assert uses(text) == [
        ("write", "file", "trained_models/agent_a2c"),
        ("read", "file", "trained_models/agent_a2c"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "def put(path, mode): open(path, mode)\nput('a.csv', 'w')\nput('b.csv', 'rb')",
            {("write", "a.csv"), ("read", "b.csv")},
        ),
        (
            "import configparser\nc = configparser.ConfigParser()\nc.read('a.ini')",
            {("read", "a.ini")},
        ),
        ("import av\nav.open('a.mp4', mode='w')", {("write", "a.mp4")}),
        ("import rasterio\nrasterio.open('a.tif', 'w')", {("write", "a.tif")}),
        ("import pandas as pd\npd.to_pickle(df, 'a.pkl')", {("write", "a.pkl")}),
        ("import pandas as pd\npd.DataFrame.to_csv(df, 'a.csv')", {("write", "a.csv")}),
        ("import pyarrow.parquet as pq\npq.read_pandas('a.parquet')", {("read", "a.parquet")}),
        ("from safetensors.torch import load_model\nload_model(m, 'a.st')", {("read", "a.st")}),
        ("import openvino as ov\nov.save_model(m, 'a.xml')", {("write", "a.xml")}),
        ("import blobfile as bf\nbf.BlobFile('a.pt', 'wb')", {("write", "a.pt")}),
        ("import networkx as nx\nnx.write_gml(g, 'a.gml')", {("write", "a.gml")}),
        ("from pathlib import Path\np = Path('a.csv')\np.rename('b.csv')",
         {("read", "a.csv"), ("write", "b.csv")}),
        ("from peft import PeftModel\nPeftModel.from_pretrained(base, 'me/lora')",
         {("read", "hf:me/lora")}),
    ],
)  # fmt: skip
def test_which_argument_and_which_way(text: str, wanted: set[tuple[str, str]]) -> None:
    uses = linked({"a.py": text}).artifacts.uses
    assert {(use.mode, use.artifact) for use in uses} == wanted
