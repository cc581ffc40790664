from debtscan.facts import Kind
from debtscan.syntax.readers import extract


def test_patterns_are_kept_in_order_and_comments_are_not():
    facts = extract(Kind.IGNORE, b"# made by tools\n\n*.pyc\nlib/\n!/lib/\n  data \n")
    assert facts.ignores == ("*.pyc", "lib/", "!/lib/", "data")
    assert facts.words == ()
