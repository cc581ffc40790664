"""A path that exists on one person's machine only.

## What it does
Finds paths below somebody's home folder (`/home/mkowalski/...`, `/Users/...`,
`C:\\Users\\...`), on a lettered Windows drive or on a disk of one cluster (`/raid/...`,
`/scratch/...`), in code, notebooks, configuration values and commands. The files of a folder get
one finding per home or disk.

## Why it is debt
The program runs for its author and fails for everyone else, in CI and in production. Each such
path is a setting that nobody can set: colleagues edit it, and the edits come back as conflicts.

## Example
```python
frame = read_csv("/home/mkowalski/churn/train.csv")  # debt: absolute-user-path
```

## How to pay it back
Take the folder from an option or an environment variable with a default inside the repository,
or make the path relative to the file that uses it.

## Known limits
Homes that images, runners and hosted notebooks create for everyone (`/home/jovyan`,
`/home/runner`, `/home/ubuntu`), homes that a Dockerfile of the repository sets up, placeholders
(`/home/user`, `<NAME>`), mount points (`/mnt`, `/data`), web addresses, and files named after the
machine they are for (`cluster.yml`, `local.toml`) are let pass. Sentences, such as help texts, are
not searched, and neither are tests, examples and documentation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from debtscan.facts import FileFacts, Kind, Literal, Span, Text
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
from debtscan.rulekit.wording import few

_START = r"(?:^|(?<=[\"'=:,;|@(`])|(?<=^file://))"
_SLASH = r"[\\/]{1,2}"
_HOME = re.compile(
    rf"{_START}(?P<root>(?:(?:(?:/private)?/home/|/Users/)(?=[A-Za-z])"
    rf"|(?:/mnt/[a-z]|[A-Za-z]:){_SLASH}Users{_SLASH})"
    r"(?P<user>[^\W_][\w.+-]*))(?=[\\/:;,\"']|$)"
)
_DISK = re.compile(
    rf"{_START}(?P<root>/(?:raid|fsx|scratch|gpfs|lustre|cephfs|mnt/(?:ssd|hdd|nvme|disk|nas))[\d-]*"
    rf"(?=/|$)|/media/[\w.-]+(?=/)|(?<![A-Za-z])[A-Za-z]:{_SLASH}(?![\\/])\w[\w. -]*(?={_SLASH}))"
)
#: Names of files that say which machine they are for.
_FOR_ONE_MACHINE = re.compile(
    r"(?<![A-Za-z])(?:local|local_?host|cluster|personal|private)(?![A-Za-z])", re.IGNORECASE
)
_OF_THE_SYSTEM = re.compile(
    r"[A-Za-z]:[\\/]+(?:program|windows|msys|cygwin|mingw|temp|tmp|path|users$)", re.IGNORECASE
)
#: `<USERNAME>`, or what was left out: for whoever reads it to fill in.
_TO_FILL_IN = re.compile(r"<[A-Za-z][\w -]*>|[\\/]\.\.\.(?=[\\/]|$)")
_SHARED_HOMES = """
    user users username user_name your_username yourname your_name your-name your-username you
    me name someone somebody anyone user1 user2 xxx xx x foo bar
    john jane alice bob joe johndoe jdoe example
    jovyan runner ubuntu debian centos fedora admin administrator vscode coder codespace gitpod
    vagrant travis circleci circle jenkins buildkite gitlab-runner ec2-user azureuser hadoop
    airflow sagemaker-user model-server conda mambauser node app appuser docker nonroot kubernetes
    desktop worker web www nginx postgres git root public shared default guest all
    runneradmin site dbt
"""
#: Where a container sees a folder of its host: `-v $(pwd):/scratch`.
_MOUNTED = re.compile(r"[^:=\s\"']+:(?P<root>/[\w-]+)")
_VOLUME = re.compile(r"\bvolumes\b(\[|\.)")
_ITS_END = re.compile(r":/[^:]*(:\w+)?$")
#: Records that a tool writes, and the line of `conda env export` that conda itself ignores.
_WRITTEN_BY_TOOLS = re.compile(r"(^|/)(uncommitted|\.ipynb_checkpoints|mlruns|wandb)/")
_IGNORED_KEY = "prefix"
#: Arguments whose text a person reads.
_SHOWN = frozenset({"placeholder", "help", "label", "info", "description", "metavar", "tooltip"})
#: Workflows whose machines are set up anew for each run, on Windows with the same drives.
_RUNNERS = re.compile(
    r"(^|/)(\.github/.+|\.?appveyor\.ya?ml|\.?azure-pipelines.*\.ya?ml|\.gitlab-ci\.ya?ml"
    r"|\.circleci/.+|\.travis\.ya?ml|\.buildkite/.+)",
    re.IGNORECASE,
)
_CODE_OR_SETTINGS = frozenset(Kind) - {Kind.DOCKER, Kind.MARKDOWN, Kind.TEXT, Kind.DATA}


@dataclass(frozen=True)
class Options:
    """Which paths are nobody's."""

    #: Further user names that stand for everybody, beside the usual ones of images and runners.
    shared_users: tuple[str, ...] = ()


