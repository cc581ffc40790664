"""The options that a function takes when a library makes a command line of its signature."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from debtscan.facts import FileFacts, Literal, Option, Parameter, Result, Span, Unknown, Value
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol
from debtscan.project.options.signatures import Signatures

#: calls that describe an option where its default stands
_DESCRIBED = ("Option", "Argument")
_FLAGS = re.compile(r"""(?:^|,)\s*['"](-[\w/-]+)['"]""")
#: filled by the library itself
_CONTEXTS = ("Context", "CallbackParam")


def signature_options(calls: Calls) -> Mapping[str, list[Option]]:
    """Path -> the options of its functions, at the line of their `def`, in source order."""
    found: dict[str, list[Option]] = defaultdict(list)
    for symbol, framework in Signatures(calls).all:
        file = calls.files[symbol.path]
        found[symbol.path] += _options(file, symbol, framework)
    return found


def _options(file: FileFacts, symbol: Symbol, framework: str) -> Iterator[Option]:
    bound = "." in symbol.name and "staticmethod" not in symbol.definition.decorators
    for place, one in enumerate(symbol.definition.parameters):
        is_self = bound and not place and one.name in ("self", "cls")
        given = one.annotation.rpartition(".")[2] in _CONTEXTS
        if one.kind in ("plain", "keyword") and not is_self and not given:
            yield _option(file, symbol, framework, one)


def _option(file: FileFacts, symbol: Symbol, framework: str, one: Parameter) -> Option:
    default, written, kind = _described(file, one.default)
    described = kind or "Option(" in one.annotation
    written = written or _annotated(one.annotation)
    positional = kind == "Argument" or (default is None and not described)
    at = symbol.definition.at
    return Option(
        framework,
        one.name,
        written or tuple(_flags(framework, one.name)),
        Span(at.line, at.column, at.line),
        symbol.definition.scope,
        symbol.name,
        default,
        one.annotation,
        required=default is None,
        positional=positional and framework != "fire",
    )


def _annotated(annotation: str) -> tuple[str, ...]:
    """The flags of `Annotated[str, typer.Option("--rate", "-r")]`."""
    inside = annotation.partition("Option(")[2]
    return tuple(flag for one in _FLAGS.findall(inside) for flag in one.split("/"))


def _flags(framework: str, name: str) -> Iterator[str]:
    """As a user types them: fire takes both spellings, jsonargparse the name, others hyphens."""
    hyphens = f"--{name.strip('_').replace('_', '-')}"
    if framework in ("fire", "jsonargparse"):
        yield f"--{name}"
        if framework == "jsonargparse" or hyphens == f"--{name}":
            return
    yield hyphens


def _described(file: FileFacts, default: Value | None) -> tuple[Value | None, tuple[str, ...], str]:
    """(default, flags, which call) of `typer.Option(0.1, "--rate")`."""
    call = file.calls[default.call] if isinstance(default, Result) else None
    kind = call.callee.rpartition(".")[2] if call else ""
    if call is None or kind not in _DESCRIBED:
        return default, (), ""
    texts = [one.value for one in call.arguments[1:] if isinstance(one, Literal)]
    flags = tuple(f for t in texts if isinstance(t, str) for f in t.split("/") if f[:1] == "-")
    named = {one.name: one.value for one in call.keywords}
    first = call.arguments[0] if call.arguments else named.get("default")
    return (None if isinstance(first, Unknown) else first), flags, kind
