"""The same few statements around a library's call, again and again: an adapter without a home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from msgspec import Struct

from debtscan.facts import FileFacts, Kind
from debtscan.project.clones.clones import Clones
from debtscan.project.clones.copied_functions import CopiedFunction
from debtscan.project.clones.places import CodeCluster, Copy
from debtscan.project.clones.script_families import ScriptFamily
from debtscan.project.clones.transforms import is_of_model
from debtscan.project.starts.teaching import are_recipes, in_one_zoo, is_course, teaches, zoos

_FEW = 3  #: statements, and places
_LONG = 25  #: statements from which on a run is a copied block, no idiom
_CONVERSIONS = 2  #: calls in it that convert
#: methods and functions that bring data into the form that somebody else wants
_CONVERT = frozenset(
    {"astype", "reshape", "view", "permute", "transpose", "swapaxes", "squeeze", "unsqueeze"}
    | {"expand_dims", "cvtColor", "resize", "to_numpy", "numpy", "from_numpy", "tensor", "ravel"}
    | {"as_tensor", "rename", "set_index", "reset_index", "fillna", "convert", "fromarray"}
    | {"tolist", "array", "asarray", "Tensor", "FloatTensor", "to_frame"}
    | {"LongTensor", "float", "half", "long", "double", "get_dummies", "convert_to_tensor"}
    | {"cast", "interpolate", "imread", "DMatrix", "Dataset", "DataFrame", "cpu", "detach", "cuda"}
    | {"to_datetime", "decode", "encode", "b64decode", "frombuffer", "imdecode", "imencode", "to"}
    | {"ascontiguousarray", "resample", "to_tensor", "flatten", "BytesIO"}
)
_LIBRARIES = frozenset(
    {"numpy", "torch", "tensorflow", "pandas", "cv2", "PIL", "torchaudio", "torchvision", "librosa"}
    | {"scipy", "sklearn", "xgboost", "lightgbm", "catboost", "transformers", "jax", "soundfile"}
    | {"skimage", "onnxruntime", "base64", "io", "keras", "datasets", "polars", "pyarrow", "faiss"}
)


class Adapter(Struct, frozen=True):
    """One idiom: its places, and what it calls, in order."""

    block: CodeCluster
    callees: tuple[str, ...]

    @property
    def conversions(self) -> tuple[str, ...]:
        """The calls that make it an adapter, as written but for what they are called on."""
        return tuple(
            one.removeprefix("?.") for one in self.callees if _converts(one) or _is_foreign(one)
        )

    @property
    def paths(self) -> frozenset[str]:
        """The files it stands in."""
        return frozenset(self.block.paths)


def adapters(
    files: Sequence[FileFacts],
    clones: Clones,
    copied: Sequence[CopiedFunction],
    families: Sequence[ScriptFamily],
) -> tuple[tuple[Adapter, ...], ...]:
    """Idioms by the files they share, the one with the most places first; without those of
    files that are copies of one another. Nothing in notebooks, zoos of models or a repository of
    lessons."""
    every = [file.path for file in files]
    if is_course(every):
        return ()
    models = zoos(every)
    code = {
        file.path: file
        for file in files
        if file.kind is Kind.PYTHON
        and not teaches(file.path)
        and not in_one_zoo([file.path], models)
    }
    known = [frozenset(family.members) for family in families]
    known += [one.paths for one in copied if not one.small]
    groups: list[list[Adapter]] = []
    for one in sorted(_all(code, clones), key=_widest_first):
        if any(one.paths <= paths for paths in known) or are_recipes(one.paths):
            continue
        home = next((group for group in groups if len(group[0].paths & one.paths) > 1), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return tuple(tuple(group) for group in sorted(groups, key=_first_place))


def _all(files: Mapping[str, FileFacts], clones: Clones) -> Iterator[Adapter]:
    calls = _Calls(files)
    for block in clones.blocks(min_statements=_FEW, min_files=2, among=files):
        members = tuple(one for one in block.members if not _is_of_layer(files[one.path], one))
        many = len(members) >= _FEW and len({one.path for one in members}) > 1
        made = tuple(calls.of(members[0])) if many and block.statements < _LONG else ()
        callees = tuple(callee for _, callee in made)
        lines = {line for line, callee in made if _converts(callee)}
        if _adapts(callees) and (block.statements > _FEW or len(lines) > 1):
            yield Adapter(replace(block, members=members), callees)


def _is_of_layer(file: FileFacts, copy: Copy) -> bool:
    """Whether statements lie in a layer: what it reshapes is its own business."""
    scope = file.statements.scopes[copy.first]
    while scope and file.definitions[scope - 1].kind == "function":
        if is_of_model(file, file.definitions[scope - 1]):
            return True
        scope = file.definitions[scope - 1].scope
    return False


class _Calls:
    """The calls of files, by line."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files
        self._known: dict[str, dict[int, list[str]]] = {}

    def of(self, copy: Copy) -> Iterator[tuple[int, str]]:
        """(line, what is called) in a run of statements, in order."""
        if copy.path not in self._known:
            by_line: dict[int, list[str]] = defaultdict(list)
            for call in self._files[copy.path].calls:
                by_line[call.at.line].append(call.callee)
            self._known[copy.path] = by_line
        table = self._files[copy.path].statements
        lines = {
            line
            for row in range(copy.first, copy.last)
            for line in range(table.lines[row], table.end_lines[row] + 1)
        }
        for line in sorted(lines):
            yield from ((line, callee) for callee in self._known[copy.path].get(line, ()))


def _adapts(callees: Sequence[str]) -> bool:
    """Whether calls convert in two ways or more, around a library or at some length; neither
    made-up data nor code for a device does, and loops that train are told of elsewhere."""
    converting = [one.rpartition(".")[2] for one in callees if _converts(one)]
    ways = len(set(converting))
    if ways < _CONVERSIONS or any(map(_is_apart, callees)):
        return False
    return len(converting) > _CONVERSIONS or any(map(_is_foreign, callees))


def _is_apart(callee: str) -> bool:
    made_up = "random." in callee or callee.startswith(("torch.rand", "torch.zeros"))
    trains = callee.rpartition(".")[2] in ("accumulate", "backward", "zero_grad")
    return made_up or trains or callee.partition(".")[0] in ("triton", "tl")


def _converts(callee: str) -> bool:
    return "." in callee and callee.rpartition(".")[2] in _CONVERT


def _is_foreign(callee: str) -> bool:
    return callee.partition(".")[0] in _LIBRARIES


def _widest_first(one: Adapter) -> tuple[int, int, str, int]:
    first = one.block.members[0]
    return (-len(one.block.members), -one.block.statements, first.path, first.first)


def _first_place(group: Sequence[Adapter]) -> tuple[str, int]:
    first = group[0].block.members[0]
    return (first.path, first.first)