@project_rule(
    "absolute-user-path",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=5,
    minutes_per_member=1,
    minutes_cap=60,
    since="0.1",
    options=Options,
)
def absolute_user_path(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per folder of the repository and home folder or disk."""
    shared = (
        set(_SHARED_HOMES.split())
        | {user.lower() for user in options.shared_users}
        | _in_images(project)
    )
    found: dict[tuple[str, str, tuple[str, ...]], dict[Location, str]] = defaultdict(dict)
    for file in project.files.values():
        if _is_judged(file):
            folder = file.path.rpartition("/")[0]
            for root, places in _roots(file, shared).items():
                found[folder, root, _defaults_of(file, places)].update(places)
    for (_, root, defaulted), places in found.items():
        yield _hit(root, places, defaulted)


def _is_judged(file: FileFacts) -> bool:
    named = _FOR_ONE_MACHINE.search(file.path.rpartition("/")[2])
    return file.kind in _CODE_OR_SETTINGS and not (named or _WRITTEN_BY_TOOLS.search(file.path))


def _roots(file: FileFacts, shared: set[str]) -> Mapping[str, dict[Location, str]]:
    """Home or disk -> its places in the file, with the texts that name it."""
    inside = _of_other_machines(file)
    found: dict[str, dict[Location, str]] = defaultdict(dict)
    for text, span in _texts(file):
        root = _root(text, shared)
        if root and not root.startswith(inside) and not _is_part_of_more(file, text):
            found[root].setdefault(file.locate(span), text)
    return found


def _of_other_machines(file: FileFacts) -> tuple[str, ...]:
    """Roots that are not of this machine: mounted in a container, drives of a CI runner."""
    words = (word for command in file.commands for word in command.words)
    mounted = {found["root"] for word in words for found in _MOUNTED.finditer(word)}
    drives = ("C:", "D:") if _RUNNERS.fullmatch(file.path) else ()
    return (*sorted(mounted), *drives)


def _defaults_of(file: FileFacts, places: Mapping[Location, str]) -> tuple[str, ...]:
    """The options whose defaults all such paths of the file are; none when one is more."""
    options = {one.default: max(one.flags) for one in file.options if one.flags}
    texts = dict.fromkeys(places.values())
    found = [options.get(Literal(text), "") for text in texts]
    return tuple(found) if all(found) else ()


def _texts(file: FileFacts) -> Iterator[tuple[str, Span]]:
    """Every short string of code, configuration and commands, with its place; of a path that a
    shell variable holds the assignment, not what the variable is put into."""
    named = [one for one in file.strings if file.kind is Kind.SHELL and _is_somewhere(one)]
    for text, lines in file.strings.items():
        for line in lines:
            yield text, Span(line)
    for key in file.config:
        if isinstance(key.value, str) and key.path != _IGNORED_KEY:
            volume = _VOLUME.search(key.path)
            yield (_ITS_END.sub("", key.value) if volume else key.value), key.at
    for command in file.commands:
        for word in (*command.words, *command.reads, *command.writes):
            if not any(one in word for one in named):
                yield word, command.at


def _is_somewhere(path: str) -> bool:
    return bool(_HOME.search(path) or _DISK.search(path))


def _root(text: str, shared: set[str]) -> str:
    """The home or disk that a text names; "" when it names none that is somebody's own."""
    if ("/" not in text and "\\" not in text) or _TO_FILL_IN.search(text):
        return ""
    home = _HOME.search(text)
    if home is not None:
        return "" if home["user"].lower() in shared else home["root"]
    disk = _DISK.search(text)
    if disk is None or _OF_THE_SYSTEM.match(disk["root"]):
        return ""
    return disk["root"]


def _in_images(project: Project) -> set[str]:
    """Users whose homes a Dockerfile of the repository sets up."""
    words = (
        word
        for file in project.files.values()
        if file.kind is Kind.DOCKER
        for command in file.commands
        for word in command.words
    )
    return {home["user"].lower() for word in words for home in _HOME.finditer(word)}


def _is_part_of_more(file: FileFacts, text: str) -> bool:
    """Whether a text is the later part of a string put together, or only shown to people."""
    values = [one.value for one in file.assignments] + [one.value for one in file.returns]
    for call in file.calls:
        values += call.arguments
        for keyword in call.keywords:
            if keyword.name in _SHOWN and keyword.value == Literal(text):
                return True
            values.append(keyword.value)
    return any(isinstance(one, Text) and Literal(text) in one.parts[1:] for one in values)


def _hit(root: str, places: Mapping[Location, str], defaulted: tuple[str, ...]) -> Hit:
    first, *others = sorted(places)
    count = "another place" if len(others) == 1 else f"{len(others)} more places"
    of = "this file" if len({place.path for place in places}) == 1 else "this folder"
    more = f", and {count} of {of} {'lie' if len(others) > 1 else 'lies'} below `{root}`"
    named = few(defaulted)
    use = f", and is what {named} {'is' if len(defaulted) == 1 else 'are'} by default"
    return Hit(
        at=first,
        message=f"`{_short(places[first])}` exists on one machine only"
        f"{use if defaulted else ''}"
        f"{more if others else ''}",
        advice=f"Let {named} be required, or take a path in the repository by default"
        if defaulted
        else f"Take `{root}` from an option or an environment variable, or make the path "
        "relative to the repository",
        subject=root,
        related=tuple(
            Related(place, f"below `{root}` too", part=places[place]) for place in others
        ),
        members=len(places),
        parts=tuple(places.values()),
        confidence=None if _HOME.match(root) else Confidence.MEDIUM,
        severity=Severity.LOW if defaulted else None,
    )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
