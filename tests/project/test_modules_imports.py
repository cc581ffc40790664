import pytest
from linked import linked

from debtscan.facts import Kind


def resolved(project, path):
    file = project.files[path]
    return [project.modules.resolve(file, one) for one in file.imports]


def test_absolute_names_count_from_the_root_and_from_src():
    project = linked(
        {
            "src/pkg/__init__.py": "",
            "src/pkg/data.py": "",
            "tools/clean.py": "",
            "run.py": "import pkg.data\nfrom pkg import data\nimport tools.clean\nimport numpy\n",
        }
    )
    assert resolved(project, "run.py") == [
        "src/pkg/data.py",
        "src/pkg/data.py",
        "tools/clean.py",
        None,
    ]


def test_relative_names_count_from_the_file():
    project = linked(
        {
            "pkg/__init__.py": "from . import data\n",
            "pkg/data.py": "",
            "pkg/sub/__init__.py": "",
            "pkg/sub/model.py": "from ..data import x\nfrom .. import data\nfrom ... import y\n",
        }
    )
    assert resolved(project, "pkg/__init__.py") == ["pkg/data.py"]
    assert resolved(project, "pkg/sub/model.py") == ["pkg/data.py", "pkg/data.py", None]


def test_scripts_import_siblings_of_their_own_folder():
    project = linked(
        {
            "a/utils.py": "",
            "a/train.py": "import utils\n",
            "b/utils.py": "",
            "b/train.py": "import utils\n",
            "c/train.py": "import utils\n",
        }
    )
    assert resolved(project, "a/train.py") == ["a/utils.py"]
    assert resolved(project, "b/train.py") == ["b/utils.py"]
    assert resolved(project, "c/train.py") == [None]


def test_a_module_of_a_package_does_not_hide_the_library_it_wraps():
    project = linked(
        {
            "pkg/__init__.py": "",
            "pkg/wandb.py": "import wandb\n",
            "pkg/tracking.py": "import wandb\nimport logging\n",
            "pkg/logging.py": "",
        }
    )
    assert resolved(project, "pkg/wandb.py") == [None]
    assert resolved(project, "pkg/tracking.py") == [None, None]
    assert set(project.imports.external("pkg/tracking.py")) == {"logging", "wandb"}


@pytest.mark.parametrize(
    "added",
    [
        'sys.path.append("../lib")',
        'sys.path.insert(0, "lib")',
        'sys.path.append(os.path.join(os.path.dirname(__file__), "..", "lib"))',
        'sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "lib"))',
        'ROOT = pathlib.Path(__file__).parents[1]\nsys.path.insert(0, f"{ROOT}/lib")',
    ],
)
def test_folders_added_to_the_search_path_are_searched(added):
    text = f"import os, sys, pathlib\n{added}\nimport metrics\n"
    project = linked({"lib/metrics.py": "", "jobs/run.py": text})
    assert resolved(project, "jobs/run.py")[-1] == "lib/metrics.py"


def test_namespace_packages_have_no_file_but_are_not_foreign():
    project = linked({"models/nets/cnn.py": "", "run.py": "import models.nets\nimport torch\n"})
    assert resolved(project, "run.py") == [None, None]
    assert set(project.imports.external("run.py")) == {"torch"}


def test_import_edges_have_places_and_reach_through_packages():
    project = linked(
        {
            "pkg/__init__.py": "from .model import Net\n",
            "pkg/model.py": "from pkg import layers\n",
            "pkg/layers.py": "",
            "pkg/unused.py": "",
            "run.py": "from pkg.layers import a\n",
        }
    )
    graph = project.imports.graph
    assert graph.edges["run.py", "pkg/layers.py"]["at"].line == 1
    assert project.imports.importers("pkg/layers.py") == ("pkg/model.py", "run.py")
    reached = project.imports.reachable_from(["run.py"])
    assert reached == {"run.py", "pkg/layers.py", "pkg/__init__.py", "pkg/model.py"}
    with pytest.raises(Exception, match=r"[Ff]rozen"):
        graph.add_edge("a", "b")


def test_a_package_at_the_root_ends_the_climb():
    project = linked({"__init__.py": "", "a.py": "", "b.py": "from . import a\n"})
    assert project.imports.reachable_from(["b.py"]) == {"a.py", "b.py", "__init__.py"}


def test_modules_loaded_by_a_computed_name_are_known():
    project = linked(
        {
            "models/__init__.py": "",
            "models/cnn.py": "",
            "other.py": "",
            "run.py": (
                "import importlib\nname = 'cnn'\n"
                "importlib.import_module(f'models.{name}')\nimportlib.import_module('other')\n"
            ),
        }
    )
    assert set(project.imports.dynamic) == {"models/__init__.py", "models/cnn.py"}
    assert project.imports.importers("other.py") == ("run.py",)


def test_names_of_a_file():
    project = linked({"src/pkg/__init__.py": "", "src/pkg/a.py": "", "my-app/b.py": ""})
    assert project.modules.names_of("src/pkg/a.py")[0] == "pkg.a"
    assert project.modules.names_of("my-app/b.py") == ("b",)


def test_the_order_of_files_changes_nothing():
    texts = {
        "a/utils.py": "",
        "b/utils.py": "def f(): ...\n",
        "b/run.py": "from utils import f\nf()\n",
        "run.py": "import b.utils\nb.utils.f()\n",
    }
    forward, backward = linked(texts), linked(dict(reversed(texts.items())))
    assert list(forward.files) == list(backward.files)
    assert set(forward.imports.graph.edges) == set(backward.imports.graph.edges)
    assert set(forward.calls.graph.edges) == set(backward.calls.graph.edges)
    assert all(file.kind is Kind.PYTHON for file in forward.code_files)
