"""Functions and classes that a framework calls: routes, handlers, flows, tasks."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import Definition, FileFacts, Span

_ROUTES = frozenset(
    {"route", "get", "post", "put", "delete", "patch", "websocket", "api_route", "before_request"}
    | {"errorhandler", "on_event", "middleware", "exception_handler", "api_view"}
)
_ROUTERS = ("app", "router", "api", "bp", "blueprint", "server", "application", "ns", "routes")
_SERVING_FUNCTIONS = frozenset(
    {"lambda_handler", "model_fn", "predict_fn", "input_fn", "output_fn", "transform_fn"}
)
_SERVING_BASES = ("BaseHandler", "Resource", "MethodView", "BasePredictor", "RequestHandler")
_SERVING_DECORATORS = ("bentoml.service", "bentoml.api", "ray.serve.deployment", "litserve")
_FLOW_ENDINGS = ("hydra.main", ".task", ".flow", ".pipeline", ".step", ".dag", ".asset", ".op")
_FLOW_HEADS = (
    "hydra", "prefect", "airflow", "dagster", "zenml", "kfp", "flytekit", "metaflow", "celery",
    "modal", "huey", "dramatiq", "rq", "ray", "luigi", "kedro", "mage_ai", "invoke", "nox",
)  # fmt: skip


def handlers(file: FileFacts) -> Iterator[tuple[str, Span]]:
    """(reason, place) of every definition an outside framework calls."""
    yield from serving_handlers(file)
    for definition in file.definitions:
        for decorator in definition.decorators:
            head = decorator.partition(".")[0]
            if head in _FLOW_HEADS and (decorator.endswith(_FLOW_ENDINGS) or "." in decorator):
                yield f"decorated with `{decorator}`", definition.at


def serving_handlers(file: FileFacts) -> Iterator[tuple[str, Span]]:
    """(reason, place) of every definition that answers requests."""
    for definition in file.definitions:
        reason = _serves(definition)
        if reason:
            yield reason, definition.at


def _serves(definition: Definition) -> str:
    for decorator in definition.decorators:
        head, _, last = decorator.rpartition(".")
        router = head.rpartition(".")[2].lower()
        if last in _ROUTES and any(router.endswith(name) for name in _ROUTERS):
            return f"`{decorator}` routes requests to `{definition.name}`"
        if decorator.startswith(_SERVING_DECORATORS):
            return f"`{decorator}` serves `{definition.name}`"
    if definition.kind == "class" and any(
        base.rpartition(".")[2] in _SERVING_BASES and "." in base for base in definition.bases
    ):
        return f"`{definition.name}` is a request handler"
    if definition.name in _SERVING_FUNCTIONS:
        return f"`{definition.name}` is called by a serving platform"
    first = definition.parameters[:2] if definition.name.endswith("handler") else ()
    if [one.name for one in first] == ["event", "context"]:
        return f"`{definition.name}(event, context)` is called by a serving platform"
    return ""
