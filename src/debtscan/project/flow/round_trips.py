"""Data that leaves a format and comes straight back: frame to array to frame, tensor to array to
tensor, table to file to table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import (
    Assignment,
    Branch,
    Call,
    FileFacts,
    Item,
    Kind,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Span,
    Text,
    Value,
)
from debtscan.model import Location

_TENSORS = frozenset(
    {"torch.from_numpy", "torch.tensor", "torch.as_tensor", "torch.Tensor", "torch.FloatTensor"}
)
#: methods and functions that leave the format as it is
_PASSING = frozenset(
    {"cpu", "detach", "clone", "copy", "to", "float", "double", "long", "half", "type", "cuda"}
    | {"astype", "reshape", "view", "squeeze", "unsqueeze", "flatten", "transpose", "contiguous"}
)
#: functions of arrays that tensors have too
_IMAGE_METHODS = frozenset({"convert", "crop", "resize", "rotate", "transpose", "copy"})
_ARRAYS = frozenset(
    {"array", "asarray", "ascontiguousarray", "clip", "abs", "exp", "log", "sqrt", "squeeze"}
    | {"expand_dims", "transpose", "reshape", "where", "maximum", "minimum", "sum", "mean", "round"}
    | {"argmax", "argsort", "sort", "flip", "float32", "int64", "swapaxes", "moveaxis", "softmax"}
)
_LOOKS = frozenset({"shape", "dtype", "ndim", "size"})
_CHECKS = ("exist", "isfile", "cache", "force", "overwrite", "reload")
_EXPORTS = ("onnx", "export", "trac", "script", "jit")
_TABLES = frozenset({"csv", "parquet", "feather", "excel", "pickle", "json", "hdf"})
_DEEP = 12
_END = 1 << 30


class RoundTrip(Struct, frozen=True):
    """`kind`: "tensor", "image", "frame" or "file"; `names`: what converts, there and back."""

    kind: str
    what: str  #: the data as written, or the path; "" where it has no name
    names: tuple[str, str]
    left: Location
    back: Location
    scope: int


def round_trips(file: FileFacts) -> tuple[RoundTrip, ...]:
    """Every such detour of one file, by place."""
    trips = _Trips(file)
    found = [*trips.in_memory(), *trips.through_files()]
    return tuple(sorted(found, key=lambda one: (one.back, one.left)))


class _Trips:
    def __init__(self, file: FileFacts) -> None:
        self._file = file

    def in_memory(self) -> Iterator[RoundTrip]:
        """Tensors and frames that were arrays for a moment."""
        for call in self._file.calls:
            if call.callee in _TENSORS and call.arguments and not self._exports(call):
                yield from self._tensor(call)
            elif call.callee == "pandas.DataFrame" and call.arguments:
                yield from self._frame(call)
            elif call.callee == "PIL.Image.fromarray" and call.arguments:
                yield from self._image(call)

    def _exports(self, call: Call) -> bool:
        """Whether it stands in a branch for exports, where a detour makes a constant."""
        return any(
            _within(branch.body, call) and any(word in branch.text for word in _EXPORTS)
            for branch in self._file.branches
        )

    def _tensor(self, call: Call) -> Iterator[RoundTrip]:
        left = self._source(call.arguments[0], call)
        if left is not None and left[1]:
            number, _ = left
            away = self._file.calls[number]
            names = ("numpy", call.callee.rpartition(".")[2])
            places = (self._file.locate(away.at), self._file.locate(call.at))
            yield RoundTrip("tensor", self._what(number), names, *places, call.scope)

    def _what(self, number: int) -> str:
        """The name of the tensor that was taken out."""
        for _ in range(_DEEP):
            value = self._receiver(number)
            if not isinstance(value, Result):
                return _text(value)
            number = value.call
        return ""

    def _source(self, value: Value | None, call: Call) -> tuple[int, bool] | None:
        """The `numpy()` call that took the tensor out, when nothing was done to it since that a
        tensor cannot do; and whether it surely was a tensor of torch."""
        here = _lines(call.at)
        for _ in range(_DEEP):
            match value:
                case Result(number):
                    if _is_numpy(self._file.calls[number]):
                        return number, self._is_torch(number)
                    value = self._passed(self._file.calls[number], number)
                case Reference(name):
                    bound = self._only_for(name, call.scope, here)
                    here = _lines(bound.at) if bound else here
                    value = bound.value if bound else None
                case _:
                    return None
        return None

    def _is_torch(self, number: int) -> bool:
        """Frameworks that have `numpy()` too have neither `cpu()` nor `detach()` before it."""
        value = self._receiver(number)
        if isinstance(value, Result):
            return self._file.calls[value.call].callee.rpartition(".")[2] in ("cpu", "detach")
        return False

    def _passed(self, call: Call, number: int) -> Value | None:
        library, _, name = call.callee.rpartition(".")
        if library == "numpy":
            return call.arguments[0] if name in _ARRAYS and call.arguments else None
        passes = name in _PASSING
        return self._receiver(number) if passes else None

    def _receiver(self, number: int) -> Value | None:
        call = self._file.calls[number]
        head = call.callee.rpartition(".")[0]
        return call.receiver or (Reference(head) if head and head != "?" else None)

    def _only_for(self, name: str, scope: int, here: range) -> Assignment | None:
        """What binds a local name that is read on these lines alone."""
        bound = self._bound.get((scope, name), ())
        before = [one for one in bound if one.at.line < here.start]
        if not scope or not before or before[-1].how != "=":
            return None
        last = before[-1]
        after = [one.at.line for one in bound if one.at.line >= here.start]
        lines = range(last.at.end_line + 1, (after[0] if after else _END) + 1)
        for read, places in self._file.reads[scope].items():
            head, _, rest = read.partition(".")
            others = (one for one in places if one in lines and one not in here)
            if head == name and rest not in _LOOKS and any(others):
                return None
        return last

    def _image(self, call: Call) -> Iterator[RoundTrip]:
        """`fromarray(np.array(image)[:, ::-1])`: flipped or cut, which images can do."""
        value: Value | None = call.arguments[0]
        for _ in range(_DEEP):
            match value:
                case Item(of=of) | Operation("slice", (of, *_)):
                    value = of
                case Result(number):
                    found = self._file.calls[number]
                    head, _, last = found.callee.rpartition(".")
                    if head == "numpy" and last in ("array", "asarray") and found.arguments:
                        name = _text(found.arguments[0])
                        if name and self._is_image(found.arguments[0], call):
                            places = (self._file.locate(found.at), self._file.locate(call.at))
                            yield RoundTrip("image", name, (last, "fromarray"), *places, call.scope)
                        return
                    value = self._receiver(number) if last in ("transpose", "copy") else None
                case _:
                    return

    def _is_image(self, value: Value | None, call: Call) -> bool:
        """Whether a value surely is an image: opened, or cut out of one."""
        for _ in range(_DEEP):
            match value:
                case Result(number):
                    callee = self._file.calls[number].callee
                    if callee == "PIL.Image.open":
                        return True
                    passes = callee.rpartition(".")[2] in _IMAGE_METHODS
                    value = self._receiver(number) if passes else None
                case Reference(name):
                    bound = self._bound.get((call.scope, name), ())
                    before = [one for one in bound if one.at.line < call.at.line]
                    value = before[-1].value if before else None
                case _:
                    return False
        return False

    def _frame(self, call: Call) -> Iterator[RoundTrip]:
        """`DataFrame(t.values, columns=t.columns)`: the names prove that `t` is a frame."""
        frame = self._frame_of(call.arguments[0])
        kept = {one.name for one in call.keywords if _names(one.value, frame)}
        if frame and kept:
            at = self._file.locate(call.at)
            yield RoundTrip("frame", frame, ("values", "DataFrame"), at, at, call.scope)

    def _frame_of(self, value: Value) -> str:
        match value:
            case Reference(name) if name.endswith(".values"):
                return name.removesuffix(".values")
            case Result(number):
                head, _, last = self._file.calls[number].callee.rpartition(".")
                return head.lstrip("?") if last == "to_numpy" else ""
        return ""

    def through_files(self) -> Iterator[RoundTrip]:
        """Tables that one function writes and reads again; a notebook shows how that is done."""
        if self._file.kind is Kind.NOTEBOOK:
            return
        written: dict[tuple[int, str, str], list[Call]] = defaultdict(list)
        for call in self._file.calls:
            head, _, last = call.callee.rpartition(".")
            verb, _, form = last.partition("_")
            path = _text(_path(call)) if form in _TABLES else ""
            key = (call.scope, form, path)
            if not path:
                continue
            if verb == "to" and head and not _appends(call):
                written[key].append(call)
            elif verb == "read" and head == "pandas":
                before = [one for one in written[key] if self._runs_on(one, call, path)]
                if before:
                    left = before[-1]
                    places = (self._file.locate(left.at), self._file.locate(call.at))
                    names = (left.callee.rpartition(".")[2], last)
                    yield RoundTrip("file", path, names, *places, call.scope)

    def _runs_on(self, write: Call, read: Call, path: str) -> bool:
        """Whether the read always follows the write, with nothing that touches the file or
        binds the path anew between them."""
        lines = range(write.at.end_line + 1, read.at.line)
        if write.at.line >= read.at.line or any(
            _divides(branch, write, read) for branch in self._file.branches
        ):
            return False
        rebound = any(
            one.at.line in lines and path.startswith(one.target)
            for one in self._file.assignments
            if one.scope == write.scope
        )
        touched = any(
            call.at.line in lines
            and (_runs_other(call) or any(_text(one) == path for one in call.arguments))
            for call in self._file.calls
        )
        return not rebound and not touched

    @cached_property
    def _bound(self) -> Mapping[tuple[int, str], Sequence[Assignment]]:
        found: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
        for one in self._file.assignments:
            found[one.scope, one.target].append(one)
        return found


def _is_numpy(call: Call) -> bool:
    head, _, last = call.callee.rpartition(".")
    return last == "numpy" and bool(head) and not call.arguments


def _names(value: Value, frame: str) -> bool:
    return isinstance(value, Reference) and value.name in (f"{frame}.columns", f"{frame}.index")


def _path(call: Call) -> Value | None:
    if call.arguments:
        return call.arguments[0]
    names = ("path", "path_or_buf", "filepath_or_buffer", "io", "excel_writer")
    return next((one.value for one in call.keywords if one.name in names), None)


def _appends(call: Call) -> bool:
    return any(one.name == "mode" for one in call.keywords)


def _text(value: Value | None) -> str:
    """An expression as one may write it; "" for what has no short name."""
    match value:
        case Reference(name):
            return name
        case Literal(str(text)):
            return repr(text)
        case Text(parts):
            return "".join(_text(part) or "{}" for part in parts)
        case Member(of, name):
            return f"{_text(of)}.{name}" if _text(of) else ""
        case Item(of, Literal(key)):
            return f"{_text(of)}[{key!r}]" if _text(of) else ""
    return ""


def _divides(branch: Branch, write: Call, read: Call) -> bool:
    """Whether a branch holds one of the two apart from the other, or asks for the file."""
    inside = [
        _within(branch.body, one) or (branch.orelse is not None and _within(branch.orelse, one))
        for one in (write, read)
    ]
    asks = any(word in branch.text.lower() for word in _CHECKS)
    apart = branch.orelse is not None and _within(branch.body, write) != _within(branch.body, read)
    return any(inside) and (asks or apart or inside[0] != inside[1])


def _within(span: Span, call: Call) -> bool:
    return span.line <= call.at.line <= span.end_line


def _runs_other(call: Call) -> bool:
    return call.callee.startswith(("subprocess.", "os.system", "os.popen"))


def _lines(span: Span) -> range:
    return range(span.line, span.end_line + 1)
