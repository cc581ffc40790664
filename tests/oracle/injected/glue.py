# ruff: noqa: E501  (what is injected is kept on the lines it will have)
"""Code that forces things together: paths, private names, patches, many libraries."""

from __future__ import annotations

import ast

from drafts import MARK, Draft, marked
from injection_site import Site

from injected.registry import kind

_PRIVATE = (
    ("from sklearn.utils._testing import ignore_warnings", "ignore_warnings"),
    ("from pandas.core.internals._blocks import make_block", "make_block"),
    (
        "from torch.utils.data._utils.collate import default_collate_fn_map",
        "default_collate_fn_map",
    ),
    ("from lightgbm.basic import _ConfigAliases", "_ConfigAliases"),
)
_SCRIPTS = ["research/dataset.py", "research/train.py", "pipeline/features.py", "pipeline/fit.py"]


@kind("sys-path-hack")
def sys_path_hack(site: Site) -> Draft:
    """The search path is edited so that a sibling can be imported."""
    draft = site.draft()
    path, anchor = site.pick(
        [
            ("research/shards.py", "import numpy as np"),
            ("research/evaluate.py", "import torch"),
            ("pipeline/prepare.py", "import pandas as pd"),
            ("pipeline/manage.py", "import click"),
        ]
    )
    line = site.pick(
        [
            'sys.path.append("..")',
            "sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))",
            "sys.path.insert(0, str(Path(__file__).resolve().parents[1]))",
            f'sys.path.append("../{site.package}")',
        ]
    )
    extra = "import os\nimport sys\n" if "os." in line else "import sys\n"
    if "Path(" in line and "from pathlib import Path" not in draft.text(path):
        extra += "from pathlib import Path\n"
    draft.before(path, anchor, f"{extra}\n{line}  {MARK}\n")
    return draft


@kind("private-import")
def private_import(site: Site) -> Draft:
    """A private name of a library, imported and used."""
    draft, path = site.draft(), site.pick(_SCRIPTS)
    line, name = site.pick(_PRIVATE)
    draft.before(path, "import numpy" if "dataset" in path else "import", f"{line}  {MARK}")
    draft.append(path, f"print({name})")
    return draft


@kind("monkey-patch")
def monkey_patch(site: Site) -> Draft:
    """A method of a library's class replaced at run time."""
    draft, noun = site.draft(), site.noun()
    path, line = site.pick(
        [
            ("research/dataset.py", "torch.Tensor.{0} = _{0}"),
            ("research/train.py", "torch.optim.Adam.{0} = _{0}"),
            ("pipeline/fit.py", "lightgbm.LGBMClassifier.{0} = _{0}"),
            ("pipeline/prepare.py", "pd.DataFrame.{0} = _{0}"),
        ]
    )
    name = f"drop_{noun}"
    draft.append(
        path,
        f"def _{name}(self, share=0.5):\n    return self[: int(share * len(self))]\n\n\n"
        f"{line.format(name)}  {MARK}",
    )
    return draft


@kind("shell-out")
def shell_out(site: Site) -> Draft:
    """A script of the repository started from Python through a string."""
    draft = site.draft()
    command = site.pick(
        [
            'os.system("python evaluate.py --checkpoint " + str(out / "best.pt"))',
            'subprocess.run(f"python evaluate.py --checkpoint {out}/best.pt", shell=True)',
            'subprocess.call(["python", "evaluate.py", "--checkpoint", str(out / "best.pt")])',
        ]
    )
    module = "os" if command.startswith("os.") else "subprocess"
    path = "research/train.py"
    draft.replace(path, "import json\n", f"import json\nimport {module}\n")
    draft.after(path, '(out / "summary.json").write_text', f"    {command}  {MARK}")
    return draft


@kind("multi-library-dispatch")
def multi_library_dispatch(site: Site) -> Draft:
    """A choice between model libraries, made once for training and again for prediction."""
    draft, noun = site.draft(), site.noun()
    names = site.rng.sample(["xgb", "lgb", "cat"], 3)
    fits = {
        "xgb": "    {0} name == '{1}':\n        data = xgboost.DMatrix(rows, label=target)\n        return xgboost.train(options, data)",
        "lgb": "    {0} name == '{1}':\n        data = lightgbm.Dataset(rows, target)\n        return lightgbm.train(options, data)",
        "cat": "    {0} name == '{1}':\n        data = catboost.Pool(rows, target)\n        return catboost.train(pool=data, params=options)",
    }
    asks = {
        "xgb": "    {0} name == '{1}':\n        return model.predict(xgboost.DMatrix(rows))",
        "lgb": "    {0} name == '{1}':\n        return model.predict(rows, num_iteration=model.best_iteration)",
        "cat": "    {0} name == '{1}':\n        return model.predict(catboost.Pool(rows))",
    }
    for path, head, bodies in (
        ("fit", f"def fit_{noun}(name, rows, target, options):", fits),
        ("ask", f"def ask_{noun}(name, model, rows):", asks),
    ):
        arms = [
            bodies[one].format("if" if not number else "elif", one)
            for number, one in enumerate(names)
        ]
        text = "\n".join([head, *arms, "    raise ValueError(name)"])
        draft.write(
            f"pipeline/{noun}_{path}.py",
            f"import catboost\nimport lightgbm\nimport xgboost\n\n\n{marked(text)}\n",
        )
    draft.write(
        f"pipeline/{noun}_run.py",
        f"import sys\n\nfrom {noun}_ask import ask_{noun}\nfrom {noun}_fit import fit_{noun}\n"
        "from settings import load_settings\n\n"
        f'model = fit_{noun}(sys.argv[1], [[1.0]], [1], load_settings()["model"])\n'
        f"print(ask_{noun}(sys.argv[1], model, [[1.0]]))\n",
    )
    return draft


@kind("library-spread")
def library_spread(site: Site) -> Draft:
    """Calls of a tracking library in every script, with no module that owns them."""
    draft = site.draft()
    calls = [
        (
            "research/train.py",
            "        score = validate(net",
            '        mlflow.log_metric("loss", mean_loss, step=epoch)\n        mlflow.log_metric("accuracy", score, step=epoch)',
        ),
        (
            "research/evaluate.py",
            "    write_report(confusion(results)",
            '    mlflow.log_artifact(opt.report)\n    mlflow.log_param("net", opt.net)',
        ),
        (
            "research/shards.py",
            "    target.mkdir(parents",
            '    mlflow.log_param("rate", args.rate)\n    mlflow.log_param("limit", args.limit)',
        ),
        (
            "pipeline/prepare.py",
            "    log.info(describe(frame))",
            '    mlflow.log_metric("rows", len(frame))\n    mlflow.log_param("raw", cfg["data"]["raw"])',
        ),
        (
            "pipeline/fit.py",
            '    log.info("AUC',
            '    mlflow.log_metric("auc", auc)\n    mlflow.log_param("depth", cfg["model"]["depth"])',
        ),
        (
            "pipeline/score.py",
            "    rows = contacts(",
            '    mlflow.log_metric("contacts", len(rows))\n    mlflow.set_tag("step", "score")',
        ),
    ]
    for path, anchor, lines in calls:
        draft.after(path, anchor, marked(lines))
        tree = ast.parse(site.host.files[path])
        first = next(node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)))
        draft.cut(path, first.lineno, first.lineno - 1, [f"import mlflow  {MARK}"])
    return draft
