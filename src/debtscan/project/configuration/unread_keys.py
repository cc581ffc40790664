"""Configuration keys whose name occurs nowhere but in configuration."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from debtscan.facts import Call, ConfigKey, FileFacts, Kind, Role, Unread
from debtscan.project.configuration.configuration import Configuration, segments
from debtscan.project.configuration.settled_keys import SettledKeys, unnamed
from debtscan.project.names.imports import Imports

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_END = re.compile(r"_[a-z][a-z_]*|[a-z][a-z_]*_")  #: of a name that is joined from parts
_MADE_BY_NAME = re.compile(
    r"_target_|_partial_|class_path|init_args|target|params|kwargs|type|name|class_name|function|"
    r"factory|module|import_path|_class"
)
#: the same where the object was followed, so that `name: adam` makes nothing out of sight
_MADE = re.compile(r"_target_|_partial_|class_path|init_args|target|class_name|import_path|_class")
_TOP = ("defaults", "hydra", "version", "metadata", "description", "comment", "notes", "author")
#: keys that say a library of models, not this repository, knows the document's schema
_FOREIGN = {"architectures", "model_type", "transformers_version", "_name_or_path", "torch_dtype"}
_VARIANT = 0.8  #: share of keys that two variants of a document have in common
_NEAR = 0.9  #: two letters changed places in a name of a dozen
#: libraries that read keys themselves
_SCHEMAS = frozenset({"detectron2", "mmcv", "mmengine"})
#: and those whose documents only repeat keys that the code declares
_DECLARED = frozenset({"yacs", "fvcore"})
#: sections by which Darknet's models are known
_DARKNET = frozenset({"net", "convolutional"})
_SWEEPS = ("grid", "random", "bayes")  #: ways in which Weights & Biases searches
#: folders of what somebody else trained, of test data, and of modules that mm* composes
_ALIEN = re.compile(r"(^|/)(\.[^/]*|_base_|[^/]*(weights|pretrained|checkpoint|fixture)[^/]*/)")
#: sections that hold the arguments of a class
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")
_CONFIGURATION = frozenset({Kind.YAML, Kind.TOML, Kind.JSON, Kind.INI, Kind.ENV})
_JUDGED = frozenset({Kind.YAML, Kind.TOML, Kind.JSON, Kind.INI, Kind.PYTHON})


class UnreadKey(Struct, frozen=True):
    """A leaf key that nothing names, though its neighbours are read one by one."""

    path: str
    key: ConfigKey
    loaded: str  #: why the document counts as the application's own
    read: int  #: keys of the same mapping that are read by name
    siblings: int  #: keys of the same mapping, this one included
    exact: bool = False  #: all who hold the document are known; the counts are of its keys
    meant: str = ""  #: the name that code takes and no document of this kind has, nearly the same

    @property
    def name(self) -> str:
        """The last segment."""
        return segments(self.key.path)[-1]


def unread_keys(
    files: Mapping[str, FileFacts],
    unread: Sequence[Unread],
    configuration: Configuration,
    imports: Imports,
    *,
    min_read: int,
    share: float,
) -> tuple[UnreadKey, ...]:
    """Keys of mappings of which at least `min_read` keys, and that `share`, are read by name;
    of documents that were followed to everybody, those that none of them takes."""
    found: list[UnreadKey] = []
    exact: list[UnreadKey] = []
    settled = SettledKeys(files, unread, configuration, imports)
    packages = {one.module.partition(".")[0] for file in files.values() for one in file.imports}
    if not _SCHEMAS.isdisjoint(packages):
        return ()
    judged = {Kind.PYTHON} if not _DECLARED.isdisjoint(packages) else _JUDGED
    for path, loaded in configuration.loaded.items():
        document = files[path].kind in judged and files[path].role is Role.SOURCE
        if document and not _is_foreign(files[path]):
            rows, keys = configuration.rows(path), _keys(files[path], configuration)
            for siblings in _mappings(rows, keys, _MADE_BY_NAME):
                read = [key for key in siblings if configuration.readers(path, key.path)]
                if len(read) >= min_read and len(read) >= share * len(siblings):
                    left = [key for key in siblings if key not in read]
                    found += [
                        UnreadKey(path, key, loaded, len(read), len(siblings))
                        for key in left
                        if not _is_taken_whole(configuration, path, key.path)
                    ]
            named = [one for some in _mappings(rows, keys, _MADE) for one in some]
            left, count = unnamed(settled, path, named, min_read=min_read, share=share)
            exact += [UnreadKey(path, key, loaded, count, len(named), exact=True) for key in left]
    known = _known({one.name for one in found}, files, unread) if found else frozenset()
    dead = [one for one in found if one.name not in known]
    seen = {(one.path, one.key.path) for one in dead}
    dead += [
        one
        for one in _not_referred_to(exact, files, configuration, settled)
        if (one.path, one.key.path) not in seen
    ]
    return tuple(_with_meant(dead, files, configuration))


def _not_referred_to(
    found: Sequence[UnreadKey],
    files: Mapping[str, FileFacts],
    configuration: Configuration,
    settled: SettledKeys,
) -> Iterator[UnreadKey]:
    """Without keys that another key takes the value of, unless that one is unread as well."""
    dead = {files[one.path].locate(one.key.at) for one in found}
    for one in found:
        places = configuration.interpolations(one.name)
        if all(at in dead for at in places if settled.is_beside(one.path, at.path)):
            yield one


def in_variants(
    files: Mapping[str, FileFacts], found: Sequence[UnreadKey]
) -> Iterator[tuple[str, ConfigKey]]:
    """The same keys in variants of their documents, which are given to the program in their place:
    documents of the same kind beside them with nearly the same keys."""
    known = {one.path for one in found}
    for path, one in {one.path: one for one in found}.items():
        keys = {key.path for key in files[path].config}
        folder = posixpath.dirname(path)
        for other in files.values():
            beside = posixpath.dirname(other.path) == folder and other.path not in known
            if beside and other.kind is files[path].kind:
                theirs = {key.path: key for key in other.config}
                both, all_ = keys & theirs.keys(), keys | theirs.keys()
                if one.key.path in theirs and len(both) >= _VARIANT * len(all_):
                    known.add(other.path)
                    yield other.path, theirs[one.key.path]


def _with_meant(
    found: Sequence[UnreadKey], files: Mapping[str, FileFacts], configuration: Configuration
) -> Iterator[UnreadKey]:
    """A key that is spelled otherwise where it is taken: by parameter, field, option or key;
    none is looked for where all who could take it are known."""
    taken = {name for file in files.values() if found and file.is_code for name in _taken(file)}
    for one in found:
        beside = {segments(key.path)[-1] for key in configuration.rows(one.path)}
        near = get_close_matches(one.name, taken - beside, 1, _NEAR) if not one.exact else ()
        yield replace(one, meant=next(iter(near), ""))


def _taken(file: FileFacts) -> Iterator[str]:
    for n, definition in enumerate(file.definitions, 1):
        yield from (parameter.name for parameter in definition.parameters)
        if definition.kind == "class":
            yield from (one.target for one in file.assignments if one.scope == n)
    yield from (option.name for option in file.options)
    yield from (access.key for access in file.key_accesses if not access.store)


def _keys(file: FileFacts, configuration: Configuration) -> tuple[ConfigKey, ...]:
    """Leaves; of a module those in the sections of an object, for the rest are constants."""
    keys = configuration.keys(file.path)
    return tuple(key for key in keys if "." in key.path) if file.is_code else keys


def _is_taken_whole(configuration: Configuration, path: str, key: str) -> bool:
    """Whether a section above the key goes to somebody as one object, who may be anybody unless
    the object was followed."""
    if not configuration.section_use(key):
        return False
    kinds = {use.kind for use in configuration.uses(path, key)}
    return not kinds.isdisjoint(("whole", "handed")) or not configuration.is_followed(path)


def _is_foreign(file: FileFacts) -> bool:
    """The document of a tool, of a model library, or beside a model that others trained."""
    tops = {segments(key.path)[0] for key in file.config}
    darknet = file.kind is Kind.INI and tops >= _DARKNET
    return (
        darknet
        or _is_sweep(file, tops)
        or _ALIEN.search(file.path) is not None
        or not tops.isdisjoint(_FOREIGN)
    )


def _is_sweep(file: FileFacts, tops: Set[str]) -> bool:
    """What `wandb sweep` reads."""
    methods = (key.value for key in file.config if key.path == "method")
    return "parameters" in tops and any(value in _SWEEPS for value in methods)


def _mappings(
    every: Sequence[ConfigKey], keys: Sequence[ConfigKey], making: re.Pattern[str]
) -> Iterator[list[ConfigKey]]:
    """Leaves by the mapping they stand in; without those that something is made from."""
    sections: dict[tuple[int, str], list[ConfigKey]] = defaultdict(list)
    for key in keys:
        sections[key.document, key.path.rpartition(".")[0]].append(key)
    made = {section for section, held in sections.items() if any(_makes(k, making) for k in held)}
    made |= {(key.document, key.path) for key in every if _is_tagged(key)}
    for (document, section), held in sections.items():
        above = (section[:end] for end in _ends(section))
        top = segments(section)[0] if section else ""
        arguments = section and _CLASS.fullmatch(segments(section)[-1])
        if top not in _TOP and not arguments and not any((document, one) in made for one in above):
            yield [
                key for key in held if segments(key.path)[-1] not in _TOP and not _is_tagged(key)
            ]


def _is_tagged(key: ConfigKey) -> bool:
    """`!new:torch.nn.ReLU`: a tag that the loader acts on."""
    return isinstance(key.value, str) and re.match(r"!(?!ref\b)", key.value) is not None


def _makes(key: ConfigKey, making: re.Pattern[str]) -> bool:
    last = segments(key.path)[-1]
    return last.startswith("_") or (
        making.fullmatch(last) is not None and isinstance(key.value, str)
    )


def _ends(section: str) -> Iterator[int]:
    """Where the section and those above it end, without the document's root."""
    end = len(section)
    while end > 0:
        yield end
        end = section.rfind(".", 0, end)


