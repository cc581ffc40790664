"""Who sets an option, and how many options have known readers."""

import pytest
from linked import linked, shell

from debtscan.project.options.given import given_values
from debtscan.project.options.reader_coverage import BY_NAME, option_coverage

SCRIPT = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--learning-rate", type=float, default=0.1)
parser.add_argument("--out", default="a")
parser.add_argument("--amp", action="store_true")
parser.set_defaults(out="b")
args = parser.parse_args()
print(args.learning_rate, args.out, args.amp)
"""


def chains(text, *lines):
    project = linked({"train.py": text}, more=(shell("run.sh", *lines),))
    return {one.use.option.name: one for one in project.chains.of("train.py")}


def test_a_command_beats_set_defaults_and_that_the_declaration():
    found = chains(SCRIPT, "python train.py --out=c", "python train.py")
    assert [(one.how, one.value) for one in found["out"].setters] == [
        ("declaration", "a"),
        ("set_defaults", "b"),
        ("command", "c"),
    ]
    assert [winner.value for _, winner in found["out"].wins] == ["c", "b"]


def test_an_assignment_above_every_read_beats_all():
    text = SCRIPT.replace("print(", "args.out = 'z'\nprint(")
    (_, winner), *_ = chains(text, "python train.py --out c")["out"].wins
    assert winner.how == "assignment"


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("python train.py --learning-rate 0.5", ["0.5"]),
        ("python train.py --learn=-1", ["-1"]),
        ("python train.py --learning-rate -1 --learning-rate 2", ["2"]),
        ("python train.py --learning-rate", [""]),
        ("python train.py --l 1", []),
        ("python train.py --out x", []),
    ],
)
def test_values_on_command_lines(line, values):
    project = linked({"train.py": SCRIPT}, more=(shell("run.sh", line),))
    options = [use.option for use in project.options]
    assert [one.value for one in given_values(options[0], options, project.commands)] == values


def test_a_field_counts_as_known_when_an_instance_was_followed():
    project = linked(
        {
            "conf.py": """
                from dataclasses import dataclass
                @dataclass
                class Config:
                    lr: float = 0.1
                    width: int = 0
            """,
            "run.py": "from conf import Config\ncfg = Config()\nprint(cfg.lr, other.width)\n",
        }
    )
    found = option_coverage(project.files, project.calls, project.options)
    assert (found.known, found.total, found.causes) == (1, 2, ((BY_NAME, 1),))


def test_nothing_declared_is_all_known():
    project = linked({"a.py": "x = 1\n"})
    assert option_coverage(project.files, project.calls, project.options).share == 1
