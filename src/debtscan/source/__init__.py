"""Finds a repository's files and reads their bytes, safely, from trees that strangers wrote.

Knows names, folders, links and encodings; must not know what any file means.
"""

from debtscan.source.decode import decode
from debtscan.source.discover import discover
from debtscan.source.entries import Discovery, SourceFile, SourcePath
from debtscan.source.git import Git
from debtscan.source.names import on_disk, visible
from debtscan.source.read import read
from debtscan.source.revisions import files_of
from debtscan.source.root import find_root, is_configured, repository_prefix

__all__ = [
    "Discovery",
    "Git",
    "SourceFile",
    "SourcePath",
    "decode",
    "discover",
    "files_of",
    "find_root",
    "is_configured",
    "on_disk",
    "read",
    "repository_prefix",
    "visible",
]
