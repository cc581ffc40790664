"""Calls on what hands back, wraps or prepares an object keep the object's class."""

from test_inference import linked

KIT = """
    import torch.nn as nn
    from sklearn.base import BaseEstimator
    class Net(nn.Module):
        def freeze(self):
            self.frozen = True
            return self
        def store(self): ...
    class Ranker(BaseEstimator):
        def rank(self): ...
"""


def meant(body):
    """Line -> what the last call on it means, for calls of `store` and `rank`."""
    project = linked({"kit.py": KIT, "run.py": body})
    return [
        [one.name for one in project.calls.any_targets("run.py", index)]
        for index, call in enumerate(project.files["run.py"].calls)
        if call.callee.endswith((".store", ".rank"))
    ]


def test_what_moves_a_model_gives_it_back():
    assert (
        meant(
            """
        import torch
        from kit import Net
        from torch import nn
        def main(device):
            Net().cuda().store()
            net = Net().to(device).train().freeze()
            net.apply(print).share_memory().store()
            many = nn.DataParallel(net)
            many.module.store()
            torch.compile(many)._orig_mod.store()
        """
        )
        == [["Net.store"]] * 4
    )


def test_what_prepares_models_gives_them_back():
    assert (
        meant(
            """
        from accelerate import Accelerator
        from kit import Net
        accelerator = Accelerator()
        net, optimizer = accelerator.prepare(Net(), object())
        net.store()
        accelerator.unwrap_model(net).store()
        accelerator.prepare(net).store()
        """
        )
        == [["Net.store"]] * 3
    )


def test_estimators_give_themselves_back_from_fit():
    assert meant("from kit import Ranker\nRanker().fit([1]).rank()\n") == [["Ranker.rank"]]


def test_a_variable_named_like_the_module_its_class_came_from():
    project = linked(
        {
            "trainer.py": "class Trainer:\n    def fit(self): ...\nclass Other: ...\n",
            "run.py": """
                from trainer import Other, Trainer
                trainer = Trainer()
                trainer.fit()
                other = Other()
            """,
        }
    )
    targets = [project.calls.target("run.py", index) for index in range(3)]
    assert [one and one.name for one in targets] == ["Trainer", "Trainer.fit", "Other"]
