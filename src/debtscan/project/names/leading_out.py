"""Names that lead out of the repository although they begin inside it.

`from . import k2` where the package imports the library `k2`; modules that a build generates;
folders named like a library that is meant all the same.
"""

from __future__ import annotations

from debtscan.facts import Import
from debtscan.project.libraries.known_heads import BUILT_ENDINGS, KNOWN_HEADS
from debtscan.project.names.modules import Modules
from debtscan.project.names.symbols import Symbols

_HOPS = 4


def leads_out(symbols: Symbols, dotted: str, importer: str) -> str:
    """The name outside that a name nothing here binds stands for; "" when none is seen."""
    if any(part.endswith(BUILT_ENDINGS) for part in dotted.split(".")):
        return dotted.lstrip(".")
    found = _imported_there(symbols, dotted, importer, _HOPS)
    if found or "." not in dotted:
        return found
    head = dotted.partition(".")[0]
    own = head in KNOWN_HEADS and symbols.modules.path_of(head, importer) is not None
    return dotted if head in KNOWN_HEADS and not own else ""


def _imported_there(symbols: Symbols, dotted: str, importer: str, hops: int) -> str:
    path, name = _split(symbols.modules, dotted, importer)
    if not path or path == importer or path not in symbols.files or not hops:
        return ""
    head, _, rest = name.partition(".")
    for one in symbols.files[path].imports:
        if one.bound == head:
            target = f"{_whole(one)}.{rest}" if rest else _whole(one)
            if target[:1] != "." and not symbols.modules.is_local(target.partition(".")[0], path):
                return target
            return _imported_there(symbols, target, path, hops - 1) if target != dotted else ""
    return ""


def _split(modules: Modules, dotted: str, importer: str) -> tuple[str, str]:
    """The file of the longest module a name begins with, and what is asked of it."""
    module, _, name = dotted.rpartition(".")
    while module.strip("."):
        path = modules.path_of(module, importer)
        if path is not None:
            return path, name
        module, _, first = module.rpartition(".")
        name = f"{first}.{name}"
    bare = dotted.lstrip(".")
    dots = dotted[: len(dotted) - len(bare)]
    return (modules.path_of(dots, importer) or "") if dots else "", bare


def _whole(one: Import) -> str:
    if not one.name:
        return one.module if one.bound != one.module.partition(".")[0] else one.bound
    joint = "" if one.module.endswith(".") else "."
    return f"{one.module}{joint}{one.name}"
