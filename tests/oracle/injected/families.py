# ruff: noqa: E501  (what is injected is kept on the lines it will have)
"""Experiments that stayed: ladders, choices nobody takes, gates nobody opens."""

from __future__ import annotations

from drafts import MARK, Draft, marked
from injection_site import Site

from injected.registry import kind


@kind("experiment-ladder")
def experiment_ladder(site: Site) -> Draft:
    """A function that branches on the name of the experiment, versions and all."""
    draft, noun = site.draft(), site.noun()
    helper = site.helper()
    names = [f"{noun}_v1", f"{noun}_v2", f"{noun}_v2_fix", f"{noun}_v3", f"{noun}_v3_new", "final"]
    arms = []
    for number, name in enumerate(names):
        arms.append(
            f'    {"if" if not number else "elif"} mode == "{name}":\n'
            f"        rows = rows[:, {number}:] * {1 + number / 2}\n        rows = rows - rows.{site.pick(['min', 'mean', 'max'])}()"
        )
    text = f"def {helper}(rows, mode):\n" + "\n".join(arms) + "\n    return rows"
    draft.before("research/shards.py", "def main():", marked(text) + "\n\n\n")
    draft.after(
        "research/shards.py",
        '"--limit"',
        f'    parser.add_argument("--mode", default="{names[3]}")',
    )
    draft.after(
        "research/shards.py",
        "rows = normalise(read_recording",
        f"        rows = {helper}(rows, args.mode)",
    )
    return draft


@kind("choice-never-selected")
def choice_never_selected(site: Site) -> Draft:
    """An arm of a dispatch that no default, script or document ever asks for."""
    draft, name = site.draft("research/run.sh", "research/README.md"), f"soft_{site.noun()}"
    arm = f"""
    if name == "{name}":
        weights = torch.linspace(0.1, 1.0, 4)
        weights = weights / weights.sum()
        weights = weights * strength
        print("weights", weights)
        return nn.CrossEntropyLoss(weight=weights)
"""
    draft.before("research/losses.py", 'if name == "focal":', marked(arm))
    draft.replace(
        "research/train.py",
        'choices=["smoothed", "focal"]',
        f'choices=["smoothed", "focal", "{name}"]',
    )
    rows = draft.text("research/train.py").splitlines()
    row = next(n for n, line in enumerate(rows) if f'"{name}"' in line)
    draft.cut("research/train.py", row + 1, row + 1, [f"{rows[row]}  {MARK}"])
    return draft


@kind("experiment-gate")
def experiment_gate(site: Site) -> Draft:
    """An option for an experiment that no script, document or configuration switches on."""
    draft, noun = site.draft("research/run.sh", "research/README.md"), site.noun()
    name, helper = site.pick([f"try_{noun}", f"use_new_{noun}", f"exp_{noun}"]), site.helper()
    path = "research/train.py"
    draft.after(
        path,
        '"--seed"',
        f'    parser.add_argument("--{name.replace("_", "-")}", action="store_true")  {MARK}',
    )
    draft.before(
        path,
        "def main():",
        marked(
            f"def {helper}(net, share):\n    for weights in net.parameters():\n"
            "        mask = torch.rand_like(weights) < share\n        weights.data[mask] = 0.0\n    return net"
        )
        + "\n\n\n",
    )
    draft.after(
        path,
        "loss = make_loss(args.loss",
        f"    if args.{name}:  {MARK}\n        net = {helper}(net, 0.02)  {MARK}",
    )
    return draft


@kind("zero-weight-loss")
def zero_weight_loss(site: Site) -> Draft:
    """A second loss that is computed and multiplied by nothing."""
    draft, noun = site.draft(), site.noun()
    if site.rng.random() < 0.5:
        draft.after(
            "research/train.py",
            "value = loss(net(rows), labels)",
            f"        {noun}_penalty = net(rows).abs().mean()  {MARK}\n"
            f"        value = value + 0.0 * {noun}_penalty  {MARK}",
        )
    else:
        name = f"{noun.upper()}_WEIGHT"
        draft.before("research/train.py", "def parse_args():", f"{name} = 0.0  {MARK}\n\n\n")
        draft.after(
            "research/train.py",
            "value = loss(net(rows), labels)",
            f"        value = value + {name} * net(rows).pow(2).mean()  {MARK}",
        )
    return draft


@kind("metric-computed-unused")
def metric_unused(site: Site) -> Draft:
    """A value is worked out and then never looked at."""
    draft, name = site.draft(), site.compound()
    path, anchor, line = site.pick(
        [
            (
                "research/evaluate.py",
                "wrong = [row for row",
                "    {0} = sum(row[2] for row in wrong) / max(len(wrong), 1)  {1}",
            ),
            (
                "pipeline/fit.py",
                "auc = roc_auc_score(",
                "    {0} = booster.predict(unseen[COLUMNS]).mean()  {1}",
            ),
            ("research/train.py", "mean_loss = run_epoch(", "        {0} = mean_loss ** 0.5  {1}"),
        ]
    )
    draft.after(path, anchor, line.format(name, MARK))
    return draft
