"""The stages of one Python file: guard, parse, walk, derive."""

from __future__ import annotations

import libcst as cst

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.syntax.directives import directives
from debtscan.syntax.failure import classify_failure, failing_line
from debtscan.syntax.generated import says_generated
from debtscan.syntax.prescan import prescan
from debtscan.syntax.python import (
    calls,
    compound,
    comprehensions,
    definitions,
    operators,
    strings,
    subscripts,
)
from debtscan.syntax.python.commented_code import commented_code
from debtscan.syntax.python.comments import own_lines, remarks
from debtscan.syntax.python.docopt_usage import usage_options
from debtscan.syntax.python.environment import environment_variables
from debtscan.syntax.python.free_names import free_names
from debtscan.syntax.python.old_names import renamed
from debtscan.syntax.python.options import declared_options
from debtscan.syntax.python.queries import queried_tables
from debtscan.syntax.python.statements import block
from debtscan.syntax.python.stringed_code import stringed_code
from debtscan.syntax.python.twins import pair
from debtscan.syntax.python.walk import Walk
from debtscan.syntax.words import words_of

#: Importing a module registers its visitors.
VISITING = (calls, compound, comprehensions, definitions, operators, strings, subscripts)


def extract_python(text: str) -> FileFacts | Unread:
    """Facts of a module's text, or why it cannot be read. Never raises for bad input."""
    refused = prescan(text)
    if refused is not None:
        return refused
    try:
        module, text = _parsed(text)
    except (cst.ParserSyntaxError, cst.CSTValidationError) as error:
        line = failing_line(text, getattr(error, "raw_line", 1) - 1)
        reason = classify_failure(text)
        return Unread("", reason, "", line, words_of(text), Kind.PYTHON)
    try:
        walk = _walked(text, module)
    except SyntaxError as error:  # a literal that Python refuses: `"C:\\Users"`, `b"ü"`
        return Unread("", "syntax", error.msg, error.lineno or 0, words_of(text), Kind.PYTHON)
    return _facts(text, walk)


def _parsed(text: str) -> tuple[cst.Module, str]:
    """The module, and the text that it was parsed from."""
    try:
        return cst.parse_module(text), text
    except cst.ParserSyntaxError:
        newer = renamed(text)
        if newer is None:
            raise
        return cst.parse_module(newer), newer


def _walked(text: str, module: cst.Module) -> Walk:
    tree, twin, places = pair(text, module)
    walk = Walk(text, places)
    walk.rows.depth = -1
    block(walk, tree, twin.body)
    walk.free = free_names(twin, places, walk.definitions)  # type: ignore[arg-type]
    return walk


def _facts(text: str, walk: Walk) -> FileFacts:
    own = own_lines(walk.lines, walk.docstrings + walk.long_strings)
    facts = FileFacts(
        Kind.PYTHON,
        lines=len(walk.lines),
        size=len(walk.rows.lines),
        generated=says_generated(text),
        imports=tuple(walk.imports),
        definitions=tuple(walk.definitions),  # type: ignore[arg-type]
        calls=tuple(walk.calls),  # type: ignore[arg-type]
        assignments=tuple(walk.assignments),
        returns=tuple(walk.returns),
        shifts=tuple(walk.shifts),
        key_accesses=tuple(walk.key_accesses),
        branches=tuple(walk.branches),
        excepts=tuple(walk.excepts),
        unreachable=tuple(walk.unreachable),
        reads=tuple(
            {name: tuple(lines) for name, lines in scope.reads.items()} for scope in walk.scopes
        ),
        strings={text: tuple(lines) for text, lines in walk.strings.items()},
        docstrings=tuple(walk.docstrings),
        commented_code=(
            *commented_code(own, walk.lines),
            *stringed_code(walk.docstrings, walk.lines),
        ),
        comments=remarks(own + walk.trailing, walk.lines) + directives(text, Kind.PYTHON),
        statements=walk.rows.table(),
        main_guard=walk.main_guard,
        exports=walk.exports,
        captured=tuple(sorted(walk.captured)),
        tables=queried_tables(walk),
        free=walk.free,
    )
    return usage_options(environment_variables(declared_options(facts)), walk.lines)
