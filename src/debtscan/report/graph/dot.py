"""A picture in the language of Graphviz."""

from __future__ import annotations

from debtscan.report.graph.marks import DATA, colour, fill, words
from debtscan.report.graph.picture import Link, Node, Picture
from debtscan.report.look import Look
from debtscan.report.visibility import visible


def draw(picture: Picture, look: Look) -> str:
    """A digraph from left to right; identifiers are the nodes' own, quoted."""
    lines = [
        f"digraph {_quoted(picture.title)} {{",
        "  rankdir=LR;",
        '  node [shape=box, style=filled, fontname="monospace", fontsize=11];',
        *(f"  {_node(node)}" for node in picture.nodes),
        *(f"  {_link(link)}" for link in picture.links),
        *(f"  // {visible(note)}" for note in picture.notes),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _node(node: Node) -> str:
    inside, border = fill(node.kind)
    second = words(node.marks) or node.note
    style = "filled,rounded" if node.kind in DATA else "filled"
    label = f"{visible(node.label)}\n{visible(second)}" if second else visible(node.label)
    attributes = {
        "label": label,
        "style": style,
        "fillcolor": inside,
        "color": colour(node.marks) or border,
        "class": " ".join((node.kind, *node.marks)),
    }
    return f"{_quoted(visible(node.id))} [{_attributes(attributes)}];"


def _link(link: Link) -> str:
    attributes = {"class": " ".join((link.kind, *link.marks))}
    if link.label:
        attributes["label"] = visible(link.label)
    if link.marks or link.kind in ("starts", "order"):
        attributes["style"] = "dashed" if link.marks else "dotted"
        attributes["color"] = colour(link.marks) or "#4a5a63"
    if link.both:
        attributes["dir"] = "none"
    ends = f"{_quoted(visible(link.source))} -> {_quoted(visible(link.target))}"
    return f"{ends} [{_attributes(attributes)}];"


def _attributes(given: dict[str, str]) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in given.items())


def _quoted(words: str) -> str:
    safe = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{safe}"'
