"""The templates, and the one door through which every text gets into the page."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from debtscan.report.code_spans import code_spans
from debtscan.report.visibility import visible
from debtscan.report.wording import (
    effort,
    found,
    left_out_by_reason,
    span,
    standing,
    to_pay_back,
)
from debtscan.rulekit.wording import count
from debtscan.score import CategoryScore, Scorecard

_PACKAGE = "debtscan.report.html"
_DASH = "\u2013"  #: between two numbers
_SLASH = Markup("/<wbr>")


@cache
def template() -> Template:
    """The page. Whatever an expression of it gives is made visible, then escaped."""
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    wordings = (count, effort, found, left_out_by_reason, path, prose, standing)
    environment.filters |= {each.__name__: each for each in wordings}
    environment.filters |= {"thousands": "{:,}".format, "cost": _cost, "debt": _debt}
    return environment.get_template("page.html")


def shown(value: object) -> object:
    """A value of a template as text in which nothing hides; markup of our own stays markup."""
    return value if isinstance(value, Markup) else visible(value)


def prose(raw: str) -> Markup:
    """A message whose code spans are code and in which nothing else is markup."""
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if is_code else escape(part)
        for part, is_code in code_spans(visible(raw))
    )


def path(raw: str) -> Markup:
    """A path that may wrap after its slashes, its name told from its folders."""
    *folders, name = visible(raw).split("/")
    return _SLASH.join([*folders, ""]) + Markup("<b>{}</b>").format(name)


def asset(name: str) -> Markup:
    """A style sheet or script that ships with this package, to stand in its element as it is."""
    return Markup(resources.files(_PACKAGE).joinpath("templates", name).read_text("utf-8"))


def policy(css: str, script: str) -> str:
    """What the browser may do: use this style and this script, and load nothing at all."""
    return (
        f"default-src 'none'; style-src {_source(css)}; script-src {_source(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _debt(card: Scorecard) -> str:
    return _range(span(card.minutes_low, card.minutes_high))


def _cost(row: CategoryScore) -> str:
    return _range(to_pay_back(row))


def _range(text: str) -> str:
    return text.replace("-", _DASH)
