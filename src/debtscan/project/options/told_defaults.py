"""Defaults that the help text of an option states, beside those that are declared.

Reads only forms that leave no doubt: a number, a switch or a quoted word that ends the statement
(`(default: 8)`, `default=0.1`, `defaults to "adam".`); never what follows "by default", units,
ranges, alternatives or arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from debtscan.facts import FileFacts, Literal, Option
from debtscan.project.options.options import OptionUse

_SAYS = re.compile(
    r"(?:(?:^|[(\[{,.;:|/-]\s*|\bthe\s+)default\b(?:\s+value)?|(?<!paper )\bdefaults?(?=\s+to\b))"
    r"(?:\s+is\s+set\s+to|\s+is|\s+to)?\s*[:=]?\s*"
    r"(?:(?P<quote>[\"'`])(?P<quoted>[^\"'`]*)(?P=quote)|(?P<plain>[^\s()\[\]{}\"'`;,]+))"
    r"(?P<rest>.{0,12})",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?P<number>\d+(?:\.\d+)?)k", re.IGNORECASE)
_ENDS = re.compile(r"\s*($|[)\]}]|[.;](\s|$)|,\s*(?!\d|or\b)\D)")
_DIGITS = re.compile(r"\d+")
_SWITCHES = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}
_STORED = {"store_true": False, "flag": False}
_WORD = re.compile(r"[A-Za-z][\w.+-]*")
_DENIES = re.compile(r"^-*(no|not|disable|without|skip|un)([_-]|$)")


class ToldDefault(Struct, frozen=True):
    """One option whose help names another default than its declaration."""

    use: OptionUse
    told: str  #: as written in the help
    declared: str | int | float | bool


def told_defaults(uses: Iterable[OptionUse]) -> Iterator[ToldDefault]:
    """Every contradiction, in the order of the options."""
    for use in uses:
        option = use.option
        if "default" in option.help.lower() and not _is_set_again(use.file, option):
            declared = _declared(option)
            told = _told(option.help) if declared is not None else None
            if declared is not None and told and _contradicts(told, declared, option):
                yield ToldDefault(use, told, declared)


def _is_set_again(file: FileFacts, option: Option) -> bool:
    """`parser.set_defaults(lr=1)`."""
    return any(
        call.callee.endswith("set_defaults")
        and (call.double_star or any(one.name == option.name for one in call.keywords))
        for call in file.calls
    )


def _declared(option: Option) -> str | int | float | bool | None:
    """None where there is no constant, or one that the code may replace later."""
    if option.default is None:
        return _STORED.get(option.action)
    return option.default.value if isinstance(option.default, Literal) else None


def _told(text: str) -> str | None:
    """What the only such statement says, when nothing qualifies it."""
    found = list(_SAYS.finditer(text))
    if len(found) != 1:
        return None
    quoted, plain, rest = found[0].group("quoted", "plain", "rest")
    if quoted is not None:
        return f"'{quoted}'" if _ENDS.match(rest) else None
    bare = plain.rstrip(".")
    return bare if _ENDS.match(plain[len(bare) :] + rest) else None


def _contradicts(told: str, declared: str | float, option: Option) -> bool:
    number = _number(told.strip("'"))
    if isinstance(declared, bool):
        return _contradicts_switch(told.strip("'"), declared, option)
    if isinstance(declared, str) and _number(declared) is None:
        return _contradicts_word(told, declared, option)
    value = _number(str(declared))
    return number is not None and value is not None and not _same(number, value)


def _contradicts_switch(told: str, declared: bool, option: Option) -> bool:
    """Not for switches that are named by what they turn off: their help speaks of that."""
    known = _SWITCHES.get(told.lower())
    denied = any(_DENIES.match(flag) for flag in (*option.flags, option.name))
    return known is not None and known != declared and not denied


def _contradicts_word(told: str, declared: str, option: Option) -> bool:
    """A quoted word, one of the choices that the option takes, or another number of the same name
    (`resnet18`, `resnet20`)."""
    word = told.strip("'")
    if not declared or not _WORD.fullmatch(word) or not _WORD.fullmatch(declared):
        return False
    short, long = sorted((word.lower(), declared.lower()), key=len)
    numbered = _DIGITS.sub("", word) == _DIGITS.sub("", declared)
    likely = told != word or word in _choices(option) or numbered
    return likely and not long.startswith(short) and not long.endswith(short)


def _choices(option: Option) -> Mapping[str, None]:
    items = getattr(option.choices, "items", ())
    return dict.fromkeys(str(one.value) for one in items if isinstance(one, Literal))


def _number(text: str) -> float | None:
    thousands = _THOUSANDS.fullmatch(text)
    if thousands:
        return float(thousands["number"]) * 1000
    return float(text.replace("_", "")) if _NUMBER.fullmatch(text) else None


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))
