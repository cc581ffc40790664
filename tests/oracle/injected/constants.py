# ruff: noqa: E501  (what is injected is kept on the lines it will have)
"""Values that contradict one another, and parameters that are no parameters."""

from __future__ import annotations

from drafts import MARK, Draft, marked
from injection_site import Site

from injected.registry import kind


@kind("disagreeing-constants")
def disagreeing_constants(site: Site) -> Draft:
    """One quantity, a constant in two files, with two values."""
    draft = site.draft()
    name, one, other = site.pick(
        [
            ("SAMPLE_RATE", "16000", "22050"),
            ("WINDOW", "128", "256"),
            ("NUM_CLASSES", "4", "5"),
            ("HOP_LENGTH", "256", "200"),
            ("MIN_CONFIDENCE", "0.35", "0.5"),
        ]
    )
    draft.before("research/shards.py", "def parse_args():", f"{name} = {one}  {MARK}\n\n\n")
    draft.after("research/shards.py", "target.mkdir(parents", f'    print("at", {name})')
    draft.before("research/evaluate.py", "parser = argparse", f"{name} = {other}  {MARK}\n\n")
    draft.after("research/evaluate.py", "write_report(confusion", f'    print("at", {name})')
    return draft


@kind("train-serve-constant")
def train_serve_constant(site: Site) -> Draft:
    """Preprocessing written again for serving, with another constant."""
    old, new = site.pick(
        [
            ("clip(lower=1)", "clip(lower=0.5)"),
            ('-frame["days_since"]', '-2 * frame["days_since"]'),
            ("fillna(fill)", "fillna(-1)"),
        ]
    )
    return _served(site, old, new)


@kind("train-serve-copy")
def train_serve_copy(site: Site) -> Draft:
    """Preprocessing copied word for word into the service."""
    return _served(site, "", "")


def _served(site: Site, old: str, new: str) -> Draft:
    draft, path = site.draft("pipeline/features.py", "pipeline/fit.py"), "pipeline/serve.py"
    one = next(
        each
        for each in site.host.functions
        if each.path == "pipeline/features.py" and each.name == "add_features"
    )
    draft.replace(
        path, "from features import COLUMNS, add_features", "from features import COLUMNS"
    )
    draft.replace(path, "import lightgbm\n", "import lightgbm\nimport numpy as np\n")
    text = one.text.replace(old, new) if old else one.text
    draft.before(path, "@app.route", marked(text) + "\n\n\n")
    return draft


@kind("constant-parameter")
def constant_parameter(site: Site) -> Draft:
    """A parameter that every call fills with the same constant."""
    draft, name, helper = site.draft(), site.compound(), site.helper()
    value = site.pick(["3", "0.25", '"mean"', "100"])
    draft.append(
        "research/dataset.py",
        f'def {helper}(row, {name}):  {MARK}\n    print("smoothing by", {name})\n'
        f"    kept = row[: len(row) // 2]\n    return kept if len(kept) > len(str({name})) else row",
    )
    for path, anchor, line in (
        ("research/evaluate.py", "    for row, label in dataset:", "        row = {}(row, {})"),
        (
            "research/shards.py",
            "        rows = normalise(read_recording",
            "        rows = {}(rows, {})",
        ),
        (
            "research/train.py",
            "        rows, labels = rows.to(device)",
            "        rows = {}(rows, {})",
        ),
    ):
        draft.after(path, anchor, line.format(helper, value))
    imports = {
        "research/evaluate.py": "from dataset import ",
        "research/train.py": "from dataset import ",
    }
    for path, line in imports.items():
        draft.replace(path, line, f"{line}{helper}, ")
    draft.replace(
        "research/shards.py",
        "import numpy as np\n",
        f"import numpy as np\nfrom dataset import {helper}\n",
    )
    return draft


@kind("travelling-clump")
def travelling_clump(site: Site) -> Draft:
    """Four parameters that are handed from function to function together."""
    draft = site.draft()
    words = site.rng.sample(site.host.nouns[:40], 3)
    clump = ", ".join(f"{word}_width" for word in words) + ", strict_mode"
    names = [site.helper() for _ in range(4)]
    blocks = []
    for number, name in enumerate(names):
        inner = f"{names[number + 1]}(rows[:-1], {clump})" if number + 1 < len(names) else "rows"
        blocks.append(
            f"def {name}(rows, {clump}):  {MARK}\n    if strict_mode and len(rows) < {words[0]}_width:\n"
            f"        raise ValueError({words[1]}_width)\n    rows = rows[{words[2]}_width :]\n    return {inner}"
        )
    draft.write("pipeline/windows.py", "\n\n\n".join(blocks) + "\n")
    draft.replace(
        "pipeline/prepare.py",
        "import pandas as pd\n",
        f"import pandas as pd\nfrom windows import {names[0]}, {names[2]}\n",
    )
    draft.after(
        "pipeline/prepare.py",
        "log.info(describe(frame))",
        f"    frame = {names[0]}(frame, 3, len(frame), 5, True)\n    frame = {names[2]}(frame, 4, len(frame), 6, False)",
    )
    return draft


@kind("literal-threshold-copies")
def threshold_copies(site: Site) -> Draft:
    """The threshold of the configuration typed in again elsewhere, with another value."""
    draft = site.draft("pipeline/conf/base.yaml")
    path, old, new = site.pick(
        [
            ("pipeline/serve.py", 'value >= cfg["threshold"]', "value >= 0.5"),
            ("pipeline/score.py", '"score"]], cfg["threshold"])', '"score"]], 0.5)'),
            ("pipeline/score.py", 'scores["score"] >= threshold', 'scores["score"] >= 0.5'),
        ]
    )
    if old not in draft.text(path):
        old, new = 'cfg["threshold"])', "0.5)"
    row = next(n for n, line in enumerate(draft.text(path).splitlines()) if old in line)
    line = draft.text(path).splitlines()[row].replace(old, new)
    draft.cut(path, row + 1, row + 1, [f"{line}  {MARK}"])
    return draft
