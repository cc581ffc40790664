"""Which command lines give an option, and which required ones none gives."""

import pytest
from linked import linked, shell

SCRIPT = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--data", required=True)
parser.add_argument("--batch-size", type=int, default=8)
args = parser.parse_args()
print(args.data, args.batch_size)
"""


def given(*commands, script=SCRIPT, source="shell", **others):
    more = (shell("go.sh", *commands, source=source),)
    project = linked({"run.py": script, **others}, more=more)
    return project, {use.option.name: use for use in project.options}


def test_values_on_every_command_line_abbreviations_too():
    commands = ("python run.py --data a --batch 4", "python run.py --data=b")
    project, uses = given(*commands)
    found = project.given_options
    assert [(one.value, one.at.line) for one in found.by_commands(uses["data"])] == [
        ("a", 1),
        ("b", 2),
    ]
    assert [one.value for one in found.by_commands(uses["batch_size"])] == ["4"]
    assert found.required_and_never_given == ()


def test_options_of_a_module_that_the_started_script_imports():
    main = "from run import parser\nparser.parse_args()\n"
    project, uses = given("python main.py --data x", **{"main.py": main})
    assert [one.value for one in project.given_options.by_commands(uses["data"])] == ["x"]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("python run.py --batch-size 4", ["data"]),
        ("python run.py --data x", []),
        ("python run.py $@", []),
        ("python run.py --help", []),
        ("python other.py", []),
    ],
)
def test_required_options_that_no_command_gives(command, names):
    project, _ = given(command, **{"other.py": "pass\n"})
    missing = project.given_options.required_and_never_given
    assert [use.option.name for use in missing] == names


def test_code_may_give_them():
    script = SCRIPT.replace("parse_args()", "parse_args(['--data', 'x'])")
    project, uses = given("python run.py", script=script)
    assert project.given_options.by_calls(uses["data"]) == (("--data", "x"),)
    assert project.given_options.required_and_never_given == ()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("args.batch_size = 1\n", ["batch_size"]),
        ("if args.data:\n    args.batch_size = 1\n", []),
        ("args.batch_size = args.batch_size * 2\n", []),
        ("args.batch_size *= 2\n", []),
        ("def later():\n    args.batch_size = 1\n", []),
        ("try:\n    f()\nexcept E:\n    args.batch_size = 1\n", []),
    ],
)
def test_what_code_sets_before_it_reads(code, names):
    project, _ = given("python run.py --data x", script=SCRIPT.replace("print(", f"{code}print("))
    assert [use.option.name for use in project.given_options.overwritten] == names
