"""Which options a script takes, and when that cannot be told."""

import pytest

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.project import link
from debtscan.project.options.script_interface import Interface, Interfaces
from debtscan.syntax import extract

HEAD = "import argparse\nparser = argparse.ArgumentParser()\n"


def interface(text: str) -> Interface | None:
    facts = extract(Kind.PYTHON, text.encode())
    assert isinstance(facts, FileFacts) and not isinstance(facts, Unread)
    project = link([facts.placed("train.py", facts.role)], [])
    return Interfaces(project.files, project.parsers, project.imports).of("train.py")


def test_flags_are_known_by_prefix_and_negation():
    found = interface(
        HEAD
        + "parser.add_argument('--batch-size', '-b', type=int)\n"
        + "parser.add_argument('--amp', action=argparse.BooleanOptionalAction)\n"
        + "args = parser.parse_args()\nprint(args.batch_size, args.amp)\n"
    )
    assert found is not None
    assert all(map(found.takes, ["--batch-size", "--batch", "-b", "-b32", "--no-amp", "--help"]))
    assert not any(map(found.takes, ["--batch_size", "--lr", "-x"]))


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "parser.add_argument('--lr')\nargs, rest = parser.parse_known_args()\n",
        HEAD + "for name in NAMES:\n    parser.add_argument(name)\nparser.parse_args()\n",
        HEAD + "import hydra\nparser.add_argument('--lr')\nparser.parse_args()\n",
        HEAD + "parser.add_argument('rest', nargs=argparse.REMAINDER)\nparser.parse_args()\n",
        "print(1)\n",
        "",
    ],
    ids=["known", "loop", "other library", "remainder", "no parser", "empty"],
)
def test_what_may_take_more_has_no_interface(text: str) -> None:
    assert interface(text) is None
