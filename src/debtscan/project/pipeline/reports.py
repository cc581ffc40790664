"""Outputs that are made for people: plots, logs, pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from debtscan.project.artifacts.uses import ArtifactUse

_SHOWING = re.compile(
    r"(.*\.)?(savefig|SummaryWriter|FileWriter|create_file_writer|FileHandler|write_html|"
    r"write_image|TensorBoard|imsave|save_image|make_grid|plot_model)"
)
_PAGES = frozenset({"html", "pdf", "svg", "md", "log", "gif"})
_LOGS = re.compile(
    r"(.*[/_])?(logs?|tensorboard|runs|debug|_debug|profil\w*|trace)([/_.].*)?", re.I
)


def is_report(artifact: str, writers: Iterable[ArtifactUse]) -> bool:
    """Whether nobody is expected to read it but a person: by who writes it, or by its name."""
    if posixpath.splitext(artifact)[1][1:].lower() in _PAGES:
        return True
    folder, name = posixpath.split(artifact)
    bare = posixpath.splitext(name)[0]
    if _LOGS.fullmatch(bare) or (posixpath.basename(folder) in ("log", "logs") and "." not in name):
        return True
    ways = [use.via for use in writers]
    return bool(ways) and all(_SHOWING.fullmatch(way) for way in ways)
