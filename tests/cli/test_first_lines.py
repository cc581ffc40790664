"""A line put above the first one, and the file renamed with it, shows nothing new."""

from __future__ import annotations

import json

import pytest

from debtscan.cli.main import run

HOME = "/home/mkowalski/data/x.csv"
#: the file, what it becomes, its text, and what is put above
ON_THE_FIRST_LINE = [
    ("a.yaml", "b.yaml", f"data: {HOME}\nb: 1\n", "# kept\n"),
    ("a.yaml", "b.yaml", f"data: {HOME}\nb: 1\n", "seed: 3\n"),
    ("a.yaml", "b.yaml", f"data: {HOME}\nb: 1\n", "---\n"),
    ("a.yaml", "b.yaml", f"- {HOME}\n- x\n", "- y\n"),
    ("a.yaml", "b.yaml", f"- file: {HOME}\n- x\n", "- file: y\n"),
    ("a.toml", "b.toml", f'data = "{HOME}"\nb = 1\n', "# kept\n"),
    ("a.json", "b.json", f'{{"data": "{HOME}",\n "b": 1}}\n', "\n"),
    ("a.ini", "b.ini", f"[a]\ndata = {HOME}\n", "# kept\n"),
    ("a.gin", "b.gin", f'data.path = "{HOME}"\n', "# kept\n"),
    (".env", "deploy/.env", f"DATA={HOME}\n", "# kept\n"),
    ("a.sh", "b.sh", f"python train.py --data {HOME}\n", "#!/bin/sh\n"),
    ("a.sh", "b.sh", f"export DATA={HOME}\npython train.py --data $DATA\n", "#!/bin/sh\n"),
    ("Makefile", "deploy/Makefile", f"all:\n\tpython train.py --data {HOME}\n", "# kept\n"),
    ("a.py", "b.py", f'print(open("{HOME}"))\n', "# kept\n"),
]


def report(root, capsys) -> tuple[list[str], int]:
    """The rules of what is new, and how many records are stale."""
    capsys.readouterr()
    run([str(root), "--preview", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    return [each["rule"] for each in found["findings"]], len(found["acceptance"]["stale"])


@pytest.mark.parametrize(("old", "new", "text", "above"), ON_THE_FIRST_LINE)
def test_a_debt_of_the_first_line_goes_with_it(tmp_path, capsys, old, new, text, above):
    (tmp_path / "train.py").write_text("import sys\n\nprint(sys.argv)\n")
    (tmp_path / "deploy").mkdir()
    (tmp_path / old).write_text(text)
    assert run(["baseline", "create", str(tmp_path), "--preview"]) == 0
    assert '"absolute-user-path"' in (tmp_path / "debtscan-baseline.jsonl").read_text()
    (tmp_path / old).unlink()
    (tmp_path / new).write_text(above + text)
    assert report(tmp_path, capsys) == ([], 0)


HYDRA = {
    "conf/config.yaml": "defaults:\n  - model: resnet\n",
    "conf/model/resnet.yaml": "depth: 18\nwidth: 64\n",
    "conf/model/dense.yaml": "depth: 121\n",
    "train.py": "import hydra\n\n\n"
    '@hydra.main(version_base=None, config_path="conf", config_name="config")\n'
    "def main(cfg):\n    build(cfg.model.depth, cfg.model.width)\n\n\nmain()\n",
}
COPIES = {
    f"conf/{name}.yaml": f"name: {name}\nlearning_rate: 0.1\nbatch_size: 8\nepochs: 3\n"
    + "".join(f"key_{n}: {n}\n" for n in range(60))
    for name in ("first", "second", "third")
} | {"train.py": "import sys\n\nprint(open(sys.argv[1]))\n"}


@pytest.mark.parametrize(
    ("rule", "files", "old", "new"),
    [
        ("unselected-config-group", HYDRA, "conf/model/dense.yaml", "conf/model/compact.yaml"),
        ("copy-paste-config-family", COPIES, "conf/first.yaml", "conf/fourth.yaml"),
    ],
)
@pytest.mark.parametrize("above", ["", "# kept\n", "---\n"])
def test_a_debt_of_a_whole_file_goes_with_it(tmp_path, capsys, rule, files, old, new, above):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert run(["baseline", "create", str(tmp_path), "--preview"]) == 0
    assert f'"{rule}"' in (tmp_path / "debtscan-baseline.jsonl").read_text()
    (tmp_path / new).write_text(above + (tmp_path / old).read_text())
    (tmp_path / old).unlink()
    assert report(tmp_path, capsys) == ([], 0)


def test_another_file_in_its_place_is_new(tmp_path, capsys):
    for name, text in HYDRA.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert run(["baseline", "create", str(tmp_path), "--preview"]) == 0
    (tmp_path / "conf/model/dense.yaml").unlink()
    (tmp_path / "conf/model/compact.yaml").write_text("depth: 7\n")
    new, stale = report(tmp_path, capsys)
    assert "unselected-config-group" in new and stale > 0
