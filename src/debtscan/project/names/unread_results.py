"""Predictions, scores and losses that are worked out, given a name, and never read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import (
    Assignment,
    Call,
    Collection,
    FileFacts,
    Item,
    Kind,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Role,
    Value,
)
from debtscan.project.names.calls import Calls

_METRIC = re.compile(
    r"(^|_)(loss(es)?|acc|accuracy|auc|auroc|f1|precision|recall|bleu|rouge|psnr|ssim|fid|iou|miou|"
    r"mse|mae|rmse|mape|perplexity|ppl|ndcg|mrr|wer|cer|metrics?|scores?|r2|logloss|kappa|error_rate|"
    r"cross_entropy|confusion_matrix|classification_report|criterion)(_|$)",
    re.IGNORECASE,
)
_PREDICTS = frozenset({"predict", "predict_proba", "decision_function", "cross_val_score"})
#: of sums and the like: what they are made of says what they are
_PLAIN = frozenset(
    {"sum", "max", "min", "mean", "float", "len", "round", "item", "numpy", "cpu", "detach", "abs"}
    | {"sqrt", "exp", "log", "mean", "average", "median", "std", "astype"}
)
_LOOKS_AROUND = frozenset({"locals", "vars", "eval", "exec", "globals"})
_DEPTH = 6


class UnreadResult(Struct, frozen=True):
    """An assignment that nothing reads, and what makes its value worth something."""

    file: FileFacts
    assignment: Assignment
    made_by: str  #: the call, or what the value is made of


def unread_results(calls: Calls) -> Iterator[UnreadResult]:
    """By path and line. Results of functions of this repository are let pass: these may act."""
    for file in calls.files.values():
        judged = file.kind is Kind.PYTHON and file.role is Role.SOURCE
        if judged and not any(call.callee in _LOOKS_AROUND for call in file.calls):
            yield from _in(file, calls)


def _in(file: FileFacts, calls: Calls) -> Iterator[UnreadResult]:
    unread = [one for one in file.assignments if _is_plain(file, one)]
    read = _read_names(file) if unread else {}
    outside = any(calls.symbols.imports.importers(file.path)) if unread else False
    for one in unread:
        if one.target in read or (not one.scope and outside):
            continue
        made_by = _made_by(file, one.value, calls)
        if made_by:
            yield UnreadResult(file, one, made_by)


def _is_plain(file: FileFacts, one: Assignment) -> bool:
    name = one.target
    if one.scope and file.definitions[one.scope - 1].kind == "class":
        return False
    return one.how == "=" and name.isidentifier() and not name.startswith("_") and name != "dummy"


def _read_names(file: FileFacts) -> Mapping[str, int]:
    """Roots of every name that the file reads, in any scope."""
    found: dict[str, int] = {}
    for names in file.reads:
        for name in names:
            found[name.partition(".")[0].partition("~")[0]] = 1
    found.update((name, 1) for name in file.exports)
    return found


def _made_by(file: FileFacts, value: Value, calls: Calls, depth: int = _DEPTH) -> str:
    """The call or name that says what a value is; "" when nothing does, or when a function of
    this repository made it."""
    if depth == 0:
        return ""
    match value:
        case Result(index):
            return _by_call(file, index, calls, depth)
        case Operation("if" | "and" | "or" | "not" | "==" | "in"):
            return ""
        case Operation(_, operands):
            return _first(file, operands, calls, depth)
        case Item(of, Literal(int())):
            return ""
        case Reference(name):
            last = name.rpartition(".")[2]
            return name if depth < _DEPTH and _METRIC.search(last) else ""
        case Member(of, _):
            return _made_by(file, of, calls, depth - 1)
    return ""


def _first(file: FileFacts, values: Sequence[Value], calls: Calls, depth: int) -> str:
    found = (_made_by(file, one, calls, depth - 1) for one in values)
    return next((one for one in found if one), "")


def _by_call(file: FileFacts, index: int, calls: Calls, depth: int) -> str:
    call = file.calls[index]
    last = call.callee.rpartition(".")[2]
    if calls.targets(file.path, index) or last[:1].isupper():
        return ""
    if last in _PREDICTS or (_METRIC.search(last) and (call.arguments or call.keywords)):
        return call.callee.removeprefix("?.")
    if last in _PLAIN:
        return _first(file, _inside(call), calls, depth)
    return ""


def _inside(call: Call) -> Sequence[Value]:
    receiver = [call.receiver] if call.receiver is not None else []
    head = call.callee.rpartition(".")[0]
    named = [Reference(head)] if head and not head.startswith("?") else []
    members = [one for value in call.arguments for one in _members(value)]
    return [*receiver, *named, *members]


def _members(value: Value) -> Sequence[Value]:
    return value.items if isinstance(value, Collection) else [value]
