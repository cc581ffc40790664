import os
import subprocess
import sys
from pathlib import Path

import pytest

from debtscan.engine import Settings, load_settings
from debtscan.engine.configuration import read_configuration
from debtscan.model import Category, Confidence, DebtscanError
from debtscan.score import Floors

FILES = {
    "debtscan.toml": 'select = ["glue-code"]\n',
    ".debtscan.toml": 'select = ["glue-code"]\n',
    "debtscan.yaml": "select: [glue-code]\n",
    "pyproject.toml": '[tool.debtscan]\nselect = ["glue-code"]\n',
}


def write(folder: Path, text: str, name: str = "debtscan.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def error_of(folder: Path, *args, **kwargs) -> str:
    with pytest.raises(DebtscanError) as caught:
        load_settings(folder, *args, **kwargs)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_a_file_defaults_hold(tmp_path):
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize("name", FILES)
def test_each_kind_of_file_is_read(name, tmp_path):
    assert load_settings(write(tmp_path, FILES[name], name)).select == ("glue-code",)


def test_every_key_of_a_file(tmp_path):
    settings = load_settings(
        write(
            tmp_path,
            """
            select = ["ALL"]
            extend-select = ["x"]
            ignore = ["y"]
            preview = true
            min-confidence = "medium"
            exclude = ["data/**"]
            jobs = 3
            [fail-under]
            overall = 70
            pipeline-jungles = 60.5
            [per-file-ignores]
            "legacy/*" = ["ALL"]
            [rules.some-rule]
            min-lines = 4
            """,
        )
    )
    assert settings.least_confidence is Confidence.MEDIUM
    assert settings.floors == Floors(70, {Category.PIPELINE_JUNGLES: 60.5})
    assert settings.per_file_ignores == {"legacy/*": ("ALL",)}
    assert settings.rules == {"some-rule": {"min-lines": 4}}
    assert (settings.jobs, settings.preview, settings.exclude) == (3, True, ("data/**",))


@pytest.mark.parametrize("first", FILES)
def test_two_configurations_are_an_error_naming_both(first, tmp_path):
    second = "debtscan.yaml" if first != "debtscan.yaml" else "debtscan.toml"
    write(tmp_path, FILES[first], first)
    write(tmp_path, FILES[second], second)
    message = error_of(tmp_path)
    assert first in message and second in message


def test_a_file_named_by_the_user_is_read_whatever_it_is_called(tmp_path):
    (tmp_path / "conf").mkdir()
    for name, text in {**FILES, "other.yml": FILES["debtscan.yaml"], "x": "jobs = 2"}.items():
        path = write(tmp_path / "conf", text, name) / name
        assert load_settings(tmp_path, file=read_configuration(path)) != Settings()


def test_a_file_named_by_the_user_must_be_there_and_mean_debtscan(tmp_path):
    with pytest.raises(DebtscanError, match=r"no such configuration file: .*nowhere"):
        read_configuration(tmp_path / "nowhere.toml")
    write(tmp_path, "x = 1", "pyproject.toml")
    with pytest.raises(DebtscanError, match=r"no \[tool.debtscan\]"):
        read_configuration(tmp_path / "pyproject.toml")


def test_a_pyproject_that_does_not_speak_of_debtscan_counts_for_nothing(tmp_path):
    write(tmp_path, "this is [not TOML", "pyproject.toml")
    assert load_settings(tmp_path) == Settings()
    write(tmp_path, '[project]\nname = "debtscan-user"\n', "pyproject.toml")
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "debtscan.toml: unknown key `selct` (did you mean `select`?)"),
        ("jobs = 'two'", "debtscan.toml: jobs: expected whole number, got text"),
        ("jobs = 0", "debtscan.toml: jobs: expected whole number >= 1"),
        ("select = 'ALL'", "debtscan.toml: select: expected list, got text"),
        (
            "min-confidence = 'sure'",
            "debtscan.toml: min-confidence: `sure` is none of low, medium, high",
        ),
        ("fail-on = 'old'", "debtscan.toml: fail-on: `old` is none of new, any"),
        ("stage = 'dev'", "debtscan.toml: stage: `dev` is none of research, production"),
        ("fail-under = 170", "debtscan.toml: fail-under: expected number <= 100.0"),
        ("fail-under = 'x'", "debtscan.toml: fail-under: expected number or table, got text"),
        (
            "[[overrides]]\npathss = ['x']",
            "debtscan.toml: overrides[0]: unknown key `pathss` (did you mean `paths`?)",
        ),
        (
            "[[overrides]]\npaths = []\nmin-confidence = 'hi'",
            "debtscan.toml: overrides[0].min-confidence: `hi` is none of low, medium, high",
        ),
        (
            "[[ignore]]\nrul = 'x'",
            "debtscan.toml: ignore[0]: unknown key `rul` (did you mean `rule`?)",
        ),
        (
            "fail-under.glue = 1",
            "debtscan.toml: fail-under: unknown category `glue` (did you mean `glue-code`?)",
        ),
        ("rules = 3", "debtscan.toml: rules: expected table, got whole number"),
        ("cache-dir = '/etc'", "debtscan.toml: unknown key `cache-dir`"),
        ("cache = false", "debtscan.toml: unknown key `cache`"),
    ],
)
def test_a_mistake_in_a_file_is_one_clear_line(text, message, tmp_path):
    assert error_of(write(tmp_path, text)) == message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("debtscan.toml", "select = ["),
        ("debtscan.toml", "a" + ".a" * 50_000 + " = 1"),
        ("debtscan.toml", "x = " + "[" * 50_000),
        ("debtscan.toml", "\xff"),
        ("debtscan.yaml", "select: [a"),
        ("debtscan.yaml", "- a\n- b"),
        ("debtscan.yaml", "3: x"),
        ("debtscan.yaml", "[" * 100_000),
        ("debtscan.yaml", "a: &a [x]\nb: *a"),
        ("debtscan.yaml", "select: !!python/object/apply:os.system ['touch executed']"),
        ("debtscan.yaml", "select:\n" + "  - a\n" * 300_000),
        ("pyproject.toml", "[tool.debtscan\n"),
        ("pyproject.toml", "[tool]\ndebtscan = 3"),
    ],
)
def test_a_file_that_is_broken_or_hostile_is_one_clear_line(name, text, tmp_path):
    (tmp_path / name).write_text(text, encoding="latin-1")
    assert name in error_of(tmp_path)
    assert not Path("executed").exists()


