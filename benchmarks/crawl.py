"""Crawls one made-up blog with blogarchive, bare Scrapy and wget by turns, and prints what each of them cost.

``python benchmarks/crawl.py --pages 3000 --repeat 3``. Nothing leaves this machine: the site is made from a fixed seed and served
on loopback. The figures are processor seconds of the program alone, the web server not counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from made_blog import Blog, make_blog, make_single_page
from measure import Cost, run
from web_server import Asked, Server, free_port, serving

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WGET_OPTIONS = ("-r", "-l", "inf", "-nv", "--warc-file=wget")
COMMAND = "python benchmarks/crawl.py --pages {pages} --repeat {repeat} --markdown"


@dataclass(slots=True)
class Contender:
    """A program, how it is called, and what its runs came to."""

    name: str
    command: Sequence[str]
    good_codes: tuple[int, ...] = (0,)
    costs: list[Cost] = field(default_factory=list)
    starts: list[Cost] = field(default_factory=list)
    asked: Asked | None = None

    def cpu(self) -> float:
        """Median processor seconds of a crawl."""
        return median(cost.cpu_seconds for cost in self.costs)


def main() -> None:
    """Measure and print."""
    options = _options()
    contenders = _contenders()
    folder = Path(tempfile.mkdtemp(prefix="blogarchive-benchmark-", dir=options.folder))
    try:
        port = options.port or free_port()
        blog = make_blog(folder / "site", f"http://127.0.0.1:{port}", options.pages)
        make_single_page(folder / "single")
        with serving(folder / "site", folder / "server", port) as server:
            for turn in range(options.repeat):
                for contender in contenders:
                    contender.costs.append(_crawl(contender, server, folder / "work", turn, options.repeat))
        with serving(folder / "single", folder / "server-of-one", options.port or free_port()) as single:
            for _ in range(options.repeat):
                for contender in contenders:
                    contender.starts.append(_run(contender, single, folder / "work"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print(contenders, blog, server.name, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000, help="HTML pages of the site (default 3000)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each program (default 3)")
    parser.add_argument("--port", type=int, default=0, help="port of the web server (default: a free one)")
    parser.add_argument("--folder", help="where the temporary files go (default: the system's place)")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/performance.md")
    return parser.parse_args()


def _contenders() -> list[Contender]:
    blogarchive = (sys.executable, "-m", "blogarchive", "crawl", "{url}", "-o", "archive", "-q")
    found = [
        Contender("blogarchive", blogarchive),
        Contender("blogarchive --no-extraction", (*blogarchive, "--no-extraction")),
        Contender("bare Scrapy, keeps nothing", (sys.executable, str(HERE / "bare_spider.py"), "{url}")),
    ]
    if shutil.which("wget"):
        # 8: some address answered with an error, which is no failure of wget.
        found.append(Contender("wget -r --warc-file", ("wget", *WGET_OPTIONS, "{url}"), good_codes=(0, 8)))
    return found


def _crawl(contender: Contender, server: Server, work: Path, turn: int, turns: int) -> Cost:
    """One crawl of the site; the pages asked for must be the same in every turn."""
    server.forget()
    cost = _run(contender, server, work)
    asked = server.asked()
    if contender.asked is not None and contender.asked.pages != asked.pages:
        raise SystemExit(f"{contender.name} fetched {len(asked.pages)} pages, and {len(contender.asked.pages)} the time before.")
    contender.asked = asked
    print(
        f"{turn + 1}/{turns} {contender.name}: {cost.cpu_seconds:.2f} CPU s, {cost.seconds:.1f} s,"
        f" {len(asked.pages)} pages, {asked.responses} responses",
        file=sys.stderr,
    )
    return cost


def _run(contender: Contender, server: Server, work: Path) -> Cost:
    """One run in a fresh folder."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    command = [part.format(url=f"{server.base}/") for part in contender.command]
    cost = run(command, folder=work, environment={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"})
    if cost.exit_code not in contender.good_codes:
        said = (work / "said.log").read_text(errors="replace")[-2000:]
        raise SystemExit(f"{contender.name} ended with {cost.exit_code}:\n{said}")
    return cost


# --- the result

HEADINGS = (
    "program",
    "CPU s per 1000 pages",
    "of wget",
    "per 1000 responses",
    "start alone, CPU s",
    "pages/s",
    "peak MB",
    "pages",
    "responses",
)


def _rows(contenders: Sequence[Contender]) -> list[tuple[str, ...]]:
    wget = next((c.cpu() / len(c.asked.pages) for c in contenders if c.asked and c.name.startswith("wget")), None)
    rows: list[tuple[str, ...]] = []
    for contender in contenders:
        assert contender.asked is not None
        pages, responses, cpu = len(contender.asked.pages), contender.asked.responses, contender.cpu()
        rows.append(
            (
                contender.name,
                f"{1000 * cpu / pages:.2f}",
                f"{cpu / pages / wget:.2f} x" if wget else "–",
                f"{1000 * cpu / responses:.2f}",
                f"{median(c.cpu_seconds for c in contender.starts):.2f}",
                f"{pages / median(c.seconds for c in contender.costs):.0f}",
                f"{max(c.peak_bytes for c in contender.costs) / 1e6:.0f}",
                str(pages),
                str(responses),
            )
        )
    return rows


def _print(contenders: Sequence[Contender], blog: Blog, server: str, options: argparse.Namespace) -> None:
    rows = _rows(contenders)
    notes = [
        (
            f"Site: {blog.pages} pages, of them {blog.posts} posts of {blog.post_bytes / 1000:.0f} kB on average,"
            f" {blog.files} files, served by {server} on loopback."
        ),
        f"Median of {options.repeat} runs, by turns; peak memory is the largest of them. {_machine()}.",
        f"wget: {' '.join(WGET_OPTIONS)}, otherwise as it comes (gzip, digests, no CDX).",
        "Bare Scrapy: 8 connections, no delay, robots.txt obeyed, LinkExtractor, else as it comes (benchmarks/bare_spider.py).",
    ]
    pages = [c.asked.pages for c in contenders if c.asked]
    same = all(found == pages[0] for found in pages)
    notes.append("All of them fetched the same pages." if same else "They did NOT fetch the same pages: see the counts.")
    if options.markdown:
        print("| " + " | ".join(HEADINGS) + " |\n|---|" + "---:|" * (len(HEADINGS) - 1))
        print("\n".join("| " + " | ".join(row) + " |" for row in rows))
        print("\n" + "\n".join(f"- {note}" for note in notes))
        print(f"\nMade by `{COMMAND.format(pages=options.pages, repeat=options.repeat)}`.")
        return
    # Imported late: what this process holds counts into the least memory its children can have.
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Cost of a crawl")
    for heading in HEADINGS:
        table.add_column(heading, justify="left" if heading == "program" else "right")
    for row in rows:
        table.add_row(*row)
    console = Console()
    console.print(table)
    for note in notes:
        console.print(f"· {note}", highlight=False, soft_wrap=True)


def _machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = (line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name"))
        model = next(lines, model)
    return f"{os.cpu_count()} cores, {model}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
