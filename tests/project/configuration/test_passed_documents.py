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
