"""Which import an edit of `sys.path` is for."""

from linked import linked

from debtscan.model import Location

BESIDE = {
    "bert/plain.py": "import loadgen\n",
    "tools/configs/loadgen.py": "print(1)\n",
    "translation/tensorflow/decode.py": "print(1)\n",
}


def need(**texts):
    project = linked({**BESIDE, **{f"bert/{name}.py": text for name, text in texts.items()}})
    return project.path_needs.of(Location("bert/run.py", 2))


def test_a_library_is_none_though_a_file_far_away_is_called_so():
    run = "import sys\nsys.path.append('extra')\nimport loadgen\nfrom queries import ask\n"
    assert need(run=run, queries="def ask(): ...\n").module == "queries"


def test_a_folder_that_is_added_may_hold_what_is_a_library_elsewhere():
    run = "import sys\nsys.path.append('../tools/configs')\nimport loadgen\nimport queries\n"
    found = need(run=run, queries="def ask(): ...\n")
    assert (found.module, found.is_own, found.is_there) == ("loadgen", True, True)
