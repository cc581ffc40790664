"""Findings, sizes and files for the properties of the score."""

from __future__ import annotations

import msgspec
from hypothesis import strategies as st

from debtscan.facts import Definition, FileFacts, Kind, Span, Statements
from debtscan.model import Category, Confidence, Finding, Location, Severity
from debtscan.score import Size

PATHS = ("a.py", "b.py", "c.py")
CATEGORIES = (
    Category.GLUE_CODE,
    Category.PIPELINE_JUNGLES,
    Category.DEAD_EXPERIMENTS,
    Category.CONFIG_SPRAWL,
    Category.REPRODUCIBILITY,
)


def finding(
    category: Category = Category.GLUE_CODE,
    *,
    rule: str = "some-rule",
    minutes: int = 30,
    confidence: Confidence = Confidence.HIGH,
    at: Location | None = None,
    subject: str = "",
) -> Finding:
    at = at or Location("a.py", 1)
    return Finding(
        rule,
        category,
        at,
        "seen",
        "costly",
        "repair it",
        subject,
        confidence,
        Severity.MEDIUM,
        minutes,
        f"{rule}{subject}{at}",
    )


def source(path: str, statements: int, first: int = 0) -> FileFacts:
    """A module whose statements are all different, and different from other ``first``s."""
    rows = tuple(range(first, first + statements))
    lines = tuple(range(1, statements + 1))
    return FileFacts(
        Kind.PYTHON,
        path,
        size=statements,
        statements=Statements(lines, lines, (0,) * statements, (0,) * statements, rows, rows),
    )


def holding(file: FileFacts, shape: int, functions: int = 5) -> FileFacts:
    """The same file with functions of equal length, whose statements are of shapes from there."""
    rows = len(file.statements.lines)
    each = rows // functions
    bodies = tuple(
        Definition(
            f"f{n}",
            "function",
            Span(n * each + 1),
            0,
            (),
            (),
            (),
            each,
            n * each,
            (n + 1) * each,
            shape=1,
        )
        for n in range(functions)
    )
    shapes = tuple(range(shape, shape + rows))
    statements = msgspec.structs.replace(file.statements, shapes=shapes)
    return msgspec.structs.replace(file, definitions=bodies, statements=statements)


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    def one(number: int) -> Finding:
        line = draw(st.integers(1, 90))
        return finding(
            draw(st.sampled_from(CATEGORIES)),
            rule=draw(st.sampled_from(["one", "two", "three"])),
            minutes=draw(st.integers(1, 480)),
            confidence=draw(st.sampled_from(Confidence)),
            at=Location(
                draw(st.sampled_from(PATHS)), line, end_line=line + draw(st.integers(0, 60))
            ),
            subject=str(number),
        )

    return [one(number) for number in range(draw(st.integers(0, 12)))]


sizes = st.builds(
    lambda statements, live, keys, files, unread: Size(
        statements, min(statements, live), keys, files, unread, unread / (files + unread + 1)
    ),
    st.integers(0, 40_000),
    st.integers(0, 40_000),
    st.integers(0, 3_000),
    st.integers(0, 500),
    st.sampled_from([0.0, 0.5, 1.0, 7.0]),
)
