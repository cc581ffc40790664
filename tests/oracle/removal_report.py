"""The Markdown of the removal oracle: shares by kind and repository, and the misses by cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from removed_items import Removed


@dataclass(frozen=True)
class Judged:
    """A removed item. ``rules`` spoke of it on the parent; ``named`` says where else its name
    stands there: `nowhere`, `removed with it` or `elsewhere`."""

    repository: str
    sha: str
    subject: str
    plain: bool
    item: Removed
    rules: tuple[str, ...]
    named: str


_KINDS = ("definition", "option", "key", "file", "import")


def removal_report(results: Sequence[Judged], chosen: int, there: int, rows: int) -> str:
    """All tables."""
    plain = [one for one in results if one.plain]
    silent = [one for one in plain if one.named == "nowhere"]
    return "\n\n".join(
        [
            "# Removal oracle",
            f"{there} of the {rows} commits could be read with their parents; {chosen} were "
            f"scanned. Counted are {len(results)} removed items, {len(plain)} of them in commits "
            "whose subject itself speaks of something dead, old, unused or double.",
            f"**Flagged on the parent: {_share(plain)} of these, {_share(silent)} of those whose "
            f"name stands nowhere else in the parent**; over all commits {_share(results)}. "
            "Imports apart (linters see them): "
            f"{_share([one for one in plain if one.item.kind != 'import'])}.",
            "## By kind (subject speaks of it)",
            _table(plain, lambda one: one.item.kind, "kind", _KINDS),
            "## By repository (subject speaks of it)",
            _table(plain, lambda one: one.repository, "repository"),
            "## Rules that spoke",
            _rules(plain),
            "## Misses, where the subject speaks of it",
            _misses(plain),
        ]
    )


def _share(group: Sequence[Judged]) -> str:
    told = sum(bool(one.rules) for one in group)
    return f"{told} of {len(group)} = {told / len(group):.2f}" if group else "0 of 0"


def _table(
    results: Sequence[Judged],
    key: Callable[[Judged], str],
    title: str,
    order: Iterable[str] = (),
) -> str:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in results:
        groups[key(one)].append(one)
    rows = [
        f"| {title} | flagged | named nowhere else | uses went too | named elsewhere |",
        "|---|---|---|---|---|",
    ]
    for name in [*order, *sorted(groups.keys() - set(order))]:
        group = groups[name]
        shares = [
            _share([one for one in group if one.named == named])
            for named in ("nowhere", "removed with it", "elsewhere")
        ]
        rows.append(f"| {name} | {_share(group)} | {' | '.join(shares)} |")
    return "\n".join(rows)


def _rules(results: Sequence[Judged]) -> str:
    counted = Counter(rule for one in results for rule in one.rules)
    return ", ".join(f"{rule} {count}" for rule, count in counted.most_common()) or "None."


def _misses(results: Sequence[Judged]) -> str:
    lines = []
    missed = [one for one in results if not one.rules]
    for one in sorted(missed, key=lambda each: (each.item.kind, each.named, each.repository)):
        at = f"{one.item.path}:{one.item.first}"
        lines.append(
            f"- {one.item.kind}, {one.named}: `{one.item.name}` {one.repository}@{one.sha[:10]} "
            f"{at} ({one.subject[:60]})"
        )
    return "\n".join(lines) + "\n"
