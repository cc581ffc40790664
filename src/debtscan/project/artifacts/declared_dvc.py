"""What dvc.yaml declares of its stages, and the data that `*.dvc` files track."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import ConfigKey, FileFacts
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.artifacts.written_names import without_variables
from debtscan.project.libraries.io_rows import READ, WRITE
from debtscan.project.values.patterns import normal

_STAGE = re.compile(
    r"stages\.([^.\[]+)(?:\.do)?\.(deps|outs|metrics|plots|params)\[\d+\](?:\.(.+))?"
)
_SHOWN = re.compile(r"(?:metrics|plots)\[\d+\]")
_EACH = re.compile(r"stages\.([^.\[]+)\.(?:foreach(\[\d+\]|\.[\w-]+)|matrix\.([\w-]+)\[\d+\])(.*)")
_PLACE = re.compile(r"\$\{([^}]*)\}")
_MOST = 60  #: tasks one stage is unfolded into at most

_Names = Mapping[str, str]  #: name in `${…}` -> text


def stage_uses(file: FileFacts, files: Mapping[str, FileFacts]) -> Iterator[ArtifactUse]:
    """`deps`, `outs`, `params`, `metrics` and `plots` of every stage of a dvc.yaml.

    Stages with `foreach` or `matrix` are unfolded; what `vars` do not tell becomes `*`.
    """
    if posixpath.basename(file.path) == "dvc.yaml":
        yield from _Stages(file, files).uses()


def tracked(file: FileFacts) -> Iterator[str]:
    """The data a `*.dvc` file stands for, from the root of the repository."""
    if file.path.endswith(".dvc"):
        for key in file.config:
            if re.fullmatch(r"outs\[\d+\]\.path", key.path) and isinstance(key.value, str):
                yield normal(posixpath.join(posixpath.dirname(file.path), key.value))


class _Stages:
    def __init__(self, file: FileFacts, files: Mapping[str, FileFacts]) -> None:
        self._file = file
        self._home = posixpath.dirname(file.path)
        self._names = dict(_variables(file, files, self._home))
        self._folders = {
            key.path.split(".")[1]: key.value
            for key in file.config
            if re.fullmatch(r"stages\.[^.\[]+(\.do)?\.wdir", key.path)
            and isinstance(key.value, str)
        }
        self._tasks = _tasks(file)

    def uses(self) -> Iterator[ArtifactUse]:
        found: dict[tuple[str, str, str], ArtifactUse] = {}
        for key in self._file.config:
            match = _STAGE.fullmatch(key.path)
            name = _named(key, match[2], match[3] or "") if match else ""
            if match and name:
                mode = READ if match[2] in ("deps", "params") else WRITE
                for place in self._places(match[1], name):
                    use = self._use(key, match[1], mode, place)
                    found.setdefault((use.step, mode, place), use)
        yield from found.values()
        yield from self._shown(list(found.values()))

    def _shown(self, found: Sequence[ArtifactUse]) -> Iterator[ArtifactUse]:
        """Metrics and plots of the whole file, written by the stage whose output holds them."""
        for key in self._file.config:
            if _SHOWN.fullmatch(key.path) and isinstance(key.value, str):
                place = normal(posixpath.join(self._home, key.value))
                for use in found:
                    if use.mode == WRITE and place.startswith(f"{use.artifact}/"):
                        yield self._use(key, use.step, WRITE, place)

    def _use(self, key: ConfigKey, stage: str, mode: str, place: str) -> ArtifactUse:
        at = self._file.locate(key.at)
        kind = "object" if "://" in place else "file"
        return ArtifactUse(
            self._file.path, at, place, mode, "stage", 0, stage, kind=kind, declared=True
        )

    def _places(self, stage: str, name: str) -> Iterator[str]:
        for task in self._tasks.get(stage, ({},)):
            known = {**self._names, **task}
            folder = _filled(self._folders.get(stage, ""), known)
            place = _filled(name, known)
            far = "://" in place
            yield place if far else normal(posixpath.join(self._home, folder, place))


def _named(key: ConfigKey, part: str, inner: str) -> str:
    """The file a member of a list names: as text, or as the key of its settings."""
    if part == "params":
        outer = inner if re.fullmatch(r".*\.(ya?ml|json|toml|py)", inner) else ""
        return outer or ("params.yaml" if not inner and key.kind == "scalar" else "")
    if inner:
        return inner if key.kind == "mapping" else ""
    return key.value if isinstance(key.value, str) else ""


def _filled(text: str, names: _Names) -> str:
    known = _PLACE.sub(lambda match: names.get(match[1].strip(), match[0]), text)
    return without_variables(known)


def _variables(
    file: FileFacts, files: Mapping[str, FileFacts], home: str
) -> Iterator[tuple[str, str]]:
    """`params.yaml`, then the files and values of `vars`."""
    given = [key for key in file.config if key.path.startswith("vars[")]
    documents = ["params.yaml", *(str(key.value) for key in given if key.path.endswith("]"))]
    for name in documents:
        document = files.get(normal(posixpath.join(home, name)))
        for key in document.config if document else ():
            if key.kind == "scalar":
                yield key.path, str(key.value)
    for key in given:
        if key.kind == "scalar" and "." in key.path:
            yield key.path.partition(".")[2], str(key.value)


def _tasks(file: FileFacts) -> Mapping[str, Sequence[_Names]]:
    """Stage -> what `item` is in each of its tasks."""
    each: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    axes: dict[str, dict[str, list[_Names]]] = defaultdict(lambda: defaultdict(list))
    for key in file.config:
        match = _EACH.fullmatch(key.path)
        if match is None or key.kind != "scalar":
            continue
        stage, member, axis, inner = match.groups()
        text = str(key.value)
        if axis and not inner:
            axes[stage][axis].append({f"item.{axis}": text})
        elif member:
            each[stage][member][f"item{inner}"] = text
            each[stage][member]["key"] = member.strip(".[]")
    found: dict[str, Sequence[_Names]] = {
        stage: list(tasks.values())[:_MOST] for stage, tasks in each.items()
    }
    for stage, lists in axes.items():
        rows = itertools.islice(itertools.product(*lists.values()), _MOST)
        found[stage] = [{k: v for one in row for k, v in one.items()} for row in rows]
    return found
