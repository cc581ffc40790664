"""Of how many paths the end is known, and what counts at all."""

import pytest
from linked import linked


def coverage(text):
    found = linked({"a.py": text}).artifacts.path_coverage
    return found.known, found.total, dict(found.causes)


@pytest.mark.parametrize(
    "text",
    [
        "import pandas as pd\npd.read_csv('data/a.csv')",
        "import pandas as pd\npd.read_csv('%s/a.csv' % folder)",
        "import pandas as pd\nfor name in ('a', 'b'):\n    pd.read_csv(name + '.csv')",
        "def load(path=None):\n    path = path or 'a.json'\n    return open(path)",
    ],
)
def test_known(text):
    assert coverage(text) == (1, 1, {})


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("def load(path):\n    return open(path)", "parameter without callers"),
        ("import os\nfor name in os.listdir('d'):\n    open('d/' + name)", "loop over a folder"),
        ("import os\nopen(os.environ['X'])", ""),
        (
            "def load(path):\n    return open(path)\nload('a.csv')\nload(unknown())",
            "",
        ),
    ],
)
def test_one_unknown_alternative_is_enough_to_be_unknown(text, cause):
    known, total, causes = coverage(text)
    assert (known, total) == (0, 1)
    assert sum(causes.values()) == 1
    assert not cause or cause in causes


@pytest.mark.parametrize(
    "text",
    [
        "import pandas as pd\npd.read_csv('https://x.org/a.csv')",
        "import pandas as pd\npd.read_csv('s3://b/a.csv')",
        "import pandas as pd, io\nbuffer = io.BytesIO()\npd.read_csv(buffer)",
        "import pandas as pd, sys\npd.read_csv(sys.stdin)",
        "import tempfile\npath = tempfile.mktemp()\nopen(path)",
        "from transformers import AutoModel\nAutoModel.from_pretrained('bert-base')",
        "job.save(name)",
        "open(0)",
    ],
)
def test_what_is_no_path_of_a_file_does_not_count(text):
    assert coverage(text)[1] == 0


def test_nothing_to_know_is_all_known():
    assert linked({}).artifacts.path_coverage.share == 1


@pytest.mark.parametrize(
    ("text", "artifact"),
    [
        ("xs = [f for f in os.listdir('d') if f.endswith('.wav')]\nopen('d/' + xs[0])", "d/*.wav"),
        ("for f in os.listdir('d'):\n    if f.endswith('.x'):\n        open('d/' + f)", "d/*.x"),
        (
            "for f in os.listdir('d'):\n    if not f.endswith('.x'):\n        continue\n"
            "    open('d/' + f)",
            "d/*.x",
        ),
        ("for f in os.listdir('d'):\n    if f.endswith('.x'):\n        g()\n    open(f)", ""),
        ("S = '/'\nopen(S.join([folder, 'a.csv']))", "*/a.csv"),
        ("open('_'.join(['a', 'b.csv']))", "a_b.csv"),
        ("open('_'.join(names))", ""),
    ],
)
def test_filters_and_joined_texts(text, artifact):
    found = linked({"a.py": "import os\n" + text}).artifacts.uses
    assert [one.artifact for one in found] == [artifact]


def test_a_use_tells_the_calls_its_path_came_through():
    text = "def load(path):\n    return open(path)\nload('a.csv')\nload('b.json')\nopen('c')\n"
    uses = {one.artifact: one.given for one in linked({"a.py": text}).artifacts.uses}
    calls = {"a.csv": ((("a.py", 1),),), "b.json": ((("a.py", 2),),), "c": ()}
    assert uses == calls


def test_what_a_function_returns_for_one_call_is_not_mixed_with_another():
    text = (
        "import os\ndef place(name):\n    return os.path.join('d', name)\n"
        "open(place('a.csv'))\nopen(os.path.join(place('b'), place('c.csv')))\n"
    )
    found = [one.artifact for one in linked({"a.py": text}).artifacts.uses]
    assert found == ["d/a.csv", "d/b/d/c.csv"]
