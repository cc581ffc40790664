"""The click group: `scan` is what happens when no command is named."""

from __future__ import annotations

import os
from importlib import import_module

import click
from click.shell_completion import CompletionItem

import debtscan
from debtscan.cli.streams import deliver

DEFAULT = "scan"
#: name -> (module, one line of help); the module is imported when its command runs
_COMMANDS = {
    "scan": ("scan", "Find and score the debt of a project (the default command)."),
    "rules": ("rules", "List the rules, with lifecycle and evidence."),
    "explain": ("explain", "Print the page of a rule."),
    "graph": ("graph", "Draw what runs what and what feeds what."),
    "baseline": ("baseline", "Keep today's findings, so that only new ones are reported."),
    "init": ("init", "Write a commented configuration and a baseline: green from today."),
    "schema": ("schema", "Print the JSON Schema of the configuration or of the JSON report."),
    "cache": ("cache", "Show or clear what is kept between runs."),
    "new-rule": ("new_rule", "Write the files of a new rule."),
}


class CommandsWithDefault(click.Group):
    """Every first word that names no command belongs to `scan`: `debtscan src --jobs 2`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in where none is named."""
        if ctx.resilient_parsing and not args:
            return super().parse_args(ctx, args)  # a shell asks how the first word may go on
        if not args or args[0] not in {*_COMMANDS, *self.get_help_option_names(ctx), "--version"}:
            _refuse_slip(args, ctx)
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and all that `scan` takes."""
        scan = self.get_command(ctx, DEFAULT)
        more = scan.shell_complete(ctx, incomplete) if scan else []
        own = super().shell_complete(ctx, incomplete)
        seen = {each.value for each in own}
        return own + [each for each in more if each.value not in seen]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of interest."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"debtscan.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of `scan`, since it is what most people come for, then the commands."""
        scan = self.get_command(ctx, DEFAULT)
        params = [*(scan.params if scan else ()), *self.get_params(ctx)]
        options = [each for each in params if isinstance(each, click.Option)]
        records = [record for each in options if (record := each.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(records)
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


def _refuse_slip(args: list[str], ctx: click.Context) -> None:
    """A first word that is no path, and nearly a command, is a slip of the keyboard."""
    word = args[0] if args else ""
    if not word.isascii() or not word.replace("-", "").replace("_", "").isalpha():
        return
    if word.startswith("-") or ctx.resilient_parsing or os.path.lexists(word):
        return
    from debtscan.model.nearest import did_you_mean

    if hint := did_you_mean(word, _COMMANDS):
        raise click.UsageError(f"no such file, folder or command: {word}{hint}")


def _tell_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted:
        deliver(f"debtscan {debtscan.__version__}\n")
        ctx.exit()


CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    "debtscan",
    cls=CommandsWithDefault,
    context_settings=CONTEXT,
    subcommand_metavar="[COMMAND] [PATH]...",
    options_metavar="",
    help="Show the technical debt of machine-learning code that linters cannot see.",
    epilog="A folder that is named like a command is reached as ./rules.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)
def app() -> None:
    pass
