import pytest
from linked import linked

from debtscan.facts import Command, ConfigKey, FileFacts, Kind, Span
from debtscan.project.values.patterns import normal, unify


def artifacts(text, **others):
    project = linked({"jobs/run.py": text, **others})
    return [(use.mode, use.artifact) for use in project.artifacts.uses if use.path == "jobs/run.py"]


@pytest.mark.parametrize(
    ("text", "mode", "artifact"),
    [
        ("import pandas as pd\npd.read_csv('data/a.csv')", "read", "data/a.csv"),
        ("import pandas as pd\npd.read_csv(filepath_or_buffer='a.csv')", "read", "a.csv"),
        ("frame.to_parquet('./out/a.parquet')", "write", "out/a.parquet"),
        ("import torch\ntorch.save(model, 'm.pt')", "write", "m.pt"),
        ("import torch\ntorch.save(model, f='m.pt')", "write", "m.pt"),
        ("import numpy as np\nnp.load('x.npy')", "read", "x.npy"),
        ("import joblib\njoblib.dump(model, 'm.joblib')", "write", "m.joblib"),
        ("open('a.txt')", "read", "a.txt"),
        ("open('a.txt', 'w')", "write", "a.txt"),
        ("open('a.txt', mode='ab')", "write", "a.txt"),
        ("import cv2\ncv2.imwrite('a.png', x)", "write", "a.png"),
        ("from pathlib import Path\nPath('a.json').read_text()", "read", "a.json"),
        ("from pathlib import Path\n(Path('d') / 'a.json').write_text(t)", "write", "d/a.json"),
        ("from pathlib import Path\nPath('d').joinpath('x').open('w')", "write", "d/x"),
    ],
)
def test_calls_that_read_and_write(text, mode, artifact):
    assert artifacts(text) == [(mode, artifact)]


@pytest.mark.parametrize(
    ("text", "artifact"),
    [
        ("import os\nROOT = 'data'\nopen(os.path.join(ROOT, 'raw', 'a.csv'))", "data/raw/a.csv"),
        ("ROOT = 'data'\nopen(f'{ROOT}/{name}.csv')", "data/*.csv"),
        ("ROOT = 'data'\nopen(ROOT + '/a.csv')", "data/a.csv"),
        ("open('x_%d.csv' % n)", "x_*.csv"),
        ("open('{}/a.csv'.format(folder))", "*/a.csv"),
        ("import os\nopen(os.path.join(os.path.dirname(__file__), '..', 'a.csv'))", "a.csv"),
        ("import os\nopen(os.environ.get('D', 'data') + '/a.csv')", "data/a.csv"),
        (
            "from pathlib import Path\nHERE = Path(__file__).parent\nopen(HERE / 'a.csv')",
            "jobs/a.csv",
        ),
        ("def f(path='a.csv'):\n    open(path)", "a.csv"),
        ("def f(path):\n    open(path)\nf('a.csv')", "a.csv"),
        ("def f(path):\n    open(path)\nf('in/a.csv')\nf('in/b.csv')", "in/a.csv in/b.csv"),
        ("def where():\n    return 'a.csv'\nopen(where())", "a.csv"),
        ("class C:\n    P = 'a.csv'\n    def f(self):\n        open(self.P)", "a.csv"),
        (
            "class C:\n    def __init__(self, p):\n        self.p = p\n"
            "    def f(self):\n        open(self.p)\nC('a.csv')",
            "a.csv",
        ),
        ("from conf import DATA\nopen(DATA + '/a.csv')", "shared/a.csv"),
        ("import conf\nopen(conf.Paths.out)", "shared/out.csv"),
        (
            "import argparse\np = argparse.ArgumentParser()\n"
            "p.add_argument('--data', default='a.csv')\n"
            "args = p.parse_args()\nopen(args.data)",
            "a.csv",
        ),
        ("import glob\nfor p in sorted(glob.glob('d/*.csv')):\n    open(p)", "d/*.csv"),
        ("for i, p in enumerate(['d/a.csv', 'd/b.csv']):\n    open(p)", "d/a.csv d/b.csv"),
        ("def f(a):\n    g(a)\ndef g(b):\n    f(b)\n    open(b)", ""),
        ("open(unknown())", ""),
    ],
)
def test_paths_are_propagated(text, artifact):
    conf = "DATA = 'shared'\nclass Paths:\n    out = DATA + '/out.csv'\n"
    uses = linked({"jobs/run.py": text, "conf.py": conf}).artifacts.uses
    assert " ".join(use.artifact for use in uses if use.at == uses[-1].at) == artifact


