"""Transforms that stand twice: on the side that trains and on the side that predicts."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct

from debtscan.facts import FileFacts, Span
from debtscan.model import Location
from debtscan.project.clones.copies import Difference, Rows, aligned, differences
from debtscan.project.clones.transforms import TransformLines, is_of_model, is_transform, steers
from debtscan.project.clones.two_sides import TwoSides, is_linked
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.options.defaults import DifferingDefault, differing_defaults
from debtscan.project.starts.sides import Evidence

_SHARE = 0.5  #: of the statements of two transforms of one name
_FEW = 4  #: statements of a transform function
_RUN = 8  #: equal statements in a row, outside such functions
_RUN_CALLS = 4  #: ... of which so many transform data
_CROWD = 8  #: definitions of one name from which on it is an interface
_LOADS = frozenset(
    {"predict", "predict_proba", "load_model", "load_state_dict", "load_weights", "from_pretrained"}
)
#: what a run of preprocessing does not do
_ENDS = frozenset({"to_csv", "evaluate", "fit", "save", "backward", "eval", "score"})


class TransformClone(Struct, frozen=True):
    """One transform on both sides. `name` is "" for a run of statements."""

    name: str
    training: Location
    serving: Location
    statements: int
    share: float
    differences: tuple[Difference, ...]  #: constants, training's first
    exact: bool
    defaults: tuple[DifferingDefault, ...] = ()  #: training's first
    symbols: tuple[Symbol, ...] = ()


class TrainServeClone(Struct, frozen=True):
    """All transforms that one predicting file has copied, with why it counts as predicting."""

    path: str
    evidence: Evidence
    clones: tuple[TransformClone, ...]


class TrainServe:
    """Finds the same transform on both sides, by function name and by runs of statements."""

    def __init__(self, files: Mapping[str, FileFacts], sides: TwoSides, symbols: Symbols) -> None:
        self._files = files
        self._symbols = symbols
        self._serving = sides.predicting
        self._training = sides.training

    def found(self) -> tuple[TrainServeClone, ...]:
        """One entry per predicting file, by path."""
        if not self._serving or not self._training:
            return ()
        functions = self._functions()
        runs = self._runs()
        found: list[TrainServeClone] = []
        for path, evidence in self._serving.items():
            clones = functions.get(path, [])
            clones += [run for run in runs.get(path, ()) if not _inside(run, clones)]
            if clones:
                found.append(TrainServeClone(path, evidence, tuple(clones)))
        return tuple(found)

    def _functions(self) -> dict[str, list[TransformClone]]:
        """Transform functions of one name on both sides, by predicting file."""
        found: dict[str, list[TransformClone]] = defaultdict(list)
        for symbols in self._transforms().values():
            serving = [one for one in symbols if one.path in self._serving]
            training = [one for one in symbols if one.path in self._training]
            best: dict[Symbol, TransformClone] = {}
            for one, other in product(serving, training):
                clone = self._clone(other, one)
                if clone.share > max(_SHARE, best[one].share if one in best else 0.0):
                    best[one] = clone
            for one, clone in best.items():
                found[one.path].append(clone)
        return found

    def _transforms(self) -> Mapping[tuple[str, str], Sequence[Symbol]]:
        """Transform functions and classes by kind and last name; none of a crowd."""
        index: dict[tuple[str, str], list[Symbol]] = defaultdict(list)
        for path in (*self._serving, *self._training):
            file = self._files[path]
            lines = TransformLines(file)
            for scope, one in enumerate(file.definitions, start=1):
                if one.statements < _FEW or one.body or is_of_model(file, one):
                    continue
                if is_transform(one, lines):
                    last = one.name.rpartition(".")[2]
                    index[one.kind, last].append(self._symbols.of_scope(path, scope))
        return {key: symbols for key, symbols in index.items() if len(symbols) <= _CROWD}

    def _clone(self, training: Symbol, serving: Symbol) -> TransformClone:
        old, new = self._rows(training), self._rows(serving)
        pairs = sum(1 for _ in aligned(old, new))
        return TransformClone(
            serving.name,
            training.at,
            serving.at,
            serving.definition.statements,
            2 * pairs / max(1, len(old.shapes) + len(new.shapes)),
            differences(old, new),
            training.definition.exact == serving.definition.exact,
            tuple(differing_defaults(training.definition, serving.definition)),
            (training, serving),
        )

    def _rows(self, symbol: Symbol) -> Rows:
        definition = symbol.definition
        return Rows(self._files[symbol.path], definition.first, definition.last)

    def _runs(self) -> Mapping[str, Sequence[TransformClone]]:
        """The longest equal runs of statements that transform, by predicting file."""
        starts: dict[tuple[int, ...], set[str]] = defaultdict(set)
        for path in self._training:
            for gram in _grams(self._files[path]):
                starts[gram].add(path)
        found: dict[str, list[TransformClone]] = defaultdict(list)
        for path in self._serving:
            near = set().union(*(starts.get(g, ()) for g in _grams(self._files[path])))
            linked = [other for other in sorted(near) if is_linked(other, path)]
            best = [run for other in linked if (run := self._run(other, path))]
            if best:
                found[path].append(max(best, key=_length))
        return found

    def _run(self, training: str, serving: str) -> TransformClone | None:
        old, new = self._files[training], self._files[serving]
        matcher = difflib.SequenceMatcher(
            None, old.statements.shapes, new.statements.shapes, autojunk=False
        )
        block = matcher.find_longest_match()
        left = Rows(old, block.a, block.a + block.size)
        right = Rows(new, block.b, block.b + block.size)
        if block.size < _RUN or not _is_transforming(right, block.size):
            return None
        exact = _exacts(left) == _exacts(right)
        places = (_span(left, block.size), _span(right, block.size))
        return TransformClone("", *places, block.size, 1.0, differences(left, right), exact)


def _grams(file: FileFacts) -> Iterator[tuple[int, ...]]:
    """Runs of `_RUN` shapes, imports left out."""
    imports = {one.at.line for one in file.imports}
    shapes, lines = file.statements.shapes, file.statements.lines
    for start in range(len(shapes) - _RUN + 1):
        if lines[start] not in imports:
            yield shapes[start : start + _RUN]


def _is_transforming(rows: Rows, size: int) -> bool:
    """Whether a run transforms data in one function, or outside of any, and that function is
    not there to train or report."""
    scopes = set(rows.file.statements.scopes[rows.first : rows.last])
    scope = max(scopes)
    if len(scopes) > 1:
        return False
    if scope and steers(rows.file.definitions[scope - 1].name):
        return False
    first = rows.file.statements.lines[rows.first]
    last = max(rows.file.statements.end_lines[rows.first : rows.first + size])
    inside = (call for call in rows.file.calls if first <= call.at.line <= last)
    if any(call.callee.rpartition(".")[2] in _LOADS | _ENDS for call in inside):
        return False
    return TransformLines(rows.file).count(first, last) >= _RUN_CALLS


def _span(rows: Rows, size: int) -> Location:
    table = rows.file.statements
    last = max(table.end_lines[rows.first : rows.first + size])
    return rows.file.locate(Span(table.lines[rows.first], 1, last))


def _exacts(rows: Rows) -> tuple[int, ...]:
    return rows.file.statements.exacts[rows.first : rows.last]


def _inside(run: TransformClone, clones: Sequence[TransformClone]) -> bool:
    return any(
        one.serving.line <= run.serving.last_line and run.serving.line <= one.serving.last_line
        for one in clones
    )


def _length(run: TransformClone) -> int:
    return run.statements
