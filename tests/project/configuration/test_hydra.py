import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

CODE = """
    import hydra

    @hydra.main(version_base=None, config_path="conf", config_name="config")
    def main(cfg):
        print(cfg.model.depth, cfg.lr, cfg.db.engine.pages)
        build(cfg.opt)

    main()
"""
TEXTS = {
    "train.py": CODE,
    "conf/config.yaml": "defaults: [_self_, model: resnet, db: my, opt: '???']\nlr: 1\n",
    "conf/model/resnet.yaml": "depth: 3\ndead: 1\n",
    "conf/model/vit.yaml": "depth: 4\n",
    "conf/model/old.yaml": "depth: 5\n",
    "conf/db/my.yaml": "defaults: [{engine: inno}]\nhost: x\n",
    "conf/db/engine/inno.yaml": "pages: 1\n",
    "conf/opt/adam.yaml": "beta: 0.9\n",
    "conf/exp/one.yaml": "# @package _global_\ndefaults: [{override /model: vit}]\nlr: 3\n",
}


def configuration(*commands, **changed):
    texts = {**TEXTS, "run.sh": "\n".join((*commands, "")), **changed}
    return linked(texts).configuration


def composed(*commands, **changed):
    hydra = configuration(*commands, **changed).hydra
    (compositions,) = hydra.compositions.values()
    return [[(one.path, ".".join(one.package)) for one in c.documents] for c in compositions]


def test_a_defaults_list_chooses_documents_and_where_they_are_put():
    (alone,) = composed()
    assert alone == [
        ("conf/config.yaml", ""),
        ("conf/model/resnet.yaml", "model"),
        ("conf/db/engine/inno.yaml", "db.engine"),
        ("conf/db/my.yaml", "db"),
    ]


def test_commands_choose_other_options_and_add_groups():
    _, chosen = composed("python train.py model=vit ~db opt=adam lr=3")
    assert [path for path, _ in chosen] == [
        "conf/config.yaml",
        "conf/model/vit.yaml",
        "conf/opt/adam.yaml",
    ]
    _, many = composed("python train.py -m model=vit,old")
    assert {"conf/model/vit.yaml", "conf/model/old.yaml"} <= {path for path, _ in many}


def test_a_global_package_puts_a_document_at_the_root_and_override_changes_the_choice():
    base = "defaults:\n  - model: resnet\n  - exp: one\n"
    (alone,) = composed(**{"conf/config.yaml": base})
    assert alone == [
        ("conf/model/vit.yaml", "model"),
        ("conf/exp/one.yaml", ""),
        ("conf/config.yaml", ""),
    ]


def test_options_that_nobody_selects_are_told_with_what_is_not_known():
    found = {
        one.path: one.unknown for one in configuration("python train.py model=vit").hydra.unselected
    }
    assert set(found) == {"conf/model/old.yaml", "conf/opt/adam.yaml"}
    assert found["conf/model/old.yaml"] == ""
    assert "???" in found["conf/opt/adam.yaml"]
    found = {
        one.path: one.unknown for one in configuration("python train.py $MORE").hydra.unselected
    }
    assert "may change anything" in found["conf/model/old.yaml"]


def test_keys_of_chosen_documents_are_read_where_the_whole_is_held():
    found = configuration("python train.py opt=adam")
    uses = lambda path, key: {use.kind for use in found.uses(path, key)}  # noqa: E731
    assert uses("conf/model/resnet.yaml", "depth") == {"read"}
    assert uses("conf/model/vit.yaml", "depth") == {"any"}
    assert uses("conf/model/resnet.yaml", "dead") == set()
    assert uses("conf/db/engine/inno.yaml", "pages") == {"read"}
    assert uses("conf/opt/adam.yaml", "beta") == {"whole"}
    assert uses("conf/config.yaml", "lr") == {"read"}


def test_compose_and_unknown_folders():
    code = """
        from hydra import compose, initialize

        with initialize(config_path="conf"):
            cfg = compose(config_name="config", overrides=["model=old"])
        print(cfg.model.depth)
    """
    found = configuration(**{"train.py": code})
    assert {use.kind for use in found.uses("conf/model/old.yaml", "depth")} == {"read"}
    assert "conf/model/resnet.yaml" in {one.path for one in found.hydra.unselected}
    lost = configuration(**{"train.py": CODE.replace('"conf"', "where()")})
    ((composition,),) = lost.hydra.compositions.values()
    assert composition.unknown == "the primary document is not known"


def test_documents_that_include_each_other_end():
    texts = {"conf/config.yaml": "defaults: [config, model: resnet]\n"}
    assert composed(**texts)
