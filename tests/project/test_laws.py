"""What must hold for every query, whatever the repository."""

from itertools import permutations

import pytest
from linked import linked, shell

TEXTS = {
    "conf.py": """
        import argparse
        def parse():
            parser = argparse.ArgumentParser()
            parser.add_argument("--lr", default="data/a.csv")
            parser.add_argument("--dead")
            return parser.parse_args()
    """,
    "train.py": """
        import pandas as pd
        from conf import parse
        from nets import Net
        args = parse()
        frame = pd.read_csv(args.lr)
        Net().fit(frame)
        frame.to_csv("out/a.csv")
    """,
    "nets.py": """
        class Base:
            def fit(self, x):
                self.model.fit(x, x)
        class Net(Base):
            pass
        def again(x):
            return log(x + 1)
    """,
    "score.py": "import pandas as pd\nfrom nets import *\npd.read_csv('out/a.csv')\nNet().fit(1)\n"
    "def again(x):\n    return log(x + 1)\n",
}


def answers(texts):
    project = linked(texts, more=(shell("run.sh", "python train.py --lr x", "python gone.py"),))
    return [
        project.options,
        project.commands,
        project.entry_points.all,
        [(path, project.sides.of(path)) for path in project.files],
        project.artifacts.uses,
        project.artifacts.handoffs,
        project.clones.functions(min_statements=1),
        sorted(map(repr, project.imports.graph.edges(data=True))),
        sorted(map(repr, project.calls.graph.edges(data=True))),
        [project.imports.external(file.path) for file in project.code_files],
    ]


def test_the_order_of_files_changes_no_answer():
    first, *others = (answers(dict(order)) for order in permutations(TEXTS.items()))
    assert all(first)
    assert all(other == first for other in others)


@pytest.mark.parametrize("name", ["imports", "calls", "artifacts", "configuration"])
def test_graphs_are_frozen_and_every_edge_lies_in_a_known_file(name):
    project = linked(TEXTS)
    graph = getattr(project, name).graph
    for *_, data in graph.edges(data=True):
        assert data["at"].path in project.files
    with pytest.raises(Exception, match=r"[Ff]rozen"):
        graph.add_node("x")
    assert getattr(project, name).graph is graph


def test_an_empty_repository_answers_everything():
    project = linked({})
    assert (project.options, project.commands, project.entry_points.all) == ((), (), ())
    assert (project.artifacts.uses, project.artifacts.coverage) == ((), 1.0)
    assert (project.clones.functions(), project.clones.files()) == ((), ())
    assert project.mentions.possibly_used("x") == ""
    assert dict(project.configuration.loaded) == {}


HOSTILE = [
    "from . import *\nfrom .hostile import *\nfrom .. import x\nfrom ... import y\n",
    "x = x\ny = x + y\nopen(y)\nself = self\nself.x.y.z()\n",
    "def f(a=f, *b, **c):\n    return f(*b, **c)\nf(f(f(f)))\n",
    "class A(A): ...\nclass B(C): ...\nclass C(B): ...\nB().go()\nsuper().go()\n",
    "a = b\nb = a\na.parse_args()\nargs = a.parse_args()\nargs = args\nargs.x = args\n",
    "import argparse\np = argparse.ArgumentParser(parents=[p])\np = p.add_argument_group(p)\n"
    "p.add_argument('--x')\np = p.parse_args(p)\nvars(vars(p))\np.__dict__.__dict__\n",
    "import sys\nsys.path.append(sys.path)\nsys.path.append('../../..')\nsys.path.append('/')\n",
    "lambda: (yield)\n[a for a in a]\nglobal_ = 1\ndel global_\n()()()\n",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_strange_code_ends_in_some_answer(text):
    assert answers({"pkg/hostile.py": text, "pkg/__init__.py": text, "hostile.py": text})
