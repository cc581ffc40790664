"""Methods that frameworks call on classes derived from theirs, and classes that they find.

A family is `closed` when every name its library calls, or has and lets override, stands in it: a
method of another name is then called by nobody but the repository.
"""

from __future__ import annotations

import builtins

from msgspec import Struct

from debtscan.project.libraries.hook_names import (
    AST,
    AUTOGRAD,
    DATASET,
    HANDLER,
    HTTP,
    JSON,
    KERAS,
    KERAS_CALLBACK,
    LIGHTNING,
    LIGHTNING_DATA,
    LOGGING,
    MODULE,
    OPEN,
    OPTIMIZER,
    PARSER,
    SKLEARN,
    TESTCASE,
    THREAD,
)


class Family(Struct, frozen=True):
    """Classes `lasts` of the libraries `heads` and what is called on them."""

    library: str
    heads: frozenset[str]
    lasts: frozenset[str]
    names: frozenset[str]
    beginnings: tuple[str, ...] = ()
    closed: bool = True

    def calls(self, method: str) -> bool:
        """Whether the library may call a method of this name."""
        plain = method.lstrip("_")
        return (
            method in self.names
            or method.startswith(self.beginnings)
            or (plain.startswith(self.beginnings))
        )


def _family(
    library: str, heads: str, lasts: str, names: str, *beginnings: str, closed: bool = True
) -> Family:
    head, last, name = (frozenset(text.split()) for text in (heads, lasts, names))
    return Family(library, head, last, name, beginnings, closed)


_KERAS_HEADS = "tensorflow keras tf_keras"
_LIGHTNING_HEADS = "pytorch_lightning lightning lightning_fabric"
_FAMILIES = (
    _family("torch", "torch", "Module", MODULE),
    _family("torch", "torch", "Dataset IterableDataset Sampler BatchSampler", DATASET),
    _family("torch", "torch", "Function", AUTOGRAD),
    _family("torch", "torch", "Optimizer _LRScheduler LRScheduler", OPTIMIZER),
    _family(
        "Lightning", _LIGHTNING_HEADS, "LightningModule", f"{MODULE} {LIGHTNING}",
        "on_", "configure_",
    ),
    _family("Lightning", _LIGHTNING_HEADS, "LightningDataModule", LIGHTNING_DATA, "on_"),
    _family(
        "Lightning", _LIGHTNING_HEADS, "Callback ModelCheckpoint", LIGHTNING_DATA, "on_",
    ),
    _family("Keras", _KERAS_HEADS, "Layer Model Loss Metric", KERAS, "compute_", "build"),
    _family("Keras", _KERAS_HEADS, "Callback Sequence PyDataset", KERAS_CALLBACK, "on_"),
    _family("scikit-learn", "sklearn", "BaseEstimator TransformerMixin ClassifierMixin "
            "RegressorMixin ClusterMixin OutlierMixin MetaEstimatorMixin", SKLEARN, "_get_tags"),
    _family("unittest", "unittest", "TestCase IsolatedAsyncioTestCase", TESTCASE, "test", "assert"),
    _family("ast", "ast", "NodeVisitor NodeTransformer", AST, "visit_"),
    _family("libcst", "libcst", "CSTVisitor CSTTransformer", AST, "visit_", "leave_"),
    _family("argparse", "argparse", "Action ArgumentParser HelpFormatter", PARSER, "_"),
    _family("logging", "logging", "Handler StreamHandler FileHandler Formatter Filter "
            "LoggerAdapter", LOGGING),
    _family("threading", "threading multiprocessing", "Thread Process", THREAD),
    _family("http.server", "http", "BaseHTTPRequestHandler SimpleHTTPRequestHandler", HTTP, "do_"),
    _family("json", "json", "JSONEncoder JSONDecoder", JSON),
    _family("enum", "enum", "Enum IntEnum StrEnum Flag IntFlag", "_generate_next_value_ _missing_"),
    _family("html.parser", "html", "HTMLParser", "feed close reset error", "handle_", "unknown_"),
    _family("TorchServe", "ts", "BaseHandler", HANDLER, closed=False),
    *(_family(library, heads, "", names, *beginnings, closed=False)
      for library, heads, names, *beginnings in OPEN),
)  # fmt: skip

#: (first segment, end of the last one) of bases whose library goes over what derives from them
_COLLECTED = {
    "a test runner": (("", "TestCase"),),
    "TensorFlow": (("tensorflow", "Benchmark"), ("tensorflow_datasets", "Builder")),
    "Locust": (("locust", "User"), ("locust", "Shape")),
    "PyYAML": (("yaml", "YAMLObject"),),
    "Scrapy": (("scrapy", "Spider"),),
}


def collected(base: str) -> str:
    """The library that finds classes derived from `base` by itself; "" when none is known to."""
    head, last = base.partition(".")[0], base.rpartition(".")[2]
    for library, bases in _COLLECTED.items():
        if any(one in ("", head) and last.endswith(end) for one, end in bases):
            return library
    return ""


def hooked(base: str, method: str) -> str | None:
    """The library that calls a method of this name on what derives from `base`; "" when it is
    known never to, None when the base class is not known well enough."""
    head, last = base.partition(".")[0], base.rpartition(".")[2]
    if "." not in base and isinstance(getattr(builtins, base, None), type):
        return "Python" if hasattr(getattr(builtins, base), method) else ""
    for one in _FAMILIES:
        if head in one.heads and (last in one.lasts or not one.lasts):
            if one.calls(method):
                return one.library
            return "" if one.closed else None
    return None
