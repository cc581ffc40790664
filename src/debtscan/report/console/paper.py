"""The page being written: lines of styled pieces, wrapped only where wrapping harms nothing."""

from __future__ import annotations

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from debtscan.report.look import Look
from debtscan.report.visibility import visible

Piece = tuple[str, str]  #: text and style
WIDEST = 100  #: columns of prose; longer lines tire the eye
LONGEST = 2000  #: characters of one paragraph; more is no prose


class Paper:
    """Collects lines. All text goes through `visible`; none of it is read as markup."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = max(40, min(look.width, WIDEST))
        self._lines: list[str] = []
        self._measure = Console(width=self.width, _environ={})

    def line(self, *pieces: Piece) -> None:
        """One line, never wrapped: a place in it stays in one piece."""
        shown = [(visible(text), style) for text, style in pieces if text]
        if shown:
            shown[-1] = (shown[-1][0].rstrip(), shown[-1][1])
        self._lines.append("".join(self._styled(text, style) for text, style in shown))

    def blank(self) -> None:
        """An empty line."""
        self._lines.append("")

    def paragraph(self, text: str, *, indent: int, label: str = "", style: str = "") -> None:
        """Prose wrapped under itself; the label stands in the indentation of its first line."""
        margin = f"{label:>{indent - 2}}  " if label else " " * indent
        for part in self._wrapped(text, self.width - indent):
            self.line((margin, "dim"), (part, style))
            margin = " " * indent

    def text(self) -> str:
        """All that was written."""
        return "".join(f"{line}\n" for line in self._lines)

    def _wrapped(self, text: str, width: int) -> list[str]:
        shown = visible(text)
        if len(shown) > LONGEST:
            shown = shown[:LONGEST] + "…"
        if cell_len(shown) <= width:
            return [shown]
        return [line.plain.rstrip() for line in Text(shown).wrap(self._measure, width)]

    def _styled(self, text: str, style: str) -> str:
        if not (self.look.color and style and text.strip()):
            return text
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
