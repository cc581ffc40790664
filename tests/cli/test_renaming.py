"""A renamed function, method or class shows nothing new; other code under another name does."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debtscan.cli.main import run
from debtscan.facts import FileFacts, Kind
from debtscan.syntax import extract

JUNGLE = Path(__file__).parents[2] / "examples" / "jungle"
Look = Callable[..., tuple[list[str], list[str]]]
RENAMED = {".py", ".ipynb", ".md", ".sh", ".yaml", ".yml", ".sql"}
KINDS = {".py": Kind.PYTHON, ".ipynb": Kind.NOTEBOOK}


@pytest.fixture
def news(capsys) -> Look:
    """What a tree's report holds that its baseline does not, and what is stale."""

    def look(root: Path, *more: str) -> tuple[list[str], list[str]]:
        capsys.readouterr()
        run([str(root), "--preview", "--format", "json", *more])
        report = json.loads(capsys.readouterr().out)
        new, stale = report["findings"], report["acceptance"]["stale"]
        return tuple([f"{e['rule']} {e['subject']}" for e in each] for each in (new, stale))

    return look


def definitions(root: Path) -> Counter[str]:
    """How often each last word of a definition's name is defined."""
    found: Counter[str] = Counter()
    for file in root.rglob("*"):
        if file.suffix in KINDS:
            facts = extract(KINDS[file.suffix], file.read_bytes())
            assert isinstance(facts, FileFacts)
            found.update(one.name.rpartition(".")[2] for one in facts.definitions)
    return found


def rename(root: Path, names: list[str]) -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(names)})\b")
    for file in root.rglob("*"):
        if file.suffix in RENAMED:
            text = file.read_bytes().decode()
            file.write_bytes(pattern.sub(lambda found: f"{found[0]}_anew", text).encode())


def test_renaming_what_findings_name_shows_nothing(tmp_path, news):
    root = shutil.copytree(JUNGLE, tmp_path / "jungle")
    assert run(["baseline", "create", str(root), "--preview"]) == 0
    said = set(re.findall(r"\w+", (root / "debtscan-baseline.jsonl").read_text()))
    files = {file.stem for file in root.rglob("*")}
    known = definitions(root)
    names = sorted(
        name for name in known.keys() & said - files if known[name] == 1 and "_" in name[1:-1]
    )
    assert len(names) >= 5
    rename(root, names)
    assert not definitions(root).keys() & set(names)
    assert news(root) == ([], [])


LIBRARY = """\
import os


class Reader:
    def __init__(self, folder):
        self.folder = folder

    def first(self, count):
        names = os.listdir(self.folder)
        return names[:3] + [count]

    def deeper(self, count) -> "Reader":
        if count > 3:
            return self.deeper(count - 1)
        other = Reader(self.folder)
        names = os.listdir(other.folder)
        return names[:2] + [count]


def listed(folder, count):
    names = os.listdir(folder)
    return names[:3] + [count]


def counted(folder):
    rows = listed(folder, 4)
    names = os.listdir(folder)
    return names[:5] + rows


def unused_report(rows):
    total = sum(rows)
    total = total * 2
    for row in rows:
        print(row, total)
        total = total - row
    return total


def unused_table(rows):
    table = sorted(rows)
    table = table[1:]
    for row in table:
        print(row, table)
        table.append(row)
    return table
"""
MAIN = """\
import sys

from lib import Reader, counted, listed

print(listed(sys.argv[1], 3), counted(sys.argv[1]))
print(Reader(sys.argv[1]).first(2), Reader(sys.argv[1]).deeper(2))
"""


@pytest.fixture
def library(tmp_path) -> Path:
    """A module with five debts that its definitions' names tell apart, and a baseline."""
    root = tmp_path / "library"
    root.mkdir()
    (root / "lib.py").write_text(LIBRARY)
    (root / "main.py").write_text(MAIN)
    assert run(["baseline", "create", str(root), "--preview"]) == 0
    text = (root / "debtscan-baseline.jsonl").read_text()
    assert text.count('"unsorted-file-list"') == 4 and text.count('"dead-definition"') == 1
    return root


