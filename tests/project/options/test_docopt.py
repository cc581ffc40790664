import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked import facts, linked

USAGE = '''
"""Train a model.

Usage:
  train.py fit <data> [--lr=<rate>] [--epochs N] [-v]
  train.py --help

Options:
  --lr=<rate>     Learning rate [default: 0.1].
  --epochs N      Rounds.
  -v --verbose    Talk.
"""
from docopt import docopt

def main():
    args = docopt(__doc__)
    run(args["<data>"], float(args["--lr"]), args)

def run(data, rate, rest):
    return rest["--verbose"]

main()
'''


def test_options_of_the_usage_are_options_and_their_keys_are_reads():
    uses = {use.option.name: use for use in linked({"train.py": USAGE}).options}
    assert set(uses) == {"<data>", "--lr", "--epochs", "--verbose"}
    assert uses["--lr"].option.default.value == "0.1"
    assert uses["--verbose"].option.flags == ("--verbose", "-v")
    read = {name for name, use in uses.items() if use.reads}
    assert read == {"<data>", "--lr", "--verbose"}
    assert uses["--epochs"].option.at.line == 9
    assert not uses["--epochs"].escape


@pytest.mark.parametrize("call", ["docopt(USAGE)", "docopt(__doc__, argv=rest)", "docopt()"])
def test_any_call_of_it_is_survived(call):
    facts("a.py", f'"""Usage: a.py --x"""\nfrom docopt import docopt\n{call}\n')


def test_a_usage_too_deep_to_read_declares_nothing():
    deep = "[" * 20_000
    text = f'"""Usage: a.py {deep}"""\nfrom docopt import docopt\ndocopt(__doc__)\n'
    assert not facts("a.py", text).options


@given(st.text(st.sampled_from("Usage: a.py[-<x>]|()=.\n \\"), max_size=60))
def test_any_docstring_is_survived(text):
    text = text.replace('"', "").rstrip("\\")
    facts("a.py", f'"""{text}"""\nfrom docopt import docopt\ndocopt(__doc__)\n')
