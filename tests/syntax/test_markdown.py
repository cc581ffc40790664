"""What READMEs tell people to type."""

import pytest
from reading import at, commands, read

from debtscan.facts import Kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```bash\npython a.py\nfoo\n```", ["python a.py", "foo"]),
        ("```\npython a.py\nnot a command\n```", ["python a.py"]),
        ("```python\nprint(1)\n!pip install x\n```", ["pip install x"]),
        ("```yaml\nrun: python a.py\n```", []),
        ("~~~ {.sh}\npython a.py\n~~~", ["python a.py"]),
        ("```console\n(env) me@host:~$ python a.py\noutput\n$ b \\\n  --c\n```",
         ["python a.py", "b --c"]),
        ("1. x\n   ```sh\n   cd a\n   ./run.sh\n   ```", ["cd a", "./run.sh"]),
        ("> ```bash\n> python a.py\n> ```", ["python a.py"]),
        ("text\n\n    python a.py --x\n    prose here\n\ntext", ["python a.py --x"]),
        (".. code-block:: bash\n   :linenos:\n\n   python a.py\n\ntext", ["python a.py"]),
        ("Like this::\n\n    $ python a.py\n    out\n\ntext", ["python a.py"]),
        ("Run `python a.py --x` or `b`.", ["python a.py --x"]),
        ("$ python a.py", ["python a.py"]),
        ("$ x = 1 $ is math, $ y $ too", []),
        ("```sh\npython a.py --d <path to data> [--e]\n```",
         ["python a.py --d <path to data> [--e]"]),
        ("```sh\ntorchrun a.py\n  --x 1\n  --y 2\n```", ["torchrun a.py --x 1 --y 2"]),
        ("```bash\nusage: a [-h]\nLoss: 0.1\n```", []),
    ],
)  # fmt: skip
def test_commands_of_a_page(text, found):
    facts = read(Kind.MARKDOWN, text + "\n")
    assert commands(facts) == found
    assert {command.source for command in facts.commands} <= {"readme"}


def test_places_are_those_of_the_page():
    text = "1. x\n   ```console\n   $ python a.py \\\n       --b\n   ```\nUse `python c.py d`.\n"
    first, second = read(Kind.MARKDOWN, text).commands
    assert at(text, first.at) == "python a.py \\\n       --b"
    assert at(text, second.at) == "python c.py d"


def test_the_clone_is_the_repository_itself():
    text = "```sh\ngit clone https://github.com/o/thing.git\ncd thing/src\npython a.py\n```\n"
    assert read(Kind.MARKDOWN, text).commands[-1].folder == "src"


def test_words_of_the_page_are_known():
    assert {"frobnicate", "Trainer"} <= set(read(Kind.MARKDOWN, "Use frobnicate, `Trainer`.").words)


def test_blocks_with_unknown_labels_hold_commands_on_lines_that_start_programs():
    text = "```command\nTrain it:\npython a.py --lr 1\n```\n```yaml\nmake x\n```\n"
    assert commands(read(Kind.MARKDOWN, text)) == ["python a.py --lr 1"]


def test_a_listing_of_folders_holds_no_commands():
    text = "```\n.\n\u251c\u2500\u2500 data\ntrain.py  # trains\n\u2514\u2500\u2500 a.py\n```\n"
    assert commands(read(Kind.MARKDOWN, text)) == []
