import pytest

from debtscan.facts import FileFacts, Kind
from debtscan.project.names.ignored import is_ignored


def ignore(*patterns: str) -> FileFacts:
    return FileFacts(Kind.IGNORE, ignores=patterns)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("_version.py", "net/_version", True),
        ("data/", "net/data/rows", True),
        ("data/*", "net/data/rows", True),
        ("/data/**", "data/rows", True),
        ("gen*", "net/generated", True),
        ("*.py", "net/rows", True),
        ("*", "net/rows", True),
        ("*.so", "net/rows", False),
        ("data/", "net/dataset", False),
        ("!rows.py", "net/rows", False),
    ],
)
def test_a_module_is_ignored_by_name_or_by_a_folder_around_it(pattern, path, expected):
    assert is_ignored(path, {".gitignore": ignore(pattern)}) is expected


def test_patterns_hold_below_their_folder_and_until_they_are_taken_back():
    files = {".gitignore": ignore("lib/", "!/lib/"), "net/.gitignore": ignore("rows.py")}
    assert not is_ignored("lib/rows", files)
    assert is_ignored("net/rows", files)
    assert not is_ignored("rows", files)
