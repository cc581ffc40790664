"""A third-party library used through its private names, or changed at run time.

## What it does
Finds imports and uses of names that a library marks as its own (`lib._x`, `lib.Class._x`,
`tensorflow.python`), and assignments that replace a library's function, class or method, or a
module in `sys.modules`. Private names of one library that the same files use are one finding; so
are the patches of one folder's files to one library.

## Why it is debt
Private names change without notice: the next upgrade breaks the code, so the upgrade does not
happen. A patch changes the library for everybody in the process, and depends on being run before
anything else imports what it replaces.

## Example
```python
import cv2
from sklearn.ensemble._forest import _generate_sample_indices  # debt: private-or-patched-api


def read_any_path(path, flags=1):
    return cv2.imdecode(open(path, "rb").read(), flags)


cv2.imread = read_any_path  # debt: private-or-patched-api
```

## How to pay it back
Use the public equivalent, or copy the few lines that are needed. Instead of a patch, call your own
function or subclass, or ask the library for a hook; where neither is possible, pin the version
and keep all patches in one module that says which versions it is for. Most private names have a
public twin or are a few lines long; a patch costs three times as much, for what relies on it has to
be found first.

## Known limits
Imports that stand in `try` or serve a type checker are taken for shims. A few names that are
private by spelling and documented in practice, or registered from outside (`torch.ops`), are let
pass (see the option). The standard library and libraries of the same house (named in the addresses
of `pyproject.toml`, `setup.cfg` or `setup.py`) are not judged. A lambda counts as a patch only
where the target is private or belongs to a class. A patch that its own function takes back is let
pass, and so are private names in a file full of patches, which says enough about itself.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from debtscan.facts import Assignment, FileFacts, Reference, Unknown
from debtscan.project.starts.makers import makers
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Location,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part

_STANDARD = sys.stdlib_module_names
_PRIVATE_BY_WORD = ("tensorflow.python.", "keras.src.")
_FULL_OF_PATCHES = 10  #: replaced names from which on patching is what a file is for
_A_PATCH = 45  #: minutes: what relies on it has to be found and changed
#: Parts of names that a repository's own module has, even one that is not committed.
_OWN_WORDS = ("util", "helper", "common", "config", "tools")


@dataclass(frozen=True)
class Options:
    """Which private names may be used."""

    #: Names that are private by spelling, and documented or steady in practice; `*` stands
    #: for anything.
    allowed: tuple[str, ...] = (
        "numpy._core",
        "numpy.random.mtrand._rand",
        "torch._C*",
        "torch._assert*",
        "torch._disable_dynamo",
        "torch._dynamo*",
        "torch._foreach_*",
        "torch._inductor*",
        "torch._scaled_mm",
        "torch._utils",
        "torch.classes.*",
        "torch.cuda.memory._*",
        "torch.distributed.algorithms._checkpoint",
        "torch.nn.init._calculate_*",
        "torch.nn.modules.*._*Norm",
        "torch.nn.modules.conv._*",
        "torch.nn.modules.loss._*",
        "torch.nn.modules.utils._*",
        "torch.ops.*",
        "torch.optim.lr_scheduler._LRScheduler",
        "transformers.*._from_config",
    )


@project_rule(
    "private-or-patched-api",
    category=Category.GLUE_CODE,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=15,
    minutes_per_member=5,
    minutes_cap=240,
    since="0.1",
    options=Options,
)
def private_or_patched_api(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per library and set of files that use its private names, and one per folder and
    library that is patched."""
    uses: dict[str, list[Location]] = defaultdict(list)
    replaced: dict[tuple[str, str], list[tuple[Location, str]]] = defaultdict(list)
    house = makers(project.files)
    for file in project.source_files:
        libraries = _libraries(project, file, house)
        patches = _patches(project, file, libraries)
        for library, targets in patches.items():
            folder = file.path.rpartition("/")[0]
            replaced[folder, library] += ((at, target) for target, at in targets.items())
        patched = tuple(target for places in patches.values() for target in places)
        if len(patched) >= _FULL_OF_PATCHES:
            continue
        for name, at in _private_uses(file, libraries):
            if not any(target.startswith(name) for target in patched) and not any(
                fnmatchcase(name, pattern) for pattern in options.allowed
            ):
                uses[name].append(at)
    for (_, library), patched_at in replaced.items():
        yield _patched(library, sorted(patched_at))
    together: dict[tuple[str, ...], dict[str, list[Location]]] = defaultdict(dict)
    for name, places in uses.items():
        together[name.partition(".")[0], *sorted({at.path for at in places})][name] = places
    for (library, *_), names in together.items():
        yield _private(library, names)


def _libraries(project: Project, file: FileFacts, house: frozenset[str]) -> frozenset[str]:
    """Top-level packages from outside, that no folder or file of the repository is called and
    that bear no name of the house."""
    return frozenset(
        name
        for name in project.imports.external(file.path)
        if name not in project.modules.top_names
        and name not in _STANDARD
        and name.partition("_")[0] not in house | {""}
        and not any(word in name for word in _OWN_WORDS)
    )


