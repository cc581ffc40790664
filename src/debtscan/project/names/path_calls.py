"""Calls that make paths of paths, and calls that find files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtscan.facts import (
    Call,
    Collection,
    FileFacts,
    Item,
    Literal,
    Operation,
    Reference,
    Result,
    Text,
    Unknown,
    Value,
)
from debtscan.project.names import path_texts
from debtscan.project.names.alternatives import (
    ANY,
    LIST,
    TEMPORARY,
    Alternative,
    Alternatives,
    changed,
    put_together,
    unknown,
)
from debtscan.project.names.given_back import given_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtscan.project.names.expressions import Expressions
    from debtscan.project.names.origin import Origin

#: calls that give back the path they are given
_SAME = frozenset(
    {"abspath", "realpath", "normpath", "expanduser", "expandvars", "fspath", "str", "Path"}
    | {"PurePath", "PosixPath", "PurePosixPath", "resolve", "absolute", "as_posix", "UPath"}
    | {"to_absolute_path", "strip", "rstrip", "lstrip", "encode", "decode", "makedirs_if"}
    | {"copyfile", "copy2", "normcase", "lower", "expand", "quote", "constant", "Dir"}
)
_JOIN = frozenset({"join", "joinpath", "path_join", "safe_join", "urljoin"})
_JOINERS = ("os.path", "posixpath", "path", "osp", "gfile", "op", "ntpath", "tensorflow.io.gfile")
_LISTING = frozenset({"listdir", "iterdir", "scandir", "ListDirectory", "list_dir"})
_GLOBS = frozenset({"glob", "iglob", "rglob", "Glob", "list_files"})
_CHOOSING = frozenset({"max", "min", "next", "choice", "sorted"})
_TEMPORARY = ("tempfile.", "tmp_path_factory.", "tmpdir.")
#: downloads that name the local file, by the position and name of the argument
_NAMED_DOWNLOADS = {
    "hf_hub_download": (1, "filename"),
    "cached_file": (1, "filename"),
    "get_file": (0, "fname"),
    "resource_filename": (1, ""),
    "resource_path": (1, ""),
    "urlretrieve": (1, "filename"),
}
_WRITTEN_DOWNLOADS = {"wget.download": (1, "out"), "gdown.download": (1, "output")}


class PathCalls:
    """Texts of what calls of libraries return."""

    def __init__(self, expressions: Expressions) -> None:
        self._texts = expressions

    def text(self, file: FileFacts, index: int) -> Alternatives:
        """What a call gives, when it gives a path or a string."""
        call = file.calls[index]
        head, _, last = call.callee.rpartition(".")
        if last == "join" and len(call.arguments) == 1 and not head.endswith("path"):
            return self._strung(file, call)
        if last in _JOIN and (
            call.receiver is not None or head.endswith(_JOINERS) or last != "join"
        ):
            return self._joined(file, call, head if last == "joinpath" else "")
        if last in ("ospj", "join") and not head:
            return self._joined(file, call, "")
        if last in ("dirname", "basename", "splitext") and call.arguments:
            part = "parent" if last == "dirname" else "name"
            return changed(
                self._argument(file, call, 0), lambda text: path_texts.part_of(text, part)
            )
        if last in ("getcwd", "cwd", "getcwdb", "get_original_cwd"):
            return (Alternative("."),)
        if call.callee in ("os.environ.get", "os.getenv", "environ.get"):
            return self._variable(file, call)
        if call.callee.startswith(_TEMPORARY) or last in (
            "mktemp",
            "mkdtemp",
            "TemporaryDirectory",
        ):
            return self._temporary(file, call)
        if last in _NAMED_DOWNLOADS:
            return self._downloaded(file, call, *_NAMED_DOWNLOADS[last])
        if call.callee in _WRITTEN_DOWNLOADS:
            return self._downloaded(file, call, *_WRITTEN_DOWNLOADS[call.callee])
        kept = given_back(self._texts, file, call, last)
        if kept is not None:
            return kept
        if last in _GLOBS or last in _LISTING:
            return unknown(LIST)
        changing = self._changing(file, call, last)
        if changing is not None:
            return changing
        if last in _CHOOSING and call.arguments:
            return self._element(file, call, call.arguments[0])
        if last in _SAME:
            return self._same(file, call, head, last)
        return unknown("result of a call" if "." in call.callee else "result of a function")

    def _changing(self, file: FileFacts, call: Call, last: str) -> Alternatives | None:
        """Methods that give a changed text."""
        own = self._receiver(call)
        if own is None:
            return None
        given = [self._argument(file, call, i) for i in range(len(call.arguments))]
        texts = self._texts.call_texts(file, call, own)
        two = {
            "with_suffix": path_texts.with_suffix,
            "with_name": path_texts.with_name,
            "with_stem": path_texts.with_stem,
            "relative_to": path_texts.relative,
        }
        if last in two and given:
            return put_together([texts, given[0]], lambda t: two[last](t[0], t[1]))
        if last == "replace" and len(given) == 1:
            return given[0]
        if last in ("replace", "replace_all") and len(given) > 1:
            return put_together(
                [texts, given[0], given[1]], lambda t: path_texts.replaced(t[0], t[1], t[2])
            )
        if last == "format":
            return put_together([texts, *given], lambda t: path_texts.filled(t[0], t[1:]))
        if last == "rename" and given:
            return given[0]
        if last in ("removesuffix", "removeprefix") and given:

            def cut(found: Sequence[str]) -> str:
                return getattr(found[0], last)(found[1])  # type: ignore[no-any-return]

            return put_together([texts, given[0]], cut)
        if last == "upper":
            return changed(texts, str.upper)
        return None

    def item(self, file: FileFacts, index: int, key: Value) -> Alternatives:
        """`os.path.splitext(p)[0]`, `p.split("/")[-1]`, `sys.argv[1]`, `glob(...)[0]`."""
        call = file.calls[index]
        last = call.callee.rpartition(".")[2]
        place = key.value if isinstance(key, Literal) else None
        if last in ("splitext", "split") and call.callee.startswith(("os.path", "posixpath")):
            return self._halves(file, call, last, place)
        own = self._receiver(call)
        if last in ("split", "rsplit", "partition", "rpartition") and own is not None:
            if not isinstance(place, int):
                return unknown("piece of a text")
            return self._piece(file, call, own, last, place)
        if last in _GLOBS or last in _LISTING or last in _CHOOSING or last == "list":
            return self.member(file, index)
        if last in ("mkstemp", "urlretrieve"):
            return self.text(file, index)
        return unknown("item of a result")

    def _halves(self, file: FileFacts, call: Call, last: str, place: object) -> Alternatives:
        texts = self._argument(file, call, 0)
        if last == "splitext" and place == 0:
            return changed(texts, path_texts.without_suffix)
        part = "suffix" if last == "splitext" else "parent" if place == 0 else "name"
        return changed(texts, lambda text: path_texts.part_of(text, part))

    def _piece(
        self, file: FileFacts, call: Call, own: Value, last: str, place: int
    ) -> Alternatives:
        separator = call.arguments[0] if call.arguments else None
        if not (isinstance(separator, Literal) and isinstance(separator.value, str)):
            return unknown("piece of a text")
        mark, most = separator.value, -1
        if len(call.arguments) > 1 and isinstance(call.arguments[1], Literal):
            most = call.arguments[1].value if isinstance(call.arguments[1].value, int) else -1
        if "partition" in last:
            most, place = 1, -1 if place == 2 else place
        right = last.startswith("r")
        return changed(
            self._texts.call_texts(file, call, own),
            lambda text: path_texts.piece(text, mark, place, most, right=right) if mark else ANY,
        )

    def piece_of(self, one: Origin, of: Value, key: Value) -> Alternatives:
        """Items of what is no call: `path.parents[1]`, `sys.argv[1]`, a character of a text."""
        member = of.name if hasattr(of, "name") else ""
        if member == "parents" and isinstance(key, Literal) and isinstance(key.value, int):
            texts = self._texts.texts(one.file, of.of, one.scope, one.line)  # type: ignore[union-attr]
            for _ in range(key.value + 1):
                texts = changed(texts, lambda text: path_texts.part_of(text, "parent"))
            return texts
        if (
            isinstance(of, Operation)
            and of.operator == "member"
            and isinstance(of.operands[0], Result)
        ):
            return unknown("loop over something unknown")
        return unknown(one.cause or "item of something unknown")

    def member(self, file: FileFacts, index: int) -> Alternatives:
        """One of the files that a call finds."""
        call = file.calls[index]
        last = call.callee.rpartition(".")[2]
        own = self._receiver(call)
        if last in _GLOBS and call.arguments:
            if own is None or call.callee.startswith(("glob.", "tensorflow.", "fs.", "glob2.")):
                return self._argument(file, call, 0)
            folder = self._texts.call_texts(file, call, own)
            return put_together([folder, self._argument(file, call, 0)], path_texts.joined)
        if last in ("iterdir", "scandir") and (own or call.arguments):
            base = call.arguments[0] if call.arguments else own
            folder = self._texts.call_texts(file, call, base)  # type: ignore[arg-type]
            return put_together([folder, unknown("loop over a folder")], path_texts.joined)
        if last in _LISTING:
            return unknown("loop over a folder")
        if last in _CHOOSING or last == "list":
            return self._element(file, call, call.arguments[0]) if call.arguments else unknown("")
        return unknown("loop over something unknown")

    def cut(
        self, file: FileFacts, operands: Sequence[Value], scope: int, line: int
    ) -> Alternatives:
        """`text[a:b]`: what is before the cut if it counts from the start, else unknown."""
        texts = self._texts.texts(file, operands[0], scope, line)
        low, high = (o.value if isinstance(o, Literal) else "?" for o in operands[1:3])

        def part(text: str) -> str:
            told = high is None and isinstance(low, int) and low > 0
            if ANY in text:
                return f"{ANY}{text.rpartition(ANY)[2]}" if told else ANY
            if isinstance(low, int | None) and isinstance(high, int | None):
                return text[low:high]
            return ANY

        return changed(texts, part)

    def _joined(self, file: FileFacts, call: Call, head: str) -> Alternatives:
        own = call.receiver or (Reference(head) if head else None)
        parts = [*([own] if own is not None else []), *call.arguments]
        if not parts:
            return unknown("result of a call")
        return put_together(
            [self._texts.call_texts(file, call, part) for part in parts], path_texts.joined
        )

    def _strung(self, file: FileFacts, call: Call) -> Alternatives:
        """`"_".join([a, b])`, `folder.join(name)`."""
        own, given = self._receiver(call), call.arguments[0]
        if own is None:
            return self._argument(file, call, 0)
        if not isinstance(given, Collection):
            told = isinstance(given, Literal | Text) and not isinstance(own, Literal)
            head = call.callee.rpartition(".")[0] if call.receiver is None else ""
            return self._joined(file, call, head) if told else unknown(LIST)
        if not given.items or given.size != len(given.items):
            return unknown(LIST)
        parts = [self._texts.call_texts(file, call, one) for one in (own, *given.items)]
        return put_together(parts, lambda found: found[0].join(found[1:]))

    def _variable(self, file: FileFacts, call: Call) -> Alternatives:
        """The fallback of an environment variable."""
        if len(call.arguments) > 1:
            return self._argument(file, call, 1)
        return unknown("environment variable")

    def _temporary(self, file: FileFacts, call: Call) -> Alternatives:
        ending = next((one.value for one in call.keywords if one.name == "suffix"), None)
        if ending is None:
            return unknown(TEMPORARY)
        texts = self._texts.call_texts(file, call, ending)
        return put_together([(Alternative("/tmp/*"),), texts], path_texts.concatenated)

    def _downloaded(self, file: FileFacts, call: Call, place: int, name: str) -> Alternatives:
        value = next((one.value for one in call.keywords if one.name == name), None)
        if value is None and place < len(call.arguments):
            value = call.arguments[place]
        if value is None:
            return unknown("result of a call")
        parts = [unknown("result of a call"), self._texts.call_texts(file, call, value)]
        return put_together(parts, path_texts.joined)

    def _element(self, file: FileFacts, call: Call, of: Value) -> Alternatives:
        return self._texts.texts(file, Item(of, Unknown()), call.scope, call.at.line)

    def _same(self, file: FileFacts, call: Call, head: str, last: str) -> Alternatives:
        if call.receiver is not None:
            return self._texts.call_texts(file, call, call.receiver)
        if len(call.arguments) > 1 and last not in (
            "strip",
            "rstrip",
            "lstrip",
            "encode",
            "copyfile",
            "copy2",
        ):
            parts = [self._texts.call_texts(file, call, one) for one in call.arguments]
            return put_together(parts, path_texts.joined)
        if last in ("copyfile", "copy2") and len(call.arguments) > 1:
            return self._argument(file, call, 1)
        if head and last in (
            "resolve",
            "absolute",
            "as_posix",
            "strip",
            "rstrip",
            "lstrip",
            "expanduser",
            "lower",
            "encode",
            "decode",
        ):
            return self._texts.call_texts(file, call, Reference(head))
        if call.arguments:
            return self._argument(file, call, 0)
        return (Alternative("."),) if last == "Path" else unknown("result of a call")

    def _argument(self, file: FileFacts, call: Call, place: int) -> Alternatives:
        return self._texts.call_texts(file, call, call.arguments[place])

    def _receiver(self, call: Call) -> Value | None:
        """What stands before the dot of a method."""
        if call.receiver is not None:
            return call.receiver
        head = call.callee.rpartition(".")[0]
        return Reference(head) if head and head != "?" else None
