"""The values that a chain of keys in code can have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from debtscan.facts import FileFacts
from debtscan.project.configuration.holding import Holding
from debtscan.project.configuration.key_tree import Keys, KeyTree, parts
from debtscan.project.flow.carried import Place
from debtscan.project.flow.flows import Flows

_MOST = 8  #: alternatives; more say nothing
_HOPS = 4  #: interpolations in interpolations
_REFERENCE = re.compile(r"\$\{([^${}]+)\}|(?:^!ref\s+)?<([\w.]+)>")

Constant = str | int | float | bool | None


class ConfiguredValues:
    """Looks chains up in what was followed, and resolves interpolation."""

    def __init__(self, files: Mapping[str, FileFacts], holding: Holding, flows: Flows) -> None:
        self._files = files
        self._flows = flows
        self._names: dict[tuple[str, str], list[tuple[Place, set[tuple[KeyTree, Keys]]]]] = {}
        for carrier, held in holding.holders.items():
            if isinstance(carrier, Place):
                key = (carrier.path, carrier.name)
                self._names.setdefault(key, []).append((carrier, held))

    def of(self, file: FileFacts, scope: int, chain: tuple[str, ...]) -> tuple[Constant, ...]:
        """Distinct values, in the order of the documents; empty when unknown or too many."""
        found: dict[Constant, None] = {}
        for end in range(1, len(chain)):
            for place, held in self._names.get((file.path, ".".join(chain[:end])), ()):
                if self._flows.is_visible(place, file, scope):
                    for tree, keys in held:
                        found.update(dict.fromkeys(self._values(tree, (*keys, *chain[end:]))))
        return tuple(found) if len(found) <= _MOST else ()

    def _values(self, tree: KeyTree, keys: Keys) -> Iterable[Constant]:
        for path, row in tree.rows(keys):
            if row.kind == "scalar":
                yield self._resolved(path, row.value, _HOPS)

    def _resolved(self, path: str, value: Constant, hops: int) -> Constant:
        """With `${a.b}`, `${oc.env:X,default}` and `!ref <a>` put in; `*` where unknown."""
        if not isinstance(value, str) or not hops or not _REFERENCE.search(value):
            return value
        return _REFERENCE.sub(lambda m: self._referred(path, m[1] or m[2], hops - 1), value)

    def _referred(self, path: str, name: str, hops: int) -> str:
        if ":" in name:
            return (
                name.rpartition(",")[2].strip()
                if name.startswith("oc.env:") and "," in name
                else "*"
            )
        wanted = parts(name)
        for row in self._files[path].config:
            if row.kind == "scalar" and parts(row.path) == wanted:
                known = self._resolved(path, row.value, hops)
                return "*" if known is None else str(known)
        return "*"
