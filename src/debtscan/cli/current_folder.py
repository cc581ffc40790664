"""Takes the current folder off `sys.path`: it may be the repository that is scanned.

Must be imported first and import only what the interpreter has loaded by itself, so no
`__future__` either: a repository may hold a file of that name.
"""
# pathlib is not loaded by the interpreter itself
# ruff: noqa: PTH100, PTH109, PTH120

import os
import sys


def forget_current_folder() -> None:
    """Drop every entry that means the current folder from `sys.path`, and from PYTHONPATH, which
    worker processes inherit.

    `python -m` puts it first, and so does an empty entry of PYTHONPATH. It stays when Python's
    own or debtscan's modules live there: then nobody else's are meant.
    """
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:
        here = ""
    if here and here in _trusted():
        return
    sys.path[:] = _elsewhere(sys.path, here)
    if "PYTHONPATH" in os.environ:
        entries = os.environ["PYTHONPATH"].split(os.pathsep)
        os.environ["PYTHONPATH"] = os.pathsep.join(_elsewhere(entries, here))


def _elsewhere(entries: list[str], here: str) -> list[str]:
    return [entry for entry in entries if entry and os.path.realpath(entry) != here]


def _trusted() -> set[str]:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    homes = {os.path.dirname(package), os.path.dirname(os.path.abspath(os.__file__))}
    site = sys.modules.get("site")
    if site is not None:
        homes.update(site.getsitepackages())
    return {os.path.realpath(home) for home in homes}
