"""Ploomber: what `product` and `upstream` hold in the tasks of a pipeline.yaml."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from debtscan.facts import ConfigKey, FileFacts, Literal, Table
from debtscan.project.names.origin import Found, Origin
from debtscan.project.names.reaching import END
from debtscan.project.values.patterns import normal

NAMES = ("product", "upstream")  #: what ploomber puts into scripts and functions
_TASK = re.compile(r"(?:tasks)?\[(\d+)\]\.(source|name|product)(?:\.(\w+))?")
_PLACE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_Product = Literal | Table
#: (pipeline, task, its product, products of all tasks of the pipeline by name)
_Task = tuple[str, str, _Product, Table]


class PloomberProducts:
    """Products by the script or the dotted function that makes them."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files
        self._tasks: dict[str, list[_Task]] = defaultdict(list)
        for file in files.values():
            name = posixpath.basename(file.path)
            if name.startswith("pipeline") and name.endswith((".yaml", ".yml")):
                self._read(file)

    def of(self, file: FileFacts, function: str, name: str) -> Found:
        """What a script (`function` is "") or a function of it finds under one of `NAMES`."""
        found = []
        for pipeline, task, product, others in self._tasks.get(_key(file.path, function), ()):
            value = product if name == "product" else others
            choice = frozenset([(("task", file.path, function), (pipeline, task))])
            found.append(Origin(file, value, 0, END, choice))
        return tuple(found)

    def _read(self, file: FileFacts) -> None:
        home = posixpath.dirname(file.path)
        rows: dict[str, dict[str, str]] = defaultdict(dict)
        for key in (*file.config, *self._imported(file, home)):
            match = _TASK.fullmatch(key.path)
            if match and isinstance(key.value, str):
                number = f"{match[1]} {key.path[:5] == 'tasks'}"
                rows[number][f"{match[2]}.{match[3]}" if match[3] else match[2]] = key.value
        settings = self._settings(home)
        products = {
            _name(row): _product(row, home, settings) for row in rows.values() if "source" in row
        }
        all_products = Table(tuple(map(Literal, products)), tuple(products.values()))
        for row in rows.values():
            if "source" in row:
                task = _name(row)
                self._tasks[_source(row["source"], home)].append(
                    (file.path, task, products[task], all_products)
                )

    def _imported(self, file: FileFacts, home: str) -> Sequence[ConfigKey]:
        """The tasks of another document."""
        for key in file.config:
            if key.path == "meta.import_tasks_from" and isinstance(key.value, str):
                other = self._files.get(normal(posixpath.join(home, key.value)))
                return other.config if other else ()
        return ()

    def _settings(self, home: str) -> Mapping[str, str]:
        env = self._files.get(posixpath.join(home, "env.yaml"))
        keys = env.config if env else ()
        return {key.path: str(key.value) for key in keys if key.kind == "scalar"}


def _key(path: str, function: str) -> str:
    return f"{path.removesuffix('.py')}.{function}" if function else path


def _is_file(source: str) -> bool:
    return "/" in source or source.endswith((".py", ".ipynb", ".sql", ".sh", ".R", ".Rmd"))


def _source(source: str, home: str) -> str:
    """`scripts/fit.py` as its path, `tasks.fit.run` as `tasks/fit.run`, from the root."""
    if _is_file(source):
        return normal(posixpath.join(home, source))
    module, _, function = source.rpartition(".")
    return f"{normal(posixpath.join(home, module.replace('.', '/')))}.{function}"


def _name(row: Mapping[str, str]) -> str:
    source = row["source"]
    if "name" in row:
        return row["name"]
    if _is_file(source):
        return posixpath.splitext(posixpath.basename(source))[0]
    return source.rpartition(".")[2]


def _product(row: Mapping[str, str], home: str, settings: Mapping[str, str]) -> _Product:
    def placed(written: str) -> Literal:
        text = _PLACE.sub(lambda m: settings.get(m[1], "*"), written)
        return Literal(normal(posixpath.join(home, text)))

    if "product" in row:
        return placed(row["product"])
    parts = {k.partition(".")[2]: placed(v) for k, v in row.items() if k.startswith("product.")}
    return Table(tuple(map(Literal, parts)), tuple(parts.values()))
