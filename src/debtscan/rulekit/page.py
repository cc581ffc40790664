"""A rule's page: the docstring its module opens with, under fixed headings (ruff, biome)."""

from __future__ import annotations

import re
from dataclasses import dataclass

SECTIONS = ("What it does", "Why it is debt", "Example", "How to pay it back", "Known limits")


@dataclass(frozen=True)
class Page:
    """The page's text and its sections by heading."""

    text: str

    @property
    def summary(self) -> str:
        """The first line: one sentence."""
        return self.text.strip().partition("\n")[0]

    @property
    def sections(self) -> dict[str, str]:
        """Heading -> body, in the page's order."""
        parts = re.split(r"^## +(.+)$", self.text, flags=re.MULTILINE)
        return {
            head.strip(): body.strip() for head, body in zip(parts[1::2], parts[2::2], strict=True)
        }

    @property
    def why(self) -> str:
        """The first paragraph of "Why it is debt", on one line."""
        body = self.sections.get("Why it is debt", "")
        return " ".join(body.partition("\n\n")[0].split())
