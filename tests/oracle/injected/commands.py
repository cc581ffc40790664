"""Commands and scripts that grew apart."""

from __future__ import annotations

from drafts import MARK, Draft
from injection_site import Site

from injected.registry import kind


@kind("cli-drift")
def cli_drift(site: Site) -> Draft:
    """A script or README passes an option that the parser has not."""
    draft = site.draft("research/train.py", "research/evaluate.py", "research/shards.py")
    flag = site.compound().replace("_", "-")
    if site.rng.random() < 0.3:
        path, old = "research/README.md", "--worst 20"
    else:
        path, old = (
            "research/run.sh",
            site.pick(["--rate 100", "--epochs 30 --lr 0.001", "--augment"]),
        )
    text = draft.text(path).splitlines()
    row = next(n for n, line in enumerate(text) if old in line)
    new = text[row].replace(old, f"{old} --{flag}" + site.pick([" 3", " 0.5"]))
    draft.cut(path, row + 1, row + 1, [f"{new}  {MARK}"])
    return draft


@kind("cli-drift-renamed")
def cli_drift_renamed(site: Site) -> Draft:
    """The parser's option got another name, the scripts kept the old one."""
    draft = site.draft("research/README.md")
    old, new = site.pick([("--rate", "--sample-rate"), ("--target", "--out-folder")])
    name = {"--rate": "sample_rate", "--target": "out_folder"}[new if False else old]
    draft.replace("research/shards.py", f'"{old}"', f'"{new}"')
    attribute = old[2:]
    draft.files["research/shards.py"] = draft.text("research/shards.py").replace(
        f"args.{attribute}", f"args.{name}"
    )
    lines = draft.text("research/run.sh").splitlines()
    for number, line in enumerate(lines, 1):
        if old in line and "shards.py" in line:
            draft.cut("research/run.sh", number, number, [f"{line}  {MARK}"])
    return draft


@kind("cli-drift-missing-script")
def cli_drift_missing_script(site: Site) -> Draft:
    """A step of the run script starts a file that is gone."""
    draft, noun = site.draft(), site.noun()
    line = site.pick([f"python plot_{noun}.py --data data", f"python make_{noun}_tables.py runs"])
    if site.rng.random() < 0.5:
        draft.after("research/run.sh", "evaluate.py", f"{line}  {MARK}")
    else:
        draft.after("research/README.md", "evaluate.py", f"{line}  {MARK}")
    return draft


@kind("orchestrator-drift")
def orchestrator_drift(site: Site) -> Draft:
    """The stage file and the code name different files."""
    draft, noun = site.draft("pipeline/prepare.py", "pipeline/fit.py"), site.noun()
    path = "pipeline/dvc.yaml"
    lines = draft.text(path).splitlines()
    old, new = site.pick(
        [
            ("      - models/booster.txt", f"      - models/{noun}_booster.txt"),
            ("      - models/metrics.json", f"      - reports/{noun}_metrics.json"),
            ("    cmd: python score.py", f"    cmd: python score_{noun}.py"),
            ("      - prepare.py", f"      - prepare_{noun}.py"),
        ]
    )
    row = lines.index(old)
    draft.cut(path, row + 1, row + 1, [f"{new}  {MARK}"])
    stage = max(n for n in range(row) if lines[n].startswith("  ") and lines[n][2] != " ")
    text = draft.text(path).splitlines()
    for number in range(stage, min(row + 6, len(text))):
        if MARK not in text[number]:
            draft.cut(path, number + 1, number + 1, [f"{text[number]}  {MARK}"])
    return draft


@kind("make-drift")
def make_drift(site: Site) -> Draft:
    """A make target that asks for a file or script nothing makes."""
    draft, noun = site.draft(), site.noun()
    line = site.pick(
        [
            f"report: reports/{noun}.csv  {MARK}\n\tpython manage.py count --top 20",
            f"{noun}s:\n\tpython build_{noun}s.py --all  {MARK}",
        ]
    )
    draft.before("pipeline/Makefile", "serve:", f"{line}\n\n")
    return draft
