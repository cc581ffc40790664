"""The ids of artifacts, and when two of them may be one."""

from __future__ import annotations

import re

from debtscan.project.libraries.io_rows import FileCall
from debtscan.project.values.patterns import normal, unify

_STORES = re.compile(r"(s3[an]?|gs|gcs|abfss?|wasbs?|adl|hdfs|dbfs|oss|azureml|viewfs):/", re.I)
_WEB = re.compile(r"(https?|ftp)://[^/*]", re.IGNORECASE)
_NAMED = re.compile(r"([a-z0-9]{2,}):(?!//|\\)")
#: with a suffix, or in a folder where models are kept: these are often saved without one
_LOOKS_PLACED = re.compile(
    r"[^\s]*\.(?=\w*[A-Za-z])\w{1,10}"
    r"|(?:\.{0,2}/)*[\w-]*(?:models?|checkpoints?|ckpts?|weights)/[^\s:]*[\w*]"
)
_HUB = re.compile(r"[\w.-]+(/[\w.-]+)?")
_FILE = re.compile(
    r".*\.(pt|pth|bin|json|jsonl|ckpt|h5|csv|txt|yaml|yml|pkl|model|safetensors|py|gz)"
)
#: first folders that tell a path of this machine from a name of a hub
_LOCAL = frozenset(
    {"out", "output", "outputs", "model", "models", "checkpoint", "checkpoints", "ckpt", "ckpts"}
    | {"data", "dataset", "datasets", "result", "results", "run", "runs", "save", "saved", "tmp"}
    | {"weights", "experiments", "exp", "logs", "cache", "pretrained"}
)
#: "data sets" of these names only say how the files given beside are read
_LOADERS = frozenset(
    {"csv", "json", "parquet", "text", "imagefolder", "audiofolder", "arrow", "pandas"}
)


def name(end: FileCall, pattern: str | None) -> tuple[str, str] | None:
    """(kind, id) of what an end of a call means; None when it is nothing of this kind.

    What the user is to fill in (`gs://<your-bucket>/x.csv`, `[checkpoint file]`) is `*`.
    """
    pattern = re.sub(r"<[^<>/]+>|^\[[\w ]+$", "*", pattern) if pattern else pattern
    pattern = None if pattern == "*" else pattern
    if not end.sure and not (pattern and _LOOKS_PLACED.fullmatch(pattern)):
        return None
    if end.kind in ("url", "topic", "table"):
        return _remote(end, pattern)
    if not pattern:
        return end.kind, ""
    if end.kind == "file" or (end.kind == "dataset" and not end.scheme):
        return _placed(pattern, end.kind)
    if end.kind in ("model", "dataset", "object") and end.scheme:
        return _registered(end, pattern)
    return end.kind, normal(pattern)


def _placed(pattern: str, kind: str) -> tuple[str, str]:
    if _STORES.match(pattern):
        return "object", normal(pattern)
    return ("url" if _WEB.match(pattern) else kind), normal(pattern)


def _remote(end: FileCall, pattern: str | None) -> tuple[str, str] | None:
    if end.kind == "url":
        return ("url", pattern) if pattern and _WEB.match(pattern) else None
    if not pattern or " " in pattern:
        return ("table", "") if end.kind == "table" and not pattern else None
    last = pattern.rpartition("/")[2]
    if end.kind == "topic":
        return "topic", f"topic:{last}"
    return "table", f"{end.scheme or 'table:'}{pattern.strip('`').lower()}"


def _registered(end: FileCall, pattern: str) -> tuple[str, str] | None:
    """A name of a hub or registry; a folder here where it looks like one."""
    if end.scheme in ("mlflow:", "wandb:"):
        if pattern.startswith(("models:/", "runs:/")):
            parts = pattern.split("/")
            pattern = parts[1] if pattern.startswith("models:/") else parts[-1]
        elif end.scheme == "wandb:":
            pattern = pattern.rpartition("/")[2].partition(":")[0]
        return end.kind, f"{end.scheme}{pattern}" if pattern.strip("*") else ""
    if end.scheme == "hf:" and pattern in _LOADERS:
        return None
    if _WEB.match(pattern) or _STORES.match(pattern):
        return _placed(pattern, end.kind)
    local = pattern.partition("/")[0].lower() in _LOCAL and "/" in pattern
    if local or "*" in pattern or not _HUB.fullmatch(pattern) or _FILE.fullmatch(pattern):
        return "file", normal(pattern)
    if pattern in (".", "..") or pattern.startswith("."):
        return "file", normal(pattern)
    return end.kind, f"{end.scheme}{pattern}"


def meet(one: str, other: str) -> bool:
    """Whether two ids may mean one thing: of one kind of place, and by their last parts."""
    left, right = _NAMED.match(one), _NAMED.match(other)
    if (left and left[1]) != (right and right[1]):
        return False
    if left is None or right is None:
        return unify(one, other)
    if left[1] == "table":
        return unify(one[6:].replace(".", "/"), other[6:].replace(".", "/"))
    return one == other
