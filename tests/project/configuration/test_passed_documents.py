import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

CODE = """
    import argparse
    import yaml

    parser = argparse.ArgumentParser()
    parser.add_argument("--hyp")
    parser.add_argument("--data")
    args = parser.parse_args()
    with open(args.hyp) as stream:
        hyp = yaml.safe_load(stream)
    print(hyp["lr"])
"""


def uses(command):
    texts = {"train.py": CODE, "run.sh": f"{command}\n", "a.yaml": "lr: 1\n"}
    return linked(texts).configuration.uses("a.yaml", "lr")


def test_a_document_is_held_by_what_loads_the_option_it_is_passed_as():
    assert {use.path for use in uses("python train.py --hyp a.yaml")} == {"train.py"}
    assert uses("python train.py --data a.yaml") == ()


def test_a_path_written_beside_a_script_means_the_document_of_its_own_folder():
    code = CODE.replace("args.hyp", "args.data")
    texts = {f"{name}/train.py": code for name in ("one", "two")}
    texts |= {f"{name}/hparams/a.yaml": "lr: 1\n" for name in ("one", "two")}
    texts |= {
        f"{name}/run.sh": "python train.py --data hparams/a.yaml\n" for name in ("one", "two")
    }
    found = linked(texts).configuration
    assert {use.path for use in found.uses("one/hparams/a.yaml", "lr")} == {"one/train.py"}


def test_a_document_of_an_unknown_name_is_only_one_of_many():
    code = """
        import yaml

        def load(name):
            with open(f"confs/{name}.yaml") as stream:
                return yaml.safe_load(stream)

        print(load(input())["lr"])
    """
    found = linked({"a.py": code, "confs/a.yaml": "lr: 1\n", "confs/b.yaml": "lr: 2\n"})
    assert {use.kind for use in found.configuration.uses("confs/a.yaml", "lr")} == {"any"}
    assert found.configuration.exact_coverage.known == 0


def test_a_shared_loader_gives_each_script_the_documents_it_is_started_with():
    shared = """
        import argparse
        import yaml

        def options():
            parser = argparse.ArgumentParser()
            parser.add_argument("--opt")
            args = parser.parse_args()
            with open(args.opt) as stream:
                return yaml.safe_load(stream)
    """
    script = "from shared import options\ncfg = options()\nprint(cfg['lr'])\n"
    texts = {"shared.py": shared, "train.py": script, "test.py": script, "other.py": script}
    texts |= {"a.yaml": "lr: 1\n", "b.yaml": "lr: 2\n"}
    texts["run.sh"] = "python train.py --opt a.yaml\npython test.py --opt b.yaml\n"
    found = linked(texts).configuration
    assert {use.path for use in found.uses("a.yaml", "lr")} == {"train.py", "other.py"}
    assert {use.path for use in found.uses("b.yaml", "lr")} == {"test.py", "other.py"}
