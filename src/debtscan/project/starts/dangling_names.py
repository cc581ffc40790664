"""Names that imports, entry points, documents, tables and strings give of modules of this
repository, and that these do not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Import, Literal, Reference, Span
from debtscan.model import Location
from debtscan.project.names.absent import AbsentNames
from debtscan.project.names.unbound import held_names
from debtscan.project.starts.console_scripts import console_scripts

_MAKERS = frozenset({"_target_", "target", "class_path", "entry_point", "callable", "func"})
_LOADERS = frozenset({"importlib.import_module", "__import__"})
_ASKING = _LOADERS | {"getattr"}


class DanglingName(Struct, frozen=True):
    """`how`: "import", "entry point", "document", "table", "getattr", "load" or "export"
    (`__all__`)."""

    how: str
    text: str  #: as written
    name: str  #: what is missing
    within: str  #: the module that lacks it
    at: Location


def dangling_names(files: Mapping[str, FileFacts], absent: AbsentNames) -> Iterator[DanglingName]:
    """By file; imports that may fail on purpose (`try`) or never run left out."""
    for path, file in files.items():
        for how, text, at in _names(file):
            found = absent.find(text, path)
            if found is not None:
                yield DanglingName(how, text, found.name, found.within, file.locate(at))
        for name in absent.not_exported(file):
            yield DanglingName("export", name, name, path, file.locate(_offer(file)))
    for script in console_scripts(files):
        text = f"{script.module}.{script.function}" if script.function else script.module
        found = absent.find(text, script.path)
        if found is not None:
            yield DanglingName("entry point", text, found.name, found.within, script.at)


def _offer(file: FileFacts) -> Span:
    return next(one.at for one in file.assignments if one.target == "__all__")


def _names(file: FileFacts) -> Iterator[tuple[str, str, Span]]:
    for imported in file.imports:
        if imported.name not in ("", "*") and imported.guard not in ("try", "type-checking"):
            yield "import", _joined(imported), imported.at
    imported_names = {_joined(one) for one in file.imports if one.name}
    for text, line in held_names(file):
        if "." in text.lstrip(".") and text not in imported_names:
            yield "table", text, Span(line, 1, line)
    for call in file.calls:
        text = _loaded(call) if call.callee in _ASKING else ""
        if text:
            how = "getattr" if call.callee == "getattr" else "load"
            yield how, text, call.at
    for key in file.config:
        if key.path.rpartition(".")[2] in _MAKERS and _is_dotted(key.value):
            yield "document", str(key.value), key.at


def _is_dotted(value: object) -> bool:
    return isinstance(value, str) and all(part.isidentifier() for part in value.split("."))


def _joined(one: Import) -> str:
    return f"{one.module}{'' if one.module.endswith('.') else '.'}{one.name}"


def _loaded(call: Call) -> str:
    """`pkg.mod` of `import_module("pkg.mod")`, `pkg.mod.Net` of `getattr(pkg.mod, "Net")`."""
    match call.callee, call.arguments:
        case name, (Literal(value=str(text)), *_) if name in _LOADERS:
            return text
        case "getattr", (Reference(name=module), Literal(value=str(text))):
            return f"{module}.{text}"
    return ""
