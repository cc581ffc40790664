"""Calls on objects: what the text shows of them, and what it does not."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

CLASSES = """
    import torch.nn as nn

    class Block(nn.Module):
        def forward(self, x): ...
        def freeze(self): return self
        @classmethod
        def small(cls): return cls()

    class Tool:
        def run(self): ...
        def polish(self): ...
        def __enter__(self): return self
"""


def called(body):
    """callee -> names it means, and the calls shown to be from outside."""
    project = linked({"kit.py": CLASSES, "run.py": body})
    calls = project.calls
    found, outside = {}, set()
    for index, call in enumerate(project.files["run.py"].calls):
        found[call.callee] = tuple(one.name for one in calls.any_targets("run.py", index))
        if calls.is_outside("run.py", index):
            outside.add(call.callee)
    return found, outside


def test_members_of_containers_and_module_lists():
    found, _ = called(
        """
        import torch.nn as nn
        from kit import Block, Tool
        class Net(nn.Module):
            def __init__(self):
                self.layers = nn.ModuleList([Block(), Block(), Block(), Block(), Block()])
                self.tools = []
                self.tools.append(Tool())
            def forward(self, x):
                for layer in self.layers:
                    layer.freeze()
                    layer(x)
                for number, tool in enumerate(self.tools):
                    tool.run()
        """
    )
    assert found["layer.freeze"] == ("Block.freeze",)
    assert found["layer"] == ("Block.forward",)
    assert found["tool.run"] == ("Tool.run",)


def test_annotations_guards_factories_and_contexts():
    found, _ = called(
        """
        from typing import Optional
        from kit import Block, Tool
        def main(a: Optional["Block"], b: list[Tool], c):
            a.freeze().freeze()
            b[0].run()
            if isinstance(c, Tool):
                c.run()
            with Tool() as d:
                d.run()
            e = Block.small().to("cuda")
            e.freeze()
        """
    )
    assert found["a.freeze"] == found["e.freeze"] == ("Block.freeze",)
    assert found["c.run"] == found["d.run"] == ("Tool.run",)


def test_functions_kept_in_tables():
    found, _ = called(
        """
        def a(): ...
        def b(): ...
        KINDS = {"a": a, "b": b}
        def main(kind):
            KINDS[kind]()
            chosen = a
            chosen()
        """
    )
    assert found["?"] == ("a", "b")
    assert found["chosen"] == ("a",)


def test_what_is_from_outside_is_told():
    found, outside = called(
        """
        import numpy as np
        from kit import Block
        def main(x):
            Block().parameters()
            np.zeros(3).run()
            [].append(x)
            x.run()
        """
    )
    assert "?.parameters" in outside and "?.run" in outside and "?.append" in outside
    assert found["x.run"] == () and "x.run" not in outside


def test_coverage_leaves_out_what_is_shown_to_mean_something_else():
    project = linked(
        {
            "kit.py": CLASSES,
            "run.py": """
                import numpy as np
                from kit import Tool
                def main(x):
                    Tool().run()
                    np.zeros(3).run()
                    x.polish()
            """,
        }
    )
    covered = project.calls.repository_coverage
    assert (covered.known, covered.total) == (2, 3)
    assert project.calls.strict_repository_coverage.total == 4


def test_circles_end():
    found, _ = called(
        """
        class Node:
            def next(self): return self.after
            def __init__(self): self.after = self.next()
            def twin(self): return Node() if self.after else self.twin()
            def __iter__(self): return self
        node = Node().twin()
        node.next().next()
        for other in node:
            other.next()
        """
    )
    assert found["node.next"] == ("Node.next",)
    assert found["other.next"] == ()


def test_properties_with_setters_are_what_their_getter_gives():
    found, _ = called(
        """
        from kit import Tool
        class Owner:
            @property
            def tool(self):
                return self._tool
            @tool.setter
            def tool(self, value: Tool):
                self._tool = value
            def work(self):
                self.tool.polish()
        """
    )
    assert found["self.tool.polish"] == ("Tool.polish",)
