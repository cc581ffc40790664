"""Calls of libraries that give back what they are given: whole, wrapped, or member by member."""

from __future__ import annotations

#: the result is the first argument, as far as methods go
SAME = frozenset(
    {"copy.copy", "copy.deepcopy", "dataclasses.replace", "torch.nn.DataParallel"}
    | {"torch.nn.parallel.DistributedDataParallel", "torch.nn.parallel.DataParallel"}
    | {"torch.compile", "torch.jit.script", "torch.nn.SyncBatchNorm.convert_sync_batchnorm"}
    | {"torch.distributed.fsdp.FullyShardedDataParallel", "functools.partial", "weakref.proxy"}
    | {"apex.parallel.DistributedDataParallel", "functools.partialmethod", "contextlib.closing"}
    | {"tensorflow.function", "jax.jit", "jax.vmap", "torch.no_grad", "numba.jit", "numba.njit"}
    | {"torch.nn.utils.weight_norm", "torch.nn.utils.spectral_norm", "torch.jit.unused"}
    | {"functools.lru_cache", "functools.cache", "tensorflow.make_template", "staticmethod"}
    | {"contextlib.nullcontext", "torch.autograd.variable.Variable", "torch.inference_mode"}
)
#: methods that give back the object itself, of objects with a base class from outside
FLUENT = frozenset(
    {"to", "cuda", "cpu", "eval", "train", "half", "float", "double", "bfloat16", "share_memory"}
    | {"requires_grad_", "to_empty", "xpu", "npu", "type", "set_output", "copy", "model_copy"}
    | {"clone", "deepcopy", "remote", "options", "start"}
)
#: containers and iterators whose members are those of the first argument
OF_MEMBERS = frozenset(
    {
        "list",
        "tuple",
        "set",
        "frozenset",
        "sorted",
        "reversed",
        "iter",
        "tqdm.tqdm",
        "tqdm.auto.tqdm",
    }
    | {"tqdm.notebook.tqdm", "tqdm.trange", "collections.deque", "torch.nn.ModuleList"}
    | {"itertools.cycle", "itertools.islice", "random.sample", "torch.nn.ModuleDict", "dict"}
    | {"collections.OrderedDict", "torch.nn.Sequential", "tqdm", "rich.progress.track"}
    | {"itertools.chain", "tensorflow.keras.Sequential", "keras.Sequential"}
    | {"tensorflow.keras.models.Sequential", "keras.models.Sequential"}
)
#: containers whose members are their arguments
OF_ARGUMENTS = frozenset({"torch.nn.Sequential", "itertools.chain"})
#: the result is one member of the first argument
MEMBER = frozenset({"next", "max", "min", "random.choice", "functools.reduce"})
#: decorators that leave what a function gives as it is
TRANSPARENT = frozenset(
    {"staticmethod", "classmethod", "property", "functools.cached_property", "torch.no_grad"}
    | {"functools.lru_cache", "functools.cache", "abc.abstractmethod", "torch.jit.ignore"}
    | {"functools.wraps", "torch.inference_mode", "cached_property", "typing.override"}
    | {"tensorflow.function", "jax.jit", "functools.partial", "torch.jit.unused", "numba.jit"}
    | {"typing.no_type_check", "contextlib.contextmanager", "contextlib.asynccontextmanager"}
    | {"abc.abstractclassmethod", "abc.abstractproperty", "torch.jit.export", "gin.configurable"}
    | {"deprecated.deprecated", "beartype.beartype", "typing.final", "functools.singledispatch"}
    | {
        "torch.jit.script",
        "pytest.fixture",
        "numba.njit",
        "tensorflow.keras.utils.register_keras_serializable",
    }
)
PROPERTIES = frozenset(
    {"property", "functools.cached_property", "cached_property", "abc.abstractproperty"}
    | {"werkzeug.utils.cached_property", "django.utils.functional.cached_property"}
    | {
        "cached_property.cached_property",
        "hybrid_property",
        "lazy_property",
        "torch.jit.unused.property",
    }
)
CONTEXTS = frozenset({"contextlib.contextmanager", "contextlib.asynccontextmanager"})
#: calls that may give any object of the repository
OPAQUE = frozenset(
    {"typing.cast", "getattr", "importlib.import_module", "hydra.utils.instantiate", "eval"}
    | {"pickle.load", "pickle.loads", "torch.load", "joblib.load", "dill.load", "globals"}
    | {"hydra.utils.get_class", "hydra.utils.call", "operator.attrgetter", "__import__", "vars"}
    | {"hyperpyyaml.load_hyperpyyaml", "object.__new__", "cloudpickle.load", "locals", "map"}
    | {"hydra.utils.get_method", "pydoc.locate", "jsonpickle.decode", "filter", "type"}
)
