"""A failure of loading, transforming or predicting that turns into data without a trace.

## What it does
Finds `except:` and `except Exception:` clauses that do nothing, or put a constant in place of the
result, around calls that read data or a model, fit, transform, predict or score, directly or by a
function of the same file; and those that say so and go on with random or dummy data.

## Why it is debt
Rows disappear, features become zero and predictions become defaults, and no log, count or error
says so. The metric moves and nobody can tell why; a renamed column looks like bad luck.

## Example
```python
def embed(paths, model):
    rows = []
    for path in paths:
        try:
            rows.append(model.predict(path))
        except Exception:  # debt: swallowed-failure
            continue
    return rows
```

## How to pay it back
Catch the exception that is expected and let the others pass. Where a row may be dropped, count
and log it, and fail when too many are.

## Known limits
Clauses that log, count, re-raise or call anything are let pass, and so are those that give
nothing, yes or no, or a status, and cleaning up. Functions of other files are known by
their names only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from debtscan.facts import Call, Collection, ExceptClause, Literal, Reference, Span, Value
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    Lifecycle,
    NoOptions,
    Severity,
    file_rule,
)
from debtscan.rulekit.parts import inside, owner

_BROAD = frozenset({"Exception", "BaseException"})
_WORK = re.compile(
    r"predict(?:_proba|_step|ions?)?|fit_(?:transform|resample)|inference"
    r"|compute_\w+|read_(?:csv|parquet|json|excel|table|feather|pickle|sql|hdf)"
    r"|imread|audioread|load_(?:model|dataset|data|mask|image|audio|weights|checkpoint|state_dict)"
    r"|from_pretrained|to_(?:datetime|numeric)|tz_(?:convert|localize)|get_\w*scores?"
    r"|decode_\w+|preprocess|extract_features"
)
#: say so only where a library is at hand that learns: a browser has `evaluate` too
_AMBIGUOUS = frozenset({"evaluate", "score", "transform", "fit", "forward", "infer", "resample"})
_LEARNING = frozenset(
    {"sklearn", "torch", "tensorflow", "keras", "transformers", "xgboost", "lightgbm", "catboost"}
    | {"pandas", "numpy", "scipy", "statsmodels", "librosa", "datasets", "jax", "flax", "darts"}
)
_RANDOM = re.compile(r"(?:numpy\.random|torch|random)\.(?:rand\w*|normal|uniform|random\w*|choice)")
_DUMMY = re.compile(r"dummy|fake|synthetic|mock", re.IGNORECASE)
_STATUS = re.compile(r"status|error|fail|valid|success|reason", re.IGNORECASE)
_SPEAKING = frozenset(
    {"print", "str", "format", "type", "warn", "warning", "error", "exception", "info", "debug"}
    | {"len", "range", "DataFrame", "Series", "array", "to", "astype", "float", "int"}
)
_WORK_OF = frozenset(
    {"torch.load", "joblib.load", "pickle.load", "numpy.load", "PIL.Image.open", "librosa.load"}
    | {"numpy.loadtxt", "numpy.genfromtxt", "numpy.memmap", "h5py.File", "nibabel.load"}
    | {"soundfile.read", "torchaudio.load", "pydub.AudioSegment.from_file"}
)


@file_rule(
    "swallowed-failure",
    category=Category.MONITORING_AND_TESTING,
    confidence=Confidence.MEDIUM,
    severity=Severity.HIGH,
    minutes=15,
    since="0.1",
    options=NoOptions,
    lifecycle=Lifecycle.PREVIEW,
)
def swallowed_failure(file: FileFacts, options: NoOptions) -> Iterator[Hit]:
    """One hit per clause, the innermost one where they nest."""
    reported: set[int] = set()
    for clause in sorted(file.excepts, key=lambda clause: clause.tried.line, reverse=True):
        broad = not clause.types or not _BROAD.isdisjoint(clause.types)
        fate = _fate(file, clause) if broad else ""
        if fate:
            work = [call for call in file.calls if _inside(call, clause) and _works(file, call)]
            inner = any(clause.tried.line <= line <= clause.tried.end_line for line in reported)
            if work and not inner:
                reported.add(clause.at.line)
                yield _hit(file, clause, work[0], fate)


def _fate(file: FileFacts, clause: ExceptClause) -> str:
    """What becomes of the data; "" where somebody hears of the failure, or gets no data."""
    if clause.effect == "nothing":
        return "is dropped here, without a log or a count"
    if clause.effect == "default":
        told = _is_answered(file, clause)
        return "" if told else "becomes a constant here, without a log or a count"
    made = _made_up(file, clause)
    return f"becomes made-up data here (`{made}`)" if made else ""


def _is_answered(file: FileFacts, clause: ExceptClause) -> bool:
    """Whether what comes out is no data: nothing, yes or no, or a status kept for later."""
    if any(_STATUS.search(one.key) for one in file.key_accesses if _handled(one.at, clause)):
        return True
    values = [one.value for one in file.returns if _handled(one.at, clause)]
    values += [
        one.value for one in file.assignments if one.how != "except" and _handled(one.at, clause)
    ]
    return bool(values) and all(map(_is_nothing, values))


def _is_nothing(value: Value) -> bool:
    match value:
        case Literal(None | True | False) | Reference("pandas.NaT" | "None"):
            return True
        case Collection(items, size) if size:
            return all(map(_is_nothing, items))
    return False


def _made_up(file: FileFacts, clause: ExceptClause) -> str:
    """What a clause that else only speaks calls to go on with random or dummy data."""
    names = [call.callee for call in file.calls if _handled(call.at, clause)]
    last = {name: name.rpartition(".")[2] for name in names}
    made = [name for name in names if _RANDOM.fullmatch(name) or _DUMMY.search(last[name])]
    rest = {last[name] for name in names if name not in made}
    return made[0] if made and rest <= _SPEAKING else ""


def _handled(at: Span, clause: ExceptClause) -> bool:
    return clause.at.line <= at.line <= clause.at.end_line


def _inside(call: Call, clause: ExceptClause) -> bool:
    return clause.tried.line <= call.at.line <= clause.tried.end_line


def _works(file: FileFacts, call: Call) -> bool:
    """Whether a call does the work itself, or a function of this file that it runs does."""
    if _is_work(file, call):
        return True
    scopes = {n for n, one in enumerate(file.definitions, 1) if one.name == call.callee}
    return any(one.scope in scopes and _is_work(file, one) for one in file.calls if scopes)


def _is_work(file: FileFacts, call: Call) -> bool:
    last = call.callee.rpartition(".")[2]
    if call.callee in _WORK_OF or _WORK.fullmatch(last):
        return True
    learns = any(one.module.partition(".")[0] in _LEARNING for one in file.imports)
    return learns and last in _AMBIGUOUS


def _hit(file: FileFacts, clause: ExceptClause, work: Call, fate: str) -> Hit:
    caught = "Every exception" if not clause.types else f"Every `{clause.types[0]}`"
    return Hit(
        at=file.locate(clause.at),
        message=f"{caught} of `{work.callee}` {fate}",
        advice="Catch the exception that is expected, and count and log what is dropped",
        subject=inside(owner(file, clause.scope), work.callee, fate.partition(" here")[0]),
    )
