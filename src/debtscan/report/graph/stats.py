"""How much of a project the model knows, honestly, with the causes of the rest."""

from __future__ import annotations

from debtscan.project import Project
from debtscan.project.coverage import Coverage
from debtscan.report.console.paper import Paper
from debtscan.report.look import Look

_CAUSES = 5


def questions(project: Project) -> dict[str, Coverage]:
    """What is asked -> how much of it is known."""
    return {
        "I/O calls whose path is known to its ending": project.artifacts.path_coverage,
        "calls that lead to a definition here or to a library": project.calls.coverage,
        "calls of functions of this project that are resolved": project.calls.repository_coverage,
        "declared options whose readers are known": project.option_coverage,
        "configuration keys that are attributed": project.configuration.coverage,
    }


def statistics(project: Project, name: str, look: Look) -> str:
    """A line for each question, its commonest gaps below it."""
    paper = Paper(look)
    paper.line((f"what debtscan knows of {name}", "bold"))
    paper.blank()
    for question, coverage in questions(project).items():
        _question(paper, question, coverage)
    return paper.text()


def _question(paper: Paper, question: str, coverage: Coverage) -> None:
    if not coverage.total:
        paper.line(("       -  ", "dim"), (question, ""), ("  none here", "dim"))
        return
    share, of = f"{coverage.share:>7.1%}", f"  {coverage.known:,} of {coverage.total:,}"
    paper.line((f" {share}  ", "bold"), (question, ""), (of, "dim"))
    for cause, number in coverage.causes[:_CAUSES]:
        paper.line((f"          {number:>6,}  {cause}", "dim"))
    rest = sum(number for _, number in coverage.causes[_CAUSES:])
    if rest:
        paper.line((f"          {rest:>6,}  other causes", "dim"))
