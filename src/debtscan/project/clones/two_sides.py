"""Which files train, which apply what was trained, and which belong to one of them through
their importers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from debtscan.facts import FileFacts, Kind, Role
from debtscan.project.names.imports import Imports
from debtscan.project.starts.sides import Evidence, Side, Sides
from debtscan.project.starts.teaching import is_course, teaches

_TRAINING = (Side.TRAINING, Side.PREPARATION)
_LOADS = frozenset(
    {"predict", "predict_proba", "load_model", "load_state_dict", "load_weights", "from_pretrained"}
)
_ENGINES = frozenset(
    {"onnxruntime", "tensorrt", "openvino", "ncnn", "tflite_runtime", "tritonclient", "MNN"}
)


class TwoSides:
    """Judged code files on either side, each with the evidence; empty for a repository of
    lessons. A notebook shows predictions, it serves none."""

    def __init__(self, files: Mapping[str, FileFacts], sides: Sides, imports: Imports) -> None:
        code = [file for file in files.values() if file.is_code]
        judged = (f for f in code if f.role is Role.SOURCE and not teaches(f.path))
        course = is_course([file.path for file in code])
        self._files = {} if course else {file.path: file for file in judged}
        self._sides = sides
        self._imports = imports

    @cached_property
    def predicting(self) -> Mapping[str, Evidence]:
        """Files that apply a trained model and never train, and what only they import."""
        below = self._below((path, one) for path, one in self._own.items() if one)
        return {
            path: below[path]
            for path, file in self._files.items()
            if path in below and path not in self.training and file.kind is not Kind.NOTEBOOK
        }

    @cached_property
    def training(self) -> Mapping[str, Evidence]:
        """Files that train or prepare data, and what they import."""
        starts = []
        for path in self._files:
            own = self._sides.of(path)
            found = next((own[side] for side in _TRAINING if side in own), None)
            if found is not None:
                starts.append((path, found))
        below = self._below(starts)
        return {path: below[path] for path in self._files if path in below and not self._own[path]}

    @cached_property
    def _own(self) -> Mapping[str, Evidence | None]:
        """Why a file itself counts as predicting."""
        return {path: self._predicts(file) for path, file in self._files.items()}

    def _predicts(self, file: FileFacts) -> Evidence | None:
        own = self._sides.of(file.path)
        if Side.TRAINING in own or "train" in file.path.rpartition("/")[2]:
            return None
        serving = own.get(Side.SERVING) or _engine(file)
        return serving or (own.get(Side.EVALUATION) if _loads(file) else None)

    def _below(self, starts: Iterable[tuple[str, Evidence]]) -> Mapping[str, Evidence]:
        """The starts and all they import, at any distance, with the first start's evidence."""
        found: dict[str, Evidence] = {}
        waiting = list(starts)
        for path, evidence in waiting:
            if path not in found:
                found[path] = evidence
                waiting += [(other, evidence) for other in self._imports.imported(path)]
        return found


def is_linked(one: str, other: str) -> bool:
    """Whether two files lie in one folder of the root, or one of them in the root itself."""
    tops = one.partition("/")[0], other.partition("/")[0]
    return tops[0] == tops[1] or "/" not in one or "/" not in other


def _engine(file: FileFacts) -> Evidence | None:
    """Use of a library that runs trained models and nothing else."""
    for imported in file.imports:
        top = imported.module.partition(".")[0]
        if top in _ENGINES and not imported.guard:
            return Evidence(f"it runs models with `{top}`", file.locate(imported.at))
    return None


def _loads(file: FileFacts) -> bool:
    return any(
        call.callee.rpartition(".")[2] in _LOADS or call.callee in ("joblib.load", "pickle.load")
        for call in file.calls
    )
