"""The Markdown of a run: recall by kind and by rule, alarms, misses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from trials import Outcome, Verdict, expected_rules

_SCRIPTS = ("research/", "pipeline/")


def recall_report(outcomes: Sequence[Outcome], rules: Sequence[str], misses: bool = False) -> str:
    """All tables. ``rules`` are those that were asked."""
    expected = expected_rules(made_for=True)
    asked = [one for outcome in outcomes for one in outcome.verdicts]
    served = [one for one in asked if set(expected.get(one.kind, ())) & set(rules)]
    parts = [
        "# Mutation oracle",
        _summary(outcomes, asked, served, expected, rules),
        "## Kinds",
        _kinds(asked, expected, rules),
        "## Rules",
        _rules(served, expected, rules),
        "## Sources and alarms on what was not touched",
        _sources(outcomes, served),
        _alarms(outcomes),
    ]
    if misses:
        parts += ["## Misses", "\n".join(_misses(served))]
    return "\n\n".join(parts) + "\n"


def _summary(
    outcomes: Sequence[Outcome],
    asked: Sequence[Verdict],
    served: Sequence[Verdict],
    expected: dict[str, list[str]],
    rules: Sequence[str],
) -> str:
    caught = sum(bool(one.caught_by) for one in served)
    without = sorted({one.kind for one in asked} - {one.kind for one in served})
    context = sum(_in_scripts(one.at.path) for outcome in outcomes for one in outcome.before)
    elsewhere = sum(len(outcome.elsewhere) for outcome in outcomes)
    kinds = len({one.kind for one in served})
    lines = [
        f"{len(asked)} injections of {len({one.kind for one in asked})} kinds into "
        f"{len(outcomes)} sources, {len(rules)} rules.",
        f"**Caught {caught} of {len(served)} = {_share(caught, len(served))}** over the {kinds} "
        f"kinds that an installed rule is meant for; the mean over these kinds is "
        f"{_macro(served):.2f}. Over all injections: {_share(caught, len(asked))}.",
        f"Alarms on the clean scripts before anything was injected: {context}. New findings away "
        f"from every injected place and changed file: {elsewhere}.",
    ]
    if without:
        lines.append("No rule yet: " + ", ".join(without) + ".")
    return "\n".join(lines)


def _macro(served: Sequence[Verdict]) -> float:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for one in served:
        by_kind[one.kind].append(bool(one.caught_by))
    return sum(sum(each) / len(each) for each in by_kind.values()) / max(len(by_kind), 1)


def _kinds(asked: Sequence[Verdict], expected: dict[str, list[str]], rules: Sequence[str]) -> str:
    rows = [
        "| kind | injected | caught | recall | by | other rules there |",
        "|---|---|---|---|---|---|",
    ]
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for one in asked:
        groups[one.kind].append(one)
    for kind, group in groups.items():
        caught = sum(bool(one.caught_by) for one in group)
        by = Counter(rule for one in group for rule in one.caught_by)
        others = Counter(rule for one in group for rule in one.others)
        known = set(expected.get(kind, ())) & set(rules)
        share = _share(caught, len(group)) if known else "no rule yet"
        rows.append(
            f"| {kind} | {len(group)} | {caught} | {share} | {_told(by)} | {_told(others)} |"
        )
    return "\n".join(rows)


def _rules(served: Sequence[Verdict], expected: dict[str, list[str]], rules: Sequence[str]) -> str:
    rows = ["| rule | meant for | caught by it | caught by any |", "|---|---|---|---|"]
    for rule in sorted(rules):
        meant = [one for one in served if rule in expected.get(one.kind, ())]
        own = sum(rule in one.caught_by for one in meant)
        caught = sum(bool(one.caught_by) for one in meant)
        if meant:
            rows.append(
                f"| {rule} | {len(meant)} | {own} | {caught} = {_share(caught, len(meant))} |"
            )
    silent = sorted(rule for rule in rules if not any(rule in each for each in expected.values()))
    note = f"\n\nNo kind is meant for: {', '.join(silent)}." if silent else ""
    return "\n".join(rows) + note


def _sources(outcomes: Sequence[Outcome], served: Sequence[Verdict]) -> str:
    rows = [
        "| source | statements | injected | recall | findings untouched | per 1,000 |",
        "|---|---|---|---|---|---|",
    ]
    for outcome in outcomes:
        own = [one for one in served if one.source == outcome.source]
        caught, count = sum(bool(one.caught_by) for one in own), len(outcome.before)
        density = 1000 * count / max(outcome.statements, 1)
        rows.append(
            f"| {outcome.source} | {outcome.statements:,} | {len(own)} | "
            f"{_share(caught, len(own))} | {count} | {density:.2f} |"
        )
    return "\n".join(rows)


def _alarms(outcomes: Sequence[Outcome]) -> str:
    lines = [
        f"- {outcome.source}: {one.at} {one.rule}: {one.message}"
        for outcome in outcomes
        for one in [*outcome.before, *outcome.elsewhere]
    ]
    return "\n".join(lines) or "None."


def _misses(served: Sequence[Verdict]) -> Iterator[str]:
    for one in sorted(served, key=lambda each: (each.kind, each.source)):
        if not one.caught_by:
            place = one.places[0]
            seen = f" (instead: {', '.join(one.others)})" if one.others else ""
            note = f" {one.note}" if one.note else ""
            yield f"- {one.kind}: {place.path}:{place.first}{note}{seen} `--show {one.key}`"


def _in_scripts(path: str) -> bool:
    return path.startswith(_SCRIPTS)


def _told(counted: Counter[str]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in counted.most_common())


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"
