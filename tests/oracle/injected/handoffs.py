# ruff: noqa: E501  (what is injected is kept on the lines it will have)
"""Files between steps: undeclared, misnamed, missing, unread."""

from __future__ import annotations

from drafts import MARK, Draft
from injection_site import Site

from injected.registry import kind


@kind("undeclared-handoff")
def undeclared_handoff(site: Site) -> Draft:
    """A new script reads what a stage writes; nothing says that it comes after."""
    noun, draft = site.noun(), site.draft("pipeline/dvc.yaml", "pipeline/Makefile")
    source, call = site.pick(
        [
            (f"data/clean/{noun}_means.csv", 'frame.mean(numeric_only=True).to_csv("{}")'),
            (
                f"data/clean/{noun}_sample.parquet",
                'frame.sample(500, random_state=1).to_parquet("{}")',
            ),
        ]
    )
    draft.after(
        "pipeline/prepare.py", "frame.to_parquet(target)", f"    {call.format(source)}  {MARK}"
    )
    reader = "read_csv" if source.endswith("csv") else "read_parquet"
    draft.write(
        f"pipeline/compare_{noun}s.py",
        f'''
        """Compares this month's {noun}s with the last."""

        import pandas as pd


        def main():
            frame = pd.{reader}("{source}")  {MARK}
            worst = frame.sort_values(frame.columns[0]).head(20)
            print(worst.to_string())


        if __name__ == "__main__":
            main()
        ''',
    )
    return draft


@kind("almost-meeting-names")
def almost_meeting_names(site: Site) -> Draft:
    """One step writes numbered files, the next looks for files named a little differently."""
    noun = site.noun()
    draft = site.draft()
    written, read = site.pick(
        [
            ("fold_{k}.csv", "fold-*.csv"),
            ("fold_{k}.csv", "folds_*.csv"),
            ("fold{k}.csv", "fold_*.csv"),
            ("part_{k}.csv", "part_*.tsv"),
        ]
    )
    draft.after(
        "pipeline/prepare.py",
        "frame.to_parquet(target)",
        f"    for k in range(5):\n"
        f'        frame[frame.index % 5 == k].to_csv(f"data/{noun}/{written}", index=False)  {MARK}',
    )
    draft.after(
        "pipeline/fit.py",
        "booster, unseen = fit_booster(frame",
        f'    for path in sorted(Path("data/{noun}").glob("{read}")):  {MARK}\n'
        f'        fold = add_features(pd.read_csv(path), **cfg["features"])\n'
        f'        log.info("%s: %.3f", path, booster.predict_proba(fold[COLUMNS])[:, 1].mean())',
    )
    return draft


@kind("dangling-input")
def dangling_input(site: Site) -> Draft:
    """A file is read that no step writes and that is not in the repository."""
    noun, draft = site.noun(), site.draft()
    path, anchor, line = site.pick(
        [
            (
                "pipeline/score.py",
                "booster = lightgbm.Booster(",
                '    known = pd.read_csv("data/interim/{0}_known.csv")  {1}\n    print(len(known), "known")',
            ),
            (
                "pipeline/fit.py",
                "cfg = load_settings()",
                '    weights = pd.read_parquet("data/interim/{0}_weights.parquet")  {1}\n    log.info("%d weights", len(weights))',
            ),
        ]
    )
    draft.after(path, anchor, line.format(noun, MARK))
    return draft


@kind("write-only-output")
def write_only_output(site: Site) -> Draft:
    """An intermediate file that nothing reads any more."""
    noun, draft = site.noun(), site.draft()
    path, anchor, line = site.pick(
        [
            (
                "pipeline/prepare.py",
                "frame.to_parquet(target)",
                '    frame.head(1000).to_parquet("data/interim/{0}_head.parquet")  {1}',
            ),
            (
                "pipeline/fit.py",
                "booster, unseen = fit_booster",
                '    unseen.to_pickle("data/interim/{0}_unseen.pkl")  {1}',
            ),
        ]
    )
    draft.after(path, anchor, line.format(noun, MARK))
    return draft


