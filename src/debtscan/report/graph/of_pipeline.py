"""The pipeline that really exists, as a picture: steps, what they exchange, what is amiss."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.project import Pipeline, Project
from debtscan.report.graph.picture import Link, Node, Picture, picture
from debtscan.rulekit.wording import count


def _picture(pipeline: Pipeline, name: str) -> Picture:
    """Steps and artifacts; marks as the pipeline gives them."""
    return picture("pipeline", _title(pipeline, name), _nodes(pipeline), _links(pipeline))


def of_project(project: Project, name: str) -> Picture:
    """The picture of a project's pipeline."""
    return _picture(project.pipeline, name)


def _title(pipeline: Pipeline, name: str) -> str:
    amiss = (
        (len(pipeline.undeclared), "undeclared hand-off"),
        (len(pipeline.dangling), "dangling input"),
        (len(pipeline.write_only), "write-only output"),
        (len(pipeline.cycles), "cycle"),
    )
    size = [(len(pipeline.steps), "step"), (len(pipeline.artifacts), "artifact")]
    said = [count(number, word) for number, word in (*size, *amiss) if number or word == "step"]
    return f"pipeline of {name}: {', '.join(said)}"


def _nodes(pipeline: Pipeline) -> Iterator[Node]:
    turning = {step for cycle in pipeline.cycles for step in cycle}
    for step in pipeline.steps:
        marks = ("cycle",) if step.id in turning else ()
        note = step.side or ("" if step.kind == "script" else step.kind)
        yield Node(step.id, step.id, step.kind, step.path, marks, note, step.at)
    for one in pipeline.artifacts:
        path = one.id if one.kind == "file" and not one.id.startswith("/") else ""
        yield Node(one.id, one.id, one.kind, path, one.marks)


def _links(pipeline: Pipeline) -> Iterator[Link]:
    for edge in pipeline.edges:
        yield Link(edge.source, edge.target, edge.kind, edge.marks, at=edge.at)
