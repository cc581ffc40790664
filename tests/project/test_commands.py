import pytest
from linked import linked, shell

from debtscan.facts import Unread

TEXTS = {
    "train.py": "",
    "src/pkg/__init__.py": "",
    "src/pkg/__main__.py": "",
    "src/pkg/fit.py": "",
    "tools/clean.py": "",
    "tools/run.sh": "",
}


def started(*lines, path="run.sh", texts=TEXTS, **keywords):
    texts = {name: text for name, text in texts.items() if not name.endswith(".sh")}
    unread = keywords.pop("unread", ())
    scripts = (shell("tools/run.sh"), shell(path, *lines, **keywords))
    return linked(texts, more=scripts, unread=unread).commands


@pytest.mark.parametrize(
    ("line", "target", "arguments"),
    [
        ("python train.py --lr 1", "train.py", ("--lr", "1")),
        ("python3.9 -u ./train.py", "train.py", ()),
        ("/usr/bin/python3 train.py", "train.py", ()),
        ("$PYTHON train.py x", "train.py", ("x",)),
        ("$(PYTHON) train.py", "train.py", ()),
        ("CUDA_VISIBLE_DEVICES=0 nohup python train.py &", "train.py", ("&",)),
        ("env A=1 time python train.py", "train.py", ()),
        ("poetry run python train.py", "train.py", ()),
        ("uv run --with torch train.py --x", "train.py", ("--x",)),
        ("conda run -n env --no-capture-output python train.py", "train.py", ()),
        ("torchrun --nproc_per_node 4 train.py --lr 1", "train.py", ("--lr", "1")),
        ("accelerate launch --config_file a.yaml train.py -b", "train.py", ("-b",)),
        ("deepspeed --num_gpus=2 train.py", "train.py", ()),
        ("horovodrun -np 4 python train.py", "train.py", ()),
        ("mpirun -n 4 python -u train.py", "train.py", ()),
        ("python -m torch.distributed.launch --nproc_per_node=8 train.py -x", "train.py", ("-x",)),
        ("torchrun -m pkg.fit --y", "src/pkg/fit.py", ("--y",)),
        ("python -m pkg.fit a", "src/pkg/fit.py", ("a",)),
        ("python -m pkg", "src/pkg/__main__.py", ()),
        ("bash tools/run.sh 1", "tools/run.sh", ("1",)),
        ("./train.py", "train.py", ()),
        ("python /workspace/repo/train.py", "train.py", ()),
        ("python $HERE/tools/clean.py", "tools/clean.py", ()),
        ("uvicorn --port 80 pkg.fit:app", "src/pkg/fit.py", ()),
        ("streamlit run train.py", "train.py", ()),
    ],
)
def test_what_a_command_starts(line, target, arguments):
    (found,) = started(line)
    assert (found.target, found.arguments) == (target, arguments)


@pytest.mark.parametrize(
    "line",
    [
        "python -c train.py",
        "python -m pip install x",
        "python -",
        "bash -c ./x.sh",
        "python $SCRIPT",
        "python {{script}}.py",
        "python your_script.py",
        "python /opt/other/missing.py",
        "python elsewhere/missing.py",
        "pip install x",
        "echo train.py",
        "",
    ],
)
def test_what_starts_nothing_of_the_repository(line):
    assert started(line) == ()


def test_a_script_that_is_not_there_is_told_with_what_is_like_it():
    (moved,) = started("python clean.py --x")
    assert (moved.target, moved.similar, moved.arguments) == (None, ("tools/clean.py",), ("--x",))
    (mistyped,) = started("python tools/clear.py")
    assert (mistyped.target, mistyped.meant) == (None, "tools/clear.py")
    assert mistyped.similar == ("tools/clean.py",)
    (gone,) = started("python -m pkg.fitting")
    assert (gone.target, gone.meant) == (None, "pkg.fitting")


def test_folders_the_command_moved_to():
    (found,) = started("python clean.py", folder="tools")
    assert found.target == "tools/clean.py"
    assert started("python clean.py", folder="other_repo") == ()
    (docker,) = started("python clean.py", folder="/app/tools")
    assert docker.target == "tools/clean.py"


def test_scripts_that_could_not_be_read_are_targets_all_the_same():
    (found,) = started(
        "python old.py", unread=(Unread("old.py", "python2"),), texts={"train.py": ""}
    )
    assert (found.target, found.unread) == ("old.py", "python2")


def test_console_scripts_of_setup_py():
    setup = (
        "from setuptools import setup\n"
        "setup(entry_points={'console_scripts': ['fit = pkg.fit:main']})\n"
    )
    (found,) = started("fit --lr 1", texts={**TEXTS, "setup.py": setup})
    assert (found.target, found.kind) == ("src/pkg/fit.py", "program")


def test_texts_that_explain_leave_folders_and_backslashes_out():
    (below,) = started("python clean.py", path="tools.md", source="readme")
    assert below.target == "tools/clean.py"
    (squashed,) = started("python toolsclean.py", path="README.md", source="readme")
    assert squashed.target == "tools/clean.py"
    assert started("python fetched.py", path="README.md", source="readme") == ()


def test_scripts_a_command_fetches_or_writes_are_not_missing():
    assert started("curl -O https://host/get.py", "python get.py") == ()


def test_one_unknown_folder_is_no_row_of_missing_scripts():
    texts = {"a/one.py": "", "a/two.py": ""}
    assert started("python one.py", "python two.py", texts=texts) == ()
    (alone,) = started("python one.py", texts=texts)
    assert alone.similar == ("a/one.py",)


def test_packages_that_setup_py_puts_elsewhere():
    setup = "from setuptools import setup\nsetup(package_dir={'pkg.jobs': 'tools'})\n"
    (found,) = started("python -m pkg.jobs.clean", texts={**TEXTS, "setup.py": setup})
    assert found.target == "tools/clean.py"


def test_notebooks_that_move_elsewhere_start_nothing_here():
    from debtscan.facts import Cell, Command, FileFacts, Kind, Span

    lines = ("cd /content/other", "python train.py", "cd tools", "python clean.py")
    commands = tuple(Command(tuple(t.split()), Span(n), "notebook") for n, t in enumerate(lines, 1))
    notebook = FileFacts(Kind.NOTEBOOK, "a.ipynb", commands=commands, cells=(Cell(1, 1, 4),))
    assert linked({"train.py": "", "tools/clean.py": ""}, more=(notebook,)).commands == ()
