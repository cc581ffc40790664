"""Calls that cannot be right: their arguments do not fit what they surely call."""

from test_inference import linked

from debtscan.facts import Role

KIT = """
    from dataclasses import dataclass, field
    from functools import partial
    from somewhere import wrap
    def scale(image, size, *, mode="fast"): ...
    def loose(first, *rest, **options): ...
    @wrap
    def wrapped(a): ...
    class Tool:
        def __init__(self, name, speed=1): ...
        def run(self, times): ...
        @staticmethod
        def check(value): ...
        @classmethod
        def make(cls, kind): ...
    class Drill(Tool):
        def run(self, times, depth): ...
    @dataclass
    class Plan:
        _name: str
        steps: int = 3
    @dataclass
    class Hidden:
        steps: int = field(init=False)
"""


def misfits(body, path="run.py", roles=None):
    """(callee, kind, names) of every misfit of one file."""
    start = "from kit import *\nfrom kit import Drill, Hidden, Plan, Tool, loose, partial, scale\n"
    project = linked({"kit.py": KIT, path: start + body}, roles=roles)
    return [(one.site.call.callee, one.kind, one.names) for one in project.calls.misfits]


def test_functions_methods_and_constructors():
    found = misfits(
        "scale(1)\nscale(1, 2, 3)\nscale(1, 2, size=3)\nscale(1, size=2, sharp=True)\n"
        "Tool()\nTool('a').check()\nTool('a').make('b', 'c')\nDrill('a').run(1)\n"
        "Plan(nome='a')\nPlan('a', 2, 3)\n"
    )
    assert [one[1:] for one in found] == [
        ("missing", ("size",)),
        ("too-many", ("2", "3")),
        ("given-twice", ("size",)),
        ("unknown-keyword", ("sharp",)),
        ("missing", ("name",)),
        ("missing", ("value",)),
        ("too-many", ("1", "2")),
        ("missing", ("depth",)),
        ("unknown-keyword", ("nome",)),
        ("too-many", ("2", "3")),
    ]


def test_what_fits_or_is_not_sure():
    assert not misfits(
        "scale(1, size=2, mode='x')\nscale(*[1])\nscale(**{})\nloose(1, 2, x=3)\n"
        "wrapped()\nPlan(_name='a')\nHidden(steps=3)\nhalf = partial(scale, 1)\nhalf(2)\n"
        "Tool.run(Tool('a'), 3)\nTool.make('b')\n"
        "def go(tool: Tool):\n    tool.run(1, 2)\n"
        "def other(scale):\n    scale()\n"
    )


def test_tests_may_call_wrongly_and_names_bound_twice_are_left_alone():
    assert not misfits("scale()\n", path="test_run.py", roles={"test_run.py": Role.TEST})
    assert not misfits("try:\n    from fast import scale\nexcept ImportError: ...\nscale()\n")


def test_super_of_a_named_class_looks_above_that_class():
    assert not misfits(
        "class Layer:\n"
        "    def __init__(self, rank):\n"
        "        self.rank = rank\n"
        "class Linear(Layer):\n"
        "    def __init__(self, rank, width):\n"
        "        super(Linear, self).__init__(rank)\n"
        "class Wide(Linear):\n"
        "    def __init__(self, rank):\n"
        "        super(Linear, self).__init__(rank)\n"
    )


def test_super_in_a_class_method_asks_the_class():
    assert not misfits(
        "class Saw(Tool):\n"
        "    @classmethod\n"
        "    def go(cls):\n"
        "        super().run(cls, 1)\n"
        "    def run(self, times):\n"
        "        super().run(times)\n"
    )
