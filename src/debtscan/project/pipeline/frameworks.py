"""The frameworks whose pipelines are known, each by a function that gives its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from debtscan.project.pipeline.airflow import airflow
from debtscan.project.pipeline.dagster import dagster
from debtscan.project.pipeline.decorated import decorated
from debtscan.project.pipeline.kedro import kedro
from debtscan.project.pipeline.kubeflow import kubeflow
from debtscan.project.pipeline.luigi import luigi
from debtscan.project.pipeline.metaflow import metaflow
from debtscan.project.pipeline.ploomber import ploomber
from debtscan.project.pipeline.steps import Link, Part

if TYPE_CHECKING:
    from debtscan.project.model import Project

FRAMEWORKS: tuple[Callable[[Project], Iterator[Part | Link]], ...] = (
    kedro,
    decorated,
    dagster,
    airflow,
    kubeflow,
    metaflow,
    luigi,
    ploomber,
)
