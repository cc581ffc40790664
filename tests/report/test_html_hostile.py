"""Nothing of a repository acts in an HTML report, and nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from html_pages import Read, odd_page, page, rows_of
from report_samples import CLONE, report

from debtscan.report import RuleInfo

HOSTILE = {
    "script": "</script><script>window.sprung=1</script>",
    "style": "</style><img src=x onerror=window.sprung=1>",
    "quotes": '" onmouseover="window.sprung=1" x=\'',
    "comment": "<!-- --!> <![CDATA[ ]]> &lt;b&gt; &#60;",
    "template": "{{ 7 * 7 }}{% raw %}{# x #}",
    "markup": "[bold]x[/x] [link](javascript:window.sprung=1)",
    "controls": "\x1b[31m\x00\x07\r\n\t\x9b31m\ufffe",
    "bidi": "user\u202etxt.exe\u2066\u200b\u2028\ud800",
}
every_text = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


def bones(read: Read) -> list[tuple[str, tuple[str, ...]]]:
    """The elements and their attributes, without what follows from how long a text is."""
    fixed = [each for each in read.elements if each[0] not in ("wbr", "text")]
    return [(tag, tuple(attributes)) for tag, attributes in fixed]


@every_text
def test_foreign_text_adds_no_element_and_no_attribute(text):
    assert bones(Read(odd_page(text))) == bones(Read(odd_page("plain")))


@every_text
def test_foreign_text_is_shown_as_it_is(text):
    shown = odd_page(text)
    assert all(char == "\n" or char.isprintable() for char in shown)
    if text.isprintable():
        cards_text = Read(shown).text("article")[0]
        assert cards_text.count(" ".join(text.split())) >= 4


@every_text
def test_data_of_the_script_is_inert_and_whole(text):
    shown = odd_page(text)
    raw = re.search(r'<script type="application/json" id="index">(.*?)</script>', shown, re.S)
    assert not re.search(r"[<>&']", raw[1])
    assert [row["rule"] for row in rows_of(shown)] == ["train-serve-clone", "absolute-user-path"]


def test_only_links_that_a_browser_may_follow_are_links():
    def links(url: str) -> set[str]:
        rules = {CLONE.rule: RuleInfo(CLONE.rule, CLONE.category, "x", url)}
        read = Read(page(replace(report((CLONE,)), rules=rules)))
        hrefs = {attributes["href"] for tag, attributes in read.elements if tag == "a"}
        return {href for href in hrefs if not href.startswith("#")}

    assert links("https://example.org/x") == {"https://example.org/x"}
    for url in ("javascript:alert(1)", "data:text/html,x", " https://x", "//x", "file:///etc"):
        assert links(url) == set()


def test_nothing_is_loaded_and_only_its_own_style_and_script_may_act():
    text = page()
    read = Read(text)
    for tag, attributes in read.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "form", "base", "image"}
        assert not [
            name for name in attributes if name.startswith("on") or name in {"src", "style"}
        ]
    (policy,) = (
        a["content"] for t, a in read.elements if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    for tag in ("style", "script"):
        (own,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert "http" not in own and "url(" not in own and "@import" not in own
    assert text.index("Content-Security-Policy") < text.index("<style>") < text.index("<script")
