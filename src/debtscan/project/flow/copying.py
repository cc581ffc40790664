"""Other objects that take over all that one object holds: `setattr` in a loop, `update`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from debtscan.facts import FileFacts, Reference, Value
from debtscan.project.flow.carried import Place
from debtscan.project.flow.showing import loop_names
from debtscan.project.flow.uses import Use
from debtscan.project.names.bindings import class_of

if TYPE_CHECKING:
    from debtscan.project.flow.flows import Flows

_MERGING = frozenset({"update", "merge_with", "merge", "__dict__.update", "add_hparams"})


def copied_into(flows: Flows, file: FileFacts, index: int) -> Sequence[Place]:
    """For the call that gives all values (`vars(args).items()`): what a loop over it puts them
    into, by `setattr(cfg, k, v)` or `cfg[k] = v`, when it does so by the value's own name."""
    names = frozenset(loop_names(file, index))
    return tuple(sorted(set(_set(flows, file, names)))) if names else ()


def _set(flows: Flows, file: FileFacts, names: Collection[str]) -> Iterator[Place]:
    uses = flows.uses(file.path)
    for name in sorted(names):
        for use in uses.of(name):
            if use.kind == "argument" and use.key == 1 and not use.wrapped:
                call = file.calls[use.index]
                if call.callee in ("setattr", "object.__setattr__"):
                    yield from _held(flows, file, call.arguments[0], call.scope)
            elif use.kind == "assigned" and str(use.key).endswith("[]") and not use.wrapped:
                target = str(use.key).removesuffix("[]")
                yield flows.bound(file, target, use.scope)


def _held(flows: Flows, file: FileFacts, value: Value, scope: int) -> Iterator[Place]:
    owner = class_of(file, scope)
    if isinstance(value, Reference) and value.name == "self" and owner:
        yield Place(file.path, owner, "self")
    elif isinstance(value, Reference):
        yield flows.bound(file, value.name, scope)


def merged_into(flows: Flows, file: FileFacts, use: Use) -> Sequence[Place]:
    """`cfg.update(vars(args))`: what has the method then holds the values too."""
    call = file.calls[use.index]
    head, _, last = call.callee.rpartition(".")
    if last not in _MERGING or not head or head.startswith("?") or use.wrapped:
        return ()
    return (flows.bound(file, head.removesuffix(".__dict__"), call.scope),)
