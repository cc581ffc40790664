import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

CODE = """
    import yaml

    def load(path):
        with open(path) as stream:
            return yaml.safe_load(stream)

    def fit(lr, depth=1): ...

    cfg = load("c.yaml")
    other = load("d.yaml")
    train = cfg["train"]
    print(train["epochs"], cfg.get("train", {}).get("seed"), other["train"]["epochs"])
    fit(**cfg["model"])
    external.make(cfg["sink"])
"""
DOCUMENT = """
    train: {epochs: 3, seed: 1, dead: 2}
    model: {lr: 0.1, depth: 2}
    sink: {kind: x}
    root: data
    path: ${root}/x.csv
"""


def project():
    return linked({"a.py": CODE, "c.yaml": DOCUMENT, "d.yaml": "train: {epochs: 4}\n"})


def kinds(path, key):
    return {use.kind for use in project().configuration.uses(path, key)}


def test_keys_are_followed_from_the_load_through_sections_getters_and_parameters():
    assert kinds("c.yaml", "train.epochs") == {"read"}
    assert kinds("c.yaml", "train.seed") == {"read"}
    assert kinds("c.yaml", "train.dead") == set()
    assert kinds("c.yaml", "model.lr") == {"parameter"}
    assert kinds("c.yaml", "sink.kind") == {"whole"}


def test_each_caller_of_a_loader_gets_its_own_document():
    found = project()
    file = found.files["a.py"]
    assert found.configuration.value_for(file, 0, ("train", "epochs")) == (3,)
    assert found.configuration.value_for(file, 0, ("other", "train", "epochs")) == (4,)


def test_values_resolve_interpolation():
    found = project()
    assert found.configuration.setting(found.files["a.py"], 0, ("cfg", "path")) == "data/x.csv"
    assert found.configuration.value_for(found.files["a.py"], 0, ("cfg", "none")) == ()


def test_coverage_says_what_is_left():
    coverage = project().configuration.coverage
    assert coverage.known < coverage.total
    assert coverage.causes[0][0] == "read nowhere, though its document is followed"


def test_readers_say_which_were_followed_and_which_only_have_the_name():
    texts = {"a.py": CODE, "b.py": "print(thing.epochs)\n", "c.yaml": DOCUMENT, "d.yaml": "x: 1\n"}
    found = linked(texts).configuration.readers("c.yaml", "train.epochs")
    assert {(one.path, one.exact) for one in found} == {("a.py", True), ("b.py", False)}


def test_paths_take_the_values_of_configuration():
    code = """
        import pandas as pd
        from omegaconf import OmegaConf

        cfg = OmegaConf.load("c.yaml")
        pd.read_csv(cfg.path)
    """
    found = linked({"a.py": code, "c.yaml": DOCUMENT})
    file = found.files["a.py"]
    call = next(one for one in file.calls if one.callee.endswith("read_csv"))
    assert found.values.pattern(file, call.arguments[0], call.scope) == "data/x.csv"


def test_a_computed_key_reads_one_of_several_and_a_loop_reads_each():
    code = """
        import sys
        import yaml

        cfg = yaml.safe_load(open("c.yaml"))
        print(cfg["models"][sys.argv[1]]["lr"])
        chosen = cfg["models"][sys.argv[1]]
        print(chosen["depth"], cfg["stages"][int(sys.argv[2])]["name"])
        for name, one in cfg["models"].items():
            print(one["seed"])
    """
    document = "models: {a: {lr: 1, depth: 2, seed: 3}, b: {lr: 1}}\nstages: [{name: x}]\n"
    found = linked({"a.py": code, "c.yaml": document}).configuration
    surest = {
        name: {use.kind for use in found.uses("c.yaml", f"models.a.{name}")}
        for name in ("lr", "depth", "seed")
    }
    assert "any" in surest["lr"]
    assert "any" in surest["depth"]
    assert "read" not in surest["lr"] | surest["depth"]
    assert "read" in surest["seed"]
    assert {use.kind for use in found.uses("c.yaml", "stages[0].name")} == {"read"}
