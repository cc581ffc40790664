"""Values that calls hand back, members of lists of paths, columns of zipped lists."""

import pytest
from linked import linked

from debtscan.project import Project


def read_by(text: str) -> set[str]:
    project: Project = linked({"run.py": text})
    return {use.artifact for use in project.artifacts.uses if use.mode == "read"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("for a, b in zip(['-x'], ['a.csv', 'b.csv']):\n    open(b)", {"a.csv", "b.csv"}),
        ("import shutil\nopen(shutil.copy('a.csv', 'b.csv'))", {"a.csv", "b.csv"}),
        ("from cached_path import cached_path\nopen(cached_path('a.csv'))", {"a.csv"}),
        (
            "import tensorflow as tf\nnames = [f'part_{i}.tfrecord' for i in range(3)]\n"
            "tf.data.TFRecordDataset(names)",
            {"part_*.tfrecord"},
        ),
        (
            "import tensorflow as tf\ntf.data.TFRecordDataset(tf.io.gfile.glob('d/*.tfrecord'))",
            {"d/*.tfrecord"},
        ),
        (
            "import os\nimport pandas as pd\npd.read_csv(os.path.relpath('d/a.csv', 'd'))",
            {"a.csv"},
        ),
        (
            "from dataclasses import dataclass, field\n"
            "@dataclass\nclass C:\n    path: str = field(default='a.csv')\n"
            "    def read(self):\n        return open(self.path)",
            {"a.csv"},
        ),
    ],
)
def test_what_is_read(text: str, wanted: set[str]) -> None:
    assert read_by(text) == wanted


def test_an_opened_file_is_no_unknown_path() -> None:
    project = linked(
        {
            "files.py": "def opened(path):\n    return open(path, 'rb')",
            "run.py": "import torch\nfrom files import opened\ntorch.load(opened('m.pt'))",
        }
    )
    assert project.artifacts.path_coverage.share == 1.0
