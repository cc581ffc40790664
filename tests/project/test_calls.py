from linked import linked

from debtscan.facts import Literal


def targets(project, path):
    """callee -> (path, name) of what it means, for one file."""
    found = {}
    for index, call in enumerate(project.files[path].calls):
        symbol = project.calls.target(path, index)
        if symbol is not None:
            found[call.callee] = (symbol.path, symbol.name)
    return found


def test_functions_by_import_alias_star_and_reexport():
    project = linked(
        {
            "pkg/__init__.py": "from .core import load as read\nfrom .extra import *\n",
            "pkg/core.py": "def load(): ...\n",
            "pkg/extra.py": "def save(): ...\n",
            "run.py": """
                import pkg.core as c
                from pkg import read, save
                c.load()
                read()
                save()
                print()
            """,
        }
    )
    assert targets(project, "run.py") == {
        "pkg.core.load": ("pkg/core.py", "load"),
        "pkg.read": ("pkg/core.py", "load"),
        "pkg.save": ("pkg/extra.py", "save"),
    }


def test_methods_of_self_bases_super_and_known_objects():
    project = linked(
        {
            "base.py": """
                class Base:
                    def fit(self): ...
                    def score(self): ...
            """,
            "run.py": """
                from base import Base

                class Model(Base):
                    def __init__(self):
                        self.other = Base()
                    def fit(self):
                        super().fit()
                        self.score()
                        self.other.score()

                def main(given: Model):
                    model = Model()
                    model.fit()
                    Model().score()
                    given.fit()
                    stranger.fit()
            """,
        }
    )
    assert targets(project, "run.py") == {
        "base.Base": ("base.py", "Base"),
        "?.fit": ("base.py", "Base.fit"),
        "self.score": ("base.py", "Base.score"),
        "self.other.score": ("base.py", "Base.score"),
        "Model": ("run.py", "Model"),
        "model.fit": ("run.py", "Model.fit"),
        "?.score": ("base.py", "Base.score"),
        "given.fit": ("run.py", "Model.fit"),
    }


def test_a_name_bound_to_two_classes_is_not_guessed():
    project = linked(
        {
            "run.py": """
                class A:
                    def go(self): ...
                class B:
                    def go(self): ...
                x = A() if many else B()
                x.go()
                y = A()
                y = B()
                y.go()
            """
        }
    )
    assert "x.go" not in targets(project, "run.py")
    assert targets(project, "run.py")["y.go"] == ("run.py", "B.go")


def test_nested_functions_hide_outer_ones():
    project = linked(
        {
            "run.py": """
                def step(): ...
                def main():
                    def step(): ...
                    step()
                step()
            """
        }
    )
    symbols = [project.calls.target("run.py", i) for i in range(2)]
    assert [symbol.name for symbol in symbols] == ["main.step", "step"]


def test_callers_and_the_values_of_a_parameter():
    project = linked(
        {
            "net.py": """
                class Net:
                    def __init__(self, size, drop=0.1):
                        self.size = size

                class Wide(Net):
                    pass

                def build(size, *, wide=False):
                    return Net(size)
            """,
            "run.py": """
                from net import Net, Wide, build
                build(8)
                build(size=16, wide=True)
                Net(32, 0.5)
                Wide(64)
            """,
        }
    )
    build = project.symbols.at("net.py", "build")
    assert [site.at.line for site in project.calls.callers(build)] == [2, 3]
    size = project.calls.arguments(build, "size")
    assert [value for _, value in size.values] == [Literal(8), Literal(16)]
    assert (size.defaulted, size.open) == ((), "")
    wide = project.calls.arguments(build, "wide")
    assert [value for _, value in wide.values] == [Literal(True)]
    assert len(wide.defaulted) == 1
    init = project.symbols.at("net.py", "Net.__init__")
    drop = project.calls.arguments(init, "drop")
    assert [value for _, value in drop.values] == [Literal(0.5)]
    assert len(drop.defaulted) == 2


def test_parameters_are_open_when_the_function_may_be_used_otherwise():
    project = linked(
        {
            "lib.py": """
                def spread(a=1): ...
                def passed(a=1): ...
                class C:
                    def method(self, a=1): ...
                    def forward(self, a=1): ...
            """,
            "run.py": """
                import lib
                lib.spread(**options)
                run(lib.passed)
                lib.passed(2)
                thing.method(3)
            """,
        }
    )

    def why(name):
        return project.calls.arguments(project.symbols.at("lib.py", name), "a").open

    assert "spread at run.py:2" in why("spread")
    assert "used as a value at run.py:3" in why("passed")
    assert "`thing.method` at run.py:5" in why("C.method")
    assert "library" in why("C.forward")


def test_edges_of_the_call_graph_lie_in_known_files():
    project = linked(
        {"a.py": "def f(): ...\ndef g():\n    f()\n", "b.py": "import a\na.g()\na.f()\n"}
    )
    edges = list(project.calls.graph.edges(data=True))
    assert {(source, target) for source, target, _ in edges} == {
        (("a.py", "g"), ("a.py", "f")),
        (("b.py", ""), ("a.py", "g")),
        (("b.py", ""), ("a.py", "f")),
    }
    assert all(data["at"].path in project.files for *_, data in edges)


def test_circular_imports_and_inheritance_end():
    project = linked(
        {
            "a.py": "from b import *\nfrom b import B\nclass A(B): ...\nx = A()\nx.go()\n",
            "b.py": "from a import *\nfrom a import A\nclass B(A): ...\nmissing()\n",
        }
    )
    assert targets(project, "a.py") == {"A": ("a.py", "A")}
    assert project.symbols.find("missing", "b.py") is None


def test_factories_and_variables_named_like_a_module():
    project = linked(
        {
            "trainer.py": """
                class Trainer:
                    @classmethod
                    def create(cls, path):
                        return cls(path)
                    def fit(self): ...
                def build():
                    return Trainer(1)
            """,
            "run.py": """
                import trainer
                from trainer import Trainer as T, build
                made = T.create(2)
                made.fit()
                trainer = trainer.Trainer(1)
                built = build()
                built.fit()
            """,
        }
    )
    found = targets(project, "run.py")
    assert found["trainer.Trainer"] == ("trainer.py", "Trainer")
    assert found["built.fit"] == ("trainer.py", "Trainer.fit")
    assert found["made.fit"] == ("trainer.py", "Trainer.fit")
