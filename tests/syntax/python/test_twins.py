"""Two ways to positions, one answer: the standard parser's twins and libcst's generator."""

import inspect
import json
import types

import click.core
import libcst._nodes.statement
import networkx.classes.graph
import pytest

from debtscan.facts import FileFacts
from debtscan.syntax.python import extract_python, twins


def without_twins(monkeypatch, text):
    def refuse(_):
        raise SyntaxError

    monkeypatch.setattr(twins, "ast", types.SimpleNamespace(parse=refuse))
    return extract_python(text)


@pytest.mark.parametrize(
    "module",
    [click.core, json.decoder, libcst._nodes.statement, networkx.classes.graph, inspect],
    ids=lambda module: module.__name__,
)
def test_real_modules_have_the_same_facts_either_way(module, monkeypatch):
    text = inspect.getsource(module)
    usual = extract_python(text)
    generated = without_twins(monkeypatch, text)
    for field in FileFacts.__struct_fields__:
        one, two = getattr(usual, field), getattr(generated, field)
        if field == "reads":
            one, two = [set(scope) for scope in one], [set(scope) for scope in two]
        elif field == "strings":
            one, two = set(one), set(two)
        elif field == "free":  # only the standard parser's tree tells
            two = one
        assert one == two, field


def test_syntax_newer_than_the_running_python_is_still_read(monkeypatch):
    facts = without_twins(monkeypatch, "type Pair[T] = tuple[T, T]\nload(1)\n")
    assert [call.callee for call in facts.calls] == ["load"]
