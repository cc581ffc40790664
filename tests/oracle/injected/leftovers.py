"""What experiments leave behind: switched-off code, litter, notebooks."""

from __future__ import annotations

import ast
import itertools
import json
import textwrap

from drafts import MARK, Draft, UnfitError
from injection_site import Definition, Site

from injected.registry import kind


@kind("commented-block")
def commented_block(site: Site) -> Draft:
    """The old version of some statements, as comments above the new one."""
    one, run = _run(site, 3)
    lines = site.host.files[one.path].splitlines()
    first, last = run[0].lineno, run[-1].end_lineno or 0
    indent = " " * run[0].col_offset
    old = textwrap.dedent("\n".join(lines[first - 1 : last])).splitlines()
    name = site.compound()
    old = [f"{name} = {site.rng.randint(2, 9)}", *old]
    draft = site.draft()
    draft.cut(one.path, first, first - 1, [f"{indent}# {line}  {MARK}".rstrip() for line in old])
    return draft


@kind("commented-function")
def commented_function(site: Site) -> Draft:
    """A whole function, commented out where it stood."""
    one = site.pick(
        [
            one
            for one in site.functions(6, 25)
            if not one.owner and one.text.isascii() and len(one.node.body) > 2
        ]
    )
    noun, draft = site.helper(), site.draft()
    text = one.text.replace(f"def {one.name}(", f"def {noun}(")
    block = "\n".join(f"# {line}  {MARK}" if line else f"#  {MARK}" for line in text.splitlines())
    draft.append(site.pick([one.path, "research/nets.py", "pipeline/features.py"]), block)
    return draft


@kind("constant-branch")
def constant_branch(site: Site) -> Draft:
    """Statements behind a condition that somebody fixed by hand."""
    one, run = _run(site, 2)
    lines = site.host.files[one.path].splitlines()
    first, last = run[0].lineno, run[-1].end_lineno or 0
    indent = " " * run[0].col_offset
    condition = site.pick(["False", "0", "not True", "False and " + _read_name(run[0])])
    head = f"{indent}if {condition}:  {MARK}"
    draft = site.draft()
    body = [f"    {line}" if line else line for line in lines[first - 1 : last]]
    draft.cut(one.path, first, first - 1, [head, *body])
    return draft


@kind("unreachable-after-return")
def unreachable_after_return(site: Site) -> Draft:
    """A shortcut `return` in front of statements that therefore never run."""
    path, anchor, early = site.pick(
        [
            ("research/shards.py", "centred = rows - rows.mean", "    return rows / rows.max()"),
            ("pipeline/score.py", 'chosen = scores[scores["score"]', "    return scores"),
            ("research/nets.py", "outputs, _ = self.cells", "        return self.head(batch)"),
        ]
    )
    draft = site.draft()
    draft.before(path, anchor, f"{early}  {MARK}")
    row = next(n for n, line in enumerate(draft.text(path).splitlines()) if anchor in line)
    draft.cut(path, row + 1, row + 1, [draft.text(path).splitlines()[row] + f"  {MARK}"])
    return draft


@kind("notebook-litter")
def notebook_litter(site: Site) -> Draft:
    """Notebooks without a name, copies of notebooks, backups."""
    draft, noun = site.draft(), site.noun()
    name = site.pick(
        [
            "Untitled1.ipynb",
            "Untitled.ipynb",
            f"{noun}-Copy1.ipynb",
            f"{noun}_eda-Copy2.ipynb",
        ]
    )
    cells = [[f"import pandas as pd\nframe = pd.read_csv('{noun}.csv')"], ["frame.head()"]]
    folder = site.pick(["research", "pipeline", "notebooks"])
    draft.write(f"{folder}/{name}", _notebook(cells), True)
    return draft


@kind("backup-file")
def backup_file(site: Site) -> Draft:
    """A backup beside the file that is in use."""
    path = site.pick(["research/losses.py", "pipeline/features.py", "research/run.sh"])
    draft, ending = site.draft(path), site.pick([".bak", ".orig", "~"])
    draft.write(f"{path}{ending}", site.host.files[path].replace("32", "16"), True)
    return draft


@kind("notebook-module-twin")
def notebook_module_twin(site: Site) -> Draft:
    """A function of a module, pasted into a notebook and changed there."""
    path, name, old, new = site.pick(
        [
            (
                "research/shards.py",
                "normalise",
                "axis=1, keepdims=True)",
                "axis=1, keepdims=True, ddof=1)",
            ),
            ("pipeline/features.py", "add_features", ".clip(lower=1)", ".clip(lower=2)"),
            ("pipeline/prepare.py", "drop_broken", "< 120", "< 100"),
            (
                "research/dataset.py",
                "choose_split",
                "int(start * len(signal))",
                "round(start * len(signal))",
            ),
        ]
    )
    one = next(each for each in site.host.functions if each.path == path and each.name == name)
    text = one.text.replace(old, new)
    if text == one.text:
        raise UnfitError("nothing to change")
    draft = site.draft(path)
    cells = [
        ["import numpy as np\nimport pandas as pd\n\nCOLUMNS = ['age', 'visits']\nSPLITS = {}"],
        [text],
        [f"frame = pd.read_csv('{site.noun()}.csv')\nprint({name}.__name__, len(frame))"],
    ]
    draft.write(f"notebooks/explore_{site.noun()}.ipynb", _notebook(cells), True)
    for number in range(one.first, one.last + 1):
        line = draft.text(path).splitlines()[number - 1]
        if line.strip():
            draft.cut(path, number, number, [f"{line}  {MARK}"])
    return draft


def _notebook(cells: list[list[str]]) -> str:
    return json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code",
                    "execution_count": None,
                    "metadata": {},
                    "outputs": [],
                    "source": "\n".join(cell).splitlines(keepends=True),
                }
                for cell in cells
            ],
            "metadata": {"language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
    )


def _run(site: Site, count: int) -> tuple[Definition, list[ast.stmt]]:
    """Plain statements of a function of the package that stand one below another."""
    found = []
    for one in site.functions(6, 60):
        body = one.node.body[1:] if ast.get_docstring(one.node) else one.node.body
        for start in range(len(body) - count + 1):
            part = body[start : start + count]
            plain = all(isinstance(each, (ast.Assign, ast.Expr, ast.If, ast.For)) for each in part)
            lines = (part[-1].end_lineno or 0) - part[0].lineno + 1
            apart = all((a.end_lineno or 0) < b.lineno for a, b in itertools.pairwise(part))
            if plain and apart and count + 1 <= lines <= 12 and _texts_are_short(part):
                found.append((one, list(part)))
    return site.pick(found)


def _texts_are_short(part: list[ast.stmt]) -> bool:
    """No text over several lines, which an indentation would change."""
    return not any(
        isinstance(each, (ast.Constant, ast.JoinedStr)) and each.lineno != each.end_lineno
        for statement in part
        for each in ast.walk(statement)
    )


def _read_name(statement: ast.stmt) -> str:
    for each in ast.walk(statement):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            return each.id
    raise UnfitError("reads no name")
