"""Texts that kill or stall the parsers we stand on end as a clear answer here.

Each case first shows, in a process of its own with limits, what it does to the bare library.
"""

import json
import resource
import subprocess
import sys

import pytest

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.syntax import extract

LIBCST = "import libcst; libcst.parse_module(text)"
COMPOSE = "import yaml; yaml.compose(text, Loader=yaml.CSafeLoader)"
LOAD = "import yaml; yaml.safe_load(text)"
TOML = "import tomllib; tomllib.loads(text)"

SECONDS = 2
MEMORY = 1 << 30


def _limits(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def survives(code: str, text: str, seconds: int = SECONDS, memory: int = MEMORY) -> bool:
    """Whether a bare library gets through the text within the limits."""
    program = f"import sys; text = sys.stdin.read(); {code}; print('through')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: _limits(seconds, memory),
    )
    return done.stdout == "through\n"


DEADLY = {
    "brackets": (Kind.PYTHON, LIBCST, "x = " + "[" * 5000 + "]" * 5000),
    "parentheses": (Kind.PYTHON, LIBCST, "x = " + "(" * 10_000 + ")" * 10_000),
    "calls": (Kind.PYTHON, LIBCST, "f(" * 1000 + ")" * 1000),
    "a sum": (Kind.PYTHON, LIBCST, "x = " + " + ".join(["a"] * 20_000)),
    "conditions": (Kind.PYTHON, LIBCST, "x = " + " and ".join(["a"] * 50_000)),
    "attributes": (Kind.PYTHON, LIBCST, "x = " + ".".join(["a"] * 20_000)),
    "methods": (Kind.PYTHON, LIBCST, "x = a" + ".b()" * 5000),
    "negations": (Kind.PYTHON, LIBCST, "x = " + "not " * 20_000 + "a"),
    "elif arms": (Kind.PYTHON, LIBCST, "if a: b\n" + "elif a: b\n" * 50_000),
    "case patterns": (Kind.PYTHON, LIBCST, "match x:\n case " + "{1:" * 14 + "y" + "}" * 14 + ":1"),
    "yaml brackets": (Kind.YAML, COMPOSE, "[" * 100_000),
    "toml dots": (Kind.TOML, TOML, ".".join(["a"] * 100_000) + " = 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", DEADLY)
def test_what_kills_a_library_is_refused(name):
    kind, code, text = DEADLY[name]
    assert not survives(code, text)
    unread = extract(kind, text.encode())
    assert isinstance(unread, Unread)
    assert (unread.reason, unread.kind) == ("too-deep", kind)
    assert unread.detail


def _merges(depth: int) -> str:
    levels = (f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 4)}]}}\n" for n in range(1, depth))
    return "a0: &a0 {k: 1}\n" + "".join(levels)


def test_merge_keys_are_not_expanded():
    text = _merges(14)
    assert len(text) < 600
    assert not survives(LOAD, text)
    facts = extract(Kind.YAML, text.encode())
    assert isinstance(facts, FileFacts)
    assert [key.path for key in facts.config if key.path.endswith("<<")] == [
        f"a{n}.<<" for n in range(1, 14)
    ]


def test_aliases_are_not_expanded():
    text = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    walk = "import yaml; print(len(str(yaml.safe_load(text))))"
    assert not survives(walk, text)
    assert len(extract(Kind.YAML, text.encode()).config) == 2 + 11 * 10


def test_outputs_of_a_notebook_are_never_built():
    cell = {"cell_type": "code", "source": ["f()\n"], "outputs": ["HERE"]}
    content = json.dumps({"cells": [cell, cell]})
    content = content.replace('"HERE"', ",".join(["[]"] * 6_000_000), 1).replace('"HERE"', "")
    read = (
        "from debtscan.syntax import extract; from debtscan.facts import Kind\n"
        "facts = extract(Kind.NOTEBOOK, text.encode()); assert len(facts.calls) == 2"
    )
    assert not survives("import json; json.loads(text)", content, 20, 450_000_000)
    assert survives(f"exec({read!r})", content, 20, 450_000_000)


NESTED = "[" * 100_000
LONG = {
    Kind.YAML: [NESTED, "- " * 50_000, "? " * 50_000, "a: " + "1:" * 100_000, "a: &a [*a]\n"],
    Kind.TOML: ["a = " + NESTED, "a = " + "{a = " * 50_000, "[" + "a." * 50_000 + "a]"],
    Kind.JSON: [NESTED, '{"a":' * 4000, '"' + "\\" * 100_001, "/*" * 100_000, "-" * 100_000],
    Kind.INI: ["a" + " " * 200_000, "[a]\n" * 20_000, "a=1\n" + " b\n" * 50_000],
    Kind.ENV: ['A="' * 50_000, "A=b" + " " * 200_000 + "x"],
    Kind.SHELL: [
        "(" * 50_000,
        "$(" * 20_000,
        '"$( ' * 20_000,
        "${" * 50_000,
        "case a in\n" * 9000,
        "".join(f"A{n}=$A{n - 1}$A{n - 1}\n" for n in range(99)) + "echo $A98",
        "a '" * 30_001,
    ],
    Kind.MAKE: ["a:\n\t" + "$(" * 20_000, "a" + " " * 200_000, "\\\n" * 50_000, "A=$(A)\n" * 9000],
    Kind.SNAKEMAKE: [
        "rule a:\n    input: " + "(" * 50_000,
        "rule a:\n    shell: " + "{" * 90_000,
        "rule a:\n    input:\n" + "        'b',\n" * 50_000,
        '"""' * 50_001,
        "a = b\n" * 50_000,
        "rule a:\n" * 20_000,
    ],
    Kind.DOCKER: ["RUN <<A\n" * 9000, "RUN a \\\n" + "#\n" * 50_000, "CMD " + NESTED],
    Kind.REQUIREMENTS: ["a" + " " * 200_000 + "b", "a[" * 50_000, "a" + "-" * 200_000 + "!"],
    Kind.MARKDOWN: ["```sh\n" * 20_000, "```sh\n" + "<a " * 50_000, "`a " * 50_000],
    Kind.NOTEBOOK: [NESTED, '{"cells": ' + NESTED, '{"cells": [{"source": ' + NESTED],
    Kind.SQL: ["a" * 500_000, "é" * 100_000],
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in LONG.items() for text in texts]
)
def test_long_and_nested_texts_come_to_an_end(kind, text):
    code = (
        "from debtscan.syntax import extract; from debtscan.facts import Kind; "
        f"extract(Kind.{kind.name}, text.encode())"
    )
    assert survives(code, text, seconds=10)
