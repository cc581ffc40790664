"""Small chores around the store of specimens."""

from pathlib import Path

import click
import pandas as pd
from settings import load_settings


@click.group()
def cli():
    """Chores."""


@cli.command()
@click.option("--source", required=True, type=click.Path(exists=True))
@click.option("--encoding", default="utf-8", show_default=True)
@click.option("--append", is_flag=True, help="keep the rows that are there")
def load(source, encoding, append):
    """Take rows into the store."""
    target = Path(load_settings()["data"]["raw"])
    rows = pd.read_csv(source, encoding=encoding)
    if append and target.exists():
        rows = pd.concat([pd.read_csv(target), rows])
    rows.to_csv(target, index=False)


@cli.command()
@click.option("--column", default="target", help="count the values of this column")
@click.option("--top", default=5, type=int)
def count(column, top):
    """Print the commonest values."""
    rows = pd.read_csv(load_settings()["data"]["raw"])
    for value, number in rows[column].value_counts().head(top).items():
        click.echo(f"{value}\t{number}")


if __name__ == "__main__":
    cli()
