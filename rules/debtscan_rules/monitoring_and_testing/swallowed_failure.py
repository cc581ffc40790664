"""A failure of loading, transforming or predicting that turns into data without a trace.

## What it does
Finds `except:` and `except Exception:` clauses that do nothing, or put a constant in place of the
result, around calls that read data or a model, fit, transform, predict or score.

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
Clauses that log, count, re-raise or call anything are let pass, and so is cleaning up. What a
called function of the repository does inside is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from debtscan.facts import Call, ExceptClause
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

_BROAD = frozenset({"Exception", "BaseException"})
_WORK = re.compile(
    r"predict(?:_proba|_step|ions?)?|transform|fit(?:_transform|_resample)?|forward|infer(?:ence)?"
    r"|evaluate|score|compute_\w+|read_(?:csv|parquet|json|excel|table|feather|pickle|sql|hdf)"
    r"|imread|audioread|load_(?:model|dataset|data|mask|image|audio|weights|checkpoint|state_dict)"
    r"|from_pretrained|to_(?:datetime|numeric)|tz_(?:convert|localize)|resample|get_\w*scores?"
    r"|decode_\w+|preprocess|extract_features"
)
_WORK_OF = frozenset(
    {"torch.load", "joblib.load", "pickle.load", "numpy.load", "PIL.Image.open", "librosa.load"}
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
        if clause.effect and (not clause.types or not _BROAD.isdisjoint(clause.types)):
            work = [call for call in file.calls if _inside(call, clause) and _works(call)]
            inner = any(clause.tried.line <= line <= clause.tried.end_line for line in reported)
            if work and not inner:
                reported.add(clause.at.line)
                yield _hit(file, clause, work[0])


def _inside(call: Call, clause: ExceptClause) -> bool:
    return clause.tried.line <= call.at.line <= clause.tried.end_line


def _works(call: Call) -> bool:
    last = call.callee.rpartition(".")[2]
    return call.callee in _WORK_OF or bool(_WORK.fullmatch(last))


def _hit(file: FileFacts, clause: ExceptClause, work: Call) -> Hit:
    caught = "Every exception" if not clause.types else f"Every `{clause.types[0]}`"
    fate = "is dropped" if clause.effect == "nothing" else "becomes a constant"
    return Hit(
        at=file.locate(clause.at),
        message=f"{caught} of `{work.callee}` {fate} here, without a log or a count",
        advice="Catch the exception that is expected, and count and log what is dropped",
        subject=f"{work.callee} {fate}",
    )
