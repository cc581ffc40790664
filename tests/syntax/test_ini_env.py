"""INI and `.env` files."""

from hypothesis import given
from hypothesis import strategies as st
from reading import at, commands, declared, keys, read

from debtscan.facts import Kind

SETUP = """[metadata]
name = thing
; comment
[options]
install_requires =
    numpy>=1
    torch==2  # gpu
    # none
python_requires = >=3.8
[options.extras_require]
test = pytest
"""


def test_sections_keys_and_continued_values():
    facts = read(Kind.INI, SETUP)
    assert keys(facts)["options.install_requires"].startswith("numpy>=1\n")
    assert [at(SETUP, key.at) for key in facts.config] == [
        "name",
        "install_requires",
        "python_requires",
        "test",
    ]
    assert declared(facts) == [("numpy", ">=1"), ("torch", "==2"), ("pytest", "")]


def test_a_key_given_twice_in_a_section_is_a_duplicate():
    text = "[a]\nk = 1\nk: 2\n[b]\nk = 1\n"
    (duplicate,) = read(Kind.INI, text).duplicates
    assert (duplicate.path, duplicate.at.line, duplicate.same_value) == ("a.k", 3, False)


def test_repeated_sections_are_numbered_and_no_duplicates():
    facts = read(Kind.INI, "[net]\nsize=1\n[conv]\nsize=2\n[conv]\nsize=3\n")
    assert keys(facts) == {"net.size": "1", "conv[0].size": "2", "conv[1].size": "3"}
    assert facts.duplicates == ()


def test_tox_runs_commands():
    facts = read(Kind.INI, "[testenv:x]\ncommands =\n    python t.py --a\n    - pytest\n")
    assert commands(facts) == ["python t.py --a", "pytest"]
    assert facts.commands[0].step == "x"


def test_a_file_of_another_kind_leaves_its_words():
    assert "server" in read(Kind.INI, "server {\n listen 80\n}\n").words


def test_variables_quotes_comments_and_duplicates():
    text = "# c\nA=1\nexport B='x # y' # c\nC=\"two\nlines\"\nA=1\nAPI_KEY=abc\nD=a#b # c\n"
    facts = read(Kind.ENV, text)
    assert keys(facts) == {
        "A": "1",
        "B": "x # y",
        "C": "two\nlines",
        "API_KEY": None,
        "D": "a#b",
    }
    (duplicate,) = facts.duplicates
    assert (duplicate.path, duplicate.at.line, duplicate.same_value) == ("A", 6, True)


@given(st.lists(st.tuples(st.text("ABC_", min_size=1, max_size=3), st.integers(0, 2)), max_size=9))
def test_exactly_the_repeated_variables_are_duplicates(pairs):
    text = "".join(f"{name}={value}\n" for name, value in pairs)
    facts = read(Kind.ENV, text)
    names = [name for name, _ in pairs]
    assert [key.path for key in facts.config] == names
    assert len(facts.duplicates) == len(names) - len(set(names))
    assert all(at(text, key.at) == key.path for key in facts.config)
