"""Libraries that play one role in a program and could be exchanged: tables of names only."""

from __future__ import annotations

from collections.abc import Mapping

#: what such a library is there for -> its top-level packages
ROLES: Mapping[str, frozenset[str]] = {
    "tracking": frozenset(
        {"mlflow", "wandb", "neptune", "comet_ml", "clearml", "aim", "swanlab", "dvclive"}
        | {"tensorboardX", "visdom", "trackio", "dagshub"}
    ),
    "storage": frozenset(
        {"boto3", "botocore", "gcsfs", "s3fs", "minio", "adlfs", "oss2"}
        | {"google.cloud.storage", "azure.storage"}
    ),
    "boosting": frozenset({"xgboost", "lightgbm", "catboost"}),
    "language models": frozenset(
        {"openai", "anthropic", "cohere", "mistralai", "groq", "litellm", "replicate"}
        | {"google.generativeai", "dashscope", "zhipuai", "ollama"}
    ),
    "serving": frozenset(
        {"bentoml", "tritonclient", "sagemaker", "google.cloud.aiplatform", "seldon_core"}
        | {"ray.serve", "onnxruntime", "tensorrt"}
    ),
    "warehouse": frozenset({"google.cloud.bigquery", "snowflake.connector", "redshift_connector"}),
}

_ROLE_OF = {name: role for role, names in ROLES.items() for name in names}
_FIRST = frozenset(name.partition(".")[0] for name in _ROLE_OF)
_DEEP = 3  #: segments of the longest name above


def role_library(dotted: str) -> tuple[str, str]:
    """(library, its role) of a dotted name from outside; ("", "") for all others."""
    if dotted.partition(".")[0] not in _FIRST:  # nearly always, and quickly seen
        return "", ""
    parts = dotted.split(".")
    for size in range(1, min(_DEEP, len(parts)) + 1):
        name = ".".join(parts[:size])
        if name in _ROLE_OF:
            return name, _ROLE_OF[name]
    return "", ""
