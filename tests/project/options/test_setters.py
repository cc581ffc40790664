"""What sets an option, in which order, and what wins as far as the text shows it."""

import pytest
from linked import linked, shell

HEAD = """
import argparse, os, yaml
parser = argparse.ArgumentParser()
"""


def chain(body, *commands, **others):
    project = linked({"run.py": HEAD + body + "\n", **others}, more=(shell("go.sh", *commands),))
    return next(one for one in project.chains.of("run.py") if one.use.option.name == "lr")


def setters(body, *commands, **others):
    return [(one.how, one.value) for one in chain(body, *commands, **others).setters]


LR = "parser.add_argument('--lr', default=1)\n"
READ = "print(args.lr)"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "parser.add_argument('--lr', default=os.getenv('LR', 2))\nargs = parser.parse_args()\n",
            [("declaration", "2"), ("environment", None)],
        ),
        (
            "parser.add_argument('--lr', default=os.environ['LR'])\nargs = parser.parse_args()\n",
            [("environment", None)],
        ),
        (
            LR + "parser.set_defaults(**yaml.safe_load(f))\nargs = parser.parse_args()\n",
            [("declaration", "1"), ("document", None)],
        ),
        (
            LR + "args = parser.parse_args()\nvars(args).update(yaml.safe_load(f))\n",
            [("declaration", "1"), ("update", None)],
        ),
        (
            LR + "args = parser.parse_args()\nargs.__dict__.update({'lr': 3})\n",
            [("declaration", "1"), ("assignment", "3")],
        ),
        (
            LR + "args = parser.parse_args()\nvars(args).update({'other': 3})\n",
            [("declaration", "1")],
        ),
        (
            LR + "args = parser.parse_args()\nfor k, v in read():\n    setattr(args, k, v)\n",
            [("declaration", "1"), ("update", None)],
        ),
        (
            LR + "args = parser.parse_args()\nsetattr(args, 'lr', 4)\n",
            [("declaration", "1"), ("assignment", "4")],
        ),
        (
            LR + "args = parser.parse_args()\nargs.lr = 5\n",
            [("declaration", "1"), ("assignment", "5")],
        ),
    ],
)
def test_setters_in_order(body, expected):
    assert setters(body + READ) == expected


def test_defaults_that_another_file_sets():
    other = "def change(parser):\n    parser.set_defaults(lr=7)\n"
    body = LR + "from other import change\nchange(parser)\nargs = parser.parse_args()\n" + READ
    assert setters(body, **{"other.py": other}) == [("declaration", "1"), ("set_defaults", "7")]


def test_what_wins_and_what_is_unsure():
    body = LR + "args = parser.parse_args()\nvars(args).update(yaml.safe_load(f))\n" + READ
    found = chain(body, "python run.py", "python run.py --lr 3")
    assert [setter.value for _, setter in found.wins] == ["1", "3"]
    assert [one.how for one in found.unsure] == ["update"]
