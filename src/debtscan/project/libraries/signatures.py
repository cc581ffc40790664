"""What leaves the parameters of a function as they are written, and what does not."""

from __future__ import annotations

SIGNATURE_KEEPING = frozenset(
    {"staticmethod", "classmethod", "functools.lru_cache", "functools.cache", "functools.wraps"}
    | {"torch.no_grad", "torch.inference_mode", "torch.jit.ignore", "torch.jit.unused"}
    | {"torch.jit.export", "torch.jit.script", "torch.enable_grad", "abc.abstractmethod"}
    | {"contextlib.contextmanager", "contextlib.asynccontextmanager", "typing.final"}
    | {"typing.override", "typing_extensions.override", "typing.no_type_check"}
    | {"tensorflow.function", "tensorflow.autograph.experimental.do_not_convert"}
    | {"numba.jit", "numba.njit", "deprecated.deprecated", "warnings.deprecated"}
    | {"typing_extensions.deprecated", "abc.abstractclassmethod", "abc.abstractstaticmethod"}
)
#: decorators that write `__init__` from the annotated names of a class body
FIELDS_DECORATORS = frozenset(
    {"dataclasses.dataclass", "attr.dataclass", "attrs.define", "attr.define", "attrs.frozen"}
    | {"attr.frozen", "attrs.mutable", "attr.mutable"}
)
#: decorators of classes that leave construction as it is
CLASS_KEEPING = frozenset({"functools.total_ordering", "typing.final", "enum.unique"})
#: bases whose methods are written without `self`; calling such a class adapts what it is given
INTERFACES = frozenset({"zope.interface.Interface", "zope.interface.interface.Interface"})
