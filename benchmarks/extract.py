"""Extraction from a WARC file: pages per second and memory of blogarchive beside other extractors, over the same file.

    python benchmarks/extract.py --peers VENV/bin/python [--warc FILE] [--pages N] [--repeat N] [--markdown]

The peers live in an environment of their own: ``pip install trafilatura newspaper4k readability-lxml resiliparse fastwarc``.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import measure
from fastwarc.warc import ArchiveIterator, WarcRecordType
from made_blog import make_blog
from rich.console import Console
from rich.table import Table
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).resolve().parent
NAMES = ("trafilatura", "newspaper4k", "readability-lxml", "resiliparse")
BASE = "http://blog-{}.example"
HALVES = 2
HEADINGS = ("program", "pages per CPU second", "pages per second", "CPU ms a page", "peak MB")


def main() -> None:
    """Run everything by turns and print the medians."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="blogarchive-extract-") as name:
        folder = Path(name)
        warc = options.warc or _make_warc(folder, options.pages)
        pages = _count(warc)
        commands = {
            f"blogarchive extract --jobs {jobs}": [
                sys.executable,
                "-m",
                "blogarchive",
                "extract",
                str(warc),
                "--jobs",
                str(jobs),
                "-o",
                str(folder / "rows.jsonl"),
            ]
            for jobs in (1, 2)
        }
        for peer in NAMES if options.peers else ():
            commands[peer] = [options.peers, str(HERE / "extract_peer.py"), peer, str(warc)]
        costs: dict[str, list[measure.Cost]] = {program: [] for program in commands}
        for _ in range(options.repeat):
            for program, command in commands.items():
                cost = measure.run(command, folder=folder, environment={"PYTHONPATH": str(HERE.parent)})
                if cost.exit_code:
                    sys.exit(f"{program} ended with {cost.exit_code}: {(folder / 'said.log').read_text(errors='replace')[-500:]}")
                costs[program].append(cost)
    _print(costs, pages, markdown=options.markdown)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter with the other extractors; without it, blogarchive alone")
    parser.add_argument("--warc", type=Path, metavar="FILE", help="file to extract; default one made from a fixed seed")
    parser.add_argument("--pages", type=int, default=600, metavar="N", help="HTML pages of the made file")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each program")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args()


def _make_warc(folder: Path, pages: int) -> Path:
    """A WARC file of two made blogs, so that two processes have something to share."""
    path = folder / "made.warc.gz"
    write_warc(path, _made_pages(folder, pages))
    return path


def _made_pages(folder: Path, pages: int) -> Iterator[tuple[str, bytes]]:
    for number in range(HALVES):
        base, root = BASE.format(number), folder / f"blog-{number}"
        root.mkdir()
        make_blog(root, base, pages // HALVES)
        for file in sorted(root.rglob("*.html"), key=lambda file: (len(file.parts), file)):
            yield f"{base}/{file.relative_to(root).as_posix()}".removesuffix("index.html"), file.read_bytes()


def write_warc(path: Path, pages: Iterable[tuple[str, bytes]]) -> None:
    """A WARC file at *path* with an answer for each address and HTML page of *pages*."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        for address, body in pages:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
            writer.write_record(record)
            record.raw_stream.close()


def _count(warc: Path) -> int:
    """The HTML pages in the file."""
    with warc.open("rb") as stream:
        found = ArchiveIterator(stream, record_types=WarcRecordType.response)
        return sum(r.http_headers.status_code == 200 and "html" in (r.http_content_type or "") for r in found)


def _print(costs: dict[str, list[measure.Cost]], pages: int, *, markdown: bool) -> None:
    rows = []
    for program, runs in costs.items():
        cpu = statistics.median(cost.cpu_seconds for cost in runs)
        seconds = statistics.median(cost.seconds for cost in runs)
        peak = max(cost.peak_bytes for cost in runs) / 1e6
        rows.append((program, f"{pages / cpu:.0f}", f"{pages / seconds:.0f}", f"{1000 * cpu / pages:.1f}", f"{peak:.0f}"))
    if markdown:
        lines = [HEADINGS, ("---",) * len(HEADINGS), *rows]
        print("\n".join(f"| {' | '.join(line)} |" for line in lines))
        return
    table = Table(title=f"{pages} pages, medians of {len(next(iter(costs.values())))} runs, start-up included")
    for heading in HEADINGS:
        table.add_column(heading, justify="left" if heading == "program" else "right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
