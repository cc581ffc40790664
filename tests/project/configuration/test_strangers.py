import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

BASE = """
    class Brain:
        def __init__(self, hparams):
            self.hparams = hparams
"""
RECIPE = """
    import yaml
    from brain import Brain

    class Mine(Brain):
        def fit(self):
            return self.hparams["lr"]

    with open("{name}.yaml") as stream:
        Mine(yaml.safe_load(stream))
"""


def test_scripts_that_extend_one_class_do_not_read_the_documents_of_each_other():
    texts = {f"{name}.py": RECIPE.replace("{name}", name) for name in ("one", "two")}
    texts |= {"brain.py": BASE, "one.yaml": "lr: 1\n", "two.yaml": "lr: 2\n"}
    found = linked(texts)
    assert {use.path for use in found.configuration.uses("one.yaml", "lr")} == {"one.py"}
