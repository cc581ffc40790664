# ruff: noqa: E501  (what is injected is kept on the lines it will have)
"""Definitions that nothing reaches, and parameters that nobody needs."""

from __future__ import annotations

import ast
import textwrap

from drafts import MARK, Draft, marked
from injection_site import Site

from injected.registry import kind

_BODIES = (
    """
    def {name}(rows, {a}):
        kept = []
        for row in rows:
            if len(row) > {a}:
                kept.append(sorted(row))
        return kept
    """,
    """
    def {name}({a}, {b}=None):
        {b} = {b} or {{}}
        for key in list({a}):
            if key in {b}:
                {a}[key] = {b}[key]
        return {a}
    """,
    """
    def {name}({a}, share=0.5):
        total = sum({a}.values())
        return {{key: value / total for key, value in {a}.items() if value > share * total}}
    """,
    """
    def {name}({a}, {b}):
        first, rest = {a}[0], {a}[1:]
        merged = [first]
        while rest and {b}:
            merged.append(rest.pop())
        return tuple(merged)
    """,
    """
    def {name}(path, {a}="{b}"):
        with open(path, encoding="utf-8") as stream:
            lines = [line.strip() for line in stream if {a} in line]
        return lines
    """,
)
_SCRIPTS = [
    "research/dataset.py",
    "research/losses.py",
    "research/shards.py",
    "pipeline/features.py",
    "pipeline/score.py",
    "pipeline/prepare.py",
]


@kind("dead-function")
def dead_function(site: Site) -> Draft:
    """A function of a script that nobody calls any more."""
    draft = site.draft()
    path = site.pick(_SCRIPTS)
    draft.append(path, marked(_function(site, site.helper())))
    return draft


@kind("dead-private-function")
def dead_private_function(site: Site) -> Draft:
    """A private function of the package that nobody calls any more."""
    draft = site.draft()
    path = site.pick(sorted({one.path for one in site.functions(3)}))
    draft.append(path, marked(_function(site, f"_{site.helper()}")))
    return draft


@kind("dead-function-pair")
def dead_function_pair(site: Site) -> Draft:
    """Two functions that call one another and that nobody else calls."""
    draft, path = site.draft(), site.pick(_SCRIPTS)
    inner, outer = site.helper(), site.helper()
    draft.append(path, marked(_function(site, inner)))
    draft.append(path, marked(f"def {outer}(rows):\n    return [{inner}(row, 2) for row in rows]"))
    return draft


@kind("dead-method")
def dead_method(site: Site) -> Draft:
    """A private method of a class of the package that nothing calls."""
    classes = [
        (path, node)
        for path, tree in site.host.trees.items()
        if path.startswith(site.below)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and not node.bases
        and not node.decorator_list
        and len(node.body) > 3
        and isinstance(node.body[-1], ast.FunctionDef)
    ]
    path, node = site.pick(classes)
    name = f"_{site.helper()}"
    text = _function(site, name).replace(f"def {name}(", f"def {name}(self, ")
    last = node.end_lineno or 0
    draft = site.draft()
    body = textwrap.indent(marked(text), "    ")
    draft.cut(path, last + 1, last, ["", *body.splitlines()])
    return draft


@kind("dead-class")
def dead_class(site: Site) -> Draft:
    """A class that nobody makes an object of."""
    name = site.noun().title() + site.pick(["Buffer", "Counter", "Policy", "Window"])
    text = f"""
class {name}:
    def __init__(self, {site.noun()}_size, share=0.9):
        self.size = {{}}
        self.share = share

    def update(self, rows):
        for row in rows:
            self.size[row] = self.share * self.size.get(row, 0)
        return self.size
"""
    draft = site.draft()
    if site.rng.random() < 0.5:
        draft.append(site.pick(_SCRIPTS), marked(text))
    else:
        path = site.pick(sorted({one.path for one in site.functions(3)}))
        draft.append(path, marked(text.replace(f"class {name}", f"class _{name}")))
    return draft


@kind("model-never-instantiated")
def model_never_instantiated(site: Site) -> Draft:
    """A network that was tried and is not in the table of networks any more."""
    name = site.noun().title() + site.pick(["Attention", "Mixer", "Encoder"])
    draft = site.draft()
    draft.before(
        "research/nets.py",
        "NETS = {",
        marked(f"""
class {name}(nn.Module):
    def __init__(self, channels, heads):
        super().__init__()
        self.mix = nn.MultiheadAttention(channels, heads)
        self.norm = nn.LayerNorm(channels)

    def forward(self, batch):
        mixed, _ = self.mix(batch, batch, batch)
        return self.norm(batch + mixed)
""")
        + "\n\n\n",
    )
    return draft