def test_an_open_file_is_one_use_not_two():
    text = (
        "import numpy as np\nwith open('a.npy', 'rb') as f:\n    np.load(f)\nnp.load(open('b'))\n"
    )
    assert artifacts(text) == [("read", "a.npy"), ("read", "b")]


def test_handoffs_join_patterns_of_different_files():
    project = linked(
        {
            "prepare.py": "frame.to_csv('data/clean.csv')\nframe.to_csv('data/*.csv')\n",
            "train.py": "import pandas as pd\npd.read_csv('../data/clean.csv')\n",
            "score.py": "import pandas as pd\npd.read_csv(f'{root}/clean.csv')\n",
        }
    )
    found = {(h.write.path, h.read.path, h.exact) for h in project.artifacts.handoffs}
    assert found == {("prepare.py", "train.py", True), ("prepare.py", "score.py", False)}
    assert project.artifacts.coverage == 1.0
    graph = project.artifacts.graph
    assert graph.has_edge("prepare.py", ("artifact", "data/clean.csv"))
    assert all(data["at"].path in project.files for *_, data in graph.edges(data=True))


def test_a_file_that_reads_back_its_own_output_hands_nothing_over():
    text = "import pandas as pd\nf.to_csv('cache.csv')\npd.read_csv('cache.csv')\n"
    assert linked({"a.py": text}).artifacts.handoffs == ()


def test_stages_and_redirections():
    keys = (
        ConfigKey("stages.fit.deps[0]", Span(3), value="data/a.csv"),
        ConfigKey("stages.fit.outs[0]", Span(5), value="model.pkl"),
        ConfigKey("stages.fit.metrics[0].score.json", Span(7), kind="mapping"),
        ConfigKey("stages.fit.metrics[0].score.json.cache", Span(8), value=False),
    )
    dvc = FileFacts(Kind.YAML, "dvc.yaml", config=keys)
    command = Command(("sort", "a"), Span(1), "shell", reads=("$D/in.txt",), writes=("out.txt",))
    script = FileFacts(Kind.SHELL, "run.sh", commands=(command,))
    project = linked({}, more=(dvc, script))
    assert [(use.mode, use.artifact, use.step) for use in project.artifacts.uses] == [
        ("read", "data/a.csv", "fit"),
        ("write", "model.pkl", "fit"),
        ("write", "score.json", "fit"),
        ("read", "*/in.txt", ""),
        ("write", "out.txt", ""),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("data/a.csv", "data/a.csv", True),
        ("data/a.csv", "a.csv", True),
        ("data/a.csv", "other/a.csv", False),
        ("*/a.csv", "data/a.csv", True),
        ("data/run_*.csv", "data/run_7.csv", True),
        ("data/run_*.csv", "data/fit_7.csv", False),
        ("*.csv", "data/a.csv", False),
        ("a.csv", "a.json", False),
        ("x_*_y.pt", "x_1_*.pt", True),
    ],
)
def test_patterns_unify(one, other, same):
    assert unify(one, other) is same
    assert unify(other, one) is same


def test_normal_paths():
    assert normal("./a//b/../c.csv") == "a/c.csv"
    assert normal("../../a.csv") == "a.csv"
    assert normal("s3://bucket/a.csv") == "s3://bucket/a.csv"
