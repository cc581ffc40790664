"""How many declared options have readers that are known, and why the others have not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import FileFacts
from debtscan.project.coverage import Coverage, covered
from debtscan.project.flow.flows import Flows
from debtscan.project.names.calls import Calls
from debtscan.project.options.fields import FIELDS, Fields
from debtscan.project.options.options import OptionUse

_PLACE = re.compile(r" (?:at|to) \S+$|`[^`]*`")
#: readers of a field that only bear its name
BY_NAME = "a field read by name alone"


def option_coverage(
    files: Mapping[str, FileFacts], calls: Calls, uses: Sequence[OptionUse]
) -> Coverage:
    """Known: some reader was seen, or it was seen that there is none. A field counts only when
    an instance of its class was followed to a read."""
    fields = Fields([file for file in files.values() if file.is_code], Flows(calls))
    causes = list(_causes(calls, fields, uses))
    return covered(len(uses) - len(causes), causes)


def _causes(calls: Calls, fields: Fields, uses: Sequence[OptionUse]) -> Iterator[str]:
    for use in uses:
        if use.reads:
            if use.option.framework in FIELDS and not _followed(calls, fields, use):
                yield BY_NAME
        elif use.escape:
            yield " ".join(_PLACE.sub("", use.escape).split())
        elif use.mentions or use.elsewhere:
            yield "named elsewhere"


def _followed(calls: Calls, fields: Fields, use: OptionUse) -> bool:
    owner = calls.symbols.at(use.file.path, use.option.holder)
    return owner is not None and fields.is_read(owner, use.option.name)
