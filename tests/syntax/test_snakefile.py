"""Snakefiles."""

import pytest
from reading import commands, read

from debtscan.facts import Kind

TEXT = '''configfile: "config.yaml"
DATA = "data/raw"
include: "rules/plots.smk"

def helper(wildcards):
    """
    rule fake:
    """
    return 1

rule all:
    input: expand("out/{x}.csv", x=[1, 2]), "out/done.txt"

checkpoint clean:
    """Drops rows."""
    input:
        table = DATA + "/{sample}.csv",  # as it comes
        other = lambda wildcards: f"data/{wildcards.sample}.json",
        unknown = helper,
    output:
        temp("out/{sample}.csv"),
        os.path.join("out", "{sample}.log.txt")
    params:
        rate = 3
    shell:
        """
        python scripts/clean.py --in {input.table} --rate {params.rate} {output[0]}
        cp {output[1]} kept/
        """

rule fit:
    input: rules.clean.output
    output: directory("models/{sample}")
    script: "scripts/fit.py"
'''


def keys(text):
    found = read(Kind.SNAKEMAKE, text)
    return {key.path: key.value for key in found.config if key.kind == "scalar"}


def test_inputs_and_outputs_of_rules_with_their_wildcards():
    assert keys(TEXT) == {
        "configfile": "config.yaml",
        "include": "rules/plots.smk",
        "rules.all.input[0]": "out/{x}.csv",
        "rules.all.input[1]": "out/done.txt",
        "rules.clean.input.table": "data/raw/{sample}.csv",
        "rules.clean.input.other": "data/*.json",
        "rules.clean.output[0]": "out/{sample}.csv",
        "rules.clean.output[1]": "out/{sample}.log.txt",
        "rules.fit.input[0]": "rules.clean.output",
        "rules.fit.output[0]": "models/{sample}",
        "rules.fit.script[0]": "scripts/fit.py",
    }


def test_commands_of_a_rule_name_its_files():
    found = [(one.step, one.words) for one in read(Kind.SNAKEMAKE, TEXT).commands]
    assert found == [
        (
            "clean",
            ("python", "scripts/clean.py", "--in", "data/raw/*.csv", "--rate", "3", "out/*.csv"),
        ),
        ("clean", ("cp", "out/*.log.txt", "kept/")),
        ("fit", ("python", "scripts/fit.py")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "rule a:\n    input: (\n",
        "rule a:\n  input: 'b' 'c'\n  shell: f(\n",
        "rule a\nrule:\nrule b:",
        "module other:\n    snakefile: 'x'\n",
        "<<<<<<< HEAD\nrule a: input: 'x'\n",
    ],
)
def test_what_is_not_understood_is_passed_over(text):
    assert commands(read(Kind.SNAKEMAKE, text)) == []


def test_text_outside_rules_is_words():
    assert "helper" in read(Kind.SNAKEMAKE, TEXT).words
