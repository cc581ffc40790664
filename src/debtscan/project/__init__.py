"""Facts of all files joined into frozen graphs and named queries.

Knows facts only; must not know syntax, rules, or anything outside the scanned tree.

`link(files, unread)` makes the `Project`; every index below is built once, when first asked.
Paths are the files' own (POSIX, relative); everything is sorted; every place is a `Location`.

| question | answer |
|---|---|
| the files | `project.files[path]`, `.unread`, `.code_files`, `.source_files` (judged code), `.with_role(Role.TEST)` |
| which file an import means | `project.modules.resolve(file, import_) -> path or None`, `.names_of(path)`, `.path_of(dotted)` |
| who imports whom | `project.imports.graph` (DiGraph), `.importers(path)`, `.imported(path)`, `.external(path)` -> package -> places, `.reachable_from(paths)` |
| definitions | `project.symbols.all`, `.at(path, "Trainer.fit")`, `.find("pkg.mod.f", importer)`, `.named("fit")` -> `Symbol` |
| calls | `project.calls.target(path, index) -> Symbol or None`, `.callers(symbol) -> CallSite...`, `.arguments(symbol, "lr") -> ParameterValues`, `.graph` (MultiDiGraph) |
| options | `project.options -> OptionUse...` (`file option reads writes overwritten escape mentions`) |
| started scripts | `project.commands -> StartedScript...` (`file command target arguments meant similar`) |
| what is started | `project.entry_points.all -> EntryPoint...`, `.of(path)`, `.paths` |
| sides | `project.sides.of(path) -> {Side: Evidence}`, `.files(Side.TRAINING)` |
| values as patterns | `project.values.pattern(file, value, scope) -> "data/*.csv" or None` |
| input and output | `project.artifacts.uses`, `.handoffs`, `.graph`, `.coverage` |
| configuration | `project.configuration.loaded -> {path: reason}`, `.readers(path, key)`, `.keys(path)`, `.graph` |
| clones | `project.clones.functions(min_statements=6, exact=False)`, `.files(similarity=.6)`, `.difference(a, b)` |
| possibly used | `project.mentions.of(word) -> Mention...`, `.possibly_used(name, ...) -> reason or ""` |
"""

from debtscan.project.artifacts import Artifacts, ArtifactUse, Handoff
from debtscan.project.calls import Calls, CallSite, ParameterValues
from debtscan.project.clones import Clones, Difference, FileCluster, FunctionCluster
from debtscan.project.commands import StartedScript
from debtscan.project.configuration import Configuration, KeyRead
from debtscan.project.entry_points import EntryPoint, EntryPoints
from debtscan.project.imports import Imports
from debtscan.project.mentions import Mention, Mentions
from debtscan.project.model import Project, link
from debtscan.project.modules import Modules
from debtscan.project.options import OptionUse
from debtscan.project.sides import Evidence, Side, Sides
from debtscan.project.symbols import Symbol, Symbols
from debtscan.project.values import Values

__all__ = [
    "ArtifactUse",
    "Artifacts",
    "CallSite",
    "Calls",
    "Clones",
    "Configuration",
    "Difference",
    "EntryPoint",
    "EntryPoints",
    "Evidence",
    "FileCluster",
    "FunctionCluster",
    "Handoff",
    "Imports",
    "KeyRead",
    "Mention",
    "Mentions",
    "Modules",
    "OptionUse",
    "ParameterValues",
    "Project",
    "Side",
    "Sides",
    "StartedScript",
    "Symbol",
    "Symbols",
    "Values",
    "link",
]
