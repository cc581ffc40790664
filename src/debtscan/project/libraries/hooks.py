"""Definitions that frameworks call: by base class, by decorator, by name."""

from __future__ import annotations

_PLAIN_DECORATORS = (
    "staticmethod classmethod property functools.wraps functools.lru_cache functools.cache "
    "functools.cached_property contextlib.contextmanager torch.no_grad torch.jit.script "
    "torch.inference_mode tensorflow.function jax.jit numba.jit numba.njit dataclasses.dataclass "
    "abc.abstractmethod typing.final attr.s attrs.define functools.total_ordering"
)
#: decorators that change what a function does and register it nowhere
PLAIN_DECORATORS = frozenset(_PLAIN_DECORATORS.split())

#: decorators of signatures without a body; the definition that follows them runs
OVERLOADS = frozenset({"typing.overload", "typing_extensions.overload", "torch.jit._overload"})

#: functions that runners find by name in any module
BY_NAME = {
    "lambda_handler": "AWS Lambda",
    "model_fn": "SageMaker",
    "input_fn": "SageMaker",
    "predict_fn": "SageMaker",
    "output_fn": "SageMaker",
    "input_handler": "SageMaker",
    "output_handler": "SageMaker",
    "register_pipelines": "Kedro",
    "create_app": "a web server's factory option",
    "app": "a web server",
    "main": "a console script or a job",
}
PYTEST_BEGINNINGS = ("test_", "pytest_", "Test", "setup_module", "teardown_module")
