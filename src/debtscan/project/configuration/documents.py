"""Which configuration documents belong to the application, and which to a tool."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence

from debtscan.facts import Call, FileFacts, Keyword, Kind, Literal
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.starts.commands import StartedScript
from debtscan.project.values.patterns import covers, unify

_KINDS = (Kind.YAML, Kind.TOML, Kind.JSON, Kind.INI, Kind.ENV)
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


def loaded_documents(
    files: Mapping[str, FileFacts], uses: Sequence[ArtifactUse], commands: Sequence[StartedScript]
) -> dict[str, str]:
    """document -> why it counts as configuration of the application, by path.

    Read by code, passed to a script of the repository, named in code, or under the folder
    that `hydra.main` names. Documents of tools are left out whatever names them.
    """
    documents = [
        file.path
        for file in files.values()
        if file.kind in _KINDS and file.config and not tool_of(file)
    ]
    found: dict[str, str] = {}
    for path, reason in _reasons(documents, files, uses, commands):
        found.setdefault(path, reason)
    return dict(sorted(found.items()))


def _reasons(
    documents: Sequence[str],
    files: Mapping[str, FileFacts],
    uses: Sequence[ArtifactUse],
    commands: Sequence[StartedScript],
) -> Iterator[tuple[str, str]]:
    for use in uses:
        if use.mode == "read" and use.resolved:
            meant = [p for p in documents if unify(use.artifact, p) or covers(use.artifact, p)]
            for path in _near(use.artifact, meant, use.path):
                yield path, f"read by `{use.via}` at {use.at}"
    for started in commands:
        beside = started.target or started.file.path
        for word in started.arguments:
            for path in _named(word.rpartition("=")[2], documents, beside):
                yield path, f"passed on the command line at {started.at}"
    for file in files.values():
        if file.is_code:
            yield from _named_in(file, documents)


def _named_in(file: FileFacts, documents: Collection[str]) -> Iterator[tuple[str, str]]:
    for call in file.calls:
        if call.callee == "hydra.main":
            folder = _hydra_folder(file, call)
            for path in documents:
                if path.startswith(f"{folder}/" if folder else ""):
                    yield path, f"under the folder of `hydra.main` at {file.locate(call.at)}"
    for text, lines in file.strings.items():
        if "." in text and " " not in text:
            for path in _named(text, documents, file.path):
                yield path, f"named at {file.line(lines[0])}"


def _hydra_folder(file: FileFacts, call: Call) -> str:
    given = next((k for k in call.keywords if k.name == "config_path"), None)
    written = _text(given) if given else ""
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), written))
    return "" if folder == "." else folder


def _text(keyword: Keyword) -> str:
    value = keyword.value
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""


def _named(text: str, documents: Collection[str], beside: str) -> Sequence[str]:
    """Documents whose path ends with a written path."""
    clean = text.lstrip("./")
    if "." not in posixpath.basename(clean):
        return ()
    meant = [path for path in documents if path == clean or path.endswith(f"/{clean}")]
    return _near(clean, meant, beside)


def _near(written: str, meant: Sequence[str], beside: str) -> Sequence[str]:
    """A path with a folder may mean each; a bare name the one at the root, beside the file
    that says it, or the only one."""
    if "/" in written or len(meant) < 2:
        return meant
    here = posixpath.dirname(beside)
    return [path for path in meant if posixpath.dirname(path) in ("", here)]
