"""When two names of files are nearly one: how people misspell what another step has written."""

from __future__ import annotations

import posixpath
import re

_FAMILIES = (
    frozenset({"csv", "tsv", "parquet", "feather", "xlsx", "xls", "orc"}),
    frozenset({"npy", "npz", "mat", "h5", "hdf5", "hdf"}),
    frozenset({"pt", "pth", "ckpt", "bin", "safetensors", "onnx", "pb", "keras", "tar"}),
    frozenset({"pkl", "pickle", "joblib", "dill"}),
    frozenset({"png", "jpg", "jpeg", "tif", "tiff", "bmp"}),
    frozenset({"wav", "mp3", "flac"}),
)
TABLES, ARRAYS, MODELS, PICKLES, PICTURES, SOUNDS = _FAMILIES
_VERSION = re.compile(r"[-_.]?v\d+$", re.IGNORECASE)
_SHORT = 5  #: letters under which one more or less makes another word; 4 beside a counter
_GLUED = 3  #: letters of a folder's name from which on it is known in a longer one


def family_of(artifact: str) -> frozenset[str]:
    """Endings that one kind of call reads and writes; the ending alone where none is known."""
    ending = posixpath.splitext(artifact)[1][1:].lower()
    return next((one for one in _FAMILIES if ending in one), frozenset({ending}))


def keys_of(artifact: str) -> tuple[tuple[str, ...], ...]:
    """What two names that are nearly one have in common: the stem, or its first or last letters
    with the ending; one letter cannot change both."""
    stem, ending = posixpath.splitext(posixpath.basename(artifact))
    bare = _singular(re.sub(r"[-_. *]", "", stem).lower())
    return (("stem", stem), ("head", bare[:2], ending), ("tail", bare[-2:], ending))


def differs_by(one: str, other: str) -> str:
    """In what two names that are nearly one differ: "case", "separator", "plural", "ending",
    "folder", "slash", "version" or "one letter"; "" when they are two names, or one.

    Unknown parts (`*`) agree with each other only: `feats_*.csv` is near `feat_*.csv`.
    """
    if one == other:
        return ""
    if "*" in one + other and not _same_unknowns(one, other):
        return ""
    (above, name), (over, last) = posixpath.split(one), posixpath.split(other)
    (stem, ending), (root, suffix) = posixpath.splitext(name), posixpath.splitext(last)
    if max(_letters(stem), _letters(root)) < _SHORT - ("*" in name):
        return ""
    if name == last:
        return _folders(above, over)
    if above and over and above != over:
        return ""
    if stem == root:
        return "ending" if family_of(name) == family_of(last) else ""
    return _spelling(stem, root) if ending == suffix else ""


def _same_unknowns(one: str, other: str) -> bool:
    """Whether both leave as many parts of their last name open, and none of their folders'."""
    folders = posixpath.dirname(one) + posixpath.dirname(other)
    name, last = posixpath.basename(one), posixpath.basename(other)
    return "*" not in folders and name.count("*") == last.count("*")


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _folders(above: str, over: str) -> str:
    """Of one file name in two folders: "slash" when one lost its `/`, else "folder"."""
    if not above or not over:
        return ""
    if above.replace("/", "") == over.replace("/", "") and min(map(len, (above, over))) > _GLUED:
        return "slash"
    return "folder"


def _spelling(one: str, other: str) -> str:
    if one.lower() == other.lower():
        return "case"
    if re.sub(r"[-_. ]", "", one) == re.sub(r"[-_. ]", "", other):
        return "separator"
    if _singular(one) == _singular(other):
        return "plural"
    if _VERSION.sub("", one) == _VERSION.sub("", other):
        return "version"
    return "one letter" if _one_letter(one, other) else ""


def _singular(name: str) -> str:
    """Without the `s` at the end of its words."""
    return re.sub(r"s(?![A-Za-z])", "", name)


def _one_letter(one: str, other: str) -> bool:
    """One letter more, less or other; digits are no misspelling."""
    if abs(len(one) - len(other)) > 1:
        return False
    shared = len(posixpath.commonprefix([one, other]))
    ours, theirs = one[shared:], other[shared:]
    rests = {(ours[1:], theirs[1:]), (ours[1:], theirs), (ours, theirs[1:])}
    letters = (ours[:1] + theirs[:1]).isalpha()
    return letters and any(left == right for left, right in rests)
