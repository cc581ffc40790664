"""Facts of all files joined into frozen graphs and named queries.

Knows facts only; must not know syntax, rules, or anything outside the scanned tree.

`link(files, unread)` makes the `Project`; every index below is built once, when first asked.
Paths are the files' own (POSIX, relative); everything is sorted; every place is a `Location`.

The queries (every index is a property of `Project`, every place a `Location`):

- files: `files[path]`, `unread`, `code_files`, `source_files` (judged code), `with_role(role)`
- modules: `.resolve(file, import_) -> path | None`, `.path_of(dotted, importer)`,
  `.names_of(path)`, `.inside(package, importer)`, `.is_local(dotted, importer)`
- imports: `.imported(path)`, `.importers(path)`, `.external(path)` (package -> places),
  `.reachable_from(paths)`, `.dynamic`, `.graph` (DiGraph of paths)
- symbols: `.at(path, "Trainer.fit")`, `.find("pkg.mod.f", importer)`, `.named("fit")`,
  `.of_scope(path, scope)`, `.method(class_, name)`, `.bases`, `.subclasses`, `.all`
- calls: `.target(path, index) -> Symbol | None`, `.callers(symbol)`, `.unresolved(last)`,
  `.targets(path, index)`, `.any_targets(path, index)` (`model(x)` runs `forward` too),
  `.meant(path, index)` (things from outside too), `.coverage`,
  `.repository_coverage`, `.arguments(symbol, "lr") -> ParameterValues`, `.value_use(symbol)`,
  `.is_sure(path, index)` (not only by what callers give), `.misfits` (arguments that do not
  fit the definition they surely resolve to), `.graph`
- `possibly_used(symbol) -> reason | ""`: why it may be used although no call is seen
- options: tuple of `OptionUse` (file, option, reads, writes, escape, mentions, ...)
- misread_options: names read of a namespace that no option arrives in (name, reads, meant)
- environment: `.variables` (reads, defaults, settings), `.set_and_never_read`,
  `.read_and_never_set`
- given_options: `.by_commands(use)`, `.by_calls(use)`, `.required_and_never_given`, `.overwritten`
- chains: `.of(path) -> OptionChain` (setters in order, `wins` per command, `unsure`)
- parsers: `.all`, `.of(file, option)`, `.carried(parsers)`
- option_coverage: options whose readers are known; fields count in classes of settings only
- commands: tuple of `StartedScript` (file, command, target, arguments, meant, similar, ...)
- entry_points: `.all`, `.of(path)`, `.paths`; sides: `.of(path)`, `.files(Side.TRAINING)`
- unreached_modules: `.found`, `.paths`; unreached_definitions: by file, with what only they use;
  unreached_methods: the same by names, for classes that are reached
- unused_parameters: never read, set by calls or not; unapplied_layers: built, never applied
- unused_imports: `.found`, `.couplings` (modules a file needs not), `.libraries` (nothing uses)
- dangling_names: names given of modules of the repository that these do not have
- missing_modules: modules of packages of the repository that imports name and that are not there;
  broken_starts: `.of(paths) -> programs that fail when these files cannot be imported`
- reach: `.of(path or unit) -> units that run`, `.to(wanted, starts, apart)`, `.unit(...)`
- pipeline: `.steps`, `.artifacts`, `.edges`, `.graph`, `.undeclared`, `.dangling`,
  `.write_only`, `.cycles`
- interfaces: `.nearly_met`, `.without_producer`, `.without_reader`, `.unread`, `.reports`: files
  by name, with the edges that show it and guards against what documents, users or unknown paths
  may give
- manual_orders: numbered steps, and those a document lists, that nothing else runs in order
- values: `.pattern(file, value, scope) -> "data/*.csv" | None`
- dataflow: `.of(path, scope=0) -> Flow` (`sinks`, each with a `chain` of steps that says where it
  was lost), `.leaks` (fitted before the split, again on test), `.thresholds`, `.artifact(node)`
- seeds: `.of(path)`, `.started(path)` (generators drawn from and seeded), `.reached(option)`,
  `.reached_by(path, scope, name) -> SeedReach` (`in_vain`)
- artifacts: `.uses`, `.writers(pattern)`, `.readers(pattern)`, `.handoffs`, `.graph`, `.coverage`,
  `.catalog` (Kedro), `.tracked` (data behind `*.dvc` files), `.columns(pattern)`
- configuration: `.loaded` (path -> reason), `.keys(path)`, `.is_read(key)`,
  `.readers(path, key)` (`exact` when followed), `.uses(path, key)`, `.made(path)` (section ->
  callable), `.value_for(file, scope, chain)`, `.section_use(key)`, `.parameter_of(key)`,
  `.chain(path, key)` (setters in order, readers, `wins` for each start), `.hydra.compositions`,
  `.hydra.unselected` (options of groups), `.gin.broken` (bindings nothing takes),
  `.coverage`, `.exact_coverage`, `.graph`
- clones: `.functions(min_statements=6, exact=False)`, `.files(similarity=.6)`,
  `.blocks(min_statements=6)`, `.cells(similarity=.7)`, `.documents(similarity=.75)`,
  `.difference(old, new)` (constants), `.compared(old, new)` (everything, by weight);
  copied_functions, copies_inside_files: word for word or drifted apart; train_serve_clones:
  transforms on both sides; script_families: scripts copied as wholes; copied_options: declared
  in several scripts
- mentions: `.of(word)`, `.possibly_used(name, beside=path) -> reason | ""`
"""

from debtscan.project.artifacts.artifacts import Artifacts
from debtscan.project.artifacts.uses import ArtifactUse, Handoff
from debtscan.project.clones.clones import Clones, FileCluster, FunctionCluster
from debtscan.project.clones.copies import Difference
from debtscan.project.configuration.configuration import Configuration, KeyRead
from debtscan.project.model import Project, link
from debtscan.project.names.arguments import ParameterValues
from debtscan.project.names.calls import Calls, CallSite
from debtscan.project.names.imports import Imports
from debtscan.project.names.mentions import Mention, Mentions
from debtscan.project.names.modules import Modules
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.options.options import OptionUse
from debtscan.project.pipeline.steps import Artifact, Pipeline, PipelineEdge, Step
from debtscan.project.starts.commands import StartedScript
from debtscan.project.starts.entry_points import EntryPoint, EntryPoints
from debtscan.project.starts.sides import Evidence, Side, Sides
from debtscan.project.values.values import Values

__all__ = [
    "Artifact",
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
    "Pipeline",
    "PipelineEdge",
    "Project",
    "Side",
    "Sides",
    "StartedScript",
    "Step",
    "Symbol",
    "Symbols",
    "Values",
    "link",
]
