"""Kubeflow Pipelines: where components made of functions find and leave their files."""

from __future__ import annotations

import re

from debtscan.facts import FileFacts, Literal, Parameter
from debtscan.project.names.origin import Found, Origin

_FILES = re.compile(r"(^|[.\s\"'])(Input|Output)(Path|TextFile|BinaryFile)\b")


def component_file(file: FileFacts, level: int, one: Parameter) -> Found:
    """The file that the runner gives for `data_path: OutputPath()`: it is called `data`, in a
    folder of the name of the input or output, which is the parameter's without `_path`."""
    if not _FILES.search(one.annotation):
        return ()
    name = one.name.removesuffix("_path").removesuffix("_file")
    return (Origin(file, Literal(f"*/{name}/data"), level, 0),)
