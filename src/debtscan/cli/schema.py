"""The command `schema`: the JSON Schema of a configuration file or of the JSON report."""

from __future__ import annotations

import click

SUBJECTS = ("config", "report")


@click.command("schema", help="Print the JSON Schema of the configuration or of the JSON report.")
@click.argument("subject", type=click.Choice(SUBJECTS))
def command(subject: str) -> int:
    """To stdout."""
    from debtscan.cli.schemas import schema
    from debtscan.cli.streams import deliver

    deliver(schema(subject))
    return 0
