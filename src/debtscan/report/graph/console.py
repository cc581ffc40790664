"""A picture as lines of text: what is amiss first, then every node with its links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.report.console.paper import Paper
from debtscan.report.graph.marks import DATA, MARKS, words
from debtscan.report.graph.order import upstream_first
from debtscan.report.graph.picture import Link, Node, Picture
from debtscan.report.look import Look

_OUT = {
    "writes": "writes",
    "starts": "starts",
    "passes": "passes on to",
    "order": "runs before",
    "imports": "imports",
    "declares": "declares",
    "read": "read in",
}
_IN = {"reads": "reads", "passes": "takes over from"}


def draw(picture: Picture, look: Look) -> str:
    """Data stands under the code that reads or writes it; code in the order it can run."""
    paper = Paper(look)
    paper.line((picture.title, "bold"))
    paper.blank()
    _amiss(paper, picture)
    _all(paper, picture)
    for note in picture.notes:
        paper.paragraph(note, indent=0, style="dim")
    return paper.text()


def _amiss(paper: Paper, picture: Picture) -> None:
    lines = [*_marked_nodes(picture), *_marked_links(picture)]
    for line in lines:
        paper.line(("  ! ", "red"), (line, ""))
    if lines:
        paper.blank()


def _marked_nodes(picture: Picture) -> Iterator[str]:
    for node in picture.nodes:
        if node.marks and picture.subject != "clones":
            yield f"{node.label}: {words(node.marks)}"


def _marked_links(picture: Picture) -> Iterator[str]:
    """Each marked hand-off on one line: who writes, what, who reads."""
    if picture.subject != "pipeline":
        return
    ends: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for link in picture.links:
        if "undeclared" in link.marks and link.kind in ("reads", "writes"):
            data, step = (link.source, link.target)[:: 1 if link.kind == "reads" else -1]
            ends[data][link.kind == "reads"].append(step)
    for data, (writers, readers) in sorted(ends.items()):
        if writers and readers:
            chain = f"{', '.join(writers)} → {data} → {', '.join(readers)}"
            yield f"{chain}: {MARKS['undeclared'][0]}"


def _all(paper: Paper, picture: Picture) -> None:
    out: dict[str, list[Link]] = defaultdict(list)
    into: dict[str, list[Link]] = defaultdict(list)
    for link in picture.links:
        out[link.source].append(link)
        into[link.target].append(link)
    for node in upstream_first(picture):
        if _has_own_lines(node, out[node.id]):
            _node(paper, picture, node, into[node.id], out[node.id])


def _has_own_lines(node: Node, out: Sequence[Link]) -> bool:
    """Data, and what only others point to, is told with its neighbours."""
    return node.kind not in DATA and (
        node.kind not in ("module", "function", "option") or bool(out)
    )


def _node(
    paper: Paper, picture: Picture, node: Node, into: Sequence[Link], out: Sequence[Link]
) -> None:
    note = node.note or ("" if node.kind in ("script", "module", "function") else node.kind)
    paper.line((f"  {node.label}", "bold"), (f"  {note}" if note else "", "dim"))
    for link in into:
        if link.kind in _IN:
            _link(paper, _IN[link.kind], picture.by_id[link.source], link)
    for link in out:
        _link(paper, _OUT.get(link.kind, link.kind), picture.by_id[link.target], link)
    paper.blank()


def _link(paper: Paper, verb: str, other: Node, link: Link) -> None:
    marks = words(tuple(dict.fromkeys((*link.marks, *(other.marks if other.kind in DATA else ())))))
    label = f"  {link.label}" if link.label else ""
    said = f"  ({marks})" if marks else ""
    paper.line((f"    {verb:<15} ", "dim"), (other.label, ""), (label, "dim"), (said, "red"))
