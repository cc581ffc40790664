"""A picture as a Mermaid flowchart, which GitHub and GitLab draw inside Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.report.graph.marks import DATA, colour, fill, words
from debtscan.report.graph.picture import Link, Node, Picture
from debtscan.report.look import Look
from debtscan.report.visibility import visible

_ARROWS = {"starts": "-.->", "order": "-.->"}


def draw(picture: Picture, look: Look) -> str:
    """`flowchart LR`, a class for each look; nodes are numbered, since names may be anything."""
    numbers = {node.id: f"n{number}" for number, node in enumerate(picture.nodes)}
    lines = [
        "flowchart LR",
        *(f"  %% {_plain(note)}" for note in (picture.title, *picture.notes)),
        *(f"  {_node(node, numbers[node.id])}" for node in picture.nodes),
        *(f"  {_link(link, numbers)}" for link in picture.links),
        *_styles(picture, numbers),
    ]
    return "\n".join(lines) + "\n"


def _node(node: Node, number: str) -> str:
    second = words(node.marks) or node.note
    label = _escaped(node.label) + (f"<br/>{_escaped(second)}" if second else "")
    opening, closing = ("([", "])") if node.kind in DATA else ("[", "]")
    return f'{number}{opening}"{label}"{closing}'


def _link(link: Link, numbers: dict[str, str]) -> str:
    arrow = "---" if link.both else _ARROWS.get(link.kind, "-->")
    said = " ".join(filter(None, (link.label, words(link.marks))))
    label = f'|"{_escaped(said)}"|' if said else ""
    return f"{numbers[link.source]} {arrow}{label} {numbers[link.target]}"


def _styles(picture: Picture, numbers: dict[str, str]) -> Iterator[str]:
    looks: dict[tuple[str, str, int], list[str]] = {}
    for node in picture.nodes:
        inside, border = fill(node.kind)
        look = (inside, colour(node.marks) or border, 3 if node.marks else 1)
        looks.setdefault(look, []).append(numbers[node.id])
    for number, ((inside, border, width), members) in enumerate(looks.items()):
        style = f"fill:{inside},stroke:{border},stroke-width:{width}px,color:#1d2529"
        yield f"  classDef c{number} {style}"
        yield f"  class {','.join(members)} c{number}"
    for number, link in enumerate(picture.links):
        if colour(link.marks):
            yield f"  linkStyle {number} stroke:{colour(link.marks)},stroke-width:2px"


def _escaped(words: str) -> str:
    """Entity codes for all that Mermaid or Markdown could read as their own."""
    return "".join(
        char if char.isalnum() or char in " _/.,:-=+…→~" else f"#{ord(char)};"
        for char in visible(words)
    )


def _plain(words: str) -> str:
    return "".join(char if char.isalnum() or char in " _/.,:-" else "_" for char in visible(words))
