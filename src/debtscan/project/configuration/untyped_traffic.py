"""Documents that many modules take apart by string, without a schema anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from debtscan.facts import FileFacts, Kind, Role, Span
from debtscan.model import Location
from debtscan.project.configuration.configuration import Configuration
from debtscan.project.options.fields import FIELDS

#: what describes or checks the keys of a document
_SCHEMAS = frozenset(
    {"pydantic", "pydantic_settings", "attr", "attrs", "cattrs", "dacite", "marshmallow", "msgspec"}
    | {"jsonschema", "cerberus", "voluptuous", "schema", "yamale", "strictyaml", "pykwalify"}
    | {"trafaret", "typedload", "mashumaro", "desert", "confuse", "typeguard", "jsonargparse"}
)
#: libraries that know what stands in the documents they are given
_OWNERS = frozenset({"deepspeed", "detectron2", "mmcv", "mmengine"})
_STRUCTURED = ("OmegaConf.structured", "ConfigStore.instance", "from_dict", "TypedDict")
_KNOWN = 3  #: so many keys that are fields of a class, and the class is the schema


class UntypedTraffic(Struct, frozen=True):
    """`sites`, one for each line, read keys by string; documents that are read at the same sites
    count as one."""

    documents: tuple[str, ...]
    sites: tuple[Location, ...]
    keys: tuple[str, ...]

    @property
    def modules(self) -> tuple[str, ...]:
        """Where the sites are."""
        return tuple(dict.fromkeys(at.path for at in self.sites))


def untyped_traffic(
    files: Mapping[str, FileFacts], configuration: Configuration
) -> Iterator[UntypedTraffic]:
    """The most read first."""
    read = _read(files, configuration)
    fields = {one.name for file in files.values() for one in file.options if _is_field(one)}
    groups: list[tuple[set[str], dict[Location, set[str]]]] = []
    for document in sorted(read, key=lambda path: (-len(read[path]), path)):
        sites = read[document]
        group = next((one for one in groups if one[1].keys() & sites.keys()), None)
        if group is None:
            groups.append(({document}, dict(sites)))
        else:
            group[0].add(document)
            for at, keys in sites.items():
                group[1].setdefault(at, set()).update(keys)
    for documents, sites in groups:
        names = sorted({key for named in sites.values() for key in named})
        lines = {(at.path, at.line): at for at in sorted(sites, reverse=True)}
        places = tuple(sorted(lines.values()))
        one = UntypedTraffic(tuple(sorted(documents)), places, tuple(names))
        if len(fields.intersection(names)) < _KNOWN and not _is_checked(files, configuration, one):
            yield one


def _read(
    files: Mapping[str, FileFacts], configuration: Configuration
) -> Mapping[str, dict[Location, set[str]]]:
    """Document -> place that reads by string -> the last names of the keys."""
    by_string: dict[str, dict[Span, str]] = {}
    found: dict[str, dict[Location, set[str]]] = defaultdict(dict)
    for (document, _), uses in configuration.holding.uses.items():
        own = files[document].role is Role.SOURCE
        for use in uses if own else ():
            file = files[use.path]
            if use.kind in ("read", "any") and _is_module(file):
                if use.path not in by_string:
                    by_string[use.path] = dict(_strings(file))
                name = by_string[use.path].get(use.at)
                if name is not None:
                    found[document].setdefault(file.locate(use.at), set()).add(name)
    return found


def _is_module(file: FileFacts) -> bool:
    return file.role is Role.SOURCE and file.kind is Kind.PYTHON


def _strings(file: FileFacts) -> Iterator[tuple[Span, str]]:
    """`cfg["a"]` and `cfg.get("a")`."""
    for access in file.key_accesses:
        if not access.store:
            yield access.at, access.key
    for call in file.calls:
        first = call.arguments[0] if call.callee.endswith(".get") and call.arguments else None
        key = getattr(first, "value", None)
        if isinstance(key, str):
            yield call.at, key


def _is_field(option: object) -> bool:
    return getattr(option, "framework", "") in FIELDS


def _is_checked(
    files: Mapping[str, FileFacts], configuration: Configuration, one: UntypedTraffic
) -> bool:
    """Whether what loads or reads the documents knows of a schema."""
    loading = {
        load.path for load in configuration.loads.all if {*load.documents} & {*one.documents}
    }
    for path in (*loading, *one.modules):
        file = files[path]
        if any(
            imported.module.partition(".")[0] in _SCHEMAS | _OWNERS for imported in file.imports
        ):
            return True
        if any(call.callee.endswith(_STRUCTURED) for call in file.calls):
            return True
    return False
