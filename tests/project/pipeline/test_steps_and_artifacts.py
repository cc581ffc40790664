"""The pipeline of small repositories, as a reader would draw it."""

from __future__ import annotations

import pytest
from linked import linked, shell

PREPARE = """
    import pandas as pd
    def clean(frame):
        return frame.dropna()
    if __name__ == "__main__":
        clean(pd.read_csv("raw/orders.csv")).to_parquet("build/orders.parquet")
"""
TRAIN = """
    import pandas as pd
    from store import save
    if __name__ == "__main__":
        save(pd.read_parquet("build/orders.parquet"))
"""
STORE = """
    import joblib
    def save(model):
        joblib.dump(model, "models/demand.joblib")
    def load():
        return joblib.load("models/old.joblib")
"""


def edges(project):
    return {(edge.kind, edge.source, edge.target) for edge in project.pipeline.edges}


def test_a_step_reads_and_writes_what_the_functions_it_calls_do():
    found = edges(linked({"prepare.py": PREPARE, "train.py": TRAIN, "store.py": STORE}))
    assert found == {
        ("reads", "raw/orders.csv", "prepare.py"),
        ("writes", "prepare.py", "build/orders.parquet"),
        ("reads", "build/orders.parquet", "train.py"),
        ("writes", "train.py", "models/demand.joblib"),
    }


def test_artifacts_know_who_writes_and_who_reads_them():
    pipeline = linked({"prepare.py": PREPARE, "train.py": TRAIN, "store.py": STORE}).pipeline
    writers = {one: [edge.source for edge in edges] for one, edges in pipeline.writes.items()}
    readers = {one: [edge.target for edge in edges] for one, edges in pipeline.reads.items()}
    assert writers == {
        "build/orders.parquet": ["prepare.py"],
        "models/demand.joblib": ["train.py"],
    }
    assert readers == {"raw/orders.csv": ["prepare.py"], "build/orders.parquet": ["train.py"]}
    for ends in (pipeline.writes, pipeline.reads):
        assert all(edge.artifact == one for one, edges in ends.items() for edge in edges)


def test_hand_offs_without_order_inputs_from_nowhere_and_outputs_for_nobody_are_marked():
    pipeline = linked({"prepare.py": PREPARE, "train.py": TRAIN, "store.py": STORE}).pipeline
    assert pipeline.undeclared == ("build/orders.parquet",)
    assert pipeline.dangling == ("raw/orders.csv",)
    assert pipeline.write_only == ("models/demand.joblib",)


def test_a_driver_that_starts_both_orders_them():
    driver = shell("run.sh", "python prepare.py", "python train.py")
    texts = {"prepare.py": PREPARE, "train.py": TRAIN, "store.py": STORE}
    project = linked(texts, more=(driver,))
    assert {("starts", "run.sh", "prepare.py"), ("starts", "run.sh", "train.py")} <= edges(project)
    assert project.pipeline.undeclared == ()


def test_a_step_that_reads_its_own_output_waits_for_nobody():
    text = """
        import pandas as pd
        if __name__ == "__main__":
            pd.read_csv("in.csv").to_csv("work/cache.csv")
            pd.read_csv("work/cache.csv")
    """
    pipeline = linked({"one.py": text}).pipeline
    assert pipeline.undeclared == ()
    assert pipeline.cycles == ()


def test_steps_that_feed_one_another_are_a_cycle():
    def step(source, target):
        return f"""
            import pandas as pd
            if __name__ == "__main__":
                pd.read_csv("data/{source}.csv").to_csv("data/{target}.csv")
        """

    texts = {"label.py": step("scores", "labels"), "score.py": step("labels", "scores")}
    (cycle,) = linked(texts).pipeline.cycles
    assert {"label.py", "score.py"} <= set(cycle)


def test_tests_and_unused_functions_take_no_part():
    texts = {"prepare.py": PREPARE, "store.py": STORE, "tests/test_x.py": TRAIN}
    names = {end for _, *ends in edges(linked(texts)) for end in ends}
    assert "models/old.joblib" not in names


