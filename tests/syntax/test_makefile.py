"""Makefiles."""

from reading import at, commands, keys, read

from debtscan.facts import Kind

TEXT = """PY ?= python3
SRC := src
FLAGS = --lr 1 \\
   --bs 2
SAY = python -c 'print(1, 2)'
.PHONY: all
all: train test
$(SRC)/out.csv train: $(SRC)/in.csv | made
\t@$(PY) $(SRC)/train.py --data $< $(FLAGS)
\tcd sub && ${PY} a.py; \\
\t  python b.py
\tX=$$(date) ; echo $(shell ls) $@ $$X
\t$(SAY)
out: in
\tcp $< $@
test: ; -pytest -q
%.o: %.c
\tgcc $<
define BLOCK
x: y
\tlost
endef
ifeq ($(A),1)
last:
\techo # kept by make
endif
"""


def test_recipes_are_commands_of_their_target():
    facts = read(Kind.MAKE, TEXT)
    assert commands(facts) == [
        "python3 src/train.py --data $< --lr 1 --bs 2",
        "cd sub",
        "python3 a.py",
        "python b.py",
        "date",
        "echo $(shell ls) $@ $X",
        "python -c print(1, 2)",
        "cp in out",
        "pytest -q",
        "gcc $<",
        "echo",
    ]
    steps = ["$(SRC)/out.csv"] * 7 + ["out", "test", "%.o", "last"]
    assert [each.step.replace("${", "$(").replace("}", ")") for each in facts.commands] == steps


def test_places_are_those_of_the_written_text():
    first, _, second, third = read(Kind.MAKE, TEXT).commands[:4]
    assert at(TEXT, first.at) == "$(PY) $(SRC)/train.py --data $< $(FLAGS)"
    assert at(TEXT, second.at) == "${PY} a.py"
    assert (at(TEXT, third.at), third.folder) == ("python b.py", "sub")


def test_targets_are_keys_with_their_prerequisites():
    found = keys(read(Kind.MAKE, TEXT))
    assert found["all"] == "train test"
    assert found["src/out.csv"] == found["train"] == "src/in.csv made"
    assert "x" not in found and ".PHONY" not in found


def test_a_variable_assigned_twice_stays_as_written():
    facts = read(Kind.MAKE, "A = 1\nA += 2\nx:\n\techo $A ${A}\n")
    assert commands(facts) == ["echo $A ${A}"]


def test_windows_line_ends_and_tabs():
    text = "a: b\r\n\tpython x.py\r\n"
    facts = read(Kind.MAKE, text)
    assert at(text, facts.commands[0].at) == "python x.py"
