"""Which file a dotted module name means, seen from the file that imports it.

Python looks a name up along `sys.path`, which no text states. So every file is known under
every suffix of its path, and the folder that is left over (the "root" the name counts from)
is ranked by how likely it is on `sys.path` of the importer: folders the importer adds itself,
its own folder, the folder of its outermost package, the project's roots, folders above it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts, Import, Kind
from debtscan.project.names.search_path import added_folders, package_folders

_PROJECT_FILES = ("setup.py", "setup.cfg", "pyproject.toml")
_INIT = "__init__"
_ELSEWHERE = 9


class Modules:
    """Files by every dotted name they can be imported as."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files
        self._known: dict[tuple[str, str], str | None] = {}
        self._added_folders: dict[str, tuple[str, ...]] = {}

    @property
    def files(self) -> Mapping[str, FileFacts]:
        """Every file of the repository, documents too."""
        return self._files

    def resolve(self, file: FileFacts, imported: Import) -> str | None:
        """The file an import reads: the submodule if there is one, else the module.

        None for code from outside the repository, for namespace packages (they have no file)
        and where several files fit equally badly.
        """
        if imported.name and imported.name != "*":
            joint = "" if imported.module.endswith(".") else "."
            submodule = self.path_of(f"{imported.module}{joint}{imported.name}", file.path)
            if submodule is not None:
                return submodule
        return self.path_of(imported.module, file.path)

    def path_of(self, dotted: str, importer: str) -> str | None:
        """The file a dotted (possibly relative) module name means in the file `importer`."""
        if dotted[:1] != "." and dotted not in self._places and not self._package_folders:
            return None
        key = (dotted, importer)
        if key not in self._known:
            look_up = self._relative if dotted.startswith(".") else self._absolute
            self._known[key] = look_up(dotted, importer)
        return self._known[key]

    def is_local(self, dotted: str, importer: str) -> bool:
        """Whether a module name belongs to the repository, namespace packages included."""
        return self.path_of(dotted, importer) is not None or bool(self._spaces(dotted, importer))

    def inside(self, dotted: str, importer: str) -> tuple[str, ...]:
        """Python files of the package (or namespace) of this name, at any depth, sorted."""
        init = self.path_of(dotted, importer)
        folders = (_parent(init),) if init else self._spaces(dotted, importer)
        return tuple(p for p in self._python if any(_inside(p, folder) for folder in folders))

    def names_of(self, path: str) -> tuple[str, ...]:
        """Dotted names a file can be imported as, the likeliest first."""
        roots = [self.package_root(path), *sorted(self._roots, key=len, reverse=True)]
        suffixes = set(_suffixes(path))
        names = [_name_below(path, root) for root in roots if _inside(path, root)]
        return tuple(dict.fromkeys(name for name in names if name in suffixes))

    def package_root(self, path: str) -> str:
        """The first folder above a file that is no package: where its import name starts."""
        folder = _parent(path)
        while folder and folder in self._packages:
            folder = _parent(folder)
        return folder

    @cached_property
    def top_names(self) -> frozenset[str]:
        """First segments that any dotted name of a file here starts with."""
        return frozenset(name.partition(".")[0] for name in self._places) | {
            folder.partition("/")[0] for folder in self._folders
        }

    def _absolute(self, dotted: str, importer: str) -> str | None:
        moved = self._moved(dotted)
        if moved is not None:
            return moved
        if dotted not in self._places:
            return None
        depth = dotted.count(".") + 1
        ranked = self._ranked(
            {_root(path, depth): path for path in self._places[dotted]}, dotted, importer
        )
        return ranked[0] if ranked else None

    def _moved(self, dotted: str) -> str | None:
        """A module of a package that `package_dir` of setup.py says lies elsewhere."""
        for package, folder in self._package_folders.items():
            if dotted == package or dotted.startswith(f"{package}."):
                stem = f"{folder}{dotted[len(package) :].replace('.', '/')}"
                for path in (f"{stem}.py", f"{stem}/{_INIT}.py"):
                    if path in self._files:
                        return path
        return None

    @cached_property
    def _package_folders(self) -> Mapping[str, str]:
        return package_folders(self._files)

    def _spaces(self, dotted: str, importer: str) -> list[str]:
        """Folders a name without file may mean: namespace packages."""
        tail = dotted.lstrip(".").replace(".", "/")
        if dotted.startswith("."):
            stem = _climb(importer, len(dotted) - len(dotted.lstrip(".")))
            folder = "/".join(part for part in (stem or "", tail) if part)
            return [folder] if stem is not None and folder in self._folders.get(folder, ()) else []
        folders = self._folders.get(tail, ())
        roots = {folder[: len(folder) - len(tail)].rstrip("/"): folder for folder in folders}
        return self._ranked(roots, dotted, importer)[:1]

    def _ranked(self, by_root: Mapping[str, str], dotted: str, importer: str) -> list[str]:
        standard = dotted.partition(".")[0] in sys.stdlib_module_names
        ranked = sorted(
            (rank, path)
            for root, path in by_root.items()
            if path != importer and (rank := self._rank(root, importer)) is not None
        )
        if not ranked or (standard and ranked[0][0][0] > 1):
            return []
        if ranked[0][0][0] == _ELSEWHERE and len(ranked) > 1:
            return []
        return [path for _, path in ranked]

    def _rank(self, root: str, importer: str) -> tuple[int, int] | None:
        """How likely the folder is on the importer's `sys.path`; smaller is likelier."""
        package = root in self._packages and root not in self._script_folders
        if root in self._added(importer):
            return (0, 0)
        if package:
            return None
        if root == _parent(importer):
            return (1, 0)
        if root == self.package_root(importer):
            return (2, 0)
        if root in self._roots:
            return (3, -len(root))
        if _inside(importer, root):
            return (4, -len(root))
        return (_ELSEWHERE, 0) if self._added(importer) else None

    def _relative(self, dotted: str, importer: str) -> str | None:
        tail = dotted.lstrip(".")
        folder = _climb(importer, len(dotted) - len(tail))
        if folder is None:
            return None
        stem = "/".join(part for part in (folder, tail.replace(".", "/")) if part)
        package = f"{stem}/{_INIT}.py" if stem else f"{_INIT}.py"
        for path in (f"{stem}.py", package) if tail else (package,):
            if path in self._files:
                return path
        return None

    def _added(self, importer: str) -> tuple[str, ...]:
        known = self._added_folders.get(importer)
        if known is None:
            file = self._files.get(importer)
            known = added_folders(file) if file else ()
            self._added_folders[importer] = known
        return known

    @cached_property
    def _python(self) -> tuple[str, ...]:
        return tuple(p for p, f in self._files.items() if f.kind is Kind.PYTHON)

    @cached_property
    def _places(self) -> dict[str, list[str]]:
        places: dict[str, list[str]] = defaultdict(list)
        for path in self._python:
            for name in _suffixes(path):
                places[name].append(path)
        return dict(places)

    @cached_property
    def _folders(self) -> dict[str, set[str]]:
        """Suffix of a folder that holds Python files -> the whole folders."""
        whole = {_parent(path) for path in self._python}
        suffixes: dict[str, set[str]] = defaultdict(set)
        for folder in {above for path in whole for above in _ancestors(path)}:
            parts = folder.split("/")
            for start in range(len(parts)):
                suffixes["/".join(parts[start:])].add(folder)
        return dict(suffixes)

    @cached_property
    def _packages(self) -> frozenset[str]:
        ending = f"{_INIT}.py"
        return frozenset(_parent(p) for p in self._files if p.rpartition("/")[2] == ending)

    @cached_property
    def _script_folders(self) -> frozenset[str]:
        """Folders some file of which is run as a script: `sys.path[0]` of its imports."""
        return frozenset(_parent(p) for p, f in self._files.items() if f.main_guard)

    @cached_property
    def _roots(self) -> frozenset[str]:
        """Folders an installed project's names count from."""
        projects = {_parent(p) for p in self._files if p.rpartition("/")[2] in _PROJECT_FILES}
        projects.add("")
        return frozenset(projects | {f"{p}/src".lstrip("/") for p in projects})


def _segments(path: str) -> list[str]:
    parts = path.removesuffix(".py").split("/")
    return parts[:-1] if parts[-1] == _INIT and len(parts) > 1 else parts


def _suffixes(path: str) -> Iterator[str]:
    """Dotted names of a file, shortest first, as far up as folders are identifiers."""
    name = ""
    for part in reversed(_segments(path)):
        if not part.isidentifier():
            return
        name = f"{part}.{name}" if name else part
        yield name


def _root(path: str, depth: int) -> str:
    """The folder that is left when a file's path loses the segments of its name."""
    return "/".join(_segments(path)[:-depth])


def _name_below(path: str, root: str) -> str:
    return ".".join(_segments(path)[root.count("/") + 1 if root else 0 :])


def _climb(importer: str, dots: int) -> str | None:
    """The folder a relative import of so many dots counts from."""
    folder = _parent(importer)
    for _ in range(dots - 1):
        if not folder:
            return None
        folder = _parent(folder)
    return folder


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _ancestors(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = _parent(folder)


def _inside(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")