def _known(
    names: Set[str], files: Mapping[str, FileFacts], unread: Sequence[Unread]
) -> frozenset[str]:
    """Those of the names that occur in code, commands, values or text of any kind, or that code
    joins from an end (`settings[f"{split}_json"]`) and a word that does."""
    joined = _joined(names, files)
    asked = {_plain(name) for name in {*names, *joined}}
    used: set[str] = set()
    for words in _words(files, unread):
        used |= asked & words
    direct = {name for name in names if _plain(name) in used}
    return frozenset(direct).union(
        *(whole for rest, whole in joined.items() if _plain(rest) in used)
    )


def _joined(names: Set[str], files: Mapping[str, FileFacts]) -> Mapping[str, Set[str]]:
    """The names that have an end which code writes, by what is left of them."""
    ends = {
        text
        for file in files.values()
        if file.is_code
        for text in (string.replace("{}", "").replace("%s", "") for string in file.strings)
        if _END.fullmatch(text)
    }
    rests: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for at in (hit.start() for hit in re.finditer("_", name)):
            if name[at:] in ends:
                rests[name[:at]].add(name)
            if name[: at + 1] in ends:
                rests[name[at + 1 :]].add(name)
    return rests


def _words(files: Mapping[str, FileFacts], unread: Sequence[Unread]) -> Iterator[set[str]]:
    for file in files.values():
        words = set(_WORD.findall(_plain("\n".join(_texts(file)))))
        if file.kind not in _CONFIGURATION | {Kind.MARKDOWN}:
            words.update(word.lower() for word in file.words)
        yield words
    for item in unread:
        yield {word.lower() for word in item.words}


def _plain(text: str) -> str:
    return text.replace("-", "_").lower()


def _texts(file: FileFacts) -> Iterator[str]:
    yield from file.strings
    for scope in file.reads:
        yield from scope
    for call in file.calls:
        yield from _of_call(call)
    for definition in file.definitions:
        yield from (parameter.name for parameter in definition.parameters)
        if definition.kind == "class":
            yield from _fields(file, definition.name)
    yield from (option.name for option in file.options)
    yield from (access.key for access in file.key_accesses)
    for command in file.commands:
        yield from command.words
    yield from (key.value for key in file.config if isinstance(key.value, str))


def _fields(file: FileFacts, name: str) -> Iterator[str]:
    """Names bound in a class: a settings object may take the whole mapping."""
    scope = next(i for i, one in enumerate(file.definitions, 1) if one.name == name)
    yield from (one.target for one in file.assignments if one.scope == scope)


def _of_call(call: Call) -> Iterator[str]:
    yield call.callee
    yield from (keyword.name for keyword in call.keywords)
