"""The HTML report in a real browser: nothing is asked of a network, nothing foreign runs, and
sorting, grouping and filtering do as they say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browser import BROWSER, Tab, tab
from html_pages import KNOWN, odd_page, page
from report_samples import CLONE, NOTEBOOK, UNREAD_OPTION, report
from test_html_hostile import every_text

from debtscan.model import Location

pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium or Chrome")

SHOWN = "[...document.querySelectorAll('.card')].filter(e => e.checkVisibility()).map(e => e.id)"
CLICK = (
    "document.querySelector('%s[data-path=\"%s\"]').dispatchEvent("
    "new MouseEvent('click', {bubbles: true, cancelable: true}))"
)
STATUS = "document.getElementById('status').textContent"
OTHERS = tuple(
    replace(
        UNREAD_OPTION, at=Location("scripts/other.py", line), fingerprint=f"a{line}", minutes=line
    )
    for line in (30, 10, 20)
)
CLONE_ID, OPTION_ID, NOTEBOOK_ID = (f"f-{f.fingerprint}" for f in (CLONE, UNREAD_OPTION, NOTEBOOK))


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with tab(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def show(browser, tmp_path):
    """Opens a page; whatever happens in it, it never asks for anything and never complains."""

    def opened(text: str | None = None, fragment: str = "", **look) -> Tab:
        (tmp_path / "report.html").write_text(page() if text is None else text, encoding="utf-8")
        browser.look(**look)
        browser.open(tmp_path / "report.html", fragment)
        return browser

    yield opened
    asked = [
        event["params"]["request"]["url"] for event in browser.told("Network.requestWillBeSent")
    ]
    assert asked == [(tmp_path / "report.html").as_uri()] * len(asked)
    for kind in ("Log.entryAdded", "Runtime.exceptionThrown", "Page.javascriptDialogOpening"):
        assert not browser.told(kind)


def choose(browser: Tab, control: str, value: str) -> list[str]:
    """Set a control as a user would; the cards that can be seen then."""
    browser.run(
        f"{{ const it = document.getElementById('{control}'); it.value = '{value}';"
        "it.dispatchEvent(new Event('input')); it.dispatchEvent(new Event('change')); }"
    )
    return browser.run(SHOWN)


def test_all_findings_are_shown_at_first(show):
    browser = show()
    assert set(browser.run(SHOWN)) == {CLONE_ID, OPTION_ID, NOTEBOOK_ID}
    assert browser.run(STATUS) == "3 findings, about 1.8 h to repair"


@pytest.mark.parametrize(
    ("control", "value", "left"),
    [
        ("category", "config-sprawl", [NOTEBOOK_ID]),
        ("rule", "option-never-read", [OPTION_ID]),
        ("confidence", "3", [CLONE_ID, OPTION_ID]),
        ("words", "SERVING app.py", [CLONE_ID]),
        ("words", "run_all.sh", [OPTION_ID]),
        ("words", "nowhere", []),
    ],
)
def test_filters_narrow_and_reset_widens(show, control, value, left):
    browser = show()
    assert choose(browser, control, value) == left
    assert browser.run(STATUS).startswith(f"{len(left)} of 3 findings")
    assert browser.run("document.querySelectorAll('.category:not([hidden])').length") == len(left)
    browser.run("document.getElementById('reset').click()")
    assert len(browser.run(SHOWN)) == 3


def test_what_is_new_comes_first_and_what_was_known_is_a_choice_away(show):
    browser = show(page(KNOWN))
    assert browser.run(SHOWN) == [OPTION_ID]
    assert browser.run(STATUS) == "1 of 2 findings, about 5 min to repair"
    assert choose(browser, "known", "known") == [NOTEBOOK_ID]
    assert len(choose(browser, "known", "")) == 2


def test_where_nothing_is_new_the_known_findings_are_shown(show):
    browser = show(page(replace(KNOWN, findings=())))
    assert browser.run(SHOWN) == [NOTEBOOK_ID]


def test_findings_are_grouped_by_file_or_not_at_all_and_put_back(show):
    browser = show(page(report((CLONE, *OTHERS, NOTEBOOK))))
    before = browser.run("document.getElementById('groups').textContent")
    names = "[...document.querySelectorAll('#groups h4')].map(e => e.textContent)"
    choose(browser, "group", "path")
    assert browser.run(names) == ["serving/app.py", "notebooks/01_eda.ipynb", "scripts/other.py"]
    told = browser.run("document.querySelector('.card .why').textContent")
    assert told == f"train-serve-clone {CLONE.why}"
    assert len(choose(browser, "group", "")) == 5
    assert browser.run(names) == ["All findings"]
    choose(browser, "group", "rule")
    assert browser.run("document.getElementById('groups').textContent") == before


def test_orders(show):
    browser = show(page(report((CLONE, *OTHERS))))
    quickest = ["f-a10", "f-a20", "f-a30"]
    assert choose(browser, "group", "") == [CLONE_ID, *quickest]
    assert choose(browser, "order", "longest") == [CLONE_ID, *quickest[::-1]]
    assert choose(browser, "order", "quickest") == [*quickest, CLONE_ID]
    assert choose(browser, "order", "path") == [*quickest, CLONE_ID]


def test_a_file_of_the_drawing_shows_its_findings_and_a_folder_those_it_holds(show):
    browser = show(page(report((CLONE, *OTHERS))))
    browser.run(CLICK % ("svg", "scripts/other.py"))
    assert len(browser.run(SHOWN)) == 3
    browser.run(CLICK % ("a", "serving/"))
    assert browser.run(SHOWN) == [CLONE_ID]
    browser.run("document.getElementById('within').click()")
    assert len(browser.run(SHOWN)) == 4


def test_an_address_leads_to_its_finding_even_when_it_is_filtered_out(show):
    browser = show(fragment=f"#{CLONE_ID}")
    assert browser.run(f"document.getElementById('{CLONE_ID}').checkVisibility()")
    choose(browser, "rule", "option-never-read")
    browser.run(f"location.hash = '{NOTEBOOK_ID}'; new Promise(requestAnimationFrame)")
    assert NOTEBOOK_ID in browser.run(SHOWN)


def test_groups_open_and_close_together(show):
    browser = show()
    browser.run("document.getElementById('close').click()")
    assert browser.run(SHOWN) == []
    browser.run("document.getElementById('open').click()")
    assert len(browser.run(SHOWN)) == 3


@every_text
def test_nothing_foreign_runs_however_it_is_grouped(show, text):
    browser = show(odd_page(text))
    for group in ("path", "", "rule"):
        choose(browser, "group", group)
        assert browser.run("window.sprung === undefined && !document.querySelector('img')")
    assert browser.run("document.querySelectorAll('script').length") == 2


def test_it_is_read_without_javascript(show, browser):
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        names = accessible(show())
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)
    told = "".join(name for _, name in names)
    for finding in (CLONE, UNREAD_OPTION, NOTEBOOK):
        assert finding.why in told and finding.advice.replace("`", "") in told
    assert not [role for role, _ in names if role in ("button", "combobox", "searchbox")]


def test_all_that_can_be_operated_has_a_name(show):
    names = accessible(show(page(KNOWN)))
    operated = [each for each in names if each[0] in ("button", "combobox", "searchbox", "link")]
    assert len(operated) > 10 and all(name for _, name in operated)
    assert ("combobox", "Confidence") in operated and ("searchbox", "Path or text") in operated


def accessible(browser: Tab) -> list[tuple[str, str]]:
    """Role and name of all that assistive technology is told of."""
    nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
    heard = [node for node in nodes if not node["ignored"]]
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in heard]


def test_the_keyboard_begins_with_a_way_past_the_head(show):
    browser = show()
    for kind in ("rawKeyDown", "keyUp"):
        key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
        browser.ask("Input.dispatchKeyEvent", type=kind, **key)
    assert browser.run("document.activeElement.hash") == "#findings"
    assert browser.run("document.activeElement.getBoundingClientRect().width") > 50


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2200])
def test_nothing_is_wider_than_the_window(show, width):
    long = replace(CLONE, at=Location("a" * 300 + ".py", 1), message="x" * 400, advice="y" * 400)
    browser = show(page(replace(report((long, *OTHERS)), root="p" * 200)), width=width)
    assert browser.run("document.documentElement.scrollWidth") <= width


def test_light_and_dark_and_paper(show):
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = show().run(ground), show(dark=True).run(ground)
    assert light != dark
    browser = show()
    browser.run("document.getElementById('close').click()")
    browser.ask("Emulation.setEmulatedMedia", media="print")
    heights = browser.run("[...document.querySelectorAll('.card')].map(e => e.offsetHeight)")
    assert len(heights) == 3 and all(heights), "what is closed is printed"
    assert browser.run("document.querySelector('.filters select').offsetHeight") == 0
