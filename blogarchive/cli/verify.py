"""``blogarchive verify``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table
from rich.text import Text

from blogarchive.errors import ArchiveDamagedError
from blogarchive.verify.finding import Finding, Severity
from blogarchive.verify.run import Outcome, total_bytes
from blogarchive.verify.run import verify as verify_paths

__all__ = ["verify"]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR|FILE…")
@click.option("--rows", is_flag=True, help="Also make every row again from the WARC files and compare; takes as long as extract.")
@click.option("--json", "as_json", is_flag=True, help="Findings and counts as JSON.")
def verify(paths: tuple[Path, ...], rows: bool, as_json: bool) -> None:
    """Read every byte of archives, WARC and WACZ files and say what is not as it was written.

    Exit code 0: nothing is wrong (notes may be told); 5: something is, and each finding says what to do.

    \b
    Examples: blogarchive verify output/example.org
              blogarchive verify --json other.warc.gz collection.wacz
    """
    console = Console(stderr=True)
    columns = (TextColumn("Reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("Reading", total=total_bytes(paths))
        outcome = verify_paths(paths, rows=rows, progress=lambda read: shown.advance(task, read))
    if as_json:
        values = {"damaged": outcome.damaged, "checked": outcome.figures(), "findings": [asdict(f) for f in outcome.findings]}
        click.echo(json.dumps(values, ensure_ascii=False, indent=1))
    elif outcome.findings:
        _show(outcome.findings, Console())
    click.echo(_summary(outcome), err=True)
    if outcome.damaged:
        sys.exit(ArchiveDamagedError.exit_code)


def _show(findings: list[Finding], console: Console) -> None:
    """A table on a terminal, one line for each finding elsewhere."""
    if not console.is_terminal:
        for finding in findings:
            click.echo(f"{finding.severity}: {_place(finding)}: {finding.check}: {finding.message}")
        return
    table = Table(show_lines=True)
    for name in ("severity", "check", "where", "what"):
        table.add_column(name, overflow="fold")
    for finding in findings:
        style = _STYLES[finding.severity]
        table.add_row(Text(finding.severity, style), finding.check, Text(_place(finding)), Text(finding.message))
    console.print(table)


def _place(finding: Finding) -> str:
    return finding.file if finding.offset is None else f"{finding.file}#{finding.offset}"


def _summary(outcome: Outcome) -> str:
    counts = outcome.counts
    wrong = sum(finding.severity is not Severity.NOTE for finding in outcome.findings)
    digests = counts.block_digests + counts.payload_digests
    text = (
        f"{counts.files} WARC files, {counts.bytes:,} bytes, {sum(counts.records.values()):,} records, {digests:,} digests taken"
    )
    if outcome.rows_compared is not None:
        text += f", {outcome.rows_compared:,} rows made again"
    return f"{text}: {'nothing is wrong' if not wrong else f'{wrong} findings'}."
