"""Artifacts that ZenML knows by name."""

from linked import linked

STEPS = """
    from typing import Annotated, Tuple
    import pandas as pd
    from zenml import step
    from zenml.client import Client

    @step
    def load(size: int = 3, way: str = "fast") -> Tuple[
        Annotated[pd.DataFrame, "train_set"], Annotated[pd.DataFrame, "test_set"]
    ]:
        \"\"\"fast\"\"\"
        print("not_given")
        return 1, 2

    @step
    def check() -> Annotated[bool, "passed"]:
        return Client().get_artifact_version("train_set").load().empty

    @step
    def other(model):
        model.get_artifact(name="not_given")
"""
RUN = """
    import os
    from zenml import pipeline
    from steps import check, load, other

    @pipeline
    def training():
        load()
        other(check())

    if __name__ == "__main__":
        path = os.path.join(os.path.dirname(__file__), "configs", "train.yaml")
        training.with_options(config_path=path)()
"""


def test_names_that_are_given_and_asked_for_join_steps():
    edges = linked({"steps.py": STEPS, "run.py": RUN}).pipeline.edges
    found = {(one.kind, one.source, one.target) for one in edges}
    assert {edge for edge in found if "zenml:" in str(edge)} == {
        ("writes", "steps.py:load", "zenml://train_set"),
        ("reads", "zenml://train_set", "steps.py:check"),
    }


def test_the_document_of_a_run_is_read():
    edges = linked({"steps.py": STEPS, "run.py": RUN}).pipeline.edges
    found = [one.source for one in edges if one.kind == "reads" and one.target == "run.py"]
    assert [name.removeprefix("*/") for name in found] == ["configs/train.yaml"]


def test_a_document_that_is_chosen_and_spread():
    run = """
        from zenml import pipeline
        @pipeline
        def training():
            pass
        def main(fast):
            options = {}
            options["config_path"] = "configs/fast.yaml" if fast else "configs/slow.yaml"
            training.with_options(**options)()
        if __name__ == "__main__":
            main(True)
    """
    edges = linked({"run.py": run}).pipeline.edges
    found = {one.source for one in edges if (one.kind, one.target) == ("reads", "run.py")}
    assert found == {"configs/fast.yaml", "configs/slow.yaml"}
