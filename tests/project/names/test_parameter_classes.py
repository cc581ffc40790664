"""Parameters are what every caller gives them; what others may give stays possible."""

from test_inference import linked

from debtscan.facts import Role

KIT = """
    class Net:
        def train(self): ...
        def tune(self): ...
    class Other:
        def tune(self): ...
"""


def targets(texts, roles=None):
    """Project, and callee -> names it means in `use.py`."""
    project = linked({"kit.py": KIT, **texts}, roles=roles)
    found = {
        call.callee: tuple(one.name for one in project.calls.targets("use.py", index))
        for index, call in enumerate(project.files["use.py"].calls)
    }
    return project, found


def test_all_callers_agree():
    project, found = targets(
        {
            "use.py": """
                def fit(model, times=3):
                    model.tune()
                class Runner:
                    def __init__(self, model):
                        self.model = model
                    def run(self):
                        self.model.tune()
                        step(self.model)
                def step(net):
                    net.train()
            """,
            "run.py": """
                from kit import Net
                from use import Runner, fit
                fit(Net())
                fit(model=Net(), times=4)
                Runner(Net()).run()
            """,
        }
    )
    assert found["model.tune"] == found["self.model.tune"] == ("Net.tune",)
    assert found["net.train"] == ("Net.train",)
    assert not project.calls.is_sure("use.py", 0)
    step = [call.callee for call in project.files["use.py"].calls].index("step")
    assert project.calls.is_sure("use.py", step)


def test_a_caller_that_is_not_known_leaves_it_open():
    _, found = targets(
        {
            "use.py": "def fit(model):\n    model.tune()\n",
            "run.py": "from kit import Net\nfrom use import fit\nfit(Net())\nfit(load())\n",
        }
    )
    assert found["model.tune"] == ()


def test_few_classes_are_all_told_and_tests_do_not_count_beside_the_product():
    _, found = targets(
        {
            "use.py": "def fit(model=None):\n    model.tune()\n",
            "run.py": (
                "from kit import Net, Other\nfrom use import fit\nfit(Net())\nfit(Other())\nfit()\n"
            ),
            "test_use.py": "from use import fit\nclass Fake: ...\nfit(Fake())\n",
        },
        roles={"test_use.py": Role.TEST},
    )
    assert found["model.tune"] == ("Net.tune", "Other.tune")


def test_other_definitions_of_the_name_may_still_be_used():
    project, _ = targets(
        {
            "use.py": "def fit(model):\n    model.tune()\n",
            "run.py": "from kit import Net\nfrom use import fit\nfit(Net())\n",
        }
    )
    assert "use.py:2" in project.possibly_used(project.symbols.at("kit.py", "Other.tune"))


def test_functions_that_hand_on_to_one_another_end():
    _, found = targets(
        {
            "use.py": """
                from kit import Net
                def ping(one):
                    one.tune()
                    pong(one)
                def pong(one):
                    ping(one)
                ping(Net())
            """,
        }
    )
    assert found["one.tune"] == ("Net.tune",)