def _private_uses(file: FileFacts, libraries: frozenset[str]) -> Iterator[tuple[str, Location]]:
    """Private names with their first place in the file."""
    seen: set[str] = set()
    for one in file.imports:
        private = _private_part(f"{one.module}.{one.name}" if one.name else one.module, libraries)
        if private and private not in seen:
            seen.add(private)
            if one.guard not in ("try", "type-checking"):
                yield private, file.locate(one.at)
    reads: dict[str, int] = {}
    for scope in file.reads:
        for name, lines in scope.items():
            private = _private_part(name, libraries)
            if private and private not in seen:
                reads[private] = min(lines[0], reads.get(private, lines[0]))
    yield from ((private, file.line(line)) for private, line in reads.items())


def _private_part(name: str, libraries: frozenset[str]) -> str:
    """The name up to its first private segment; "" when there is none."""
    if name.partition(".")[0] not in libraries:
        return ""
    if f"{name}.".startswith(_PRIVATE_BY_WORD):
        return ".".join(name.split(".")[:2])
    if "._" not in name:
        return ""
    segments = name.split(".")
    for index, segment in enumerate(segments):
        if segment.startswith("_") and not segment.startswith("__") and segment != "_":
            return ".".join(segments[: index + 1])
    return ""


def _patches(
    project: Project, file: FileFacts, libraries: frozenset[str]
) -> dict[str, dict[str, Location]]:
    """Library -> what of it this file replaces, with the places."""
    found: dict[str, dict[str, Location]] = defaultdict(dict)
    times = Counter((one.scope, one.target) for one in file.assignments if one.scope)
    for one in file.assignments:
        library, _, rest = one.target.partition(".")
        if not rest or library not in libraries or one.how != "=":
            continue
        taken_back = times[one.scope, one.target] > 1
        if not taken_back and _is_code(project, file, one):
            found[library].setdefault(one.target.replace("[]", "[...]"), file.locate(one.at))
    for access in file.key_accesses:
        top = access.key.partition(".")[0]
        if access.store and access.of == "sys.modules" and _is_foreign(project, top):
            found[top].setdefault(f'sys.modules["{access.key}"]', file.locate(access.at))
    return found


def _is_foreign(project: Project, name: str) -> bool:
    return bool(name) and name != "__main__" and name not in project.modules.top_names


def _is_code(project: Project, file: FileFacts, one: Assignment) -> bool:
    """Whether what is assigned to a library's name is a function or class, not a setting; into the
    names of a module themselves nobody puts settings."""
    segments = one.target.split(".")
    if segments[-1].endswith("[]"):
        return segments[-1] == "__dict__[]"
    match one.value:
        case Reference(name):
            return (
                any(definition.name.split(".")[-1] == name for definition in file.definitions)
                or project.symbols.find(name, file.path) is not None
                or _takes_the_place(name.split("."), segments)
            )
        case Unknown():
            of_class = len(segments) > 2 and segments[-2][:1].isupper()
            return of_class or any(segment.startswith("_") for segment in segments)
    return False


def _takes_the_place(new: list[str], old: list[str]) -> bool:
    """Whether one name of a library is put in place of another: alike, or two classes."""
    alike = new[-1] == old[-1] or (new[-1][:1].isupper() and old[-1][:1].isupper())
    return alike and new[0] == old[0] and new != old


def _private(library: str, names: Mapping[str, list[Location]]) -> Hit:
    ordered = sorted(names, key=lambda name: min(names[name]))
    places = sorted((at, name) for name, found in names.items() for at in found)
    files = len({at.path for at, _ in places})
    who = "This file uses" if files == 1 else f"{files} files use"
    them = "it" if len(names) == 1 else "them"
    return Hit(
        at=places[0][0],
        message=f"{who} {_listed(ordered)}, private to `{library}`: any release may change {them}",
        advice=f"Use public names of `{library}`, or copy what the private ones do",
        subject=ordered[0] if files > 1 else f"{library} private",
        related=tuple(
            Related(at, f"`{name}` is used", part=part(at.path, name)) for at, name in places[1:]
        ),
        members=len(places),
        parts=tuple(part(at.path, name) for at, name in places),
    )


def _patched(library: str, targets: Sequence[tuple[Location, str]]) -> Hit:
    names = list(dict.fromkeys(target for _, target in targets))
    files = len({at.path for at, _ in targets})
    who = "This file replaces" if files == 1 else f"{files} files of this folder replace"
    return Hit(
        at=targets[0][0],
        message=f"{who} {_listed(names)} of `{library}` for everybody in the process",
        advice=f"Call your own function or a subclass instead of replacing {_listed(names)}",
        subject=f"{library} patched",
        related=tuple(
            Related(at, f"`{target}` replaced", part=part(at.path, "replaced", target))
            for at, target in targets[1:]
        ),
        members=len(targets),
        parts=tuple(part(at.path, "replaced", target) for at, target in targets),
        minutes=_A_PATCH,
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
