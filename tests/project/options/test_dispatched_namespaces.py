"""Namespaces that a parser hands to the function of a subcommand, in any file."""

import pytest
from linked import linked


def reads(project):
    return {use.option.name: [at.path for at in use.reads] for use in project.options}


COMMAND = """
    def add_parser(subparsers):
        parser = subparsers.add_parser("train")
        parser.add_argument("--lr")
        parser.add_argument("--dead")
        parser.set_defaults(func=run)
    def run(args):
        print(args.lr)
"""
MAIN = """
    import argparse
    import train
    parser = argparse.ArgumentParser()
    train.add_parser(parser.add_subparsers())
    args = parser.parse_args()
"""


@pytest.mark.parametrize("body", ["args.func(args)", "run = args.func\n    run(args)"])
def test_the_function_of_a_subcommand_lies_in_another_file(body):
    project = linked({"train.py": COMMAND, "main.py": MAIN + "    " + body + "\n"})
    assert reads(project) == {"lr": ["train.py"], "dead": []}
    assert all(use.escape == "" for use in project.options)


def test_functions_of_programs_that_are_not_imported_do_not_count():
    project = linked(
        {
            "train.py": COMMAND,
            "main.py": MAIN + "    args.func(args)\n",
            "other.py": COMMAND.replace("args.lr", "args.dead"),
        }
    )
    found = {(u.file.path, u.option.name): [a.path for a in u.reads] for u in project.options}
    assert found["train.py", "dead"] == []
    assert found["train.py", "lr"] == ["train.py"]


def test_a_method_may_be_the_function_and_take_all_options_by_name():
    command = """
        class Train:
            def add(self, parser):
                parser.add_argument("--lr")
                parser.add_argument("--wd")
                parser.set_defaults(command=self.run)
            def run(self, lr, **others):
                print(others["wd"])
    """
    body = """
        import argparse
        from train import Train
        parser = argparse.ArgumentParser()
        Train().add(parser)
        args = parser.parse_args()
        args.command(**vars(args))
    """
    found = reads(linked({"train.py": command, "main.py": body}))
    assert found == {"lr": ["main.py"], "wd": ["train.py"]}


def test_absl_runs_main_with_what_the_flags_parser_gives():
    project = linked(
        {
            "run.py": """
                import argparse
                from absl import app
                def parse(argv):
                    parser = argparse.ArgumentParser()
                    parser.add_argument("--lr")
                    parser.add_argument("--dead")
                    return parser.parse_known_args(argv)
                def main(parsed):
                    args, rest = parsed
                    print(args.lr)
                if __name__ == "__main__":
                    app.run(main, flags_parser=parse)
            """,
            "test_run.py": "from run import parse\nassert parse([])[0]\n",
        }
    )
    found = {use.option.name: use for use in project.options}
    assert [at.line for at in found["lr"].reads] == [10]
    assert (found["dead"].reads, found["dead"].escape) == ((), "")
