"""Calls that load configuration: which argument names the document, and what holds it then."""

from __future__ import annotations

from debtscan.facts import Call, Value

#: calls that give what the document says, by their full name
_GIVING_NAMES = (
    "yaml.load yaml.safe_load yaml.full_load yaml.unsafe_load yaml.load_all "
    "yaml.safe_load_all json.load json.loads simplejson.load ujson.load orjson.loads "
    "commentjson.load json5.load commentjson.loads toml.load toml.loads tomllib.load "
    "tomllib.loads tomli.load tomli.loads omegaconf.OmegaConf.load OmegaConf.load "
    "hyperpyyaml.load_hyperpyyaml dotenv.dotenv_values dotenv.load_dotenv anyconfig.load "
    "anyconfig.single_load mmcv.load mmengine.load rtoml.load srsly.read_yaml "
    "srsly.read_json _jsonnet.evaluate_file yacs.config.CfgNode.load_cfg "
    "hocon.ConfigFactory.parse_file pyhocon.ConfigFactory.parse_file pandas.read_json "
    "dynaconf.Dynaconf dvc.api.params_show ruamel.yaml.safe_load ruamel.yaml.load ruamel_yaml.load"
)
_GIVING = frozenset(_GIVING_NAMES.split())
#: and by how their name ends, where the class or package varies
_ENDINGS = (
    "Config.fromfile",
    "SourceFileLoader",
    "runpy.run_path",
    "load_hyperpyyaml",
    "Box.from_yaml",
    "Box.from_json",
    "Box.from_toml",
    "EasyDict.from_yaml",
    "OmegaConf.load",
    "YAML.load",
    "parse_config_file",
    "parse_config_files_and_bindings",
    "Params.from_file",
)
#: methods that put the document into the object they are called on
_FILLING = frozenset({"merge_from_file", "merge_from_other_file"})
_PATHS = ("path", "filename", "stream", "fp", "f", "file_", "dotenv_path", "config_files", "file")
_PATHS_FURTHER = ("settings_files", "settings_file", "config_file", "yaml_file", "fin", "io")
#: calls whose result can be read from, and so names the document
_OPENING = frozenset({"open", "open_text", "open_binary", "GFile", "FileIO", "File", "open_file"})
_READING = frozenset(
    {"read", "read_text", "read_bytes", "decode", "readlines", "strip", "expandvars", "Template"}
    | {"substitute", "safe_substitute", "StringIO", "BytesIO", "cached_path", "resource_filename"}
    | {"resource_string", "resource_stream", "getvalue", "get_data", "evaluate_file", "dedent"}
    | {"to_absolute_path", "Path", "str", "find_dotenv", "joinpath", "expanduser"}
)
#: and those that could be a document among other files, unlike readers of tables or arrays
_READERS = frozenset(
    {"read_text", "read_bytes", "read_json", "load", "safe_load", "parse_file", "from_file"}
    | {"from_json_file", "from_yaml", "fromfile", "copy", "copyfile", "copy2", "read"}
)


def gives(callee: str) -> bool:
    """Whether a call's result is what a document says."""
    return callee in _GIVING or callee.endswith(_ENDINGS)


def fills(callee: str) -> bool:
    """Whether a method puts what a document says into its object."""
    return callee.rpartition(".")[2] in _FILLING


def document_of(call: Call) -> Value | None:
    """The argument that names the document, or the stream it is read from."""
    place = 1 if call.callee.endswith("SourceFileLoader") else 0
    if len(call.arguments) > place:
        return call.arguments[place]
    named = {one.name: one.value for one in call.keywords}
    return next((named[name] for name in (*_PATHS, *_PATHS_FURTHER) if name in named), None)


def opens(callee: str) -> bool:
    """Whether a call gives a stream of the file that it names."""
    return callee.rpartition(".")[2] in _OPENING


def may_open(callee: str) -> bool:
    """Whether the file that a call reads may be a document."""
    last = callee.rpartition(".")[2]
    return last in _OPENING or last in _READERS


def passes_on(callee: str) -> bool:
    """Whether a call gives the text, or the path, of what it is given."""
    return callee.rpartition(".")[2] in _READING


def usual_document(callee: str) -> str | None:
    """What a call loads that is given no path."""
    if callee.endswith(("load_dotenv", "dotenv_values")):
        return ".env"
    return "params.yaml" if callee.endswith("params_show") else None
