"""How many declared options have readers that are known, and why the others have not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts
from debtscan.project.coverage import Coverage, covered
from debtscan.project.flow.flows import Flows
from debtscan.project.names.calls import Calls
from debtscan.project.options.field_reads import FieldReads
from debtscan.project.options.fields import FIELDS, Fields
from debtscan.project.options.options import OptionUse
from debtscan.project.options.settings_classes import SettingsClasses

_PLACE = re.compile(r" (?:at|to) \S+$|`[^`]*`")
#: readers of a field that only bear its name
BY_NAME = "a field read by name alone"
_FURTHEST = 400  #: carriers of one object; beyond, too much of it is guessed


def option_coverage(
    files: Mapping[str, FileFacts], calls: Calls, uses: Sequence[OptionUse]
) -> Coverage:
    """Known: some reader was seen, or it was seen that there is none.

    A field is an option only when its class is settings (`SettingsClasses`); fields of other
    dataclasses are records and are not counted at all. It is known when what is before the dot
    is shown to be of its class (`FieldReads`), or an instance was followed to a read.
    """
    settings = SettingsClasses(calls)
    counted = [use for use in uses if _is_option(use, calls, settings)]
    fields = [(use.file, use.option) for use in uses if use.option.framework in FIELDS]
    asked = {use.option.name for use in counted if use.option.framework in FIELDS and use.reads}
    reads = FieldReads(calls, asked, fields)
    code = [file for file in files.values() if file.is_code]
    followed = Fields(code, Flows(calls), _FURTHEST)
    causes = list(_Causes(calls, reads, followed).of(counted))
    return covered(len(counted) - len(causes), causes)


def _is_option(use: OptionUse, calls: Calls, settings: SettingsClasses) -> bool:
    if use.option.framework not in FIELDS:
        return True
    owner = calls.symbols.at(use.file.path, use.option.holder)
    return owner is not None and settings.has(owner)


class _Causes(Struct, frozen=True, dict=True):
    calls: Calls
    reads: FieldReads
    followed: Fields

    def of(self, uses: Sequence[OptionUse]) -> Iterator[str]:
        """Why readers are not known, one reason for each option without known readers."""
        for use in uses:
            if use.reads:
                if use.option.framework in FIELDS:
                    yield from self._field(use)
            elif use.escape:
                yield " ".join(_PLACE.sub("", use.escape).split())
            elif use.mentions or use.elsewhere:
                yield "named elsewhere"

    def _field(self, use: OptionUse) -> Iterator[str]:
        owner = self.calls.symbols.at(use.file.path, use.option.holder)
        if owner is None or not (
            self.reads.how(owner, use.option.name) or self.followed.is_read(owner, use.option.name)
        ):
            yield BY_NAME
