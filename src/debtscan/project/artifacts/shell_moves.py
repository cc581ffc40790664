"""What a simple command moves: copies, downloads, archives, transfers to stores."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from debtscan.project.artifacts.written_names import without_variables
from debtscan.project.libraries.io_rows import READ, WRITE
from debtscan.project.values.patterns import normal

_Move = tuple[str, str, str]  #: mode, kind, name as written

_WEB = re.compile(r"(https?|ftp)://(?!localhost|127\.|0\.0\.|\$)\S+")
_NAMED = ("kaggle:", "hf:", "table:")
_STORE = re.compile(r"(s3|gs|abfss?|wasbs?|hdfs|r2)://\S+")
_CODE = re.compile(r".*\.(py|sh|c|cc|cpp|h|js|ts|md|rst|toml|lock|whl|deb|so|service|conf)$")
#: folders of programs and settings of a machine, and archives of tools
_MACHINE = re.compile(
    r"(/usr|/bin|/sbin|/etc|/opt(?!/ml)|/dev|/proc|/var/(lib|log|run)|~/\.)(/.*)?"
)
_TOOL = re.compile(
    r".*(kubectl|minikube|miniconda|anaconda|miniforge|mambaforge|cloud-?sdk|awscli|/install(er)?\."
    r"|get-pip|get-docker|get-poetry|terraform|/helm|kustomize|ksonnet|/ks_|cmake|protoc-?\d"
    r"|bazel|chromedriver|geckodriver|(linux|darwin)[-_.]?(x86|amd|x64|arm|web)"
    r"|metadata\.google|public\.key|\.(asc|gpg|deb|rpm|key|list|AppImage)$).*",
    re.IGNORECASE,
)
#: what an author of instructions leaves to the reader
_PLACEHOLDER = re.compile(
    r".*(\byour[-_ ]|<[^<>]+>|/path/to\b|\bpath/to/|\b(my|your)_?bucket|\[[A-Z_ -]+\]|X{4,}|\.\.\.)"
    r".*",
    re.IGNORECASE,
)
#: what an image is given to work on or with, rather than to run
_GIVEN = re.compile(
    r".*\.(csv|tsv|parquet|feather|npy|npz|pkl|pickle|joblib|pt|pth|ckpt|h5|hdf5|onnx|pb|tflite"
    r"|safetensors|keras|model|bst|jsonl|db|sqlite|mat)"
)
_SKIPPED = frozenset({"sudo", "nohup", "time", "env", "exec", "command", "!", "then", "do"})
#: programs that take sources and then one target -> what must stand before these
_COPIES = {
    "cp": (),
    "mv": (),
    "ln": (),
    "scp": (),
    "rsync": (),
    "aws": ("s3", ("cp", "mv", "sync")),
    "gsutil": ("", ("cp", "mv", "rsync")),
    "gcloud": ("storage", ("cp", "mv", "rsync")),
    "rclone": ("", ("copy", "sync", "copyto", "move")),
}
#: options of those programs that take a value
_VALUED = frozenset(
    {"-t", "-e", "--exclude", "--include", "--region", "--profile", "--endpoint-url", "--acl"}
    | {"-o", "--out", "--rev", "--local-dir", "--repo-type", "--revision", "--include"}
)


def moves(words: Sequence[str]) -> Iterator[_Move]:
    """(mode, kind, name) of what a command reads and writes besides its redirections."""
    left = list(words)
    while left and (left[0] in _SKIPPED or re.fullmatch(r"\w+=.*", left[0])):
        left = left[1:]
    if not left:
        return
    program, rest = left[0].rpartition("/")[2], left[1:]
    if program in ("curl", "wget"):
        yield from _fetched(program, rest)
    elif program in _COPIES:
        yield from _copied(program, rest)
    elif program in ("unzip", "gunzip", "tar"):
        yield from _unpacked(program, rest)
    else:
        yield from _FROM.get(program, _nothing)(rest)


def _nothing(_: Sequence[str]) -> Iterator[_Move]:
    yield from ()


def identified(name: str) -> str:
    """The id of an artifact as a command names it: an address or name of a hub in full, a
    normal path with `*` for what varies otherwise."""
    whole = name.startswith(_NAMED) or (_WEB.match(name) and "$" not in name)
    return name if whole else normal(without_variables(name))


def is_noise(name: str) -> bool:
    """Programs and settings of a machine, placeholders of instructions, and names of which
    nothing is known."""
    known = re.sub(r"[^A-Za-z0-9]", "", without_variables(name))
    return (
        not known
        or re.search(r"[{}]|%$|^!=$", re.sub(r"\$?\{[^{}]*\}|\{\{.*?\}\}", "", name)) is not None
        or _MACHINE.fullmatch(name) is not None
        or _TOOL.fullmatch(name) is not None
        or _PLACEHOLDER.fullmatch(name) is not None
    )


def _fetched(program: str, words: Sequence[str]) -> Iterator[_Move]:
    address = next((word for word in words if _WEB.fullmatch(word)), "")
    if address:
        yield READ, "url", address
    long = "--output" if program == "curl" else "--output-document"
    output = _option(words, "-o" if program == "curl" else "-O", long)
    kept = program == "wget" or any(re.fullmatch(r"-\w*O\w*", word) for word in words)
    if not output and kept and address:
        base = posixpath.basename(address.partition("?")[0])
        folder = _option(words, "-P", "--directory-prefix") if program == "wget" else ""
        output = posixpath.join(folder, base) if "." in base else ""
    if output and output != "-":
        yield WRITE, "file", output


def _copied(program: str, words: Sequence[str]) -> Iterator[_Move]:
    plain = _plain(words)
    if _COPIES[program]:
        group, verbs = _COPIES[program]
        plain = plain[1:] if group and plain[:1] == [group] else plain
        if plain[:1] == [] or plain[0] not in verbs:
            return
        plain = plain[1:]
    if len(plain) < 2 or any(_CODE.fullmatch(one) for one in plain) or not _is_data(plain[0]):
        return
    if program == "scp":
        plain = [re.sub(r"^[^/:]+:", "scp://*/", one) for one in plain]
    for source in plain[:-1]:
        yield READ, _kind(source), source
    target, base = plain[-1], posixpath.basename(plain[0])
    if target.endswith("/") or target == "." or len(plain) > 2:
        target = posixpath.join(target, base if len(plain) == 2 else "*")
    yield WRITE, _kind(target), target


def _unpacked(program: str, words: Sequence[str]) -> Iterator[_Move]:
    """The archive that is read or made; what is inside is not known."""
    archive = next((w for w in words if re.search(r"\.(zip|tar|t?gz|tgz|bz2|xz)$", w)), "")
    if archive:
        flags = words[0].lstrip("-") if program == "tar" and words else ""
        yield (WRITE if "c" in flags else READ), "file", archive
        if program == "gunzip" and archive.endswith(".gz"):
            yield WRITE, "file", archive.removesuffix(".gz")


def _from_kaggle(words: Sequence[str]) -> Iterator[_Move]:
    if "download" not in words:
        return
    given = _option(words, "-c", "--competition") or _option(words, "-d", "--dataset")
    given = given or next((w for w in words[2:] if not w.startswith("-")), "")
    if given:
        yield READ, "dataset", f"kaggle:{given}"
        folder = _option(words, "-p", "--path")
        yield WRITE, "file", posixpath.join(folder, f"{posixpath.basename(given)}.zip")


def _from_hub(words: Sequence[str]) -> Iterator[_Move]:
    """`huggingface-cli download org/model [file …] --local-dir folder`."""
    plain = _plain(words)
    if plain[:1] == ["download"] and len(plain) > 1:
        kind = "dataset" if _option(words, "--repo-type") == "dataset" else "model"
        yield READ, kind, f"hf:{plain[1]}"
        if folder := _option(words, "--local-dir"):
            yield WRITE, "file", folder


def _from_dvc(words: Sequence[str]) -> Iterator[_Move]:
    """`dvc get repository path`, `dvc import repository path`, `dvc import-url address`."""
    plain = _plain(words)
    verb, given = (plain[0] if plain else ""), plain[1:]
    if verb in ("get", "import") and len(given) > 1:
        yield READ, "url", given[0]
        yield WRITE, "file", _option(words, "-o", "--out") or posixpath.basename(given[1])
    elif verb in ("get-url", "import-url") and given:
        yield READ, _kind(given[0]), given[0]
        yield WRITE, "file", given[1] if len(given) > 1 else posixpath.basename(given[0])


def _into_image(words: Sequence[str]) -> Iterator[_Move]:
    """Data and models that a Dockerfile copies from the repository."""
    if not _option(words, "--from"):
        for source in _plain(words)[:-1]:
            if _GIVEN.fullmatch(source):
                yield READ, _kind(source), source


def _from_bigquery(words: Sequence[str]) -> Iterator[_Move]:
    """`bq load table source`, `bq extract table target`."""
    plain = _plain(words)
    if len(plain) > 2 and plain[0] in ("load", "extract"):
        name = plain[1].replace(":", ".").lower()
        into = plain[0] == "load"
        yield (WRITE if into else READ), "table", f"table:{name}"
        yield (READ if into else WRITE), _kind(plain[2]), plain[2]


def _option(words: Sequence[str], *names: str) -> str:
    for place, word in enumerate(words):
        if word in names and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--") and word.partition("=")[0] in names and "=" in word:
            return word.partition("=")[2]
    return ""


def _plain(words: Sequence[str]) -> list[str]:
    """The words that are no options and no values of options."""
    found: list[str] = []
    after = ""
    for word in words:
        if not word.startswith("-") and after not in _VALUED:
            found.append(word)
        after = word
    return found


def _is_data(source: str) -> bool:
    """A bare word is a program or a folder of code."""
    return "/" in source or "." in source.strip(".")


def _kind(name: str) -> str:
    if _STORE.match(name):
        return "object"
    return "url" if _WEB.match(name) else "file"


_FROM = {
    "kaggle": _from_kaggle,
    "huggingface-cli": _from_hub,
    "hf": _from_hub,
    "dvc": _from_dvc,
    "bq": _from_bigquery,
    "COPY": _into_image,
    "ADD": _into_image,
}