def test_a_pipe_in_place_of_a_file_is_an_error_not_a_wait(tmp_path):
    os.mkfifo(tmp_path / "debtscan.toml")
    assert error_of(tmp_path).startswith("debtscan.toml: cannot be read")


def test_a_link_that_leaves_the_repository_is_not_followed(tmp_path):
    outside = write(tmp_path, "jobs = 3", "elsewhere.toml") / "elsewhere.toml"
    (tmp_path / "repository").mkdir()
    (tmp_path / "repository" / "debtscan.toml").symlink_to(outside)
    assert "debtscan.toml" in error_of(tmp_path / "repository")


def test_command_line_over_environment_over_file_over_defaults(tmp_path):
    write(tmp_path, 'jobs = 3\npreview = true\nselect = ["a"]\nignore = ["f"]\n')
    environment = {"DEBTSCAN_JOBS": "4", "DEBTSCAN_SELECT": "b, c"}
    settings = load_settings(tmp_path, {"jobs": 5}, environment)
    assert settings.jobs == 5
    assert settings.select == ("b", "c")
    assert settings.ignore == ("f",)
    assert settings.preview is True


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("DEBTSCAN_FAIL_UNDER", "70", "fail_under", 70.0),
        ("DEBTSCAN_FAIL_UNDER", "70, glue-code=60", "fail_under", {"overall": 70, "glue-code": 60}),
        ("DEBTSCAN_PREVIEW", "1", "preview", True),
        ("DEBTSCAN_CACHE", "0", "cache", False),
        ("DEBTSCAN_CACHE_DIR", "/x", "cache_dir", "/x"),
        ("DEBTSCAN_EXCLUDE", "a,b", "exclude", ("a", "b")),
        ("DEBTSCAN_MIN_CONFIDENCE", "", "min_confidence", "low"),
        ("DEBTSCAN_SOMETHING", "x", "jobs", None),
    ],
)
def test_the_environment(variable, text, name, value, tmp_path):
    assert getattr(load_settings(tmp_path, {}, {variable: text}), name) == value


def test_mistakes_name_their_source(tmp_path):
    assert error_of(tmp_path, {}, {"DEBTSCAN_JOBS": "x"}).startswith("DEBTSCAN_JOBS: jobs: ")
    assert error_of(tmp_path, {"jobs": "x"}).startswith("command line: jobs: ")


def test_settings_need_no_heavy_imports(tmp_path):
    script = (
        "import sys; from pathlib import Path; from debtscan.engine import load_settings;"
        f"load_settings(Path({str(tmp_path)!r}));"
        "print({'libcst', 'rich', 'yaml', 'pebble'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr
