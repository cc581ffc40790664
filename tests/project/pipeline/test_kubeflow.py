"""Kubeflow pipelines of container operations."""

from linked import linked

SCRIPT = "import pandas as pd\npd.read_csv('{0}.csv').to_csv('{1}.csv')\n"
PIPELINE = """
    import kfp
    from kfp import dsl
    from kfp.components import func_to_container_op

    class Prepare(dsl.ContainerOp):
        def __init__(self, name, bucket):
            super(Prepare, self).__init__(
                name=name, image="x", command=["python3", "/app/prepare.py"],
                arguments=["--bucket", bucket], file_outputs={"out": "/out.txt"},
            )

    def train_op(path):
        return dsl.ContainerOp(
            name="train", image="x", command=["sh", "-c"],
            arguments=["python train.py --in %s" % path],
        )

    def report(path):
        open("report.csv", "w")

    report_op = func_to_container_op(report)

    @dsl.pipeline(name="p")
    def whole(bucket):
        prepared = Prepare("prepare", bucket).apply(gcp.use_secret("x"))
        trained = train_op(prepared.output)
        trained.after(prepared)
        told = report_op(prepared.outputs["out"])
        with dsl.Condition(prepared.outputs["out"] > 3):
            other = dsl.ContainerOp(name="other", image="y", command=["curl"])

    if __name__ == "__main__":
        kfp.compiler.Compiler().compile(whole, "p.tar.gz")
"""


def test_operations_are_the_scripts_or_functions_they_run():
    texts = {
        "ml/pipeline.py": PIPELINE,
        "ml/prepare.py": SCRIPT.format("a", "b"),
        "ml/train.py": SCRIPT.format("b", "c"),
    }
    found = {(one.kind, one.source, one.target) for one in linked(texts).pipeline.edges}
    starts = {
        target for kind, source, target in found if (kind, source) == ("starts", "ml/pipeline.py")
    }
    assert starts == {
        "ml/prepare.py", "ml/train.py", "ml/pipeline.py:report", "ml/pipeline.py:other"
    }  # fmt: skip
    assert ("passes", "ml/prepare.py", "ml/pipeline.py:report") in found
    assert ("passes", "ml/prepare.py", "ml/pipeline.py:other") in found
    assert {
        ("order", "ml/prepare.py", "ml/train.py"),
        ("passes", "ml/prepare.py", "ml/train.py"),
    } & found
    assert ("writes", "ml/pipeline.py:report", "report.csv") in found


def test_a_manifest_of_one_job_is_its_step():
    manifest = """
        apiVersion: kubeflow.org/v1
        kind: TFJob
        spec:
          template:
            spec:
              containers:
              - name: tensorflow
                image: x
                command: [python, /opt/workdir/train.py, --lr=1]
    """
    texts = {"jobs/train.yaml": manifest, "src/train.py": SCRIPT.format("a", "b")}
    found = {(one.kind, one.source, one.target) for one in linked(texts).pipeline.edges}
    assert ("starts", "jobs/train.yaml", "src/train.py") in found
