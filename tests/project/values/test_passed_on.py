"""Arguments that reach functions which are passed on."""

import pytest
from linked import linked


@pytest.mark.parametrize(
    "start",
    [
        "pool.map(work, ['a.csv', 'b.csv'])",
        "executor.submit(work, 'a.csv')\nexecutor.submit(work, 'b.csv')",
        "import threading\nfor one in ('a.csv', 'b.csv'):\n"
        "    threading.Thread(target=work, args=(one,)).start()",
        "import functools\nfunctools.partial(work, path='a.csv')\nwork('b.csv')",
    ],
)
def test_paths(start):
    found = linked({"a.py": f"def work(path):\n    open(path)\n{start}\n"}).artifacts
    assert found.path_coverage.share == 1
    assert {one.artifact for one in found.uses} <= {"a.csv", "b.csv", "*.csv"}


def test_a_function_given_to_somebody_unknown_stays_unknown():
    found = linked({"a.py": "def work(path):\n    open(path)\nsomething(work, 'a.csv')\n"})
    assert found.artifacts.path_coverage.known == 0
