import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

YACS = """
    from yacs.config import CfgNode as CN

    _C = CN()
    _C.SEED = 1
    _C.MODEL = CN()
    _C.MODEL.LR = 0.1
    _C.MODEL.DEAD = 2

    def get_config(path):
        config = _C.clone()
        config.merge_from_file(path)
        return config
"""
TRAIN = """
    from config import get_config

    cfg = get_config("a.yaml")
    print(cfg.MODEL.LR, cfg.SEED)
"""


def kinds(texts, path, key):
    return {use.kind for use in linked(texts).configuration.uses(path, key)}


def test_settings_made_in_code_are_keys_that_are_followed_to_reads():
    texts = {"config.py": YACS, "train.py": TRAIN, "a.yaml": "MODEL: {LR: 3}\n"}
    assert kinds(texts, "config.py", "MODEL.LR") == {"read"}
    assert kinds(texts, "config.py", "MODEL.DEAD") == set()
    assert kinds(texts, "a.yaml", "MODEL.LR") == {"read"}


def test_a_merged_document_wins_over_what_code_sets_first_and_a_command_over_both():
    code = YACS.replace("return config", "config.merge_from_list(args.opts)\n        return config")
    texts = {"config.py": code, "train.py": TRAIN, "a.yaml": "MODEL: {LR: 3}\n"}
    chain = linked(texts).configuration.chain("config.py", "MODEL.LR")
    assert [one.value for one in chain.setters] == ["0.1", "3"]
    assert [one.setter.value for one in chain.wins if one.setter] == ["3"]


def test_constants_are_read_where_the_module_is_imported():
    config = "LR = 0.1\nSIZE = 3\nDEAD = 4\nNET = {'depth': 3, 'dead': 1}\n"
    train = "import config\nfrom config import SIZE\nprint(config.LR, SIZE, config.NET['depth'])\n"
    texts = {"config.py": config, "train.py": train}
    for key in ("LR", "SIZE", "NET.depth"):
        assert kinds(texts, "config.py", key) == {"read"}, key
    for key in ("DEAD", "NET.dead"):
        assert kinds(texts, "config.py", key) == set(), key
    alone = linked({"config.py": config}).configuration
    assert alone.loaded == {}


def test_modules_of_values_are_documents_for_those_who_load_them_by_path():
    code = """
        import argparse
        from mmengine.config import Config

        parser = argparse.ArgumentParser()
        parser.add_argument("config")
        args = parser.parse_args()
        cfg = Config.fromfile(args.config)
        print(cfg.model.depth, cfg.seed)
    """
    texts = {
        "train.py": code,
        "confs/base.py": "seed = 1\nworkers = 3\nother = 'x'\n",
        "confs/a.py": "_base_ = ['base.py']\nmodel = dict(type='Net', depth=3)\ndead = 2\n",
        "run.sh": "python train.py confs/a.py\n",
    }
    assert kinds(texts, "confs/a.py", "model.depth") == {"read"}
    assert kinds(texts, "confs/a.py", "dead") == set()
    assert kinds(texts, "confs/base.py", "seed") == {"read"}


def test_a_file_that_a_script_executes_sets_the_names_of_the_script():
    train = "import sys\nlr = 1\nexec(open(sys.argv[1]).read())\nprint(lr)\n"
    texts = {"train.py": train, "confs/a.py": "lr = 3\nx = 4\ny = 5\n"}
    texts["run.sh"] = "python train.py confs/a.py\n"
    assert kinds(texts, "confs/a.py", "lr") == {"read"}
    assert kinds(texts, "confs/a.py", "x") == set()


def test_modules_with_code_and_other_names_are_no_documents():
    texts = {"net.py": "a = 1\nb = 2\nc = 3\ndef f(): ...\n", "t.py": "import net\n"}
    assert linked(texts).configuration.loaded == {}
