"""Metaflow's steps and Luigi's tasks."""

from linked import linked

FLOW = """
    from metaflow import FlowSpec, IncludeFile, Parameter, step, trigger_on_finish
    import pandas as pd

    class Train(FlowSpec):
        table = IncludeFile("table", default="data/raw.csv")

        @step
        def start(self):
            self.frame = pd.read_csv("data/in.csv")
            self.size = 3
            self.next(self.left, self.right)

        @step
        def left(self):
            self.fitted = self.frame.mean()
            self.next(self.join)

        @step
        def right(self):
            self.next(self.join)

        @step
        def join(self, inputs):
            print(self.size)
            self.next(self.end)

        @step
        def end(self):
            self.fitted.to_csv("out.csv")

    if __name__ == "__main__":
        Train()
"""


def edges(texts):
    return {(one.kind, one.source, one.target) for one in linked(texts).pipeline.edges}


def test_steps_follow_and_hand_on_what_they_keep():
    found = edges({"flow.py": FLOW})
    assert {(a, b) for kind, a, b in found if kind == "starts"} == {
        ("flow.py", f"flow.py:{name}") for name in ("start", "left", "right", "join", "end")
    }
    assert {(a[8:], b[8:]) for kind, a, b in found if kind == "passes"} == {
        ("start", "left"),
        ("start", "join"),
        ("left", "end"),
    }
    assert {(a[8:], b[8:]) for kind, a, b in found if kind == "order"} == {
        ("start", "right"),
        ("left", "join"),
        ("right", "join"),
        ("join", "end"),
    }


def test_files_belong_to_the_step_that_touches_them():
    found = edges({"flow.py": FLOW})
    assert ("reads", "data/in.csv", "flow.py:start") in found
    assert ("writes", "flow.py:end", "out.csv") in found
    assert ("reads", "data/raw.csv", "flow.py") in found
    assert ("writes", "flow.py", "out.csv") not in found


def test_flows_that_wait_for_flows():
    after = FLOW.replace("class Train", '@trigger_on_finish(flow="Train")\n    class Score')
    found = edges({"flow.py": FLOW, "score.py": after.replace("Train()", "Score()")})
    assert ("order", "flow.py", "score.py") in found


LUIGI = """
    import luigi
    import pandas as pd

    class Fetch(luigi.Task):
        day = luigi.DateParameter()
        def output(self):
            return luigi.LocalTarget(f"data/{self.day}.csv")
        def run(self):
            pd.read_csv("raw.csv").to_csv(self.output().path)

    class Check(luigi.Task):
        def run(self):
            print(1)

    class Fit(luigi.Task):
        def requires(self):
            return {"data": [Fetch(day=d) for d in self.days], "check": Check()}
        def output(self):
            return {"model": luigi.LocalTarget("model.pkl")}
        def run(self):
            print(self.input())

    class All(luigi.WrapperTask):
        def requires(self):
            yield Fit()

    if __name__ == "__main__":
        luigi.build([All()])
"""


def test_luigi_tasks_read_what_they_require():
    found = edges({"tasks.py": LUIGI})
    assert {
        ("reads", "raw.csv", "tasks.py:Fetch"),
        ("writes", "tasks.py:Fetch", "data/*.csv"),
        ("reads", "data/*.csv", "tasks.py:Fit"),
        ("order", "tasks.py:Check", "tasks.py:Fit"),
        ("writes", "tasks.py:Fit", "model.pkl"),
        ("reads", "model.pkl", "tasks.py:All"),
    } <= found
