"""What turns raw data into model input: calls and functions that transform."""

from __future__ import annotations

import re
from bisect import bisect_left

from debtscan.facts import Call, Definition, FileFacts

_LIBRARIES = frozenset(
    {"pandas", "numpy", "cv2", "PIL", "librosa", "torchaudio", "torchvision", "albumentations"}
    | {"skimage", "scipy", "nltk", "re", "unicodedata", "imageio", "soundfile", "pydub", "string"}
    | {"python_speech_features", "category_encoders", "kornia", "torchtext", "jieba", "polars"}
)
_METHODS = frozenset(
    {"fillna", "clip", "astype", "map", "replace", "merge", "groupby", "normalize", "resize"}
    | {"lower", "split", "strip", "tokenize", "encode", "transform", "dropna", "drop", "apply"}
    | {"reshape", "transpose", "pad", "crop", "to_tensor", "get_dummies", "sub", "interpolate"}
    | {"rolling", "shift", "pivot_table", "join", "explode", "assign", "rename", "quantile"}
    | {"expand_dims", "squeeze", "unsqueeze", "permute", "convert", "mel", "stft", "resample"}
    | {"pad_sequences", "texts_to_sequences", "batch_encode_plus", "encode_plus", "cut", "cat"}
)
_STEERING = re.compile(
    r"(^|_)(parse|args?|main|train|fit|loop|epoch|load_(model|checkpoint|state|config)|save|"
    r"plot|log|draw|print|show|get_model|build|create_model|checkpoint|optimi[sz]er|loss|metric|"
    r"evaluate|setup|seed|download|upload|device|handler|server|route)"
)
_TRANSFORM = re.compile(
    r"prepro|transform|featur|normali[sz]|standardi[sz]|resize|letterbox|crop|pad|token|encode_|"
    r"clean|scale|augment|extract|prepare|convert|collate|get_input|load_(image|wav|audio|data)|"
    r"read_|to_tensor|to_frame|mel|spectro|vectori|impute|fill|clip|mask|mem_usage|resampl"
)
_OF_DATA = re.compile(r"dataset|transform|prepro|normali[sz]|scaler|tokeni[sz]er|collat|augment")


def transforms(call: Call) -> bool:
    """Whether a call changes data the way preprocessing does."""
    head, _, last = call.callee.rpartition(".")
    return (head.partition(".")[0] in _LIBRARIES) or (bool(head) and last in _METHODS)


class TransformLines:
    """The lines of one file on which some call transforms data."""

    def __init__(self, file: FileFacts) -> None:
        self._lines = sorted(call.at.line for call in file.calls if transforms(call))

    def count(self, first: int, last: int) -> int:
        """How many such calls start on these lines."""
        return bisect_left(self._lines, last + 1) - bisect_left(self._lines, first)


def is_transform(definition: Definition, lines: TransformLines) -> bool:
    """Whether a function, or a class of data, transforms: its name says so and it makes such
    calls. Models transform too, but not by these names."""
    name = definition.name.rpartition(".")[2].lower().lstrip("_")
    if not (_OF_DATA if definition.kind == "class" else _TRANSFORM).search(name):
        return False
    calls = lines.count(definition.at.line, definition.at.end_line)
    return calls > 0 and not steers(name)


def steers(name: str) -> bool:
    """Whether a function's name says that it runs, trains, loads or reports."""
    return bool(_STEERING.search(name.rpartition(".")[2].lower()))


def is_of_model(file: FileFacts, definition: Definition) -> bool:
    """A layer, or a method of one: what it transforms is not the input."""
    owner = definition if definition.kind == "class" else None
    if owner is None and definition.scope:
        owner = file.definitions[definition.scope - 1]
    if owner is None or owner.kind != "class":
        return False
    layer = any(base.endswith(("Module", "Layer", "Model")) for base in owner.bases)
    compiled = any(one.startswith("torch.jit") for one in owner.decorators)
    return layer or compiled or any(d.name == f"{owner.name}.forward" for d in file.definitions)
