import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

MERGED = """
    from omegaconf import OmegaConf

    base = OmegaConf.load("base.yaml")
    own = OmegaConf.load("own.yaml")
    cfg = OmegaConf.merge(base, own, OmegaConf.from_cli())
    print(cfg.lr, cfg.get("seed", 7), cfg.depth)
"""
TEXTS = {"train.py": MERGED, "base.yaml": "lr: 1\nseed: 2\ndepth: 3\n", "own.yaml": "lr: 4\n"}


def chain(key, texts, path="base.yaml"):
    return linked(texts).configuration.chain(path, key)


def wins(found):
    return [(one.setter and (one.setter.how, one.setter.value), one.unknown) for one in found.wins]


def test_the_later_document_wins_and_a_command_beats_both():
    assert wins(chain("lr", TEXTS)) == [(("document", "4"), "")]
    assert wins(chain("depth", TEXTS)) == [(("document", "3"), "")]
    started = {**TEXTS, "run.sh": "python train.py lr=5\npython train.py lr=$LR\npython train.py\n"}
    assert [one for one, _ in wins(chain("lr", started))] == [
        ("command", "5"),
        ("command", None),
        ("document", "4"),
    ]


def test_a_chain_names_every_setter_from_the_weakest_and_the_readers():
    found = chain("seed", TEXTS)
    assert [(one.how, one.value) for one in found.setters] == [("default", "7"), ("document", "2")]
    assert [use.kind for use in found.readers] == ["read"]
    assert [one.document for one in chain("lr", TEXTS).setters] == ["base.yaml", "own.yaml"]


def test_what_code_assigns_leaves_the_winner_open():
    texts = {**TEXTS, "train.py": MERGED + "    cfg.lr = 9\n"}
    found = chain("lr", texts)
    assert found.setters[-1].how == "assignment"
    assert found.setters[-1].value == "9"
    assert [setter for setter, _ in wins(found)] == [None]
    assert "code sets it at train.py" in found.wins[0].unknown


def test_a_layer_that_is_not_known_leaves_the_winner_open_unless_a_later_one_sets_it():
    texts = {**TEXTS, "train.py": MERGED.replace("base, own", "base, fetch(), own")}
    assert wins(chain("lr", texts)) == [(("document", "4"), "")]
    assert wins(chain("depth", texts))[0][0] is None


def test_hydra_wins_by_the_order_of_its_defaults_and_commands():
    code = """
        import hydra

        @hydra.main(config_path="conf", config_name="config")
        def main(cfg):
            print(cfg.model.depth)
    """
    texts = {
        "train.py": code,
        "conf/config.yaml": "defaults: [model: net, _self_]\nmodel: {depth: 9}\n",
        "conf/model/net.yaml": "depth: 3\n",
        "run.sh": "python train.py model.depth=5\n",
    }
    found = chain("depth", texts, "conf/model/net.yaml")
    assert wins(found) == [(("document", "9"), ""), (("command", "5"), "")]
    assert [one.value for one in found.setters] == ["3", "9", "5"]


def test_a_document_passed_on_the_command_line_is_the_one_of_that_start():
    code = """
        import argparse
        import yaml

        parser = argparse.ArgumentParser()
        parser.add_argument("--config")
        args = parser.parse_args()
        cfg = yaml.safe_load(open(args.config))
        print(cfg["lr"])
    """
    texts = {"train.py": code, "a.yaml": "lr: 1\n", "b.yaml": "lr: 2\n"}
    texts["run.sh"] = "python train.py --config a.yaml\npython train.py --config b.yaml\n"
    assert wins(chain("lr", texts, "a.yaml")) == [(("document", "1"), "")]
    assert wins(chain("lr", texts, "b.yaml")) == [(("document", "2"), "")]