@pytest.mark.parametrize(
    "names",
    [
        ["Reader"],
        ["first"],
        ["deeper"],
        ["listed"],
        ["counted"],
        ["unused_report"],
        ["listed", "counted"],
        ["Reader", "first", "deeper"],
        ["Reader", "listed", "counted", "unused_report", "unused_table"],
    ],
    ids=" ".join,
)
def test_a_renamed_definition_shows_nothing(library, news, names):
    rename(library, names)
    assert "_anew" in (library / "lib.py").read_text()
    assert news(library) == ([], [])


def test_a_renamed_definition_is_kept_under_its_new_name(library, news):
    rename(library, ["Reader", "listed"])
    assert run(["baseline", "prune", str(library), "--preview"]) == 0
    text = (library / "debtscan-baseline.jsonl").read_text()
    assert "lib.py:listed_anew" in text and 'lib.py:listed"' not in text
    assert news(library) == ([], [])


def test_a_renamed_definition_is_not_new_since_a_revision(library, news):
    (library / "debtscan-baseline.jsonl").unlink()
    git = ["git", "-C", str(library), "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "before"], check=True)
    rename(library, ["Reader", "listed", "unused_report"])
    assert len(news(library)[0]) == 5
    assert news(library, "--since", "HEAD")[0] == []


OTHER = """\
def gathered(folder, count):
    names = os.listdir(folder)
    return names[:7] + [count]
"""


def test_other_code_under_another_name_is_new(library, news):
    start, end = LIBRARY.index("def listed"), LIBRARY.index("\n\ndef counted")
    text = LIBRARY[:start] + OTHER + LIBRARY[end:]
    (library / "lib.py").write_text(text.replace("listed(", "gathered("))
    (library / "main.py").write_text(MAIN.replace("listed", "gathered"))
    assert news(library) == (
        ["unsorted-file-list gathered os.listdir is cut by position (`[a:b]`)"],
        ["unsorted-file-list listed os.listdir is cut by position (`[a:b]`)"],
    )


def test_a_function_paid_that_stands_hides_no_copy_of_what_it_was(library, news):
    was = LIBRARY[LIBRARY.index("def listed") : LIBRARY.index("\n\ndef counted")]
    paid = LIBRARY.replace("os.listdir(folder)\n    return names[:3]", "[]\n    return names")
    (library / "lib.py").write_text(f"{paid}\n\n{was.replace('listed', 'gathered', 1)}")
    (library / "main.py").write_text(
        f"{MAIN}\nfrom lib import gathered\n\nprint(gathered('', 1))\n"
    )
    new, stale = news(library)
    assert new == ["unsorted-file-list gathered os.listdir is cut by position (`[a:b]`)"]
    assert stale == ["unsorted-file-list listed os.listdir is cut by position (`[a:b]`)"]


def test_a_dead_function_replaced_by_another_is_new(library, news):
    start, end = LIBRARY.index("def unused_table"), LIBRARY.index("    return table")
    other = "def unused_sums(rows):\n" + "".join(f"    s{n} = sum(rows[{n}:])\n" for n in range(9))
    rest = LIBRARY[end:].replace("return table", "return rows", 1)
    (library / "lib.py").write_text(LIBRARY[:start] + other + rest)
    assert news(library)[0] == ["dead-definition lib.py"]


FATES = st.sampled_from(["kept", "renamed", "replaced"])


def cut(name: str, number: int) -> str:
    return f"""
def {name}(folder):
    names = os.listdir(folder)
    chosen = names[:{number}]
    return chosen


print({name}("."))
"""


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(FATES, min_size=1, max_size=6))
def test_only_what_was_replaced_is_new(tmp_path_factory, news, fates):
    root = tmp_path_factory.mktemp("fates")
    before = "".join(cut(f"cut_{n}", n + 2) for n in range(len(fates)))
    (root / "lib.py").write_text(f"import os\n{before}")
    assert run(["baseline", "create", str(root), "--preview"]) == 0
    after = {
        "kept": lambda n: cut(f"cut_{n}", n + 2),
        "renamed": lambda n: cut(f"taken_{n}", n + 2),
        "replaced": lambda n: cut(f"other_{n}", n + 20),
    }
    (root / "lib.py").write_text("import os\n" + "".join(after[f](n) for n, f in enumerate(fates)))
    new, stale = news(root)
    replaced = [n for n, fate in enumerate(fates) if fate == "replaced"]
    assert [each.split()[1] for each in new] == [f"other_{n}" for n in replaced]
    assert [each.split()[1] for each in stale] == [f"cut_{n}" for n in replaced]
