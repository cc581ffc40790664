"""Which configuration documents belong to the application, and which to a tool."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from debtscan.facts import FileFacts, Kind

_KINDS = (Kind.YAML, Kind.TOML, Kind.JSON, Kind.INI, Kind.ENV, Kind.GIN)
_TOOL_NAMES = (
    "dvc.yaml dvc.lock *.dvc .pre-commit-config.yaml .pre-commit-hooks.yaml mkdocs.y*ml *.lock "
    "docker-compose*.y*ml compose*.y*ml environment*.y*ml conda*.y*ml meta.y*ml codecov.y*ml "
    ".codecov.y*ml .readthedocs.y*ml readthedocs.y*ml .travis.yml appveyor.yml pyproject.toml "
    "setup.cfg tox.ini pytest.ini mypy.ini .flake8 .pylintrc .coveragerc Pipfile package*.json "
    "tsconfig*.json .eslintrc* .prettierrc* *.ipynb *.geojson manifest.json renovate.json "
    "cloudbuild.y*ml skaffold.y*ml Chart.y*ml values*.y*ml kustomization.y*ml azure-pipelines.y*ml "
    ".gitlab-ci.yml serverless.y*ml app.yaml cog.yaml Snakefile poetry.toml ruff.toml .ruff.toml "
    "alembic.ini logging*.ini .style.yapf .isort.cfg launch.json settings.json devcontainer.json "
    "MLproject action.y*ml citation.cff .zenodo.json CITATION.cff netlify.toml vercel.json "
    "_config.yml book.toml cookiecutter.json binder.y*ml .deepsource.toml dependabot.y*ml"
)
_TOOL_FOLDERS = (
    ".github",
    ".circleci",
    ".vscode",
    ".idea",
    ".dvc",
    ".devcontainer",
    "node_modules",
)
_MANIFEST_KEYS = ({"apiVersion", "kind"}, {"openapi"}, {"swagger"}, {"$schema"}, {"Resources"})


def tool_of(file: FileFacts) -> str:
    """Which tool, rather than code of the repository, a document speaks to; "" for none."""
    name = posixpath.basename(file.path)
    folder = next((part for part in file.path.split("/")[:-1] if part in _TOOL_FOLDERS), "")
    if folder:
        return folder
    if any(fnmatch.fnmatchcase(name, pattern) for pattern in _TOOL_NAMES.split()):
        return name
    top = {key.path for key in file.config if "." not in key.path and "[" not in key.path}
    return next(("/".join(sorted(keys)) for keys in _MANIFEST_KEYS if keys <= top), "")


def candidates(files: Mapping[str, FileFacts]) -> tuple[str, ...]:
    """Documents with keys that are no tool's: what code of the repository may load."""
    return tuple(
        file.path
        for file in files.values()
        if file.kind in _KINDS and file.config and not tool_of(file)
    )


def named_in_code(
    files: Mapping[str, FileFacts], documents: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(document, where) for documents whose path is a string in code."""
    index = _by_name(documents)
    for file in files.values():
        for text, lines in file.strings.items() if file.is_code else ():
            if "." in text and " " not in text:
                for path in named(text, index.get(posixpath.basename(text), ()), file.path):
                    yield path, f"named at {file.line(lines[0])}"


def _by_name(documents: Collection[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in documents:
        found.setdefault(posixpath.basename(path), []).append(path)
    return found


def named(text: str, documents: Collection[str], beside: str) -> Sequence[str]:
    """Documents whose path ends with a written path."""
    clean = text.lstrip("./")
    if "." not in posixpath.basename(clean):
        return ()
    meant = [path for path in documents if path == clean or path.endswith(f"/{clean}")]
    return near(clean, meant, beside)


def near(written: str, meant: Sequence[str], beside: str) -> Sequence[str]:
    """A path with a folder may mean each of those nearest to the file that says it, unless it is
    right from the root or from the folder of that file; a bare name the one at the root, beside
    that file, or the only one."""
    here = posixpath.dirname(beside)
    if "/" in written and len(meant) > 1:
        exact = {written, posixpath.normpath(posixpath.join(here, written))}
        return [path for path in meant if path in exact] or _nearest(meant, here)
    if len(meant) < 2:
        return meant
    return [path for path in meant if posixpath.dirname(path) in ("", here)]


def _nearest(meant: Sequence[str], here: str) -> list[str]:
    """Those that share most folders with one: projects in one repository have their own."""
    shared = {path: len(posixpath.commonpath([f"/{here}", f"/{path}"])) for path in meant}
    most = max(shared.values())
    return [path for path in meant if shared[path] == most]


def folders(documents: Iterable[str]) -> frozenset[str]:
    """Every folder with a document in or below it; "" for the root."""
    found: set[str] = set()
    for path in documents:
        folder = posixpath.dirname(path)
        while folder not in found:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return frozenset(found)
