"""gin-config files."""

from hypothesis import given
from hypothesis import strategies as st
from reading import at, keys, read, refused

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.syntax import extract

GIN = """# comment
import pkg.mod
include 'base.gin'
fn.lr = 0.1  # why
train/pkg.fn.name = 'a # b'
LAYERS = [
    1,
    @make(),  # two
]
fn.net = @train/Net
fn.size = %SIZE
Net:
  depth = 3
  wide = True
"""


def test_bindings_macros_includes_and_imports():
    facts = read(Kind.GIN, GIN)
    assert keys(facts)["fn.lr"] == 0.1
    assert keys(facts)["train/pkg.fn.name"] == "a # b"
    assert keys(facts)["fn.net"] == "@train/Net"
    assert keys(facts)["fn.size"] == "%SIZE"
    assert keys(facts)["Net.depth"] == 3
    found = {(row.kind, row.value) for row in facts.config}
    assert ("import", "pkg.mod") in found
    assert ("include", "base.gin") in found
    assert ("sequence", "[ 1, @make(), ]") in found
    assert "fn.lr" in [at(GIN, row.at) for row in facts.config]


def test_a_file_that_is_no_gin_is_unread_with_its_words():
    assert refused(Kind.GIN, "fn.lr = (1\n").reason == "syntax"


@given(st.text(alphabet="ab.=@%/'\"[]()\n\t:#\\ 0\x0c", max_size=80))
def test_any_text_is_read_or_refused(text):
    assert isinstance(extract(Kind.GIN, text.encode()), FileFacts | Unread)
