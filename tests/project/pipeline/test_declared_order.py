"""Order that Makefiles, CI, compose files and Argo declare."""

from textwrap import dedent

from linked import linked

from debtscan.facts import FileFacts, Kind
from debtscan.syntax import extract

SCRIPTS = {
    f"{name}.py": f"import json\njson.dump(1, open('out/{name}.json', 'w'))\n"
    for name in ("get", "fit", "tell")
}


def order(texts, more=()):
    edges = linked({**SCRIPTS, **texts}, more=more).pipeline.edges
    return {(one.source, one.target) for one in edges if one.kind == "order"}


def test_prerequisites_of_targets_hand_on_what_is_no_step():
    text = "all: tell\ntell: fit\n\tpython tell.py\nfit: dirs\n\tpython fit.py\n"
    text += "dirs: get\n\tmkdir -p out\nget:\n\tpython get.py\nfit dirs: fit\n"
    made = extract(Kind.MAKE, text.encode())
    assert isinstance(made, FileFacts)
    found = order({}, (made.placed("Makefile", made.role),))
    assert found == {("get.py", "fit.py"), ("fit.py", "tell.py")}


def test_needs_of_jobs():
    text = """
        on: push
        jobs:
          get:
            steps: [{run: python get.py}]
          fit:
            needs: get
            steps: [{run: python fit.py}]
          tell:
            needs: [get, fit]
            steps: [{run: python tell.py}]
    """
    path = ".github/workflows/train.yml"
    assert order({path: text}) == {
        (f"{path}:get", f"{path}:fit"),
        (f"{path}:get", f"{path}:tell"),
        (f"{path}:fit", f"{path}:tell"),
    }


def test_services_wait_for_services():
    text = """
        services:
          fit: {build: ., command: python fit.py, depends_on: [get]}
          get: {build: ., command: python get.py}
          tell:
            build: .
            command: python tell.py
            depends_on:
              fit: {condition: service_completed_successfully}
    """
    assert order({"compose.yaml": text}) == {
        ("compose.yaml:get", "compose.yaml:fit"),
        ("compose.yaml:fit", "compose.yaml:tell"),
    }


def test_tasks_of_argo_are_their_templates():
    text = """
        apiVersion: argoproj.io/v1alpha1
        kind: Workflow
        spec:
          templates:
          - name: whole
            dag:
              tasks:
              - {name: a, template: get-data}
              - {name: b, template: fit-model, dependencies: [a]}
          - name: get-data
            container: {image: x, command: [python, /app/get.py]}
          - name: fit-model
            container: {image: x, command: [python, /app/fit.py]}
    """
    assert order({"flow.yaml": text}) == {("flow.yaml:get-data", "flow.yaml:fit-model")}


def test_members_of_a_list_that_depend_on_others():
    text = """
        tasks:
          in:
            - ID: get-data
              payload: {image: x, command: [python, /app/get.py]}
            - ID: fit-model
              dependencies: [get-data]
              payload: {image: x, command: [python, /app/fit.py]}
    """
    assert order({"tasks.yml": text}) == {("tasks.yml:get-data", "tasks.yml:fit-model")}


def test_a_circle_of_targets_ends():
    text = "a: b\nb: a\n\techo\nget: a\n\tpython get.py\n"
    made = extract(Kind.MAKE, dedent(text).encode())
    assert isinstance(made, FileFacts)
    assert order({}, (made.placed("Makefile", made.role),)) == set()
