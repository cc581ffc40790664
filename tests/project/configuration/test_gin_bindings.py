import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import KINDS, linked

from debtscan.facts import Kind

KINDS[".gin"] = Kind.GIN

CODE = """
    import gin
    import torch

    @gin.configurable
    class Net:
        def __init__(self, width, **kwargs): ...

    @gin.configurable("fit", denylist=["x"])
    def train(lr, steps=1): ...

    gin.external_configurable(torch.Adam, "Adam")
    gin.parse_config_file("a.gin")
"""
DOCUMENT = """
    import net
    fit.lr = %LR
    fit.epochs = 3
    Net.width = 3
    Net.any = 3
    Adam.lr = 1
    train/Gone.x = 1
    LR = 0.1
    DEAD = 3
"""
TEXTS = {"net.py": CODE, "a.gin": DOCUMENT}


def uses(key):
    return {(use.kind, use.to) for use in linked(TEXTS).configuration.uses("a.gin", key)}


def test_a_binding_is_read_by_the_parameter_of_its_configurable():
    assert uses("fit.lr") == {("parameter", "train")}
    assert uses("Net.width") == {("parameter", "Net.__init__")}
    assert uses("Net.any") == {("parameter", "Net.__init__")}
    assert uses("fit.epochs") == set()
    assert uses("LR") == {("read", "fit.lr")}
    assert uses("DEAD") == set()


def broken(texts):
    found = linked(texts).configuration.gin.broken
    return {(one.key.path, one.function.name if one.function else "") for one in found}


def test_bindings_that_nothing_takes_are_told_unless_something_from_outside_may():
    assert broken(TEXTS) == {("fit.epochs", "train"), ("train/Gone.x", "")}
    outside = DOCUMENT.replace("import net", "import net\n    import tf_agents.x")
    assert broken({**TEXTS, "a.gin": outside}) == {("fit.epochs", "train")}
