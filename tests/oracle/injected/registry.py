"""Where kinds register themselves."""

from __future__ import annotations

from collections.abc import Callable

from drafts import Draft
from injection_site import Site

Inject = Callable[[Site], Draft]
KINDS: dict[str, Inject] = {}


def kind(name: str) -> Callable[[Inject], Inject]:
    """Name a kind of debt, as `kinds.toml` knows it."""

    def register(inject: Inject) -> Inject:
        if name in KINDS:
            raise ValueError(f"{name} is defined twice")
        KINDS[name] = inject
        return inject

    return register
