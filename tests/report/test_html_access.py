"""Everybody can read an HTML report: structure, names, contrast."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from html_pages import KNOWN, Read, calibrated, page
from report_samples import report

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.mark.parametrize("sample", [report(), KNOWN, report(()), calibrated(report())])
def test_headings_tables_and_controls_are_named(sample):
    read = Read(page(sample))
    levels = [int(tag[1]) for tag, _ in read.elements if tag in HEADINGS]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(attributes.get("scope") for tag, attributes in read.elements if tag == "th")
    drawings = [
        attributes for tag, attributes in read.elements if tag == "svg" and attributes.get("role")
    ]
    assert all(attributes["aria-label"] for attributes in drawings)
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in read.elements:
        if tag == "a" and attributes["href"].startswith("#"):
            assert attributes["href"][1:] in ids
        if tag == "section":
            assert attributes["aria-labelledby"] in ids
    assert [a["lang"] for t, a in read.elements if t == "html"] == ["en"]


def test_colours_of_both_schemes_have_contrast():
    (style,) = re.findall(r"<style>(.*?)</style>", page(), re.S)
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w+)", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.S)[:2]
    )
    for colours in (light, light | dark):
        for ink in ("ink", "soft", "link", "a", "b", "c", "d", "e", "none"):
            for ground in ("page", "sheet", "code"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        for area in ("glue", "jungle", "dead", "sprawl", "other"):
            assert contrast("#ffffff", colours[area]) >= 4.5, area
            assert contrast(colours[area], colours["sheet"]) >= 3, area
        assert contrast(colours["warn-ink"], colours["warn"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Of WCAG 2.2, 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