def test_a_stage_that_starts_one_script_is_that_script():
    stages = """
        stages:
          train:
            cmd: python train.py
            deps: [build/orders.parquet]
            outs: [models/demand.joblib]
    """
    texts = {"train.py": TRAIN, "store.py": STORE, "dvc.yaml": stages}
    pipeline = linked(texts).pipeline
    declared = {(edge.kind, edge.source, edge.target) for edge in pipeline.edges if edge.declared}
    assert ("reads", "build/orders.parquet", "train.py") in declared
    assert all(step.id != "dvc.yaml:train" for step in pipeline.steps)


def test_kedro_nodes_hand_over_in_memory_or_by_their_catalog():
    texts = {
        "conf/base/catalog.yml": """
            orders:
              type: pandas.CSVDataset
              filepath: data/orders.csv
        """,
        "src/shop/nodes.py": """
            def clean(orders):
                return orders
            def fit(clean):
                return 1
        """,
        "src/shop/pipeline.py": """
            from kedro.pipeline import Pipeline, node
            from .nodes import clean, fit
            def create_pipeline(**kwargs):
                return Pipeline([
                    node(clean, inputs="orders", outputs="cleaned", name="clean_node"),
                    node(fit, inputs="cleaned", outputs="model", name="fit_node"),
                ])
        """,
        "src/shop/__init__.py": "",
    }
    found = edges(linked(texts))
    assert ("reads", "data/orders.csv", "src/shop/nodes.py:clean") in found
    assert ("passes", "src/shop/nodes.py:clean", "src/shop/nodes.py:fit") in found


def test_zenml_steps_pass_results():
    texts = {
        "steps.py": """
            from zenml import step
            @step
            def load():
                return 1
            @step
            def fit(data):
                return data
        """,
        "run.py": """
            from zenml import pipeline
            from steps import fit, load
            @pipeline
            def training():
                fit(load())
            if __name__ == "__main__":
                training()
        """,
    }
    found = edges(linked(texts))
    assert ("passes", "steps.py:load", "steps.py:fit") in found
    assert ("starts", "run.py", "steps.py:load") in found


@pytest.mark.parametrize("path", ["/dev/null", "run.log", "/tmp/scratch.csv", "job.pid"])
def test_what_does_not_live_between_runs_is_no_artifact(path):
    text = f"if __name__ == '__main__':\n    open({path!r}, 'w')\n"
    assert linked({"a.py": text}).pipeline.artifacts == ()


def test_the_graph_is_frozen_and_has_every_edge():
    pipeline = linked({"prepare.py": PREPARE, "train.py": TRAIN, "store.py": STORE}).pipeline
    assert pipeline.graph.number_of_edges() == len(pipeline.edges)
    with pytest.raises(Exception, match=r"[Ff]rozen"):
        pipeline.graph.add_node("x")


def test_importing_a_module_runs_its_body_and_not_its_functions():
    texts = {
        "lib.py": "import json\nSETTINGS = json.load(open('settings.json'))\n"
        "def unused():\n    open('never.csv')\n",
        "main.py": "import lib\nif __name__ == '__main__':\n    print(lib.SETTINGS)\n",
    }
    reached = linked(texts).reach.of("main.py")
    assert ("lib.py", 0) in reached
    assert ("reads", "settings.json", "main.py") in edges(linked(texts))
    assert all(name != "never.csv" for _, *ends in edges(linked(texts)) for name in ends)


def test_a_file_that_another_language_names_is_not_from_nowhere():
    read = """
        import pandas as pd
        pd.read_csv("data/segments.csv")
        pd.read_csv("data/orders.csv")
        """
    made = 'write.csv(out, "data/segments.csv")\n'
    project = linked({"train.py": read, "segment.R": made})
    assert project.pipeline.dangling == ("data/orders.csv",)
