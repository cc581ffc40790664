"""Configuration that is copied, doubled, or contradicted."""

from __future__ import annotations

import re

from drafts import MARK, Draft
from injection_site import Site

from injected.registry import kind

_BASE = "pipeline/conf/base.yaml"


@kind("duplicate-yaml-key")
def duplicate_yaml_key(site: Site) -> Draft:
    """A key given again some lines below, with another value."""
    draft = site.draft()
    key, anchor, new = site.pick(
        [
            ("learning_rate: 0.05", "depth: 6", "  learning_rate: 0.1"),
            ("window_days: 28", "clip: 3.5", "  window_days: 14"),
            ("seed: 7", "threshold: 0.4", "seed: 42"),
        ]
    )
    rows = draft.text(_BASE).splitlines()
    row = next(n for n, line in enumerate(rows) if key in line)
    draft.cut(_BASE, row + 1, row + 1, [f"{rows[row]}  {MARK}"])
    draft.after(_BASE, anchor, f"{new}  {MARK}")
    return draft


@kind("config-family")
def config_family(site: Site) -> Draft:
    """The configuration copied for each variant, one or two values changed."""
    draft = site.draft(_BASE)
    text = site.host.files[_BASE]
    for name in site.rng.sample(["small", "large", "fast", "deep", "eu", "q3"], 3):
        spot = site.pick(list(re.finditer(r"(?<=: )\d+(\.\d+)?$", text, re.MULTILINE)))
        value = f"{float(spot[0]) * 2:g}"
        changed = text[: spot.start()] + value + text[spot.end() :]
        draft.write(f"pipeline/conf/{name}.yaml", changed, True)
    rows = draft.text(_BASE).splitlines()
    draft.cut(_BASE, 1, 1, [f"{rows[0]}  {MARK}"])
    return draft


@kind("conflicting-values")
def conflicting_values(site: Site) -> Draft:
    """A default in code that differs from the configuration of the same run."""
    draft = site.draft("pipeline/settings.py", _BASE)
    key, old, new = site.pick(
        [
            (
                "threshold",
                'cfg["threshold"])\n    rows.to_csv',
                'cfg.get("threshold", 0.5))\n    rows.to_csv',
            ),
        ]
    )
    draft.replace("pipeline/score.py", old, new)
    rows = draft.text("pipeline/score.py").splitlines()
    row = next(n for n, line in enumerate(rows) if f'cfg.get("{key}"' in line)
    draft.cut("pipeline/score.py", row + 1, row + 1, [f"{rows[row]}  {MARK}"])
    return draft


@kind("hard-coded-setting")
def hard_coded_setting(site: Site) -> Draft:
    """A number of the model typed in, though the configuration has the key."""
    draft = site.draft(_BASE)
    key, value = site.pick([("learning_rate", "0.1"), ("rounds", "1200"), ("depth", "8")])
    draft.replace("pipeline/fit.py", f'options["{key}"]', value)
    rows = draft.text("pipeline/fit.py").splitlines()
    row = next(n for n, line in enumerate(rows) if f"={value}," in line)
    draft.cut("pipeline/fit.py", row + 1, row + 1, [f"{rows[row]}  {MARK}"])
    base = draft.text(_BASE).splitlines()
    number = next(n for n, line in enumerate(base, 1) if f"{key}:" in line)
    draft.cut(_BASE, number, number, [f"{base[number - 1]}  {MARK}"])
    return draft


@kind("config-changed-late")
def config_changed_late(site: Site) -> Draft:
    """Two steps write over loaded settings, each in its own way."""
    draft = site.draft()
    draft.after(
        "pipeline/score.py", "cfg = load_settings()", f'    cfg["threshold"] = 0.55  {MARK}'
    )
    draft.after(
        "pipeline/fit.py", "cfg = load_settings()", f'    cfg["model"]["rounds"] = 800  {MARK}'
    )
    return draft
