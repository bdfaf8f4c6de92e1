"""How fast `blogarchive verify` reads: MB of compressed WARC per processor second, beside `warcio check` and `fastwarc check`.

    python benchmarks/verify.py [--megabytes N] [--repeat N] [--markdown]

Each program is a process of its own over the same file, by turns; what its start costs (over a file of one page) is taken off.
"""

from __future__ import annotations

import argparse
import mimetypes
import random
import statistics
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import measure
from made_blog import make_blog
from rich.console import Console
from rich.table import Table

from blogarchive.warc.exchange import Exchange, Spool
from blogarchive.warc.info import WarcInfo
from blogarchive.warc.writer import WarcWriter

HERE = Path(__file__).resolve().parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
BASE = "http://blog.example"
PAGES = 150
SMALL = 16_000
PICTURE_BYTES = (20_000, 200_000)
STARTED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HEAD = "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Fri, 02 Jan 2026 03:04:05 GMT\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n"
REQUEST = "GET {} HTTP/1.1\r\nHost: blog.example\r\nUser-Agent: benchmark/1\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n\r\n"

Body = tuple[str, bytes]
"""Media type and bytes."""


def main() -> None:
    """Make the files, run everything by turns and print the medians."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="blogarchive-verify-") as name:
        folder = Path(name)
        make_blog(folder / "site", BASE, PAGES)
        pages = [file.read_bytes() for file in sorted((folder / "site").rglob("*.html"))]
        made: dict[str, Callable[[], Iterator[Body]]] = {
            "text pages of 40 kB": lambda: _text(pages),
            "pages with pictures": lambda: _pictured(pages),
            "small records": lambda: _text([page[:SMALL] for page in pages]),
            "a whole blog": lambda: _whole(folder / "site"),
        }
        small = _warc(folder, "start", _text(pages), 1)
        files = {
            kind: _warc(folder, kind.replace(" ", "-"), bodies(), options.megabytes * 1_000_000) for kind, bodies in made.items()
        }
        starts = {program: _cpu(command(small), folder, options.repeat) for program, command in COMMANDS.items()}
        rows = []
        for kind, path in files.items():
            speeds = []
            for program, command in COMMANDS.items():
                seconds = _cpu(command(path), folder, options.repeat) - starts[program]
                speeds.append(f"{path.stat().st_size / 1e6 / seconds:.0f}")
            rows.append((kind, *speeds))
    _print(rows, options)


COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "blogarchive verify": lambda path: [sys.executable, "-m", "blogarchive", "verify", str(path)],
    "fastwarc check -p": lambda path: [str(SCRIPTS / "fastwarc"), "check", "-p", "-q", str(path)],
    "warcio check": lambda path: [str(SCRIPTS / "warcio"), "check", str(path)],
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=60, metavar="N", help="size of each file")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each program over each file")
    parser.add_argument("--markdown", action="store_true", help="print the table as it stands in docs/performance.md")
    return parser.parse_args()


def _text(pages: list[bytes]) -> Iterator[Body]:
    while True:
        for page in pages:
            yield "text/html; charset=utf-8", page


def _pictured(pages: list[bytes]) -> Iterator[Body]:
    """After each page a picture, which no compression makes smaller."""
    chance = random.Random(1)
    for page in _text(pages):
        yield page
        yield "image/jpeg", chance.randbytes(chance.randint(*PICTURE_BYTES))


def _whole(site: Path) -> Iterator[Body]:
    """Every file of the blog: pages, listings, feed, sitemap, style sheet, script and pictures."""
    files = [(mimetypes.guess_type(file.name)[0] or "text/plain", file.read_bytes()) for file in sorted(site.rglob("*.*"))]
    while True:
        yield from files


def _warc(folder: Path, name: str, bodies: Iterator[Body], size: int) -> Path:
    """A file of about *size* bytes, as a crawl writes it."""
    writer = WarcWriter(folder / name, "made", info=WarcInfo(software="benchmark/1", operator="benchmark@blog.example"))
    for number, (kind, body) in enumerate(bodies):
        head = HEAD.format(kind, len(body)).encode()
        path = f"/2026/01/page-{number}/"
        exchange = Exchange(url=BASE + path, started=STARTED, request=REQUEST.format(path).encode(), response=Spool(head + body))
        if writer.write_exchange(exchange).result().end >= size:
            break
    writer.close()
    [path_of_file] = (folder / name).iterdir()
    return path_of_file


def _cpu(command: list[str], folder: Path, repeat: int) -> float:
    """Median of the processor seconds of *command*."""
    runs = [measure.run(command, folder=folder, environment={"PYTHONPATH": str(HERE.parent)}) for _ in range(repeat)]
    if runs[0].exit_code:
        sys.exit(
            f"{' '.join(command)}: exit code {runs[0].exit_code}: {(folder / 'said.log').read_text(errors='replace')[-500:]}"
        )
    return statistics.median(run.cpu_seconds for run in runs)


def _print(rows: list[tuple[str, ...]], options: argparse.Namespace) -> None:
    headings = ("file", *COMMANDS)
    if options.markdown:
        lines = [headings, ("---", *("---:",) * len(COMMANDS)), *rows]
        print("\n".join(f"| {' | '.join(line)} |" for line in lines))
        return
    table = Table(title=f"MB of compressed WARC per processor second, medians of {options.repeat} runs, start left aside")
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "file" else "right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
