"""Options of commands whose parser a framework makes."""

from linked import linked


def test_commands_of_argcmdr_share_the_options_of_the_root():
    project = linked(
        {
            "cli.py": """
                from argcmdr import Command, RootCommand
                class Root(RootCommand):
                    def __init__(self, parser):
                        parser.add_argument("--db")
                        parser.add_argument("--dead")
                @Root.register
                class Train(Command):
                    def __init__(self, parser):
                        parser.add_argument("--lr")
                    def __call__(self, args):
                        print(args.lr, self.args.db)
                @Root.register
                class Test(Command):
                    def __init__(self, parser):
                        parser.add_argument("--far")
                    def __call__(self, args):
                        print(args.lr, 1)
            """
        }
    )
    found = {use.option.name: use for use in project.options}
    assert [at.line for at in found["lr"].reads] == [11]
    assert [at.line for at in found["db"].reads] == [11]
    assert (found["dead"].reads, found["dead"].escape) == ((), "")
    assert (found["far"].reads, found["far"].escape) == ((), "")


def test_commands_of_django_get_their_options_by_name():
    project = linked(
        {
            "management/commands/load.py": """
                from django.core.management.base import BaseCommand
                class Command(BaseCommand):
                    def add_arguments(self, parser):
                        parser.add_argument("--path")
                        parser.add_argument("--dead")
                    def handle(self, *args, **options):
                        print(options["path"])
            """
        }
    )
    found = {use.option.name: use for use in project.options}
    assert [at.line for at in found["path"].reads] == [7]
    assert (found["dead"].reads, found["dead"].escape) == ((), "")
