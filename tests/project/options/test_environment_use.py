"""Variables of the environment: read where, with which default, set by what."""

import pytest
from linked import facts, linked

from debtscan.facts import Kind
from debtscan.project.options.environment import Environment
from debtscan.syntax import extract


def environment(texts, more=()):
    project = linked(texts, more=more)
    return Environment(project.files, project.mentions)


def other(path, kind, text):
    return extract(kind, text.encode()).placed(path, facts("x.py", "").role)


READ = "import os\nROOT = os.environ['DATA_ROOT']\nMODE = os.getenv('RUN_MODE', 'fast')\n"


def test_reads_have_defaults_and_what_nobody_sets_is_told():
    found = environment({"run.py": READ})
    root, mode = found.variables["DATA_ROOT"], found.variables["RUN_MODE"]
    assert (root.required, [at.line for at in root.reads], root.defaults) == (True, [2], (None,))
    assert (mode.required, mode.defaults[0].value) == (False, "fast")
    assert [one.name for one in found.read_and_never_set] == ["DATA_ROOT"]


@pytest.mark.parametrize(
    ("path", "kind", "text", "how", "value"),
    [
        ("go.sh", Kind.SHELL, "export DATA_ROOT=/data\npython run.py\n", "export", "/data"),
        ("go.sh", Kind.SHELL, "DATA_ROOT='a b' OTHER=1 python run.py\n", "export", "a b"),
        ("go.sh", Kind.SHELL, "export A=1 DATA_ROOT=$PWD/x\n", "export", None),
        (".env", Kind.ENV, "DATA_ROOT=x\n", "file", "x"),
        ("Dockerfile", Kind.DOCKER, "FROM a\nENV DATA_ROOT=/d\n", "image", "/d"),
        ("ci.yml", Kind.YAML, "jobs:\n  a:\n    env:\n      DATA_ROOT: d\n", "document", "d"),
        ("c.yml", Kind.YAML, "s:\n  environment:\n    - DATA_ROOT=d\n", "document", "d"),
        ("c.yml", Kind.YAML, "s:\n  environment:\n    - DATA_ROOT\n", "document", None),
        ("b.py", Kind.PYTHON, "import os\nos.environ['DATA_ROOT'] = 'd'\n", "code", "d"),
        ("b.py", Kind.PYTHON, "import os\nos.environ.setdefault('DATA_ROOT', f())\n", "code", None),
    ],
)
def test_who_sets_it(path, kind, text, how, value):
    found = environment({"run.py": READ}, (other(path, kind, text),))
    root = found.variables["DATA_ROOT"]
    assert [(one.how, one.value, one.at.path) for one in root.settings] == [(how, value, path)]
    assert found.read_and_never_set == ()


def unread(script):
    found = environment({"run.py": READ}, (other("go.sh", Kind.SHELL, script),))
    return [one.name for one in found.set_and_never_read]


def test_what_is_set_and_nothing_reads():
    assert unread("export DATA_ROOT=/d\nexport RUN_MOD=slow\npython run.py\n") == ["RUN_MOD"]


@pytest.mark.parametrize(
    "script",
    [
        "export OUT=/d\npython run.py --out $OUT\n",
        "export CUDA_VISIBLE_DEVICES=0\npython run.py\n",
        "# export GONE=1\necho 'export NOT=1'\n",
        "LOCAL_VALUE=1\npython run.py\n",
    ],
)
def test_what_may_have_a_reader(script):
    assert unread(script) == []


def test_a_name_in_a_string_may_be_a_read():
    texts = {"run.py": "import os\nNAME = 'DATA_ROOT'\nprint(os.environ[NAME])\n"}
    found = environment(texts, (other("go.sh", Kind.SHELL, "export DATA_ROOT=/d\n"),))
    assert found.set_and_never_read == ()
    assert "run.py" in found.variables["DATA_ROOT"].named
