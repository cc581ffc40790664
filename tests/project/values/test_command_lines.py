"""Paths that command lines give."""

from linked import linked, shell


def reads(text, *lines):
    found = linked({"run.py": text}, more=(shell("run.sh", *lines),)).artifacts
    return sorted(one.artifact for one in found.uses if one.path == "run.py")


PARSER = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument('source')
parser.add_argument('--size', type=int)
parser.add_argument('--fast', action='store_true')
parser.add_argument('target')
args = parser.parse_args()
open(args.source)
open(args.target, 'w')
"""


def test_positional_arguments():
    line = "python run.py --size 3 a.csv --fast b.csv"
    assert reads(PARSER, line) == ["a.csv", "b.csv"]


def test_a_line_that_gives_too_few_says_nothing():
    assert reads(PARSER, "python run.py a.csv") == ["", ""]


def test_argv():
    text = "import sys\nopen(sys.argv[2])\n"
    assert reads(text, "python run.py a.csv b.csv") == ["b.csv"]
    assert reads(text) == [""]
