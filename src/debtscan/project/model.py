"""The project: the files, and one index per question, each built when first asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from debtscan.facts import FileFacts, Role, Unread
from debtscan.project.artifacts.artifacts import Artifacts
from debtscan.project.clones.clones import Clones
from debtscan.project.clones.copied_functions import CopiedFunction, CopiedFunctions
from debtscan.project.clones.families import Families
from debtscan.project.clones.script_families import ScriptFamily, script_families
from debtscan.project.clones.train_serve import TrainServe, TrainServeClone
from debtscan.project.clones.two_sides import TwoSides
from debtscan.project.configuration.configuration import Configuration
from debtscan.project.configuration.unread_constants import UnreadConstants, unread_constants
from debtscan.project.coverage import Coverage
from debtscan.project.dataflow.queries import DataFlows
from debtscan.project.dataflow.seeds import Seeds
from debtscan.project.flow.flows import Flows
from debtscan.project.names.absent import AbsentNames
from debtscan.project.names.built_modules import BuiltModules
from debtscan.project.names.calls import Calls
from debtscan.project.names.dotted_uses import DottedUses
from debtscan.project.names.imports import Imports
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.missing_modules import MissingModule, MissingModules
from debtscan.project.names.modules import Modules
from debtscan.project.names.path_needs import PathNeeds
from debtscan.project.names.possible_uses import PossibleUses
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.names.unapplied_layers import UnappliedLayer, UnappliedLayers
from debtscan.project.names.unused_imports import UnusedImports
from debtscan.project.names.unused_parameters import UnusedParameter, UnusedParameters
from debtscan.project.options.chains import Chains
from debtscan.project.options.copied_options import CopiedOptions, copied_options
from debtscan.project.options.environment import Environment
from debtscan.project.options.given_options import GivenOptions
from debtscan.project.options.misread import Misread, misread_names
from debtscan.project.options.options import OptionUse, option_uses
from debtscan.project.options.parsers import Parsers
from debtscan.project.options.reader_coverage import option_coverage
from debtscan.project.options.setters import Setters
from debtscan.project.pipeline.drawing import draw
from debtscan.project.pipeline.interfaces import Interfaces
from debtscan.project.pipeline.manual_orders import ManualOrder, manual_orders
from debtscan.project.pipeline.steps import Pipeline
from debtscan.project.starts.broken_starts import BrokenStarts
from debtscan.project.starts.commands import StartedScript, started_scripts
from debtscan.project.starts.dangling_names import DanglingName, dangling_names
from debtscan.project.starts.dead_code import DeadCode
from debtscan.project.starts.entry_points import EntryPoints
from debtscan.project.starts.published import Published
from debtscan.project.starts.reach import Reach
from debtscan.project.starts.sides import Sides
from debtscan.project.starts.unreached_definitions import UnreachedDefinitions, UnreachedFile
from debtscan.project.starts.unreached_methods import MethodSearch, UnreachedMethods
from debtscan.project.starts.unreached_modules import UnreachedModules
from debtscan.project.values.values import Values


class Project(Struct, frozen=True, eq=False, dict=True):
    """All that is known of a repository. Frozen: nothing handed out may be changed."""

    files: Mapping[str, FileFacts]  #: by path, sorted
    unread: tuple[Unread, ...]  #: files nothing is known of, but their words

    @cached_property
    def code_files(self) -> tuple[FileFacts, ...]:
        """Python files and notebooks of every role."""
        return tuple(file for file in self.files.values() if file.is_code)

    @cached_property
    def source_files(self) -> tuple[FileFacts, ...]:
        """Python files and notebooks judged as production."""
        return tuple(file for file in self.code_files if file.role is Role.SOURCE)

    def with_role(self, role: Role) -> tuple[FileFacts, ...]:
        """The files of one role, whatever their kind."""
        return tuple(file for file in self.files.values() if file.role is role)

    @cached_property
    def modules(self) -> Modules:
        """Which file a dotted module name means."""
        return Modules(self.files)

    @cached_property
    def imports(self) -> Imports:
        """Which file imports which."""
        return Imports(self.code_files, self.modules)

    @cached_property
    def path_needs(self) -> PathNeeds:
        """Which import an edit of `sys.path` lets through."""
        return PathNeeds(self.files, self.modules, self.imports)

    @cached_property
    def symbols(self) -> Symbols:
        """Functions and classes by name."""
        return Symbols(self.code_files, self.modules, self.imports)

    @cached_property
    def calls(self) -> Calls:
        """Which call means which definition."""
        return Calls(self.code_files, self.symbols)

    @cached_property
    def values(self) -> Values:
        """What expressions are known to be."""
        return Values(self.code_files, self.calls, self.commands, self.configuration.setting)

    @cached_property
    def mentions(self) -> Mentions:
        """Where a word occurs in anything at all."""
        return Mentions(tuple(self.files.values()), self.unread)

    @cached_property
    def possible_uses(self) -> PossibleUses:
        """Why a definition may be used although no call of it is seen."""
        dotted = DottedUses(tuple(self.files.values()), self.symbols)
        return PossibleUses(self.calls, self.mentions, dotted)

    def possibly_used(self, symbol: Symbol) -> str:
        """The first reason, in words; "" when nothing says so. Visible calls are no reason."""
        return self.possible_uses.reason(symbol)

    @cached_property
    def options(self) -> tuple[OptionUse, ...]:
        """Every declared option and who reads it, by file and line."""
        return option_uses(self.files, self.parsers, self.mentions)

    @cached_property
    def parsers(self) -> Parsers:
        """Argument parsers: which options each has, and where its namespace goes."""
        return Parsers(Flows(self.calls))

    @cached_property
    def environment(self) -> Environment:
        """Variables of the environment: who reads and who sets them."""
        return Environment(self.files, self.mentions)

    @cached_property
    def given_options(self) -> GivenOptions:
        """Which command lines give which option."""
        return GivenOptions(self.options, self.commands, self.imports, self.parsers)

    @cached_property
    def misread_options(self) -> tuple[Misread, ...]:
        """Names that code reads of a namespace and that no option arrives in."""
        return misread_names(self.parsers)

    @cached_property
    def option_coverage(self) -> Coverage:
        """Declared options whose readers are known."""
        return option_coverage(self.files, self.calls, self.options)

    @cached_property
    def chains(self) -> Chains:
        """Who sets each option of a script, in order, and which value wins."""
        setters = Setters(self.parsers, self.values.pattern)
        return Chains(self.options, self.commands, self.imports, setters)

    @cached_property
    def commands(self) -> tuple[StartedScript, ...]:
        """Every command that starts, or means to start, code of this repository."""
        return started_scripts(self.files, self.unread, self.modules)

    @cached_property
    def entry_points(self) -> EntryPoints:
        """Which files are started, and by what."""
        return EntryPoints(self.files, self.commands, self.modules, self.imports)

    @cached_property
    def unreached_modules(self) -> UnreachedModules:
        """Modules that nothing imports, starts or names (`.found`, `.paths`)."""
        return UnreachedModules(
            self.files,
            self.imports,
            self.entry_points,
            self.mentions,
            self._published,
            self.possible_uses.chosen_folders,
        )

    @cached_property
    def unreached_definitions(self) -> tuple[UnreachedFile, ...]:
        """Functions and classes that nothing reaches, by file; not those of such modules."""
        methods = (one.symbol for file in self.unreached_methods for one in file.found)
        return self._unreached.beside(methods)

    @cached_property
    def _unreached(self) -> UnreachedDefinitions:
        return UnreachedDefinitions(
            self.calls,
            self.possible_uses,
            self._published,
            self.unreached_modules.paths,
            self.entry_points.paths,
        )

    @cached_property
    def unreached_methods(self) -> tuple[UnreachedMethods, ...]:
        """Methods whose name nothing reads, by file; not those of unreached classes."""
        reason = self.possible_uses.beside_code
        search = MethodSearch(self.symbols, reason, self._published, self._unreached)
        return search.found

    @cached_property
    def dead_code(self) -> DeadCode:
        """Whether a place lies in such a module, function, class or method."""
        modules = self.unreached_modules.paths
        return DeadCode(modules, self.unreached_definitions, self.unreached_methods)

    @cached_property
    def unread_constants(self) -> tuple[UnreadConstants, ...]:
        """Settings that are constants of modules and that nothing reads, by module."""
        found = unread_constants(self.files, self.imports, self.mentions, self._published)
        return tuple(found)

    @cached_property
    def dangling_names(self) -> tuple[DanglingName, ...]:
        """Names given of modules of this repository that these do not have."""
        return tuple(dangling_names(self.files, self._absent))

    @cached_property
    def missing_modules(self) -> tuple[MissingModule, ...]:
        """Modules of this repository that imports name and that are not there, by path."""
        built = BuiltModules(self.files, self.mentions)
        return MissingModules(self.modules, self._absent, built, self.unread).found

    @cached_property
    def broken_starts(self) -> BrokenStarts:
        """Which programs fail at once when some files cannot be imported."""
        return BrokenStarts(self.files, self.modules, self.entry_points)

    @cached_property
    def _absent(self) -> AbsentNames:
        return AbsentNames(self.modules)

    @cached_property
    def unused_imports(self) -> UnusedImports:
        """Imports that their file does not use (`.found`, `.couplings`, `.libraries`)."""
        return UnusedImports(self.symbols, self._published.holds)

    @cached_property
    def unused_parameters(self) -> tuple[UnusedParameter, ...]:
        """Parameters that calls set and their function never reads, or only stores unread."""
        return UnusedParameters(self.calls, self.mentions, self._published.is_public).found

    @cached_property
    def unapplied_layers(self) -> tuple[UnappliedLayer, ...]:
        """Layers that a model builds and nothing applies."""
        return UnappliedLayers(self.calls).found

    @cached_property
    def _published(self) -> Published:
        return Published(self.files, self.symbols)

    @cached_property
    def reach(self) -> Reach:
        """Which code runs when a file is started or a function is called."""
        return Reach(self.calls, self.modules)

    @cached_property
    def sides(self) -> Sides:
        """Which files train, serve, evaluate or prepare data."""
        return Sides(self.code_files, self.calls)

    @cached_property
    def artifacts(self) -> Artifacts:
        """Who writes and reads which file."""
        return Artifacts(self.files, self.values, self.calls)

    @cached_property
    def dataflow(self) -> DataFlows:
        """What data reaches a fit, a prediction, a split, a save, a decision."""
        return DataFlows(self.calls, self.values)

    @cached_property
    def seeds(self) -> Seeds:
        """Which random generators code draws from, and what seeds them."""
        return Seeds(self.calls, self.reach)

    @cached_property
    def configuration(self) -> Configuration:
        """Where configuration keys are defined and read."""
        plain = Values(self.code_files, self.calls)  # paths say which documents are loaded
        return Configuration(self.files, plain, self.calls, self.commands)

    @cached_property
    def pipeline(self) -> Pipeline:
        """Steps, what they exchange, in which order, and what is amiss."""
        return draw(self)

    @cached_property
    def interfaces(self) -> Interfaces:
        """File names that nearly meet, that nobody makes, that nobody reads."""
        return Interfaces(self)

    @cached_property
    def manual_orders(self) -> tuple[ManualOrder, ...]:
        """Steps whose order stands in file names or in a document alone."""
        return manual_orders(self)

    @cached_property
    def clones(self) -> Clones:
        """Code of the same shape in several places."""
        return Clones(tuple(self.files.values()), self.symbols)

    @cached_property
    def copied_functions(self) -> tuple[CopiedFunction, ...]:
        """Functions and classes that stand in several files, word for word or drifted apart."""
        return self._copies.found()

    @cached_property
    def copies_inside_files(self) -> tuple[CopiedFunction, ...]:
        """The same within one file."""
        return self._copies.inside()

    @cached_property
    def _copies(self) -> CopiedFunctions:
        return CopiedFunctions(self.files, self.clones, self.symbols)

    @cached_property
    def train_serve_clones(self) -> tuple[TrainServeClone, ...]:
        """Transforms that stand on the side that trains and on the side that predicts."""
        return TrainServe(self.files, self.two_sides, self.symbols).found()

    @cached_property
    def two_sides(self) -> TwoSides:
        """Which files are on the side that trains, and which on the side that predicts."""
        return TwoSides(self.files, self.sides, self.imports)

    @cached_property
    def script_families(self) -> tuple[ScriptFamily, ...]:
        """Scripts and notebooks that were copied as wholes and then edited."""
        started = {one.target for one in self.commands if one.target}
        return script_families(self.files, Families(self.code_files), started)

    @cached_property
    def copied_options(self) -> tuple[CopiedOptions, ...]:
        """Scripts that declare the same options by hand, families of copied scripts aside."""
        families = [family.members for family in self.script_families]
        return tuple(copied_options(self.files, families))


def link(files: Sequence[FileFacts], unread: Sequence[Unread]) -> Project:
    """Join facts into a project. Cheap: every index waits until it is asked for."""
    by_path = {file.path: file for file in sorted(files, key=_path)}
    return Project(MappingProxyType(by_path), tuple(sorted(unread, key=_unread_order)))


def _path(file: FileFacts) -> str:
    return file.path


def _unread_order(item: Unread) -> tuple[str, int, str]:
    return (item.path, item.line, item.reason)
