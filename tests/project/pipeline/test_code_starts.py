"""Scripts that Python code starts as processes."""

import pytest
from linked import linked

WORK = """
    import pandas as pd
    if __name__ == "__main__":
        pd.read_csv("in.csv").to_csv("out.csv")
"""


def starts(texts):
    edges = linked(texts).pipeline.edges
    return {(edge.source, edge.target) for edge in edges if edge.kind == "starts"}


@pytest.mark.parametrize(
    "line",
    [
        'subprocess.run(["python", "jobs/work.py", "--x", f"{x}"], check=True)',
        "subprocess.check_call([sys.executable, 'jobs/work.py'])",
        'os.system(f"python jobs/work.py --x {x} > log.txt")',
        'subprocess.run("cd /tmp && python jobs/work.py", shell=True)',
        'subprocess.Popen([sys.executable, os.path.join(HERE, "jobs", "work.py")])',
        'subprocess.run(shlex.split("python -m jobs.work"))',
        'subprocess.run(["python", "work.py"], cwd="jobs")',
        "cmd = ['python', SCRIPT]; subprocess.run(cmd + extra)",
        "cmd = '%s jobs/work.py --x %s' % (settings.python_exec, x); os.system(cmd)",
        "cmd = 'ls'; cmd = 'python jobs/work.py'; os.system(cmd); cmd = 'rm'",
    ],
)
def test_a_function_that_a_step_calls_starts_a_script(line):
    driver = f"""
        import os, shlex, subprocess, sys
        HERE = os.path.dirname(__file__)
        SCRIPT = "jobs/work.py"
        def go(x, extra):
            {line}
        if __name__ == "__main__":
            go(1, [])
    """
    assert starts({"run.py": driver, "jobs/work.py": WORK}) == {("run.py", "jobs/work.py")}


def test_a_function_that_runs_what_it_is_given():
    driver = """
        import subprocess
        def run(state, cmd, wait=True):
            subprocess.Popen(cmd, shell=True)
        def go(n):
            line = "python jobs/work.py --n %d" % n
            run({}, line)
        if __name__ == "__main__":
            go(1)
    """
    assert starts({"run.py": driver, "jobs/work.py": WORK}) == {("run.py", "jobs/work.py")}


@pytest.mark.parametrize(
    "line",
    ['subprocess.run(["ls", "work.py"])', "os.system(command)", 'subprocess.run(["python", x])'],
)
def test_other_commands_start_nothing(line):
    driver = f"import os, subprocess\nif __name__ == '__main__':\n    {line}\n"
    assert starts({"run.py": driver, "work.py": WORK}) == set()


@pytest.mark.parametrize(
    "line",
    [
        "SKLearn(entry_point='work.py', source_dir='jobs', role=r).fit()",
        "PythonScriptStep(name='x', script_name='jobs/work.py', source_directory='.')",
        "script_processor.run(code='jobs/work.py', inputs=[])",
        "runpy.run_path(os.path.join(HERE, 'jobs', 'work.py'))",
    ],
)
def test_libraries_that_run_a_script(line):
    driver = f"""
        import os, runpy
        from azureml.pipeline.steps import PythonScriptStep
        from sagemaker.sklearn import SKLearn
        HERE = os.path.dirname(__file__)
        if __name__ == "__main__":
            {line}
    """
    assert starts({"run.py": driver, "jobs/work.py": WORK}) == {("run.py", "jobs/work.py")}


def test_a_driver_orders_what_it_starts():
    driver = """
        import subprocess
        for name in ["a", "b"]:
            subprocess.run(["python", "first.py"])
            subprocess.run(["python", "then.py"])
    """
    first = "import pandas as pd\npd.read_csv('x.csv').to_csv('work/mid_step.csv')\n"
    then = "import pandas as pd\npd.read_csv('work/mid_step.csv').to_csv('end.csv')\n"
    project = linked({"driver.py": driver, "first.py": first, "then.py": then})
    assert project.pipeline.undeclared == ()
