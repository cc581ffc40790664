"""Options that a module's docstring declares to docopt, by docopt's own parser."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence

import msgspec

from debtscan.facts import Call, FileFacts, Literal, Option, Reference, Span

_REFUSALS = (SyntaxError, ValueError, TypeError, RecursionError)


def usage_options(facts: FileFacts, lines: Sequence[str]) -> FileFacts:
    """The same facts with the options of `docopt(__doc__)`; a usage that docopt would refuse
    declares nothing. Keys keep their spelling (`--lr`, `<file>`): so they are read. Commands choose
    what runs and are no options."""
    call = next((one for one in facts.calls if one.callee == "docopt.docopt"), None)
    if call is None or not facts.docstrings or Reference("__doc__") not in call.arguments[:1]:
        return facts
    first, last = facts.docstrings[0]
    found = tuple(_options("\n".join(lines[first - 1 : last]), first, call))
    in_order = tuple(sorted((*facts.options, *found), key=lambda option: option.at))
    return msgspec.structs.replace(facts, options=in_order) if found else facts


def _options(written: str, first: int, call: Call) -> Iterator[Option]:
    import docopt

    try:
        usage = docopt.parse_docstring_sections(_text(written))
        described = docopt.parse_options(usage.before_usage + usage.after_usage)
        pattern = docopt.parse_pattern(docopt.formal_usage(usage.usage_body), described)
        leaves = (*described, *pattern.flat())
    except (*_REFUSALS, docopt.DocoptLanguageError, docopt.DocoptExit):
        return
    options = {str(leaf.name): leaf for leaf in leaves if not isinstance(leaf, docopt.Command)}
    for name, leaf in options.items():
        if name not in ("--help", "--version", "-h"):
            yield _option(leaf, name, _place(written, name, first), call)


def _text(written: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the scanned text: `"\\d"` without an `r`
        return str(ast.literal_eval(written.strip()))


def _option(leaf: object, name: str, at: Span, call: Call) -> Option:
    flags = tuple(filter(None, (getattr(leaf, "longer", None), getattr(leaf, "short", None))))
    value = getattr(leaf, "value", None)
    return Option(
        "docopt",
        name,
        flags or (name,),
        at,
        call.scope,
        call.callee,
        Literal(value if isinstance(value, str | bool) else None),
        action="" if getattr(leaf, "argcount", 1) else "store_true",
        positional=not flags,
    )


def _place(written: str, name: str, first: int) -> Span:
    """The last line that names it: it is described below the usage."""
    lines = written.split("\n")
    named = [number for number, line in enumerate(lines) if name in line]
    number = named[-1] if named else 0
    column = max(0, lines[number].find(name)) + 1
    return Span(first + number, column, first + number, column + len(name))
