"""What well-known callees do with an object that is handed to them whole."""

from __future__ import annotations

from msgspec import Struct


class Same(Struct, frozen=True, dict=True):
    """Calls that give back the object they get, or one with the same names in it."""

    callees: frozenset[str]
    methods: frozenset[str]
    endings: tuple[str, ...] = ()

    def is_alias(self, callee: str) -> bool:
        """Whether calling this on the object gives the object."""
        return callee in self.callees or bool(self.endings and callee.endswith(self.endings))


NAMESPACE = Same(
    frozenset(
        {"vars", "dict", "copy.copy", "copy.deepcopy", "argparse.Namespace", "sorted", "list"}
        | {"types.SimpleNamespace", "easydict.EasyDict", "omegaconf.OmegaConf.create", "tuple"}
        | {"omegaconf.DictConfig", "dataclasses.asdict", "dataclasses.replace", "box.Box"}
        | {"munch.Munch", "attr.asdict", "addict.Dict", "ml_collections.ConfigDict"}
        | {"omegaconf.OmegaConf.to_container", "omegaconf.OmegaConf.structured", "typing.cast"}
    ),
    frozenset({"copy", "to_dict", "_asdict", "dict", "model_dump", "to_container"}),
)
PARSER = Same(
    frozenset(),
    frozenset(
        {"add_argument_group", "add_mutually_exclusive_group", "add_subparsers", "add_parser"}
        | {"add_option_group"}
    ),
    ("ArgumentParser", "ArgParser", "OptionGroup", "OptionParser"),
)

#: look at the object, never at what is in it
_HARMLESS = frozenset(
    {"isinstance", "type", "id", "len", "bool", "callable", "hasattr", "del", "issubclass"}
    | {"absl.flags.mark_flag_as_required", "absl.flags.mark_flags_as_required"}
    | {"absl.flags.mark_flags_as_mutual_exclusive"}
)
_LOG_HEADS = frozenset(
    {"print", "logging", "logger", "log", "pprint", "wandb", "mlflow", "neptune", "comet_ml"}
    | {"loguru", "rich", "json", "yaml", "pickle", "str", "repr", "warnings", "click", "typer"}
    | {"pp", "tqdm", "joblib", "dill", "toml", "tensorboardX", "experiment", "sys", "format"}
)
_LOG_METHODS = frozenset(
    {"info", "debug", "warning", "warn", "error", "log", "write", "add_text", "add_hparams"}
    | {"log_hyperparams", "log_params", "log_param", "save", "dump", "dumps", "print", "pformat"}
    | {"writelines", "pprint", "echo", "log_config", "log_args", "print_args", "append_text"}
    | {"print_options", "exception", "critical", "savez", "log_hparams", "format", "join"}
)


def is_log(callee: str) -> bool:
    """Whether a callee prints, logs or saves what it is given."""
    head, _, rest = callee.partition(".")
    return (
        head.strip("_") in _LOG_HEADS
        or callee.rpartition(".")[2] in _LOG_METHODS
        or (head == "torch" and rest == "save")
    )


def is_harmless(callee: str) -> bool:
    """Whether a callee reads nothing of what it is given."""
    return callee in _HARMLESS
