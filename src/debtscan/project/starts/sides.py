"""Which files train, serve, evaluate or prepare data, with the evidence."""

from __future__ import annotations

import enum
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Span
from debtscan.model import Location
from debtscan.project.libraries.handlers import serving_handlers
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol

_NO_MODEL = re.compile(
    r"scal|encod|token|vectori|imput|pca|svd|binari|preproc|normali|standard|umap|tsne|kbins|"
    r"label|mapper|discreti|select|transform|kmeans_init|le\b|ohe\b|oe\b|mlb\b|vec\b|tfidf|curve_fit",
    re.IGNORECASE,
)
_TRAIN_METHODS = frozenset(
    {"backward", "fit_generator", "train_on_batch", "apply_gradients", "partial_fit"}
    | {"train_model", "fit_one_cycle", "fine_tune", "manual_backward"}
)
_TRAIN_CALLEES = re.compile(
    r"(xgboost|lightgbm|catboost|xgb|lgb)\.(train|cv)|.*\btrainer\.(train|fit)|"
    r".*Trainer\.train|jax\.(value_and_)?grad|"
    r".*optimizer\.minimize|.*opt\.minimize",
    re.IGNORECASE,
)
_TRAIN_LASTS = _TRAIN_METHODS | {"fit", "train", "cv", "minimize", "grad", "value_and_grad"}
_STEPS = 3  #: calls between a script and the function that trains, at most
_WEB = ("streamlit", "gradio", "chainlit", "dash")
_PREDICT = frozenset({"predict", "predict_proba", "generate", "infer", "inference", "detect"})
_LOAD = frozenset(
    {"load_state_dict", "load_model", "from_pretrained", "load", "load_checkpoint", "restore"}
    | {"InferenceSession", "load_from_checkpoint", "attempt_load", "load_weights"}
)
_NAMES = {
    "inference": re.compile(
        r"predict|infer|serv(e|ing)\b|deploy|\bapi\b|\bapp\b|demo|submi|export"
    ),
    "evaluation": re.compile(r"eval|\btest|valid|benchmark|\bval\b|score|metric"),
    "preparation": re.compile(
        r"prepro|prepar|make_?data|build_?(data|feat)|\betl|download|clean|convert|split|"
        r"feature|ingest|extract|tokeniz"
    ),
}
_WRITES = frozenset(
    {"to_csv", "to_parquet", "to_pickle", "to_feather", "to_hdf", "to_json", "savez", "imwrite"}
    | {"savez_compressed", "save_to_disk", "TFRecordWriter", "dump", "save", "to_sql", "copy"}
)
_READS = frozenset(
    {"read_csv", "read_parquet", "read_json", "read_sql", "load_dataset", "imread", "read_excel"}
    | {"listdir", "glob", "walk", "read_table", "open", "load", "loadtxt", "read_feather"}
)


class Side(enum.Enum):
    """A part of a machine-learning system."""

    TRAINING = "training"
    SERVING = "serving"  #: answers requests, or applies a trained model
    EVALUATION = "evaluation"
    PREPARATION = "preparation"


class Evidence(Struct, frozen=True):
    """Why a file counts as one side, in words, and where it shows."""

    reason: str
    at: Location


_Sides = Mapping[Side, Evidence]


