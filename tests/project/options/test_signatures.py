"""Functions whose parameters are options of a command line."""

import pytest
from linked import linked


def options(body, **others):
    project = linked({"run.py": body, **others})
    return {f"{use.option.holder}.{use.option.name}": use for use in project.options}


FUNCTION = """
def train(lr=0.1, batch_size=4, *, dead: int = 0):
    return lr + batch_size
"""


@pytest.mark.parametrize(
    "start",
    [
        "import fire\nfire.Fire(train)",
        "from fire import Fire\nFire(train)",
        "import fire\nfire.Fire({'train': train})",
        "import fire\nfire.Fire()",
        "import fire\nCOMMANDS = {'a': train}\nfire.Fire(COMMANDS)",
        "import typer\ntyper.run(train)",
        "import tyro\ntyro.cli(train)",
        "from jsonargparse import CLI\nCLI(train)",
        "from jsonargparse import CLI as Line\ndef CLI(*given):\n    Line(*given)\nCLI(train)",
    ],
)
def test_parameters_are_options(start):
    found = options(FUNCTION + start + "\n")
    assert {key.partition(".")[2] for key in found} >= {"lr", "batch_size", "dead"}
    assert [at.line for at in found["train.lr"].reads] == [2]
    assert (found["train.dead"].reads, found["train.dead"].escape) == ((), "")
    assert found["train.lr"].at.line == 1
    assert not found["train.lr"].option.required


def test_functions_that_code_calls_are_no_commands_of_a_bare_fire():
    body = "import fire\ndef train(lr=1):\n    return step(lr)\n"
    body += "def step(x):\n    return x\nfire.Fire()\n"
    assert set(options(body)) == {"train.lr"}


def test_a_function_that_starts_another_by_name():
    body = "import fire\ndef train(lr=1):\n    return lr\n"
    body += "def main(task, **given):\n    globals()[task](**given)\nfire.Fire(main)\n"
    assert set(options(body)) == {"main.task", "train.lr"}


def test_a_class_gives_the_options_of_its_constructor_and_its_methods():
    body = """
        import fire
        class Tool:
            def __init__(self, root="."):
                self.root = root
            def run(self, fast=False):
                return fast
            def _hidden(self, x):
                return x
        fire.Fire(Tool)
    """
    assert set(options(body)) == {"Tool.__init__.root", "Tool.run.fast"}


def test_commands_of_typer_and_how_they_are_spelled():
    body = """
        import typer
        app = typer.Typer()
        @app.command()
        def train(
            name: str,
            path: str = typer.Argument("x"),
            lr: float = typer.Option(0.1, "--rate", "-r"),
            dry_run: bool = typer.Option(...),
            context: typer.Context = None,
        ):
            print(name, path, lr)
    """
    found = {key.partition(".")[2]: use.option for key, use in options(body).items()}
    assert {key: one.flags for key, one in found.items()} == {
        "name": ("--name",),
        "path": ("--path",),
        "lr": ("--rate", "-r"),
        "dry_run": ("--dry-run",),
    }
    assert [key for key, one in found.items() if one.required] == ["name", "dry_run"]
    assert [key for key, one in found.items() if one.positional] == ["name", "path"]


def test_command_lines_give_them():
    project = linked(
        {
            "run.py": FUNCTION + "import fire\nfire.Fire(train)\n",
            "go.sh": "python run.py --batch-size 8 --lr=0.2\n",
        }
    )
    chains = {one.use.option.name: one for one in project.chains.of("run.py")}
    assert [(one.how, one.value) for one in chains["batch_size"].setters] == [
        ("declaration", "4"),
        ("command", "8"),
    ]
    assert chains["lr"].wins[0][1].value == "0.2"