@kind("dead-module")
def dead_module(site: Site) -> Draft:
    """A module that nothing imports and nothing starts."""
    folder = site.pick(["research", "pipeline"])
    text = "\n\n\n".join(_function(site, site.helper()) for _ in range(2))
    draft, noun = site.draft(), site.noun()
    name = site.pick([f"{noun}_sampling", f"{noun}_plots", f"weighted_{noun}"])
    draft.write(f"{folder}/{name}.py", f"import math\n\n\n{text}\n", True)
    return draft


@kind("dead-parameter")
def dead_parameter(site: Site) -> Draft:
    """A parameter that callers fill and the function never looks at."""
    name, draft = site.compound(), site.draft()
    path, head, call, value = site.pick(
        [
            (
                "research/train.py",
                "def run_epoch(net, loader, loss, optimizer, device",
                "run_epoch(net, train_loader, loss, optimizer, args.device",
                "args.lr",
            ),
            (
                "research/train.py",
                "def validate(net, loader, device",
                "validate(net, valid_loader, args.device",
                "args.traits",
            ),
            (
                "research/shards.py",
                "def read_recording(path, rate",
                "read_recording(path, args.rate",
                "args.limit",
            ),
            (
                "pipeline/fit.py",
                "def fit_booster(frame, options, seed",
                'fit_booster(frame, cfg["model"], cfg["seed"]',
                'cfg["threshold"]',
            ),
            (
                "pipeline/score.py",
                "def contacts(scores, threshold",
                'contacts(frame[["specimen_id", "score"]], cfg["threshold"]',
                'cfg["seed"]',
            ),
        ]
    )
    if "specimen" in call:
        line = next(one for one in draft.text(path).splitlines() if "rows = contacts(" in one)
        call = line.strip().removeprefix("rows = ").removesuffix(")")
    value = value.replace("traits", _word(draft, path)) if "traits" in value else value
    draft.replace(path, head, f"{head}, {name}")
    draft.replace(path, call, f"{call}, {value}")
    lines = draft.text(path).splitlines()
    row = next(n for n, line in enumerate(lines) if f"{head}, {name}" in line)
    draft.cut(path, row + 1, row + 1, [f"{lines[row]}  {MARK}"])
    return draft


@kind("dead-import")
def dead_import(site: Site) -> Draft:
    """An import that nothing uses any more."""
    path = site.pick(sorted({one.path for one in site.functions(3)}) + _SCRIPTS)
    line = site.pick(
        ["import shutil", "from collections import OrderedDict", "import tempfile", "import bisect"]
    )
    text, draft = site.host.files[path], site.draft()
    tree = site.host.trees[path]
    rows = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    rows = [node for node in rows if getattr(node, "module", "") != "__future__"]
    if line.split()[-1] in text or not rows:
        return dead_import(site)
    draft.cut(path, rows[0].lineno, rows[0].lineno - 1, [f"{line}  {MARK}"])
    return draft


@kind("gate-parameter")
def gate_parameter(site: Site) -> Draft:
    """A parameter that switches a branch, and that no call ever sets."""
    name, draft = site.compound(), site.draft()
    path, head, anchor, body = site.pick(
        [
            (
                "research/shards.py",
                "def normalise(rows",
                "centred = rows - rows.mean",
                "low, high = np.quantile(rows, [0.01, 0.99])\nrows = np.clip(rows, low, high)\nrows = rows - rows.min()",
            ),
            (
                "pipeline/prepare.py",
                "def drop_broken(frame",
                "kept = frame.dropna(subset=",
                'old = frame["age"] > 90\nframe = frame[~old]\nlog.info("%d are too old", old.sum())',
            ),
            (
                "pipeline/score.py",
                "def contacts(scores, threshold",
                "chosen = scores[scores",
                'rank = scores["score"].rank(pct=True)\nscores = scores.assign(score=rank)\nscores = scores[rank > 0.5]',
            ),
        ]
    )
    default = site.pick(["False", "None", "False"])
    draft.replace(path, f"{head})", f"{head}, {name}={default})")
    lines = [f"    if {name}:", *(f"        {line}" for line in body.splitlines())]
    draft.before(path, anchor, marked("\n".join(lines)))
    rows = draft.text(path).splitlines()
    row = next(n for n, line in enumerate(rows) if f"{head}, {name}" in line)
    draft.cut(path, row + 1, row + 1, [f"{rows[row]}  {MARK}"])
    return draft


def _word(draft: Draft, path: str) -> str:
    """What the host calls the option for the number of classes."""
    line = next(one for one in draft.text(path).splitlines() if "number of classes" in one)
    return line.split('"--')[1].split('"')[0]


def _function(site: Site, name: str) -> str:
    body = textwrap.dedent(site.pick(_BODIES)).strip("\n")
    a, b = site.rng.sample(site.host.nouns[:60], 2)
    return body.format(name=name, a=f"{a}_map", b=f"{b}_rows")
