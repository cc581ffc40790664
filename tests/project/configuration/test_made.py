import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

NETS = """
    class Net:
        def __init__(self, width, block=None):
            self.width = width
            print(block["depth"])
"""
TRAIN = """
    import yaml
    from hydra.utils import instantiate

    with open("c.yaml") as stream:
        cfg = yaml.safe_load(stream)
    instantiate(cfg)
"""


def uses(document, key):
    found = linked({"nets.py": NETS, "train.py": TRAIN, "c.yaml": document})
    return {(use.kind, use.to) for use in found.configuration.uses("c.yaml", key)}


def test_siblings_of_a_target_arrive_in_the_parameters_of_the_callable():
    document = "model: {_target_: nets.Net, width: 3, colour: red, block: {depth: 2}}\n"
    assert ("parameter", "nets.Net") in uses(document, "model.width")
    assert ("whole", "nets.Net") in uses(document, "model.colour")
    assert ("read", "") in uses(document, "model.block.depth")
    assert ("names", "nets.Net") in uses(document, "model._target_")


def test_params_of_a_target_and_init_args_of_a_class_path_are_arguments():
    document = "model: {target: nets.Net, params: {width: 3}}\n"
    assert ("parameter", "nets.Net") in uses(document, "model.params.width")
    document = "model: {class_path: nets.Net, init_args: {width: 3}}\n"
    assert ("parameter", "nets.Net") in uses(document, "model.init_args.width")


def test_type_with_args_means_the_only_definition_of_that_name():
    document = "arch: {type: Net, args: {width: 3}}\n"
    assert ("parameter", "Net") in uses(document, "arch.args.width")


def test_tags_of_hyperpyyaml_make_what_they_name():
    document = "model: !new:nets.Net\n  width: 3\nother: !new:torch.nn.Linear\n  bias: false\n"
    assert ("parameter", "nets.Net") in uses(document, "model.width")
    assert ("whole", "torch.nn.Linear") in uses(document, "other.bias")


def test_a_target_that_is_no_dotted_name_makes_nothing():
    assert not any(to == "label" for _, to in uses("y: {target: label, width: 3}\n", "y.width"))
