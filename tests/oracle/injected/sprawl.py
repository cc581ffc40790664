# ruff: noqa: E501  (what is injected is kept on the lines it will have)
"""Too many switches, values typed twice, order that only names tell."""

from __future__ import annotations

from drafts import MARK, Draft, marked
from injection_site import Site

from injected.registry import kind


@kind("gate-explosion")
def gate_explosion(site: Site) -> Draft:
    """A training function that a dozen options divide."""
    draft, noun = site.draft(), site.noun()
    words = site.rng.sample(site.host.nouns[:80], 12)
    names = [f"{site.pick(['use', 'with', 'mix', 'warm'])}_{word}" for word in words]
    flags = [f'    parser.add_argument("--{name}", action="store_true")' for name in names]
    gates = []
    for number, (name, word) in enumerate(zip(names, words, strict=True)):
        gates.append(
            f"    if args.{name}:\n"
            f"        {word}_part = rows[{number}:]\n"
            f"        {word}_mean = {word}_part.mean() * {number + 1}\n"
            f"        {word}_top = {word}_part.max() - {word}_mean\n"
            f"        for start in range(0, len({word}_part), {number + 2}):\n"
            f"            chunk = {word}_part[start : start + {number + 2}]\n"
            f"            total += chunk.sum() / {word}_top\n"
            f"        rows = rows - {word}_mean\n"
            f'        print("{word}", {word}_mean, {word}_top)'
        )
    text = "\n".join(
        [
            f'"""Every variant of the {noun} run in one place."""',
            "import argparse\n\nimport numpy as np\n\n",
            f"def run_{noun}(args, rows):  {MARK}\n    total = 0.0",
            *gates,
            "    return total / len(rows)\n\n",
            'if __name__ == "__main__":\n    parser = argparse.ArgumentParser()',
            *flags,
            f"    print(run_{noun}(parser.parse_args(), np.ones(512)))",
        ]
    )
    draft.write(f"research/run_{noun}.py", text + "\n")
    return draft


@kind("numbered-steps")
def numbered_steps(site: Site) -> Draft:
    """Steps whose order stands in the names of their files alone."""
    draft, noun = site.draft(), site.noun()
    folder = f"{noun}_study"
    draft.write(
        f"{folder}/01_collect.py",
        f'import pandas as pd\n\nframe = pd.read_csv("{noun}_raw.csv")\nframe = frame.dropna()\nframe.to_csv("{noun}_clean.csv", index=False)  {MARK}\n',
    )
    draft.write(
        f"{folder}/02_join.py",
        f'import pandas as pd\n\nframe = pd.read_csv("{noun}_clean.csv")  {MARK}\nframe["rank"] = frame.iloc[:, 0].rank()\nframe.to_parquet("{noun}_joined.parquet")  {MARK}\n',
    )
    draft.write(
        f"{folder}/03_plot.py",
        f'import pandas as pd\n\nframe = pd.read_parquet("{noun}_joined.parquet")  {MARK}\nframe.plot().figure.savefig("{noun}.png")\n',
    )
    return draft


@kind("derived-constant")
def derived_constant(site: Site) -> Draft:
    """A value typed by hand that follows from two others beside it."""
    draft = site.draft()
    names = site.pick(
        [
            ("SAMPLE_RATE = 16000", "WINDOW_SECONDS = 4", "WINDOW_SAMPLES = 64000"),
            ("IMAGE_SIZE = 224", "PATCH_SIZE = 16", "NUM_PATCHES = 196"),
            ("N_MELS = 80", "CONTEXT = 11", "INPUT_DIM = 880"),
        ]
    )
    draft.before("research/shards.py", "def parse_args():", marked("\n".join(names)) + "\n\n\n")
    uses = ", ".join(name.split(" =")[0] for name in names)
    draft.after("research/shards.py", "target.mkdir(parents", f"    print({uses})")
    return draft


@kind("converter-module")
def converter_module(site: Site) -> Draft:
    """A module that only carries data from one library to the next and back."""
    draft, noun = site.draft(), site.noun()
    draft.write(
        "pipeline/bridge.py",
        f"""
        import numpy as np
        import pandas as pd
        import torch


        def frame_to_tensor(frame):
            values = frame.values
            return torch.from_numpy(values.astype(np.float32))


        def tensor_to_frame(rows, columns):
            values = rows.detach().cpu().numpy()
            return pd.DataFrame(values, columns=columns)


        def {noun}_to_frame(rows):
            values = np.asarray(rows)
            return pd.DataFrame({{"{noun}": values.tolist()}})


        def frame_to_{noun}(frame):
            values = frame["{noun}"].to_numpy()
            return torch.tensor(values).unsqueeze(0)
        """,
        True,
    )
    draft.replace(
        "pipeline/score.py",
        "import pandas as pd\n",
        "import pandas as pd\nfrom bridge import frame_to_tensor, tensor_to_frame\n",
    )
    draft.after(
        "pipeline/score.py",
        'frame["score"] = booster.predict',
        "    rows = frame_to_tensor(frame[COLUMNS])\n    print(tensor_to_frame(rows, COLUMNS).describe())",
    )
    draft.replace(
        "pipeline/prepare.py",
        "import pandas as pd\n",
        f"import pandas as pd\nfrom bridge import frame_to_{noun}, {noun}_to_frame\n",
    )
    draft.after(
        "pipeline/prepare.py",
        "log.info(describe(frame))",
        f'    log.info("%s", frame_to_{noun}({noun}_to_frame([1, 2])))',
    )
    return draft


@kind("feature-list-fork")
def feature_list_fork(site: Site) -> Draft:
    """The list of columns typed again in another step, one of them missing."""
    draft = site.draft()
    words = [f"{word}_rate" for word in site.rng.sample(site.host.nouns[:80], 7)]
    gone = site.pick(words[1:])
    first = "\n".join(["NUMERIC = [", *(f'    "{word}",' for word in words), "]"])
    second = "\n".join(["NUMERIC = [", *(f'    "{word}",' for word in words if word != gone), "]"])
    draft.before("pipeline/prepare.py", "def drop_broken", marked(first) + "\n\n\n")
    draft.after(
        "pipeline/prepare.py",
        "log.info(describe(frame))",
        "    frame = frame.dropna(subset=NUMERIC)",
    )
    draft.before("pipeline/score.py", "def contacts", marked(second) + "\n\n\n")
    draft.after(
        "pipeline/score.py", 'frame["score"] = booster.predict', "    print(frame[NUMERIC].mean())"
    )
    return draft
