"""Clean projects to inject into: an installed package, unpacked, beside clean scripts.

The scripts (`clean/`) are written for this: a research folder with options and a pipeline with a
configuration. Their nouns are replaced by the package's own, so that no two hosts read alike.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

from injection_site import HostText

CLEAN = Path(__file__).parent / "clean"
EXAMPLES = Path(__file__).parents[2] / "examples"
#: Distribution and package. What is not installed is left out.
PACKAGES = {
    "click": "click",
    "networkx": "networkx",
    "rich": "rich",
    "PyYAML": "yaml",
    "attrs": "attr",
    "Jinja2": "jinja2",
    "requests": "requests",
    "sqlglot": "sqlglot",
    "msgspec": "msgspec",
    "pathspec": "pathspec",
    "libcst": "libcst",
    "platformdirs": "platformdirs",
    "pebble": "pebble",
    "packaging": "packaging",
    "markdown-it-py": "markdown_it",
    "tomlkit": "tomlkit",
    "hypothesis": "hypothesis",
    "pytest": "_pytest",
    "pluggy": "pluggy",
}
_MOST_FILES = 150
_TEXT = frozenset({".py", ".pyi", ".toml", ".yaml", ".yml", ".md", ".sh", ".cfg", ".ini", ".txt"})


def installed() -> list[str]:
    """The names of hosts that are there: packages, then the tidy example."""
    found = [name for name in PACKAGES if _is_installed(name)]
    return [*found, *(["tidy"] if (EXAMPLES / "tidy").is_dir() else [])]


def host(name: str) -> tuple[HostText, str]:
    """The text of a host, and the folder of its package. ``name`` is a distribution, `tidy`, or
    a folder of somebody's repository (which then is used as it is)."""
    if name == "tidy":
        return HostText({**_folder(EXAMPLES / "tidy"), **_scripts("churn.split", "Part")}), "src"
    if "/" in name:
        return HostText(_folder(Path(name))), ""
    package = PACKAGES[name]
    files = {f"{package}/{path}": text for path, text in _package(name, package).items()}
    files["pyproject.toml"] = _packaging(name)
    module, function = _entry(files, package)
    words = [word for word in HostText(files).nouns if word.isalpha() and len(word) > 3]
    return HostText({**files, **_scripts(module, function, words)}), package


def _is_installed(name: str) -> bool:
    try:
        return bool(importlib.metadata.files(name))
    except importlib.metadata.PackageNotFoundError:
        return False


def _packaging(name: str) -> str:
    """What says, as in the package's own repository, that others install it."""
    told = importlib.metadata.metadata(name).get_all("Classifier") or [
        "Programming Language :: Python"
    ]
    return f'[project]\nname = "{name}"\nversion = "1.0"\nclassifiers = {json.dumps(told)}\n'


def _package(name: str, package: str) -> Mapping[str, str]:
    found = {}
    for file in sorted(importlib.metadata.files(name) or (), key=str):
        inside = file.parts[0] == package and file.suffix == ".py" and "tests" not in file.parts
        if inside and (text := _text(Path(str(file.locate())))) is not None:
            found["/".join(file.parts[1:])] = text
    return found if len(found) <= _MOST_FILES else _smaller(found)


def _smaller(files: Mapping[str, str]) -> Mapping[str, str]:
    """Without the deepest folders: a part that still imports itself."""
    deepest = max(path.count("/") for path in files)
    kept = {path: text for path, text in files.items() if path.count("/") < deepest}
    return kept if len(kept) <= _MOST_FILES or deepest == 1 else _smaller(kept)


def _folder(root: Path) -> Mapping[str, str]:
    found = {}
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        hidden = any(part.startswith(".") for part in inside.parts)
        wanted = path.suffix in _TEXT or path.name in ("Makefile", "Dockerfile")
        if wanted and not hidden and path.is_file() and (text := _text(path)) is not None:
            found[inside.as_posix()] = text
    return found


def _scripts(module: str, function: str, words: list[str] | None = None) -> Mapping[str, str]:
    """The clean scripts in the words of a host."""
    words = words or ["customer", "segment"]
    rng = Random(module)
    noun, trait = rng.sample(words[:40], 2) if len(words) > 2 else words
    names = {
        "specimens": f"{noun}s",
        "Specimens": f"{noun.title()}s",
        "specimen": noun,
        "Specimen": noun.title(),
        "trait": trait,
        "traits": f"{trait}s",
        "hostpkg.hostmod": module,
        "hostfn": function,
    }
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    return {
        path: pattern.sub(lambda match: names[match[0]], text)
        for path, text in _folder(CLEAN).items()
    }


def _entry(files: Mapping[str, str], package: str) -> tuple[str, str]:
    """A public function that scripts may import."""
    for one in HostText(files).functions:
        dotted = one.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        if not one.owner and not one.name.startswith("_") and "._" not in dotted:
            return dotted, one.name
    return package, "main"


def _text(path: Path) -> str | None:
    """Python with blanks for leading tabs, so that what is put in may count on them."""
    try:
        text = path.read_text(encoding="utf-8")
        return re.sub(r"(?m)^\t+", _blanks, text) if path.suffix == ".py" else text
    except (OSError, UnicodeDecodeError):
        return None


def _blanks(tabs: re.Match[str]) -> str:
    return "    " * len(tabs[0])
