"""Which classes are settings, and by what the readers of their fields are known."""

import pytest
from linked import linked

from debtscan.project.options.field_reads import FieldReads
from debtscan.project.options.reader_coverage import option_coverage
from debtscan.project.options.settings_classes import SettingsClasses

HEAD = "from dataclasses import dataclass\n"


def is_settings(name, **texts):
    project = linked({f"{path}.py": text for path, text in texts.items()})
    return SettingsClasses(project.calls).has(project.symbols.named(name)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@dataclass\nclass TrainConfig:\n    lr: float = 1\n", True),
        ("@dataclass\nclass Segment:\n    start: float = 1\n", False),
        ("@dataclass\nclass Run(BaseSettings):\n    lr: float = 1\n", True),
        ("@dataclass\nclass Run:\n    lr: float = 1\nHfArgumentParser((Run,))\n", True),
        ("@dataclass\nclass Run:\n    lr: float = 1\nRun(**vars(args))\n", True),
        ("@dataclass\nclass Run:\n    lr: float = 1\nd = yaml.safe_load(f)\nRun(**d)\n", True),
        ("@dataclass\nclass Run:\n    lr: float = 1\nRun(**row)\n", False),
        ("@dataclass\nclass Run:\n    lr: float = 1\nclass MyConfig(Run):\n    pass\n", False),
    ],
)
def test_settings_are_named_parsed_or_loaded(text, expected):
    name = text.split("class ")[1].split("(")[0].split(":")[0]
    assert is_settings(name, a=HEAD + text) is expected


def how(name, **texts):
    project = linked({f"{path}.py": text for path, text in texts.items()})
    fields = [(use.file, use.option) for use in project.options]
    reads = FieldReads(project.calls, {name}, fields)
    use = next(use for use in project.options if use.option.name == name)
    return reads.how(project.symbols.at(use.file.path, use.option.holder), name)


CONFIG = HEAD + "@dataclass\nclass TrainConfig:\n    lr: float = 0.1\n"
WHOLE = CONFIG + "@dataclass\nclass AppConfig:\n    train: TrainConfig = None\n"
OTHER = HEAD + "@dataclass\nclass OtherConfig:\n    lr: float = 0.1\n"


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("from conf import TrainConfig\ndef f(c: TrainConfig):\n    print(c.lr)\n", "typed"),
        ("def f(train_config):\n    print(train_config.lr)\n", "called"),
        ("from conf import TrainConfig\ndef f(cfg):\n    print(cfg.lr)\n", "beside"),
        (
            "from conf import TrainConfig\nfrom other import OtherConfig\n"
            "def f(cfg):\n    print(cfg.lr)\n",
            "",
        ),
        (
            "from conf import TrainConfig\n@register('x', dataclass=TrainConfig)\n"
            "class Model:\n    def __init__(self, lr):\n        self.rate = lr\n",
            "built",
        ),
        ("def f(optimizer):\n    print(optimizer.lr)\n", ""),
        ("import torch\nprint(torch.lr)\n", ""),
    ],
)
def test_what_speaks_for_a_reader(run, expected):
    assert how("lr", conf=CONFIG, other=OTHER, run=run) == expected


def test_an_object_called_like_another_class_speaks_for_that_class():
    own = HEAD + "@dataclass\nclass MyTestTrainConfig:\n    lr: float = 1\n"
    run = "def f(train_config):\n    print(train_config.lr)\n"
    assert how("lr", aaa=own, conf=CONFIG.replace("lr", "width"), run=run) == ""
    assert how("lr", aaa=own, run=run) == "called"


def test_settings_inside_settings_are_known_by_their_field():
    assert how("lr", conf=WHOLE, run="def f(x):\n    print(x.train.lr)\n") == "nested"


def test_records_are_not_counted():
    text = HEAD + "@dataclass\nclass Box:\n    width: int = 1\nprint(thing.width)\n"
    project = linked({"a.py": text, "b.py": CONFIG})
    asked = (project.files, project.calls, project.options)
    assert option_coverage(*asked).total == 1


def test_an_object_of_a_class_with_computed_bases_may_be_of_any_class():
    text = CONFIG + "class Everything(*BASES):\n    pass\n"
    run = (
        "from conf import Everything, TrainConfig\ndef main():\n    use(Everything())\n"
        "def use(train_config):\n    print(train_config.lr)\n"
    )
    assert how("lr", conf=text, run=run) == "called"
