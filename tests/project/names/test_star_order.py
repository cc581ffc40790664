"""Star imports as Python does them: a later one hides an earlier one."""

from test_inference import linked


def test_the_later_star_import_wins():
    project = linked(
        {
            "pkg/__init__.py": "from .old import *\nfrom .new import *\n",
            "pkg/old.py": "def build(a): ...\n",
            "pkg/new.py": "def build(a, b): ...\n",
            "run.py": "from pkg import build\nbuild(1, 2)\n",
        }
    )
    assert project.calls.target("run.py", 0).path == "pkg/new.py"
