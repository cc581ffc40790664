"""Areas of the treemap: in proportion, inside, apart."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from report_samples import CLONE, NOTEBOOK

from debtscan.model import Finding, Location
from debtscan.report.html.squarify import Box, squarified
from debtscan.report.html.treemap import treemap
from debtscan.report.html.whereabouts import files, folders

SIZES = st.lists(st.integers(1, 5000), min_size=1, max_size=60).map(
    lambda sizes: sorted(sizes, reverse=True)
)


@given(SIZES)
def test_areas_are_in_proportion_and_fill_the_box(sizes):
    box = Box(0.0, 0.0, 1080.0, 340.0)
    areas = [each.width * each.height for each in squarified(sizes, box)]
    whole = box.width * box.height
    for size, area in zip(sizes, areas, strict=True):
        assert math.isclose(area, whole * size / sum(sizes), rel_tol=1e-6)


@given(SIZES)
def test_areas_stay_inside_and_do_not_overlap(sizes):
    boxes = squarified(sizes, Box(0.0, 0.0, 1080.0, 340.0))
    for number, one in enumerate(boxes):
        assert one.x >= -1e-6 and one.x + one.width <= 1080 + 1e-6
        assert one.y >= -1e-6 and one.y + one.height <= 340 + 1e-6
        for other in boxes[number + 1 :]:
            wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert wide <= 1e-6 or high <= 1e-6


def placed(number: int, folder: str = "src") -> list[Finding]:
    return [
        replace(CLONE, at=Location(f"{folder}/f{n}.py", 1), minutes=n + 1) for n in range(number)
    ]


def test_many_files_are_drawn_by_folder_and_what_is_left_out_is_told():
    few = treemap(files(placed(5)), folders(placed(5)))
    assert (few.of, len(few.cells), few.share) == ("file", 5, 100)
    found = [finding for n in range(50) for finding in placed(2, f"part{n}")]
    many = treemap(files(found), folders(found))
    assert (many.of, len(many.cells), many.share) == ("folder", 40, 80)
    assert many.cells[0].lines[0].text == "part0/"


def test_a_finding_counts_where_it_is_reported_only():
    spots = files([CLONE, NOTEBOOK])
    assert [(spot.path, spot.minutes) for spot in spots] == [
        ("serving/app.py", 90),
        ("notebooks/01_eda.ipynb", 10),
    ]
    assert folders([CLONE])[0].path == "serving/"
    assert sum(spot.minutes for spot in folders([CLONE, NOTEBOOK])) == 100
