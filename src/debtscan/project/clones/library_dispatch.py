"""Places that choose between model libraries by a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import (
    Branch,
    FileFacts,
    Literal,
    Operation,
    Reference,
    Result,
    Role,
    Span,
    Table,
    Value,
)
from debtscan.facts import Collection as Display
from debtscan.model import Location
from debtscan.project.names.symbols import Symbols

_ESTIMATORS = (
    "sklearn xgboost lightgbm catboost torch tensorflow keras transformers onnxruntime prophet "
    "statsmodels stable_baselines3 stablebaselines3 elegantrl rllib tensorrt openvino tflite "
    "tflite_runtime paddle mxnet jax flax cuml pytorch_tabnet autogluon flaml h2o openai anthropic "
    "cohere mistralai ollama groq litellm vllm llama_cpp gensim fasttext spacy flair cntk theano "
    "coremltools ncnn sagemaker vertexai boto3 implicit lightfm surprise"
)
_LIBRARIES = frozenset(_ESTIMATORS.replace("\n", " ").split(" "))
_SAME = {"stablebaselines3": "stable_baselines3", "tflite_runtime": "tflite"}


class Dispatch(Struct, frozen=True):
    """One function that branches on a name: which value leads to which library."""

    path: str
    function: str  #: dotted in its file; "" for module level
    shape: int  #: fingerprint of the function; 0 at module level
    on: str  #: what is compared
    arms: Mapping[str, str]  #: the name compared with -> the library used there
    at: Location


def dispatches(files: Sequence[FileFacts], symbols: Symbols) -> Iterator[Dispatch]:
    """Every place of production code that reaches two libraries or more by a name."""
    for file in files:
        if file.role is Role.SOURCE and (file.branches or file.assignments):
            yield from _in_file(file, symbols)


def families(found: Sequence[Dispatch]) -> tuple[tuple[Dispatch, ...], ...]:
    """Dispatches of different functions that share two names or more, each family once."""
    groups: list[list[Dispatch]] = []
    for one in found:
        home = next((group for group in groups if _is_alike(group[0], one)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return tuple(
        tuple(group) for group in groups if len({(one.path, one.function) for one in group}) > 1
    )


def _is_alike(one: Dispatch, other: Dispatch) -> bool:
    return len(one.arms.keys() & other.arms.keys()) > 1 and (
        len(set(one.arms.values()) & set(other.arms.values())) > 1
    )


def _in_file(file: FileFacts, symbols: Symbols) -> Iterator[Dispatch]:
    chains: dict[tuple[int, str], list[tuple[str, Branch]]] = defaultdict(list)
    for branch in file.branches:
        if branch.kind in ("if", "elif"):
            for on, name in _compared(branch.test):
                chains[branch.scope, on].append((name, branch))
    libraries = _lines(file) if any(len(chain) > 1 for chain in chains.values()) else {}
    for (scope, on), chain in chains.items():
        arms = {name: _library(libraries, branch.body) for name, branch in chain}
        yield from _dispatch(file, symbols, scope, on, arms, chain[0][1].at)
    for one in file.assignments:
        if isinstance(one.value, Table) and len(one.value.keys) > 1:
            yield from _dispatch(file, symbols, one.scope, one.target, _of(file, one.value), one.at)


def _dispatch(
    file: FileFacts, symbols: Symbols, scope: int, on: str, arms: Mapping[str, str], at: Span
) -> Iterator[Dispatch]:
    known = {name: library for name, library in arms.items() if library}
    if len(set(known.values())) > 1:
        symbol = symbols.of_scope(file.path, scope) if scope else None
        name, shape = (symbol.name, symbol.definition.shape) if symbol else ("", 0)
        yield Dispatch(file.path, name, shape, on, known, file.locate(at))


def _compared(test: Value) -> Iterator[tuple[str, str]]:
    """(name, constant) of `name == "x"`, `name in ("x", "y")`, and `or` of such."""
    match test:
        case Operation("==", (Reference(name), Literal(str(text)))):
            yield name, text
        case Operation("in", (Reference(name), Display(items))):
            for one in items:
                if isinstance(one, Literal) and isinstance(one.value, str):
                    yield name, one.value
        case Operation("or", parts):
            for part in parts:
                yield from _compared(part)


def _lines(file: FileFacts) -> Mapping[int, list[str]]:
    """Line -> the libraries called there, by the names their callees resolve to."""
    found: dict[int, list[str]] = defaultdict(list)
    for call in file.calls:
        library = _named(call.callee)
        if library:
            found[call.at.line].append(library)
    return found


def _library(lines: Mapping[int, list[str]], body: Span) -> str:
    """The library an arm uses; "" for none or several."""
    used = {name for line in range(body.line, body.end_line + 1) for name in lines.get(line, ())}
    return used.pop() if len(used) == 1 else ""


def _of(file: FileFacts, table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in zip(table.keys, table.values, strict=False):
        if isinstance(key, Literal) and isinstance(key.value, str):
            found[key.value] = _named(_callee(file, value))
    return found


def _callee(file: FileFacts, value: Value) -> str:
    match value:
        case Reference(name):
            return name
        case Result(call):
            return file.calls[call].callee
    return ""


def _named(callee: str) -> str:
    parts = re.split(r"[.]+", callee)[:-1]
    name = next((part for part in parts if part in _LIBRARIES), "")
    return _SAME.get(name, name)
