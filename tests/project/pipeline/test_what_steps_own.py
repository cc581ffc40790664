"""A step owns what its entry point really runs, with the paths that come to it there."""

from __future__ import annotations

import pytest
from linked import linked, shell

GUARD = "if __name__ == '__main__':\n    main()\n"
SHARED = "def load(path):\n    return open(path)\n"


def edges(project):
    return {(edge.kind, edge.source, edge.target) for edge in project.pipeline.edges}


def step(text):
    return text + GUARD


def test_a_shared_function_reads_for_each_step_what_that_step_gives_it():
    ours = "from shared import load\ndef main():\n    load('data/orders.csv')\n"
    theirs = "from shared import load\ndef main():\n    load('data/clients.csv')\n"
    found = edges(linked({"shared.py": SHARED, "a.py": step(ours), "b.py": step(theirs)}))
    assert found == {
        ("reads", "data/orders.csv", "a.py"),
        ("reads", "data/clients.csv", "b.py"),
    }


def test_a_path_belongs_to_the_step_that_runs_all_calls_it_came_through():
    middle = "from shared import load\ndef fetch(name):\n    return load('data/' + name)\n"
    ours = "from middle import fetch\ndef main():\n    fetch('orders.csv')\n"
    theirs = "from middle import fetch\ndef main():\n    fetch('clients.csv')\n"
    texts = {"shared.py": SHARED, "middle.py": middle, "a.py": step(ours), "b.py": step(theirs)}
    assert edges(linked(texts)) == {
        ("reads", "data/orders.csv", "a.py"),
        ("reads", "data/clients.csv", "b.py"),
    }


def test_functions_of_an_imported_module_that_nobody_calls_are_not_run():
    tools = "def show():\n    open('docs/picture.jpg')\ndef go():\n    open('data/orders.csv')\n"
    main = "import tools\ndef main():\n    tools.go()\n"
    found = edges(linked({"tools.py": tools, "a.py": step(main)}))
    assert found == {("reads", "data/orders.csv", "a.py")}


def test_an_alias_in_a_class_runs_with_its_objects_only():
    text = (
        "class Pictures:\n"
        "    def one(self, index):\n        return open('data/labels.csv')\n"
        "    __getitem__ = one\n"
    )
    user = "from pictures import Pictures\ndef main():\n    Pictures()[0]\n"
    other = "import pictures\ndef main():\n    pass\n"
    found = edges(linked({"pictures.py": text, "a.py": step(user), "b.py": step(other)}))
    assert found == {("reads", "data/labels.csv", "a.py")}


@pytest.mark.parametrize(
    "reader",
    [
        "from table import LOADERS\ndef main(kind='x'):\n    LOADERS[kind]()\n",
        "import table\ndef main(kind='x'):\n    table.LOADERS[kind]()\n",
        "from table import *\ndef main(kind='x'):\n    LOADERS[kind]()\n",
    ],
)
def test_functions_of_a_registry_run_for_those_who_read_it(reader):
    table = (
        "def voc():\n    open('data/voc.txt')\ndef coco():\n    open('data/coco.txt')\n"
        "LOADERS = {\n    'voc': voc,\n    'coco': coco,\n}\n"
    )
    other = "import table\ndef main():\n    pass\n"
    found = edges(linked({"table.py": table, "a.py": step(reader), "b.py": step(other)}))
    assert found == {("reads", "data/voc.txt", "a.py"), ("reads", "data/coco.txt", "a.py")}


def test_a_method_of_a_library_is_none_of_the_repository():
    text = "class Book:\n    def save(self):\n        open('out/book.csv', 'w')\n"
    main = "import torch\nfrom book import Book\ndef main():\n    torch.save({}, 'out/model.pt')\n"
    found = edges(linked({"book.py": text, "a.py": step(main)}))
    assert found == {("writes", "a.py", "out/model.pt")}


def test_methods_that_torch_never_calls_wait_for_a_call():
    text = (
        "import torch\nclass Net(torch.nn.Module):\n"
        "    def forward(self, x):\n        open('out/seen.csv', 'w')\n"
        "    def keep(self):\n        open('out/kept.csv', 'w')\n"
    )
    silent = "from net import Net\ndef main():\n    Net()\n"
    keeping = "from net import Net\ndef main(make):\n    make(Net).keep()\n"
    found = edges(linked({"net.py": text, "a.py": step(silent), "b.py": step(keeping)}))
    assert {edge for edge in found if "kept" in edge[2]} == {("writes", "b.py", "out/kept.csv")}


def test_all_that_a_command_line_made_of_a_file_offers_runs():
    text = "import fire\ndef train():\n    open('data/train.csv')\nif __name__ == '__main__':\n"
    assert edges(linked({"a.py": text + "    fire.Fire()\n"})) == {
        ("reads", "data/train.csv", "a.py")
    }


def test_an_option_of_several_scripts_is_for_each_its_own_in_what_they_share():
    shared = "def load(FLAGS):\n    return open(FLAGS.corpus)\n"
    script = (
        "from absl import flags\nfrom shared import load\nFLAGS = flags.FLAGS\n"
        "flags.DEFINE_string('corpus', None, 'x')\ndef main():\n    load(FLAGS)\n"
    )
    starts = (
        shell("run_a.sh", "python a.py --corpus=data/a.txt"),
        shell("run_b.sh", "python b.py --corpus=data/b.txt"),
    )
    texts = {"shared.py": shared, "a.py": step(script), "b.py": step(script)}
    found = {edge for edge in edges(linked(texts, more=starts)) if edge[0] == "reads"}
    assert found == {("reads", "data/a.txt", "a.py"), ("reads", "data/b.txt", "b.py")}