class Sides:
    """Sides by file."""

    def __init__(self, files: Sequence[FileFacts], calls: Calls) -> None:
        self._files = files
        self._calls = calls
        self._imports = calls.symbols.imports

    def of(self, path: str) -> _Sides:
        """The sides a file is on, each with its first evidence; often none, sometimes two."""
        return self._by_path.get(path, {})

    def files(self, side: Side) -> tuple[str, ...]:
        """Paths of the files on a side, sorted."""
        return tuple(path for path, sides in self._by_path.items() if side in sides)

    def around(self, path: str) -> _Sides:
        """The sides of the file and of all files that import it, at any distance."""
        found: dict[Side, Evidence] = {}
        seen, waiting = {path}, [path]
        while waiting:
            current = waiting.pop(0)
            for side, evidence in self.of(current).items():
                found.setdefault(side, evidence)
            above = [one for one in self._imports.importers(current) if one not in seen]
            seen.update(above)
            waiting += above
        return found

    @cached_property
    def _by_path(self) -> Mapping[str, _Sides]:
        found = {file.path: sides for file in self._files if (sides := _sides(file))}
        for path, evidence in self._started_training():
            kept = {} if Side.TRAINING in found.get(path, {}) else {Side.TRAINING: evidence}
            found[path] = {**kept, **found.get(path, {})}
        return {path: found[path] for path in sorted(found)}

    def _started_training(self) -> Iterator[tuple[str, Evidence]]:
        """Files that call, over a few steps, a function here that trains."""
        waiting = [symbol for file in self._files for symbol in self._training_functions(file)]
        seen = set(waiting)
        for _ in range(_STEPS):
            callers: list[Symbol] = []
            for symbol in waiting:
                for site in self._calls.callers(symbol):
                    yield (
                        site.path,
                        Evidence(f"it calls `{site.call.callee}`, which trains", site.at),
                    )
                    if site.call.scope:
                        callers.append(self._calls.symbols.of_scope(site.path, site.call.scope))
            waiting = [symbol for symbol in dict.fromkeys(callers) if symbol not in seen]
            seen.update(waiting)

    def _training_functions(self, file: FileFacts) -> Iterator[Symbol]:
        for call in file.calls:
            if call.scope and _trains(call):
                yield self._calls.symbols.of_scope(file.path, call.scope)


def _sides(file: FileFacts) -> dict[Side, Evidence]:
    found: dict[Side, Evidence] = {}
    calls: dict[str, Call] = defaultdict()
    for call in file.calls:
        calls.setdefault(call.callee.rpartition(".")[2], call)
    for side, reason, at in _evidence(file, calls):
        found.setdefault(side, Evidence(reason, file.locate(at)))
    return found


def _evidence(file: FileFacts, calls: Mapping[str, Call]) -> Iterator[tuple[Side, str, Span]]:
    serving = False
    for reason, at in serving_handlers(file):
        serving = True
        yield Side.SERVING, reason, at
    for imported in file.imports:
        top = imported.module.partition(".")[0]
        if top in _WEB and not imported.guard:
            serving = True
            yield Side.SERVING, f"it builds an interface with {top}", imported.at
    training = next((call for call in file.calls if _trains(call)), None)
    if training is not None:
        yield Side.TRAINING, f"it calls `{training.callee}`", training.at
        return
    yield from _without_training(file, calls, serving)


def _trains(call: Call) -> bool:
    head, dot, last = call.callee.rpartition(".")
    if last not in _TRAIN_LASTS or not dot:
        return head.startswith("optax")
    if last in _TRAIN_METHODS:
        return True
    if last == "fit" and call.arguments and not _NO_MODEL.search(head):
        return True
    return _TRAIN_CALLEES.fullmatch(call.callee) is not None


def _without_training(
    file: FileFacts, calls: Mapping[str, Call], serving: bool
) -> Iterator[tuple[Side, str, Span]]:
    name = posixpath.splitext(posixpath.basename(file.path))[0].lower().replace("_", " ")
    words = name.replace("-", " ")
    predicts = next((calls[n] for n in sorted(_PREDICT) if n in calls), None) or calls.get("eval")
    loads = any(n in calls for n in _LOAD)
    evaluates = _evaluates(calls)
    if _NAMES["evaluation"].search(words) and (evaluates or predicts):
        one = evaluates or predicts
        assert one is not None
        yield Side.EVALUATION, f"it is named so and calls `{one.callee}`", one.at
    elif evaluates:
        yield Side.EVALUATION, f"it computes `{evaluates.callee}`", evaluates.at
    if not serving and predicts and loads and _NAMES["inference"].search(words):
        reason = f"it loads a model, calls `{predicts.callee}` and never trains"
        yield Side.SERVING, reason, predicts.at
    written = next((calls[n] for n in sorted(_WRITES) if n in calls), None)
    prepares = _NAMES["preparation"].search(words) or calls.keys() & {"to_csv", "to_parquet"}
    if written and prepares and not (predicts or evaluates) and any(n in calls for n in _READS):
        yield Side.PREPARATION, f"it reads data and calls `{written.callee}`", written.at


def _evaluates(calls: Mapping[str, Call]) -> Call | None:
    for last in sorted(calls):
        call = calls[last]
        if call.callee.startswith(("sklearn.metrics.", "torchmetrics.", "evaluate.")):
            return call
    return calls.get("evaluate")
