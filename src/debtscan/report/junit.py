"""JUnit's XML, the dialect that GitLab, Jenkins and Azure read: a failed test a finding.

The gate has a suite of its own, with a test for each floor and limit; its properties say what
the report leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from debtscan.model import Finding
from debtscan.report.content import Report
from debtscan.report.look import Look
from debtscan.report.places import COLUMNS, file_line, repository_path
from debtscan.report.remarks import remarks, to_look_at
from debtscan.report.verdict_text import check_line, limit_line
from debtscan.report.visibility import visible
from debtscan.report.wording import effort


def render(report: Report, look: Look) -> str:
    """The document, UTF-8, with as many failures as there are findings and failed gates."""
    root = Element("testsuites", name="debtscan")
    for rule, found in groupby(sorted(report.by_place(), key=_rule), key=_rule):
        _suite(root, visible(rule), [_failed(finding, report) for finding in found])
    gate = _suite(root, "gate", [*_gates(report)])
    gate.insert(0, _properties(report))
    total = sum(int(suite.get("failures", "0")) for suite in root)
    root.set("tests", str(sum(int(suite.get("tests", "0")) for suite in root)))
    root.set("failures", str(total))
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _rule(finding: Finding) -> str:
    return finding.rule


def _suite(root: Element, name: str, cases: list[Element]) -> Element:
    failures = sum(case.find("failure") is not None for case in cases)
    suite = SubElement(root, "testsuite", name=name, tests=str(len(cases)))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    suite.extend(cases)
    return suite


def _properties(report: Report) -> Element:
    listed = Element("properties")
    for kind, line in (*remarks(report), *to_look_at(report)):
        SubElement(listed, "property", name=f"debtscan.{kind}", value=visible(line))
    SubElement(listed, "property", name="debtscan.columns", value=COLUMNS)
    return listed


def _failed(finding: Finding, report: Report) -> Element:
    path = visible(repository_path(finding.at.path, report.prefix))
    line = str(file_line(finding.at))
    name = visible(f"{finding.at} {finding.subject}")
    case = Element("testcase", name=name, classname=path, file=path, line=line, time="0")
    message = visible(finding.message)
    failure = SubElement(case, "failure", message=message, type=visible(finding.rule))
    failure.text = "\n".join(_body(finding, report.page_of(finding)))
    return case


def _body(finding: Finding, page: str) -> Iterator[str]:
    yield visible(f"{finding.at}: {finding.message}")
    yield visible(f"why: {finding.why}")
    yield visible(f"do: {finding.advice} ({effort(finding.minutes)})")
    if page:
        yield visible(f"page: {page}")
    for related in finding.related:
        yield visible(f"see: {related.at} {related.role}")


def _gates(report: Report) -> Iterator[Element]:
    for check in report.verdict.checks:
        yield _gate(f"--fail-under {check.name}", check_line(check), check.passed)
    for limit in report.verdict.limits:
        yield _gate(limit.option, limit_line(limit), limit.passed)


def _gate(name: str, line: str, passed: bool) -> Element:
    case = Element("testcase", name=name, classname="debtscan", time="0")
    if not passed:
        SubElement(case, "failure", message=line, type="gate")
    return case
