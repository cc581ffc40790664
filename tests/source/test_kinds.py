"""What a file is, told by its name or its first line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.facts import Kind
from debtscan.source import discover
from debtscan.source.kinds import kind_of, kind_of_script

Put = Callable[[Mapping[str, str]], Path]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Kind.PYTHON, "train.py stubs.pyi gui.pyw TRAIN.PY requirements.py .env.py"),
        (Kind.NOTEBOOK, "eda.ipynb"),
        (Kind.YAML, "params.yml environment.yaml model.dvc .gitlab-ci.yml MLproject"),
        (Kind.TOML, "pyproject.toml Pipfile"),
        (Kind.JSON, "config.json"),
        (Kind.INI, "setup.cfg tox.ini nginx.conf .flake8"),
        (Kind.ENV, ".env .env.local prod.env .env.example"),
        (Kind.SHELL, "run.sh train.slurm job.sbatch x.pbs .envrc"),
        (Kind.SNAKEMAKE, "Snakefile qc.smk"),
        (Kind.GIN, "model.gin"),
        (Kind.MAKE, "Makefile GNUmakefile rules.mk makefile"),
        (Kind.DOCKER, "Dockerfile Dockerfile.gpu dockerfile-cpu serve.dockerfile Containerfile"),
        (Kind.DOCKER, "non_dist_Dockerfile"),
        (Kind.REQUIREMENTS, "requirements.txt requirements-dev.txt test_requirements.txt"),
        (Kind.REQUIREMENTS, "constraints.txt requirements.in"),
        (Kind.MARKDOWN, "README.md docs.rst README"),
        (Kind.SQL, "features.sql"),
        (Kind.TEXT, "notes.txt model.R solve.jl app.tsx main.jsonnet page.jinja"),
        (Kind.TEXT, "tsconfig.json CMakeLists.txt Jenkinsfile"),
        (Kind.DATA, "poetry.lock uv.lock package-lock.json train.csv model.pt LICENSE x.py.bak"),
        (Kind.IGNORE, ".gitignore"),
        (Kind.TEXT, ".gitmodules"),
        (Kind.DATA, "._train.py Dockerfile.dockerignore"),
    ],
)
def test_kind_by_name(kind: Kind, names: str) -> None:
    assert {name: kind_of(name) for name in names.split()} == dict.fromkeys(names.split(), kind)


def test_a_requirements_folder_holds_requirements() -> None:
    assert kind_of("dev.txt", "requirements") is Kind.REQUIREMENTS
    assert kind_of("dev.txt", "notes") is Kind.TEXT


def test_an_editors_settings_are_no_strict_json() -> None:
    assert kind_of("launch.json", ".vscode") is Kind.TEXT


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (Kind.PYTHON, "#!/usr/bin/env python3"),
        (Kind.PYTHON, "#!/opt/conda/bin/python3.11 -u"),
        (Kind.PYTHON, "#!/usr/bin/env -S uv run --script"),
        (Kind.SHELL, "#!/bin/sh"),
        (Kind.SHELL, "#! /usr/bin/env bash"),
        (Kind.SHELL, "#!/usr/bin/env LANG=C bash"),
        (Kind.MAKE, "#!/usr/bin/make -f"),
        (Kind.TEXT, "#!/usr/bin/Rscript"),
        (Kind.DATA, "\x7fELF"),
        (Kind.DATA, ""),
    ],
)
def test_kind_by_shebang(put: Put, kind: Kind, line: str) -> None:
    root = put({"run": f"{line}\n", "train.job": f"{line}\n"})
    assert {file.kind for file in discover(root).files} == {kind}


def test_a_long_text_is_data(put: Put) -> None:
    root = put({"vocabulary.txt": "word\n" * 300_000, "notes.txt": "word\n"})
    kinds = {file.path: file.kind for file in discover(root).files}
    assert kinds == {"vocabulary.txt": Kind.DATA, "notes.txt": Kind.TEXT}


@given(st.text(min_size=1, max_size=255), st.text(max_size=20))
def test_any_name_has_a_kind(name: str, folder: str) -> None:
    assert isinstance(kind_of(name, folder), Kind | None)


@given(st.binary(max_size=128))
def test_any_first_bytes_have_a_kind(head: bytes) -> None:
    assert isinstance(kind_of_script(b"#!" + head), Kind)
