"""What rules of Snakefiles declare, as the pipeline shows it."""

from textwrap import dedent

from linked import linked

from debtscan.facts import FileFacts, Kind
from debtscan.syntax import extract

CLEAN = """
    import sys
    print(sys.argv)
"""


def snakefile(path, text):
    found = extract(Kind.SNAKEMAKE, dedent(text).encode())
    assert isinstance(found, FileFacts)
    return found.placed(path, found.role)


def edges(project):
    return {(edge.kind, edge.source, edge.target) for edge in project.pipeline.edges}


def test_rules_are_the_scripts_they_start_and_know_one_another_across_files():
    main = """
        include: "rules/fit.smk"
        rule all:
            input: "models/final.pkl"
        rule clean:
            input: "raw/orders.csv"
            output: table="work/{day}.csv"
            shell: "python scripts/clean.py {input} {output}"
    """
    fit = """
        rule fit:
            input: rules.clean.output.table
            output: "models/final.pkl"
            script: "../scripts/fit.R"
    """
    more = (snakefile("workflow/Snakefile", main), snakefile("workflow/rules/fit.smk", fit))
    project = linked({"scripts/clean.py": CLEAN}, more=more)
    assert edges(project) == {
        ("reads", "raw/orders.csv", "scripts/clean.py"),
        ("writes", "scripts/clean.py", "work/*.csv"),
        ("reads", "work/*.csv", "workflow/rules/fit.smk:fit"),
        ("writes", "workflow/rules/fit.smk:fit", "models/final.pkl"),
    }


def test_a_workflow_in_a_folder_of_its_own_runs_there():
    text = """
        rule clean:
            input: "raw.csv"
            output: "clean.csv"
            shell: "sort {input} > {output}"
    """
    found = edges(linked({}, more=(snakefile("demo/Snakefile", text),)))
    assert ("reads", "demo/raw.csv", "demo/Snakefile:clean") in found
