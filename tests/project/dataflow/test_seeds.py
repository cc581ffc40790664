"""What draws, what seeds, and what a seed reaches."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from linked import linked

HEAD = """
    import argparse, random
    import numpy as np
    import torch
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
"""


def reached(body, **more):
    found = linked({"run.py": HEAD + body, **more})
    (option,) = [one for one in found.options if one.option.name == "seed"]
    return found.seeds.reached(option)


@pytest.mark.parametrize(
    "body",
    [
        "    np.random.seed(args.seed)\n",
        "    torch.manual_seed(args.seed + 1)\n",
        "    seed = int(args.seed)\n    random.seed(seed)\n",
        "    def fix(value):\n        np.random.seed(value)\n    fix(args.seed)\n",
        "    model = make(random_state=args.seed)\n",
        "    class A:\n        def __init__(self, s):\n            self.seed = s\n"
        "        def run(self):\n            random.seed(self.seed)\n    A(args.seed)\n",
    ],
)
def test_a_seed_that_arrives(body):
    assert reached(body).arrivals


@pytest.mark.parametrize(
    "body",
    [
        "    print(args.seed)\n",
        "    name = f'run_{args.seed}'\n",
        "    if args.seed:\n        pass\n",
    ],
)
def test_a_seed_that_is_read_in_vain(body):
    assert reached(body).in_vain


def test_out_of_sight_is_not_in_vain():
    found = reached("    import other\n    other.start(args.seed)\n")
    assert not found.in_vain
    assert "other.start" in found.lost
    assert not reached("    pass\n").in_vain  # never read at all: another matter


def test_generators_of_all_that_is_started():
    found = linked(
        {
            "run.py": "import lib, torch\ntorch.manual_seed(3)\nlib.draw()\n",
            "lib.py": "import numpy as np, torch\ndef draw():\n"
            "    np.random.rand(3)\n    torch.randn(2)\n"
            "    np.random.RandomState(3).rand(2)\ndef other():\n    import random\n"
            "    random.random()\n",
        }
    ).seeds
    assert found.started("run.py").unseeded == ("numpy",)
    assert found.of("lib.py").unseeded == ("numpy", "python", "torch")
    assert found.started("run.py").seeded["torch"][0].constant == 3


def test_a_random_state_of_its_own_needs_no_seed():
    text = """
        from sklearn.model_selection import train_test_split
        train_test_split(x, random_state=SEED)
    """
    assert linked({"run.py": text}).seeds.of("run.py").unseeded == ()
    bare = text.replace(", random_state=SEED", "")
    assert linked({"run.py": bare}).seeds.of("run.py").unseeded == ("numpy",)
