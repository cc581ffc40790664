"""HTML reports of fixed content, and a reader of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

from report_samples import CLONE, NOTEBOOK, UNREAD_OPTION, excerpt, report

from debtscan.acceptance import Acceptance, Complaint, Record, Suppressed
from debtscan.facts import Unread
from debtscan.model import Location, Related
from debtscan.report import ExcerptLine, Look, Report, RuleInfo, render
from debtscan.score import CONSTANTS, Floors, Size, grade, judge

INLINE = {"a", "b", "code", "i", "span", "wbr"}
VOID = {"meta", "link", "input", "br", "img", "wbr", "hr"}


class Read(HTMLParser):
    """A page taken apart: its elements in order, and the text in each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[int] = []
        self.texts: Counter[int] = Counter()
        self.words: dict[int, list[str]] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in INLINE:
            self.handle_data(" ")
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag):
        assert self.elements[self.open[-1]][0] == tag, "elements close in order"
        self.open.pop()

    def handle_data(self, data):
        for number in self.open:
            self.words.setdefault(number, []).append(data)

    def text(self, tag: str, **wanted: str) -> list[str]:
        """What stands in each such element, on one line."""
        return [
            " ".join("".join(self.words.get(number, ())).split())
            for number, (name, attributes) in enumerate(self.elements)
            if name == tag and wanted.items() <= attributes.items()
        ]


def page(sample: Report | None = None, **look) -> str:
    return render(sample or report(), "html", Look(**{"excerpt": excerpt, **look}))


def body(sample: Report | None = None, **look) -> str:
    (text,) = Read(page(sample, **look)).text("main")
    return text


def calibrated(sample: Report) -> Report:
    """Graded by the numbers that ship, so that it has a percentile."""
    card = grade(sample.findings, Size(2400, 2380), {}, CONSTANTS)
    return replace(sample, scorecard=card)


def rows_of(text: str) -> list[dict]:
    """The rows of the script's data."""
    raw = re.search(r'<script type="application/json" id="index">(.*?)</script>', text, re.S)
    data = json.loads(raw[1])
    return [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]


ACCEPTED = Acceptance(
    suppressed=(Suppressed(CLONE, "comment", "kept for the paper", Location("a.py", 3)),),
    complaints=(Complaint(Location("a.py", 7), "`commented-code` finds nothing here"),),
    in_baseline=(NOTEBOOK,),
    stale=(Record("gone.py", "commented-code", "x = 1"),),
)
KNOWN = replace(report((UNREAD_OPTION, NOTEBOOK)), findings=(UNREAD_OPTION,), acceptance=ACCEPTED)


def odd(text: str) -> Report:
    """A report with foreign text wherever foreign text can be."""
    at = Location(text, 3, 2)
    finding = replace(
        CLONE, at=at, message=text, advice=text, why=text, related=(Related(at, text),)
    )
    sample = report((finding, NOTEBOOK), unread=(Unread(text, "syntax", text, 3),))
    rule = RuleInfo(
        CLONE.rule, CLONE.category, text, f"javascript:{text}", page=f"## What it does\n{text}"
    )
    return replace(
        sample,
        root=text,
        targets=(text,),
        findings=(finding,),
        rules={CLONE.rule: rule},
        verdict=judge(sample.scorecard, Floors(99.0)),
        acceptance=Acceptance(
            suppressed=(Suppressed(finding, "comment", text, at),),
            complaints=(Complaint(at, text),),
            in_revision=(NOTEBOOK,),
            stale=(Record(text, "commented-code", text),),
            revision=text,
        ),
    )


def odd_page(text: str) -> str:
    return page(odd(text), excerpt=lambda at: ((ExcerptLine(3, text),), 0))
