"""Libraries whose names repositories like to give to their own folders."""

from __future__ import annotations

_HEADS = (
    "tensorflow torch keras ray datasets transformers wandb mlflow airflow pyspark jax "
    "flax onnx sklearn xgboost lightgbm catboost optuna hydra whisper docker redis "
    "sagemaker kubernetes prefect dagster kedro metaflow zenml flask fastapi streamlit "
    "gradio spacy nltk gym dvc clearml neptune comet_ml great_expectations evidently "
    "feast bentoml seldon_core kfp luigi pandas numpy scipy polars dask pytorch_lightning "
    "lightning theano mxnet paddle cv2"
)
KNOWN_HEADS = frozenset(_HEADS.split())
#: endings of modules that a compiler of interfaces writes when the project is built
BUILT_ENDINGS = ("_pb2", "_pb2_grpc", "_pb2_pywrap")