@kind("unsorted-file-list")
def unsorted_file_list(site: Site) -> Draft:
    """The order of rows and labels is left to the file system."""
    draft = site.draft()
    path, old, new = site.pick(
        [
            (
                "research/shards.py",
                'sorted(Path(args.source).glob("*.csv"))',
                'Path(args.source).glob("*.csv")',
            ),
            (
                "research/shards.py",
                'sorted(Path(args.source).glob("*.csv"))',
                "map(Path, os.listdir(args.source))",
            ),
            (
                "research/dataset.py",
                'sorted(Path(folder).glob("*.npz"))',
                'Path(folder).glob("*.npz")',
            ),
        ]
    )
    if "listdir" in new:
        draft.replace(path, "import argparse\n", "import argparse\nimport os\n")
    row = next(n for n, line in enumerate(draft.text(path).splitlines()) if old in line)
    line = draft.text(path).splitlines()[row].replace(old, new)
    draft.cut(path, row + 1, row + 1, [f"{line}  {MARK}"])
    return draft


@kind("absolute-user-path")
def absolute_user_path(site: Site) -> Draft:
    """A default or constant that exists on one person's machine."""
    draft, noun = site.draft(), site.noun()
    user = site.pick(["jkowalska", "tom", "m.ferrari", "akhil"])
    root = site.pick([f"/home/{user}", f"/Users/{user}", f"C:/Users/{user}", f"/scratch/{user}"])
    path, old, new = site.pick(
        [
            ("research/train.py", '"runs/latest"', f'"{root}/runs/{noun}"'),
            ("research/run.sh", "python shards.py recordings", f"python shards.py {root}/{noun}"),
            ("pipeline/conf/base.yaml", "data/raw/", f"{root}/{noun}/"),
            ("pipeline/score.py", '"models/booster.txt"', f'"{root}/models/{noun}.txt"'),
        ]
    )
    row = next(n for n, line in enumerate(draft.text(path).splitlines()) if old in line)
    line = draft.text(path).splitlines()[row].replace(old, new)
    draft.cut(path, row + 1, row + 1, [f"{line}  {MARK}"])
    return draft


@kind("format-ping-pong")
def format_ping_pong(site: Site) -> Draft:
    """Written to a file and read back from it a few lines later."""
    draft, noun = site.draft(), site.noun()
    name = f"{noun}_tmp.csv"
    draft.after(
        "pipeline/fit.py",
        "frame = pd.read_parquet(",
        f'    frame.to_csv("{name}", index=False)  {MARK}\n'
        f'    frame = pd.read_csv("{name}")  {MARK}',
    )
    return draft


@kind("swallowed-failure")
def swallowed_failure(site: Site) -> Draft:
    """Rows that fail go, or become a constant, and nobody hears of it."""
    draft = site.draft()
    path, old, new = site.pick(
        [
            (
                "research/shards.py",
                "        rows = normalise(read_recording(path, args.rate))\n",
                f"        try:  {MARK}\n            rows = normalise(read_recording(path, args.rate))\n"
                f"        except Exception:  {MARK}\n            continue  {MARK}\n",
            ),
            (
                "pipeline/serve.py",
                "    value = float(booster.predict(frame[COLUMNS])[0])\n",
                f"    try:  {MARK}\n        value = float(booster.predict(frame[COLUMNS])[0])\n"
                f"    except:  {MARK}\n        value = 0.5  {MARK}\n",
            ),
            (
                "research/dataset.py",
                "            with np.load(shard) as stored:\n"
                '                signal, label = stored["signal"], int(stored["label"])\n',
                f"            try:  {MARK}\n                with np.load(shard) as stored:\n"
                '                    signal, label = stored["signal"], int(stored["label"])\n'
                f"            except Exception:  {MARK}\n                pass  {MARK}\n",
            ),
        ]
    )
    draft.replace(path, old, new)
    return draft
