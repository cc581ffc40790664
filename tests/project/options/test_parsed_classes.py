"""Data classes whose instances a library makes from the command line."""

import pytest
from linked import linked

from debtscan.project.flow.flows import Flows
from debtscan.project.options.fields import Fields
from debtscan.project.options.reader_coverage import option_coverage

CLASSES = """
from dataclasses import dataclass
from transformers import HfArgumentParser
@dataclass
class Model:
    name: str = ""
@dataclass
class Data:
    name: str = ""
"""


def readers(body, **others):
    """Class -> whether an instance of it is seen to have `name` read."""
    project = linked({"run.py": CLASSES + body, **others})
    fields = Fields(project.code_files, Flows(project.calls))
    owners = [project.symbols.at("run.py", one) for one in ("Model", "Data")]
    return tuple(fields.is_read(owner, "name") for owner in owners)


@pytest.mark.parametrize(
    "body",
    [
        "p = HfArgumentParser((Model, Data))\nm, d = p.parse_args_into_dataclasses()\nm.name",
        "p = HfArgumentParser([Data, Model])\nd, m = p.parse_args_into_dataclasses()\nm.name",
        "TYPES = (Model, Data)\np = HfArgumentParser(TYPES)\nm, d = p.parse_json_file(f)\nm.name",
        "m = HfArgumentParser(Model).parse_args_into_dataclasses()[0]\nm.name",
        "(m,) = HfArgumentParser(Model).parse_args_into_dataclasses()\nprint(m.name)",
        "p = HfArgumentParser((Data, Model))\nif x:\n    d, m = p.parse_json_file(f)\n"
        "else:\n    d, m = p.parse_args_into_dataclasses()\nprint(m.name)",
        "def get():\n    p = HfArgumentParser((Data, Model))\n"
        "    return p.parse_args_into_dataclasses()\nd, m = get()\nprint(m.name)",
        "import tyro\nm = tyro.cli(Model)\nprint(m.name)",
        "import pyrallis\nm = pyrallis.parse(config_class=Model)\nprint(m.name)",
        "import draccus\n@draccus.wrap()\ndef main(m: Model):\n    print(m.name)",
        "from simple_parsing import ArgumentParser\np = ArgumentParser()\n"
        "p.add_arguments(Model, dest='model')\np.add_arguments(Data, 'data')\n"
        "args = p.parse_args()\nprint(args.model.name)",
        "from omegaconf import OmegaConf\nm = OmegaConf.structured(Model)\nprint(m.name)",
        "m = Model.model_validate(x)\nprint(m.name)",
    ],
)
def test_which_class_arrives_where(body):
    assert readers(body + "\n") == (True, False)


def test_a_class_makes_its_own_instances():
    body = """
@dataclass
class Own:
    name: str = ""
    @classmethod
    def load(cls, path):
        return cls(**read(path))
own = Own.load("x")
print(own.name)
"""
    project = linked({"run.py": CLASSES + body})
    fields = Fields(project.code_files, Flows(project.calls))
    assert fields.is_read(project.symbols.at("run.py", "Own"), "name")
    assert not fields.is_read(project.symbols.at("run.py", "Model"), "name")


def test_readers_behind_a_parser_of_classes_are_known():
    body = "m, d = HfArgumentParser((Model, Data)).parse_args_into_dataclasses()\nprint(m.name)\n"
    text = CLASSES.replace("Model:", "ModelArguments:").replace("Data:", "Rows:")
    project = linked({"run.py": text + body.replace("(Model, Data)", "(ModelArguments, Rows)")})
    coverage = option_coverage(project.files, project.calls, project.options)
    assert (coverage.known, coverage.total) == (1, 2)


def test_values_copied_to_self_are_read_there():
    project = linked(
        {
            "run.py": """
                import argparse
                class Trainer:
                    def __init__(self, args):
                        for key, value in vars(args).items():
                            setattr(self, key, value)
                    def fit(self):
                        return self.lr
                parser = argparse.ArgumentParser()
                parser.add_argument("--lr")
                Trainer(parser.parse_args()).fit()
            """
        }
    )
    assert [at.line for at in project.options[0].reads] == [7]
