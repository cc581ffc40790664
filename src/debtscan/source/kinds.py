"""What a file is, told by its name and, where there is no suffix, by its first line."""

from __future__ import annotations

import re

from debtscan.facts import Kind

_SUFFIXES = {
    Kind.PYTHON: "py pyw pyi",
    Kind.NOTEBOOK: "ipynb",
    Kind.YAML: "yaml yml dvc cff",
    Kind.TOML: "toml",
    Kind.JSON: "json",
    Kind.INI: "ini cfg conf",
    Kind.ENV: "env",
    Kind.GIN: "gin",
    Kind.SHELL: "sh bash zsh ksh dash slurm sbatch pbs",
    Kind.MAKE: "mk mak",
    Kind.SNAKEMAKE: "smk",
    Kind.DOCKER: "dockerfile containerfile",
    Kind.MARKDOWN: "md mdx markdown rst rmd qmd",
    Kind.SQL: "sql hql",
    Kind.TEXT: """
        txt in text log adoc org tex html htm jinja jinja2 j2 tmpl tpl template mako
        r jl js jsx mjs cjs ts tsx vue svelte java kt scala groovy go rs rb php pl lua swift cs fs
        c h cc cpp cxx hpp hh cu cuh m mm metal f90 pyx pxd pxi proto thrift graphql
        jsonnet libsonnet json5 jsonc hcl tf tfvars nix cmake gradle properties
        bat cmd ps1 fish csh tcsh awk nf wdl cwl rules code-workspace
    """,
}
_BY_SUFFIX = {suffix: kind for kind, words in _SUFFIXES.items() for suffix in words.split()}

_NAMES = {
    Kind.MAKE: "makefile gnumakefile bsdmakefile",
    Kind.SNAKEMAKE: "snakefile",
    Kind.DOCKER: "dockerfile containerfile",
    Kind.TOML: "pipfile",
    Kind.YAML: "mlproject",
    Kind.INI: ".flake8 .coveragerc .pylintrc pylintrc .pydocstyle",
    Kind.SHELL: ".envrc .bashrc .bash_profile .profile .zshrc",
    Kind.MARKDOWN: "readme changelog contributing",
    Kind.IGNORE: ".gitignore",
    Kind.TEXT: """
        .gitmodules jenkinsfile procfile vagrantfile justfile rakefile gemfile caddyfile tiltfile
        earthfile brewfile sconstruct sconscript wscript cmakelists.txt
        tsconfig.json jsconfig.json devcontainer.json .eslintrc.json
    """,
    Kind.DATA: """
        package-lock.json npm-shrinkwrap.json composer.lock yarn.lock pnpm-lock.yaml
        poetry.lock uv.lock pdm.lock pipfile.lock pixi.lock conda-lock.yml conda-lock.yaml
        dvc.lock cargo.lock go.sum gemfile.lock .terraform.lock.hcl license license.txt
        copying copying.txt notice notice.txt authors authors.txt codeowners
        debtscan.toml .debtscan.toml debtscan.yaml debtscan-baseline.jsonl
    """,
}
#: Our own files are data: what they say of debt is no use of what they name.
_BY_NAME = {name: kind for kind, words in _NAMES.items() for name in words.split()}

_REQUIREMENTS = re.compile(r"(.*[-_.])?(requirements?|constraints?)([-_.].*)?\.(txt|in|pip)")
_DOCKER = re.compile(r"(.+[-_])?(dockerfile|containerfile)([-_.](?!dockerignore).+)?")
_ENV = re.compile(r"\.env([-_.].*)?")
_EXAMPLE = re.compile(r"(.+)\.(example|sample|dist)")
#: Job schedulers and installers name their scripts freely: only the first line tells.
_SCRIPTS = {"job", "sl", "lsf", "sge", "sub", "qsub", "submit", "cgi", "command", "batch"}

_SHEBANG = re.compile(rb"#!\s*(?:\S*/)?(?:env\s+(?:-\S+\s+|\w+=\S*\s+)*)?(?:\S*/)?([\w+-]+)")
_INTERPRETERS = {
    b"python": Kind.PYTHON,
    b"pypy": Kind.PYTHON,
    b"ipython": Kind.PYTHON,
    b"uv": Kind.PYTHON,
    b"sh": Kind.SHELL,
    b"bash": Kind.SHELL,
    b"zsh": Kind.SHELL,
    b"dash": Kind.SHELL,
    b"ksh": Kind.SHELL,
    b"make": Kind.MAKE,
}


def kind_of(name: str, folder: str = "") -> Kind | None:
    """The kind of a file by its name and its folder's; None when only its shebang can tell."""
    low = name.lower()
    if low.startswith("._"):
        return Kind.DATA  # what macOS leaves beside a file, binary whatever it is called
    kind = _BY_NAME.get(low) or _by_shape(low, folder.lower())
    if kind is not None:
        return kind
    if example := _EXAMPLE.fullmatch(low):
        return kind_of(example[1], folder)
    stem, dot, suffix = low.rpartition(".")
    if not dot or suffix in _SCRIPTS:
        return None
    if not stem:
        return Kind.DATA
    return _BY_SUFFIX.get(suffix, Kind.DATA)


def _by_shape(low: str, folder: str) -> Kind | None:
    if low.endswith(".txt") and folder in ("requirements", "requirement", "constraints"):
        return Kind.REQUIREMENTS
    if low.endswith(".json") and folder in (".vscode", ".devcontainer"):
        return Kind.TEXT  # JSON with comments
    if low.endswith((".py", ".md", ".j2", ".tmpl", ".template")):
        return None
    if _REQUIREMENTS.fullmatch(low):
        return Kind.REQUIREMENTS
    if _DOCKER.fullmatch(low):
        return Kind.DOCKER
    return Kind.ENV if _ENV.fullmatch(low) else None


def kind_of_script(head: bytes) -> Kind:
    """The kind of a file without a telling name, by its first bytes; DATA without a shebang."""
    if not (shebang := _SHEBANG.match(head)):
        return Kind.DATA
    return _INTERPRETERS.get(shebang[1].rstrip(b"0123456789.-"), Kind.TEXT)
