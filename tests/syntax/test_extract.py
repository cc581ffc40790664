"""`extract`: every kind of file, any bytes, and nothing imported that is not needed."""

import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.syntax import extract

SAMPLES = {
    Kind.PYTHON: b"import a\n",
    Kind.NOTEBOOK: b'{"cells": []}',
    Kind.YAML: b"a: 1\n",
    Kind.TOML: b"a = 1\n",
    Kind.JSON: b'{"a": 1}',
    Kind.INI: b"[a]\nb = 1\n",
    Kind.ENV: b"A=1\n",
    Kind.GIN: b"f.a = 1\n",
    Kind.SHELL: b"python a.py\n",
    Kind.MAKE: b"a:\n\tpython a.py\n",
    Kind.SNAKEMAKE: b"rule a:\n    input: 'b'\n",
    Kind.DOCKER: b"FROM a\nRUN b\n",
    Kind.REQUIREMENTS: b"numpy\n",
    Kind.MARKDOWN: b"# Title\n",
    Kind.SQL: b"SELECT column_a FROM t\n",
    Kind.IGNORE: b"*.pyc\n",
    Kind.TEXT: b"some_word\n",
    Kind.DATA: b"\0\1",
}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_read(kind):
    facts = extract(kind, SAMPLES[kind])
    assert isinstance(facts, FileFacts)
    assert (facts.kind, facts.path) == (kind, "")


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"\0", b"\xff\xfe", b"\xe9\n"])
def test_empty_and_odd_bytes_never_raise(kind, content):
    result = extract(kind, content)
    assert isinstance(result, FileFacts | Unread)
    assert result.kind is kind


@pytest.mark.parametrize("kind", Kind)
@given(content=st.binary(max_size=200))
def test_any_bytes_give_facts_that_survive_a_cache(kind, content):
    result = extract(kind, content)
    encoded = msgspec.msgpack.encode(result)
    assert msgspec.msgpack.decode(encoded, type=type(result)) == result


@pytest.mark.parametrize("kind", [Kind.SQL, Kind.TEXT, Kind.MARKDOWN, Kind.SHELL])
def test_words_of_plain_text_are_known(kind):
    facts = extract(kind, "frob_1 ab x.Trainer 'été' 12abc frob_1\n".encode())
    assert {"frob_1", "Trainer", "été"} <= set(facts.words)
    assert not {"ab", "12abc", "abc"} & set(facts.words)
    assert list(facts.words) == sorted(set(facts.words))


def test_words_of_a_file_in_an_unknown_encoding_are_known():
    unread = extract(Kind.PYTHON, b"# coding: nowhere\nfrobnicate = 1\n")
    assert (unread.reason, "frobnicate" in unread.words) == ("encoding", True)


def test_words_are_bounded():
    text = " ".join(f"w{n:06}" for n in range(30_000))
    assert len(extract(Kind.TEXT, text.encode()).words) == 20_000


def test_reading_shell_imports_neither_yaml_nor_libcst():
    code = (
        "import sys; from debtscan.syntax import extract; from debtscan.facts import Kind\n"
        "extract(Kind.SHELL, b'a')\n"
        "print([n for n in ('yaml', 'libcst', 'tomllib', 'networkx') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
