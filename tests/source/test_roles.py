"""Whose code a file is, told by where it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from debtscan.facts import Role
from debtscan.source import discover

Put = Callable[[Mapping[str, str]], Path]

PYTEST = "import pytest\n\n\ndef test_it():\n    pass\n"
EVALUATION = "import argparse\n\n\ndef test_net(net, loader):\n    pass\n"


def role(root: Path, path: str) -> Role:
    return next(file.role for file in discover(root).files if file.path == path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("train.py", Role.SOURCE),
        ("src/app/test.py", Role.SOURCE),  # evaluates the model, like its neighbour train.py
        ("tests/helpers.py", Role.TEST),
        ("tests/data/config.yaml", Role.TEST),
        ("pkg/unit_tests/run.py", Role.TEST),
        ("src/tests/catwalk_tests/factories.py", Role.TEST),
        ("test/unit/check.py", Role.TEST),
        ("data/test/loader.py", Role.SOURCE),
        ("conftest.py", Role.TEST),
        ("web/App.test.js", Role.TEST),
        ("examples/mnist/main.py", Role.EXAMPLE),
        ("demo/app.py", Role.EXAMPLE),
        ("rl_demo/run.py", Role.SOURCE),
        ("config.example.yaml", Role.EXAMPLE),
        (".env.example", Role.EXAMPLE),
        ("docs/conf.py", Role.DOCS),
        ("docs/examples/plot.py", Role.DOCS),
        ("third_party/lib/code.py", Role.VENDORED),
        ("pkg/_vendor/six/core.py", Role.VENDORED),
        ("external/tool/tests/test_it.py", Role.VENDORED),
        ("data/external/download.py", Role.SOURCE),
        ("pkg/versioneer.py", Role.VENDORED),
        ("pkg/_version.py", Role.GENERATED),
        ("proto/model_pb2.py", Role.GENERATED),
        ("proto/model_pb2_grpc.py", Role.GENERATED),
        ("wandb/run-20240102_030405-abc/config.yaml", Role.GENERATED),
        ("loggers/wandb/log.py", Role.SOURCE),
        ("outputs/a/.hydra/config.yaml", Role.GENERATED),
        ("db/alembic/versions/0a1b_init.py", Role.MIGRATION),
        ("app/migrations/0001_initial.py", Role.MIGRATION),
        ("{{ cookiecutter.repo }}/src/train.py", Role.TEMPLATE),
        ("{{ cookiecutter.repo }}/tests/test_train.py", Role.TEMPLATE),
        ("src/{{ name }}.py", Role.TEMPLATE),
        ("templates/cookiecutter-model/run.py", Role.TEMPLATE),
        ("prompts/answer.jinja", Role.SOURCE),
        ("testing/kit.py", Role.SOURCE),
        ("latest/run.py", Role.SOURCE),
    ],
)
def test_role_by_place(put: Put, path: str, expected: Role) -> None:
    assert role(put({path: ""}), path) is expected


@pytest.mark.parametrize("name", ["examples", "tests", "third_party", "site-packages", "docs"])
def test_the_roots_own_name_never_counts(put: Put, name: str) -> None:
    root = put({f"{name}/train.py": "", f"{name}/tests/test_it.py": ""}) / name
    assert role(root, "train.py") is Role.SOURCE
    assert role(root, "tests/test_it.py") is Role.TEST


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PYTEST, Role.TEST),
        ("from unittest import TestCase\n", Role.TEST),
        ("def test_it():\n    pass\n\nif __name__ == '__main__':\n    test_it()\n", Role.TEST),
        ("class GrowTest(kit.TfTestCase):\n    pass\n", Role.TEST),
        ("class GrowTest(kit.OurTest):\n  def testGrows(self):\n    self.run()\n", Role.TEST),
        ("class T(kit.Base):\n    def check(self):\n        self.assertTrue(1)\n", Role.TEST),
        ("class TestModel(BaseModel):\n    def test(self):\n        pass\n", Role.SOURCE),
        ("class TestNet(Net):\n    def test_dataloader(self):\n        pass\n", Role.SOURCE),
        (EVALUATION, Role.SOURCE),
        ("print(model.evaluate(data))\n", Role.SOURCE),
    ],
)
def test_a_test_by_name_alone_must_test_something(put: Put, content: str, expected: Role) -> None:
    root = put({"tools/test_net.py": content, "rmsprop_test.py": content})
    assert role(root, "tools/test_net.py") is expected
    assert role(root, "rmsprop_test.py") is expected


def test_in_a_tests_folder_everything_is_a_test(put: Put) -> None:
    assert role(put({"tests/test_net.py": EVALUATION}), "tests/test_net.py") is Role.TEST


def test_a_stage_called_test_beside_its_train_is_no_suite(put: Put) -> None:
    root = put({"steps/test/run.py": "", "steps/train/run.py": ""})
    assert role(root, "steps/test/run.py") is Role.SOURCE


def test_an_evaluation_script_makes_no_suite_of_its_folder(put: Put) -> None:
    root = put({"component/test/test.py": "", "component/test/Dockerfile": ""})
    assert role(root, "component/test/test.py") is Role.SOURCE


def test_a_suite_beside_train_is_known_by_its_tests(put: Put) -> None:
    root = put({"train/run.py": "", "test/test_run.py": PYTEST, "test/tools.py": ""})
    assert role(root, "test/tools.py") is Role.TEST


def test_a_known_projects_copy_is_vendored_when_it_came_in_whole(put: Put) -> None:
    root = put({"yolov5/detect.py": "", "yolov5/LICENSE": "", "Hifi-GAN-master/setup.py": ""})
    assert role(root, "yolov5/detect.py") is Role.VENDORED
    assert role(root, "Hifi-GAN-master/setup.py") is Role.VENDORED


def test_a_folder_named_after_the_library_it_uses_is_not(put: Put) -> None:
    root = put({"transformers/finetune.py": "", "tensorflow/mnist.py": "", "LICENSE": ""})
    assert role(root, "transformers/finetune.py") is Role.SOURCE
    assert role(root, "tensorflow/mnist.py") is Role.SOURCE


def test_a_repository_in_a_repository_has_its_own_owner(put: Put) -> None:
    files = {".git/HEAD": "", "train.py": "", "sub/.git": "gitdir: x", "sub/code.py": ""}
    root = put(files)
    assert role(root, "sub/code.py") is Role.VENDORED
    assert role(root, "train.py") is Role.SOURCE


def test_repositories_side_by_side_in_a_plain_folder_are_all_judged(put: Put) -> None:
    root = put({"one/.git/HEAD": "", "one/train.py": "", "two/.git/HEAD": "", "two/run.py": ""})
    assert role(root, "one/train.py") is Role.SOURCE


MINE = "MIT License\n\nCopyright (c) 2021 Ada Byron\n"


@pytest.mark.parametrize(
    ("inner", "root", "expected"),
    [
        ("Copyright (c) 2018-2020, Grace Hopper, all rights reserved", MINE, Role.VENDORED),
        ("Copyright 2023 Ada Byron and Grace Hopper", MINE, Role.SOURCE),
        ("Copyright (c) 2018 Grace\nModified work Copyright (c) 2019 Ada", MINE, Role.SOURCE),
        ("Copyright [yyyy] [name of copyright owner]", MINE, Role.SOURCE),
        ("Copyright (C) 2007 Free Software Foundation, Inc. <http://fsf.org/>", MINE, Role.SOURCE),
        ("Copyright (c) 2018 Grace Hopper", "Apache License", Role.SOURCE),
        ("Copyright (c) 2018 Grace Hopper", "", Role.SOURCE),
    ],
)
def test_a_folder_with_a_licence_of_somebody_else_is_vendored(put: Put, inner, root, expected):
    files = {"net/pose/LICENSE.txt": inner, "net/pose/body/model.py": "", "LICENSE": root}
    assert role(put(files), "net/pose/body/model.py") is expected
