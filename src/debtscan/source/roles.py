"""Whose code a file is and what for, told by where it lies below the root.

The root's own name never counts: who scans a folder called `examples` wants it judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from debtscan.facts import Role
from debtscan.source.known_projects import is_known_project

#: In a nest of folders the first of these wins.
_RANK = (
    Role.VENDORED,
    Role.TEMPLATE,
    Role.GENERATED,
    Role.TEST,
    Role.MIGRATION,
    Role.DOCS,
    Role.EXAMPLE,
    Role.SOURCE,
)

_FOLDERS = {
    Role.VENDORED: """
        third_party thirdparty third-party 3rdparty 3rd_party _third_party third_parties
        _vendor _vendored vendored
    """,
    Role.TEST: """
        tests unit_tests unit-tests unittests unittest unit_test integration_tests
        integration-tests functional_tests __tests__ test_suite testsuite
    """,
    Role.EXAMPLE: "examples example demos tutorials tutorial samples cookbook cookbooks",
    Role.GENERATED: "__generated__ gen-py gen_py mlruns .hydra lightning_logs htmlcov _build",
    Role.TEMPLATE: "cookiecutter cookiecutters",
}
_BY_FOLDER = {name: role for role, words in _FOLDERS.items() for name in words.split()}
_GENERATED_IN = {"wandb": re.compile(r"(offline-)?run-\d{8}.*"), "build": re.compile(r"lib.*")}

_SUPPLIERS = {"vendor", "vendors", "external", "externals", "extern"}
_DOCUMENTATION = {"docs", "doc", "documentation", "docs_src"}
#: Below these, `external` is where data comes from and `test` a split of it.
_DATA = {"data", "dataset", "datasets", "input", "inputs", "raw", "features"}
#: Beside these, `test` is a stage or a split, not a suite.
_SPLITS = {"train", "training", "val", "valid", "validation", "dev", "eval", "predict"}

_TEST_FILE = re.compile(
    r"conftest\.py|tests\.py|.+\.(test|spec)\.(js|jsx|ts|tsx|mjs)|.+_test\.(go|cc|cpp)"
)
_PERHAPS_TEST = re.compile(r"test_.+\.py|.+_test\.py")
_TEST_TOOL = re.compile(
    rb"\b(pytest|unittest|absltest|\w*TestCase|doctest)\b|\bself\.assert[A-Z]\w*\("
)
#: The base, some `TfxTest` of the project, may stand elsewhere.
_TEST_CLASS = re.compile(rb"^class (?:Test\w*|\w+Tests?)\b", re.MULTILINE)
_TEST_METHOD = re.compile(
    rb"^[ \t]+(?:async )?def test(?!_dataloader)[_A-Z]\w*\(\s*self\s*\)", re.MULTILINE
)
_TEST_FUNCTION = re.compile(rb"^(?:async )?def test\w*\(\s*\)", re.MULTILINE)

_GENERATED_FILE = re.compile(
    r".+_pb2(_grpc)?\.pyi?|.+[._]generated\.\w+|_version\.py|parsetab\.py|.+\.min\.(js|css)"
)
_VENDORED_FILE = re.compile(r"versioneer\.py|ez_setup\.py|distribute_setup\.py|six\.py")
_EXAMPLE_FILE = re.compile(r".+\.(example|sample)(\.\w+)?|.+\.dist")


def stronger(outer: Role, inner: Role) -> Role:
    """The role of what lies in both: a vendored copy's tests are vendored."""
    return min(outer, inner, key=_RANK.index)


def folder_role(name: str, parent: str, inside: Set[str], beside: Set[str]) -> Role:
    """The role a folder gives to what it holds.

    ``inside`` are the names it holds, ``beside`` those of the folder ``parent`` around it.
    """
    name, parent = name.lower(), parent.lower()
    if role := _BY_FOLDER.get(name):
        return role
    if _is_placeholder(name) or name.startswith("cookiecutter-"):
        return Role.TEMPLATE
    if (name in _SUPPLIERS and parent not in _DATA) or is_known_project(name, inside):
        return Role.VENDORED
    if name.endswith(("_tests", "-tests")):
        return Role.TEST
    if name == "test" and _is_suite(parent, inside, beside):
        return Role.TEST
    if name == "migrations" or "script.py.mako" in inside or _is_alembic(name, inside):
        return Role.MIGRATION
    if name in _DOCUMENTATION and "__init__.py" not in inside:
        return Role.DOCS
    if name == "demo" and "__init__.py" not in inside:
        return Role.EXAMPLE
    pattern = _GENERATED_IN.get(parent)
    return Role.GENERATED if pattern and pattern.fullmatch(name) else Role.SOURCE


def file_role(name: str, folder: Role, head: Callable[[], bytes]) -> Role:
    """The role of a file in a folder of a role; ``head`` gives its first bytes when asked."""
    if folder in (Role.VENDORED, Role.TEMPLATE, Role.GENERATED):
        return folder
    return stronger(folder, _by_name(name.lower(), folder, head))


def _by_name(name: str, folder: Role, head: Callable[[], bytes]) -> Role:
    if _VENDORED_FILE.fullmatch(name):
        return Role.VENDORED
    if _is_placeholder(name):
        return Role.TEMPLATE
    if _GENERATED_FILE.fullmatch(name):
        return Role.GENERATED
    if _TEST_FILE.fullmatch(name):
        return Role.TEST
    if folder is not Role.TEST and _PERHAPS_TEST.fullmatch(name):
        return Role.TEST if _tests(head()) else Role.SOURCE
    return Role.EXAMPLE if _EXAMPLE_FILE.fullmatch(name) else Role.SOURCE


def _is_placeholder(name: str) -> bool:
    return "{{" in name or "{%" in name


def _is_alembic(name: str, inside: Set[str]) -> bool:
    return name == "alembic" and "versions" in inside


def _is_suite(parent: str, inside: Set[str], beside: Set[str]) -> bool:
    if any(_PERHAPS_TEST.fullmatch(name) or name == "conftest.py" for name in inside):
        return True
    return parent not in _DATA and not _SPLITS & beside and "test.py" not in inside


def _tests(head: bytes) -> bool:
    """Whether `test_net.py` tests code; in research code such a script evaluates a model."""
    if _TEST_TOOL.search(head) or (_TEST_CLASS.search(head) and _TEST_METHOD.search(head)):
        return True
    return bool(_TEST_FUNCTION.search(head)) and b"argparse" not in head
