"""``blogarchive schema``."""

from __future__ import annotations

import json

import click

from blogarchive.schema import article_schema

__all__ = ["schema"]


@click.command()
def schema() -> None:
    """Print the JSON Schema of a row of articles.jsonl."""
    click.echo(json.dumps(article_schema(), indent=2))
