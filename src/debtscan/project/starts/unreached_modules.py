"""Modules that nothing imports, starts, names or may load.

Only modules that define something and do nothing else when run: a file with work at its top level
is a script, whoever starts it.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Call, Collection, FileFacts, Kind, Literal, Role, Table, Text
from debtscan.project.libraries.hooks import PLAIN_DECORATORS
from debtscan.project.names.imports import Imports
from debtscan.project.names.mentions import Mention, Mentions
from debtscan.project.starts.entry_points import EntryPoints
from debtscan.project.starts.published import Published

#: Names that tools look for, or folders that they go through.
_BY_NAME = re.compile(
    r"(^|/)((conf|config|settings|urls|admin|apps|tasks|models|views|signals|version|gunicorn.*"
    r"|sitecustomize|app|main|run|hubconf|handler|lambda_function|_\w+)\.py$|(plugins?|dags|pages"
    r"|spiders|management|recipes|versions|hooks|configs?|conf|custom_components|templates?"
    r"|extensions?|contrib|addons)/)"
)
_LISTERS = frozenset({"listdir", "glob", "iglob", "rglob", "scandir", "iterdir", "walk"})
_PACKAGE_LISTERS = frozenset({"iter_modules", "walk_packages", "iter_module_names"})
_LOADERS = frozenset({"import_module", "__import__", "spec_from_file_location", "load_source"})
_LASTS = (
    "getLogger get_logger compile namedtuple TypeVar NewType ParamSpec frozenset set dict list "
    "tuple range len str int float bool field defaultdict OrderedDict partial join dirname abspath "
    "realpath Path get getenv format Lock RLock local device array deque Counter sorted zip "
    "lower upper split replace keys values items is_available Enum property is_torch_available "
    "LooseVersion parse Version getcwd expanduser resolve with_suffix cpu_count"
)
#: Calls that a module makes only to define something.
_DEFINING = frozenset(_LASTS.split())
#: Calls that set a library up for whoever imports the module, and no more.
_SETTING_UP = frozenset(
    {"cv2.setNumThreads", "cv2.ocl.setUseOpenCL", "torch.set_num_threads", "torch.manual_seed"}
    | {"torch.set_default_dtype", "torch.set_default_tensor_type", "torch.set_grad_enabled"}
    | {"torch.set_float32_matmul_precision", "torch.autograd.set_detect_anomaly"}
    | {"torch.multiprocessing.set_sharing_strategy", "torch.multiprocessing.set_start_method"}
    | {"multiprocessing.set_start_method", "matplotlib.use", "matplotlib.pyplot.switch_backend"}
    | {"matplotlib.pyplot.style.use", "matplotlib.style.use", "matplotlib.rcParams.update"}
    | {"matplotlib.pyplot.rcParams.update", "matplotlib.pyplot.ion", "matplotlib.pyplot.ioff"}
    | {"seaborn.set", "seaborn.set_style", "seaborn.set_theme", "seaborn.set_context"}
    | {"warnings.filterwarnings", "warnings.simplefilter", "logging.basicConfig"}
    | {"logging.disable", "logging.captureWarnings", "tensorflow.logging.set_verbosity"}
    | {"tensorflow.compat.v1.logging.set_verbosity", "tensorflow.get_logger"}
    | {"tensorflow.compat.v1.disable_v2_behavior", "tensorflow.compat.v1.disable_eager_execution"}
    | {"tensorflow.compat.v1.enable_eager_execution", "tensorflow.enable_eager_execution"}
    | {"absl.logging.set_verbosity", "transformers.logging.set_verbosity_error"}
    | {"numpy.set_printoptions", "numpy.seterr", "numpy.random.seed", "random.seed"}
    | {"pandas.set_option", "pandas.options.display.set_option", "sys.setrecursionlimit"}
    | {"sys.path.append", "sys.path.insert", "PIL.Image.init", "tqdm.tqdm.pandas"}
    | {"urllib3.disable_warnings", "requests.packages.urllib3.disable_warnings"}
    | {"os.environ.setdefault", "dotenv.load_dotenv", "locale.setlocale"}
)
_ANY_MODULE = re.compile(r"([\w*/.]*\*)?\.py")  #: `.py`, `*.py`, `models/*.py`
_FOR_NOTEBOOKS = ("notebook", "colab", "jupyter")


class UnreachedModule(Struct, frozen=True):
    """`below`: modules that only it, or what only it uses, imports."""

    file: FileFacts
    below: tuple[FileFacts, ...]


class UnreachedModules:
    """Goes over the judged files once."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        imports: Imports,
        entry_points: EntryPoints,
        mentions: Mentions,
        published: Published,
        chosen: Container[str],
    ) -> None:
        """`chosen`: folders in which documents choose classes by dotted names."""
        self._chosen = chosen
        self._files = files
        self._imports = imports
        self._entry_points = entry_points
        self._mentions = mentions
        self._published = published

    @cached_property
    def found(self) -> tuple[UnreachedModule, ...]:
        """By path: each module that nobody imports, with what it alone brings."""
        tops = {path for path in self._candidates if not self._imports.importers(path)}
        dead = self._closed(tops)
        below: dict[str, list[FileFacts]] = defaultdict(list)
        for path in sorted(dead - tops):
            below[self._top(path, tops)].append(self._files[path])
        return tuple(UnreachedModule(self._files[one], tuple(below[one])) for one in sorted(tops))

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every module that is meant."""
        return frozenset(file.path for one in self.found for file in (one.file, *one.below))

    def _closed(self, tops: set[str]) -> set[str]:
        dead, waiting = set(tops), list(tops)
        while waiting:
            for path in self._imports.imported(waiting.pop()):
                inside = path in self._candidates and path not in dead
                if inside and dead.issuperset(self._imports.importers(path)):
                    dead.add(path)
                    waiting.append(path)
        return dead

    def _top(self, path: str, tops: set[str]) -> str:
        seen = {path}
        waiting = [path]
        for one in waiting:
            if one in tops:
                return one
            new = [above for above in self._imports.importers(one) if above not in seen]
            seen.update(new)
            waiting += new
        return path

    @cached_property
    def _candidates(self) -> frozenset[str]:
        """Modules that only an import could bring to life."""
        tests: tuple[Callable[[FileFacts], bool], ...] = (
            _defines_only,
            self._is_quiet,
            self._is_unnamed,
            self._is_unlisted,
        )
        return frozenset(
            file.path
            for file in self._files.values()
            if file.role is Role.SOURCE
            and file.kind is Kind.PYTHON
            and not file.is_stub
            and all(test(file) for test in tests)
        )

    def _is_quiet(self, file: FileFacts) -> bool:
        """Nothing finds it by its name or starts it; `_defines_only` knows better what is work."""
        return (
            not _BY_NAME.search(file.path)
            and all(one.how == "script" for one in self._entry_points.of(file.path))
            and file.path not in self._imports.dynamic
            and not self._published.holds(file.path)
            and posixpath.dirname(file.path) not in self._chosen
        )

    def _is_unnamed(self, file: FileFacts) -> bool:
        """Neither a text nor an import that could not be followed says its name."""
        stem = posixpath.basename(file.path).removesuffix(".py")
        if stem in self._said_in_imports or any(one in stem for one in _FOR_NOTEBOOKS):
            return False
        others = [one for one in self._mentions.of(stem) if one.path != file.path]
        return not any(self._means(stem, one) for one in others)

    def _means(self, stem: str, one: Mention) -> bool:
        """Whether a mention may be one of the module: as a path or dotted, not in a sentence."""
        file = self._files.get(one.path)
        if one.where not in ("string", "config", "command") or file is None:
            return True
        shape = re.compile(rf"(^|[\w./:]){re.escape(stem)}($|[.:/])")
        return any(shape.search(text) for text in _texts(file, one))

    @cached_property
    def _said_in_imports(self) -> frozenset[str]:
        """Parts of names in imports that mean no file of such a name here."""
        found: set[str] = set()
        for path, file in self._files.items():
            if file.imports:
                targets = self._imports.imported(path)
                known = {part.removesuffix(".py") for one in targets for part in one.split("/")}
                said = {p for one in file.imports for p in (*one.module.split("."), one.name)}
                found |= said - known
        return frozenset(found)

    def _is_unlisted(self, file: FileFacts) -> bool:
        at_root = "/" not in file.path
        return not any(file.path.startswith(one) if one else at_root for one in self._listed)

    @cached_property
    def _listed(self) -> frozenset[str]:
        """Folders whose modules some code may load by names it computes."""
        return frozenset(
            f"{folder}/" if folder else ""
            for path, file in self._files.items()
            if file.is_code
            for folder in _folders_listed(file)
        )


def _texts(file: FileFacts, one: Mention) -> Iterator[str]:
    """What stands in the line of a mention, in whole texts or words."""
    if one.where == "string":
        yield from (text for text, lines in file.strings.items() if one.line in lines)
    elif one.where == "config":
        for key in file.config:
            if key.at.line == one.line:
                yield from (key.path.rpartition(".")[2], str(key.value))
    else:
        for command in file.commands:
            if command.at.line == one.line:
                yield from command.words


def _folders_listed(file: FileFacts) -> Iterator[str]:
    lasts = {call.callee.rpartition(".")[2] for call in file.calls}
    own = posixpath.dirname(file.path)
    lists_code = not lasts.isdisjoint(_LISTERS) and any(map(_ANY_MODULE.fullmatch, file.strings))
    if lists_code or not lasts.isdisjoint(_PACKAGE_LISTERS):
        yield own
    if any(_is_computed(call) for call in file.calls):
        yield own


def _is_computed(call: Call) -> bool:
    """A module is loaded by a name of which not even the package is known."""
    if call.callee.rpartition(".")[2] not in _LOADERS or not call.arguments:
        return False
    match call.arguments[0]:
        case Literal():
            return False
        case Text(parts=(Literal(value=str(prefix)), *_)) if "." in prefix:
            return False
    return True


def _defines_only(file: FileFacts) -> bool:
    """Definitions, tables, imports, what sets a library up, and no work at module level."""
    if posixpath.basename(file.path) == "__init__.py" or not _holds_something(file):
        return False
    if any(one.scope == 0 and one.kind == "while" for one in file.branches):
        return False
    if any(one.scope == 0 and one.how in ("for", "with") for one in file.assignments):
        return False
    own = [one for one in file.definitions if not one.scope]
    if any(not PLAIN_DECORATORS.issuperset(one.decorators) for one in own):
        return False
    return all(call.scope or call.role or _is_harmless(call) for call in file.calls)


def _holds_something(file: FileFacts) -> bool:
    """Definitions, or tables: a file of plain settings is for whoever reads it."""
    return bool(file.definitions) or any(
        one.target.isidentifier() and isinstance(one.value, Table | Collection)
        for one in file.assignments
    )


def _is_harmless(call: Call) -> bool:
    return call.callee in _SETTING_UP or call.callee.rpartition(".")[2] in _DEFINING
