"""Calls of libraries that run a script named in an argument: cloud jobs, notebooks, `runpy`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debtscan.facts import Call, Value

#: callee -> (keywords or place of the script, keyword of its folder)
_RUNNERS: tuple[tuple[re.Pattern[str], tuple[str | int, ...], str], ...] = (
    (re.compile(r"sagemaker(\.\w+)+"), ("entry_point",), "source_dir"),
    (re.compile(r"sagemaker(\.\w+)*\.workflow\.steps\.\w+"), ("code",), ""),
    (
        re.compile(
            r"azureml(\.\w+)*\.(PythonScriptStep|ScriptRunConfig|EstimatorStep|RScriptStep)"
        ),
        ("script_name", "script"),
        "source_directory",
    ),
    (re.compile(r"azureml(\.\w+)*\.DatabricksStep"), ("python_script_name",), "source_directory"),
    (
        re.compile(r"(google\.cloud\.aiplatform|vertexai)(\.\w+)*\.\w*TrainingJob(\.\w+)?"),
        ("script_path",),
        "",
    ),
    (re.compile(r"papermill(\.\w+)*\.execute_notebook"), ("input_path", 0), ""),
    (re.compile(r"runpy\.run_path"), ("path_name", 0), ""),
)
#: methods of processors that run `code=`: `ScriptProcessor(...).run(code="clean.py")`
_CODE = re.compile(r".*[Pp]rocessor\w*\.run")
_HEADS = ("sagemaker", "azureml", "google", "vertexai", "papermill", "runpy")


def runs_script(call: Call) -> Iterator[tuple[Value, Value | None]]:
    """(script, its folder) of a call that starts one."""
    if call.callee.partition(".")[0] in _HEADS:
        for callee, names, folder in _RUNNERS:
            if callee.fullmatch(call.callee):
                script = next((one for name in names if (one := _given(call, name))), None)
                if script is not None:
                    yield script, _given(call, folder) if folder else None
                    return
    elif (
        call.callee.endswith(".run")
        and _CODE.fullmatch(call.callee)
        and (script := _given(call, "code"))
    ):
        yield script, _given(call, "source_dir")


def _given(call: Call, name: str | int) -> Value | None:
    if isinstance(name, int):
        return call.arguments[name] if name < len(call.arguments) else None
    return next((one.value for one in call.keywords if one.name == name), None)
