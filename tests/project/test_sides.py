import pytest
from linked import linked, shell

from debtscan.facts import Role
from debtscan.project import Side


@pytest.mark.parametrize(
    ("path", "text", "side"),
    [
        ("a.py", "loss.backward()\n", Side.TRAINING),
        ("a.py", "model.fit(x, y)\n", Side.TRAINING),
        ("a.py", "import xgboost as xgb\nxgb.train(p, d)\n", Side.TRAINING),
        (
            "a.py",
            "from fastapi import FastAPI\napp = FastAPI()\n@app.post('/p')\ndef p(): ...\n",
            Side.SERVING,
        ),
        ("a.py", "def lambda_handler(event, context): ...\n", Side.SERVING),
        ("a.py", "import streamlit as st\nst.title('x')\n", Side.SERVING),
        (
            "predict.py",
            "import torch\nm = torch.load('m.pt')\nm.eval()\nm.predict(x)\n",
            Side.SERVING,
        ),
        ("a.py", "from sklearn.metrics import f1_score\nf1_score(a, b)\n", Side.EVALUATION),
        ("evaluate.py", "model.predict(x)\n", Side.EVALUATION),
        ("a.py", "import pandas as pd\npd.read_csv('a').to_csv('b')\n", Side.PREPARATION),
    ],
)
def test_sides_with_evidence(path, text, side):
    project = linked({path: text})
    found = project.sides.of(path)
    assert list(found) == [side]
    assert found[side].at.path == path
    assert found[side].reason
    assert project.sides.files(side) == (path,)


@pytest.mark.parametrize(
    "text", ["scaler.fit(x)\n", "tokenizer.fit_on_texts(x)\n", "x = 1\n", "fit()\n", "model.fit\n"]
)
def test_what_is_on_no_side(text):
    assert linked({"a.py": text}).sides.of("a.py") == {}


def test_a_module_stands_on_the_sides_of_those_who_import_it():
    project = linked(
        {
            "lib.py": "def clean(x): ...\n",
            "mid.py": "import lib\n",
            "train.py": "import mid\nloss.backward()\n",
            "app.py": "import lib\ndef lambda_handler(event, context): ...\n",
        }
    )
    assert set(project.sides.around("lib.py")) == {Side.TRAINING, Side.SERVING}
    assert set(project.sides.around("mid.py")) == {Side.TRAINING}


def test_entry_points():
    project = linked(
        {
            "guarded.py": "if __name__ == '__main__':\n    f()\n",
            "script.py": "print(1)\n",
            "library.py": "def f(): ...\n",
            "imported.py": "print(1)\n",
            "importer.py": "import imported\ndef g(): ...\n",
            "started.py": "def f(): ...\n",
            "named.py": "def f(): ...\n",
            "launch.py": "def f():\n    run('named.py')\n",
            "serve.py": "@app.route('/')\ndef f(): ...\n",
            "tests/test_a.py": "def test_a(): ...\n",
        },
        roles={"tests/test_a.py": Role.TEST},
        more=(shell("run.sh", "python started.py"),),
    )
    found = {(point.path, point.how) for point in project.entry_points.all}
    assert found == {
        ("guarded.py", "main-guard"),
        ("script.py", "script"),
        ("started.py", "shell"),
        ("named.py", "named"),
        ("serve.py", "handler"),
        ("tests/test_a.py", "test"),
    }
    assert project.entry_points.of("library.py") == ()
    assert "guarded.py" in project.entry_points.paths


def test_a_script_that_calls_a_training_function_trains():
    project = linked(
        {
            "lib.py": "def fit_model(m):\n    m.fit(x, y)\ndef outer(m):\n    fit_model(m)\n",
            "run.py": "import lib\nlib.outer(model)\n",
            "other.py": "import lib\nlib.load()\n",
        }
    )
    assert project.sides.files(Side.TRAINING) == ("lib.py", "run.py")
    assert "lib.outer" in project.sides.of("run.py")[Side.TRAINING].reason
