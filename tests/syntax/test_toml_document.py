"""TOML: tomllib's values at the places of our own scanner; what pyproject files declare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import at, commands, declared, keys, read, refused

from debtscan.facts import Kind

TEXT = '''title = "x"  # why
a.b."c d" = 1
[tool.x]
list = [
  "one", # first
  2.5,
]
inline = { k = [1], "q" = """m
n""" }
when = 2020-01-01
[[pkg]]
name = "a"
[[pkg]]
name = "b"
[pkg.sub]
on = true
'''


def test_keys_have_paths_values_and_places():
    facts = read(Kind.TOML, TEXT)
    assert [(key.path, key.value, at(TEXT, key.at)) for key in facts.config] == [
        ("title", "x", "title"),
        ("a.b.c d", 1, 'a.b."c d"'),
        ("tool.x", None, "tool.x"),
        ("tool.x.list", None, "list"),
        ("tool.x.list[0]", "one", '"one"'),
        ("tool.x.list[1]", 2.5, "2.5"),
        ("tool.x.inline", None, "inline"),
        ("tool.x.inline.k", None, "k"),
        ("tool.x.inline.k[0]", 1, "1"),
        ("tool.x.inline.q", "m\nn", '"q"'),
        ("tool.x.when", "2020-01-01", "when"),
        ("pkg", None, "pkg"),
        ("pkg[0].name", "a", "name"),
        ("pkg[1].name", "b", "name"),
        ("pkg[1].sub", None, "pkg.sub"),
        ("pkg[1].sub.on", True, "on"),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("a = 1\na = 2\n", "syntax", 2),
        ("a = \n", "syntax", 1),
        ("[a\n", "syntax", 1),
        ("name = {{ x }}\n", "template", 1),
        ("a = " + "[" * 300 + "]" * 300, "too-deep", 0),
        (".".join(["a"] * 200) + " = 1", "too-deep", 0),
    ],
)
def test_what_is_no_toml_says_where(text, reason, line):
    unread = refused(Kind.TOML, text)
    assert (unread.reason, unread.line) == (reason, line)


def test_projects_declare_packages():
    text = """[project]
dependencies = ["numpy>=1", "Torch_Vision[gpu] == 2 ; python_version > '3'"]
[project.optional-dependencies]
dev = ["pytest"]
[dependency-groups]
docs = ["sphinx<8", {include-group = "x"}]
[tool.poetry.dependencies]
python = "^3.9"
pandas = "^1.2"
local = {path = "../x"}
any = "*"
[tool.poetry.group.dev.dependencies]
ruff = {version = "0.1"}
[packages]
flask = "*"
"""
    facts = read(Kind.TOML, text)
    assert declared(facts) == [
        ("numpy", ">=1"),
        ("torch-vision", "==2"),
        ("pytest", ""),
        ("sphinx", "<8"),
        ("pandas", "^1.2"),
        ("local", "@ ../x"),
        ("any", ""),
        ("ruff", "==0.1"),
        ("flask", ""),
    ]
    assert at(text, facts.dependencies[0].at) == '"numpy>=1"'
    assert at(text, facts.dependencies[4].at) == "pandas"


def test_tasks_are_commands():
    text = '[tool.poe.tasks]\nfit = "python t.py --x"\nall = {cmd = "make all"}\nn = 5\n'
    facts = read(Kind.TOML, text)
    assert commands(facts) == ["python t.py --x", "make all"]
    assert [command.step for command in facts.commands] == ["fit", "all"]


def test_console_scripts_stay_keys():
    text = '[project.scripts]\nfit = "pkg.train:main"\n'
    assert keys(read(Kind.TOML, text))["project.scripts.fit"] == "pkg.train:main"


NAMES = st.text("abcxyz-_09", min_size=1, max_size=6)
VALUES = st.one_of(
    st.integers(-999, 999).map(str),
    st.booleans().map(lambda value: str(value).lower()),
    st.text("xyz =#[]{},.'", max_size=9).map(lambda value: f'"{value}"'),
    st.lists(st.text("xyz ,[]#", max_size=4).map(lambda v: f'"{v}"'), max_size=3).map(
        lambda items: "[ " + ",\n  ".join(items) + " ]"
    ),
)


@given(st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, max_size=4), max_size=4))
def test_every_key_points_at_its_own_text(tables):
    text = "".join(
        f"[{table}]  # [x]\n" + "".join(f"{key} = {value}\n" for key, value in body.items())
        for table, body in tables.items()
    )
    facts = read(Kind.TOML, text)
    expected = [name for table, body in tables.items() for name in (table, *body)]
    assert [at(text, k.at) for k in facts.config if not k.path.endswith("]")] == expected
