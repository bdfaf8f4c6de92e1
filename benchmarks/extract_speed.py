"""Milliseconds of CPU that each step from a page to a row costs, over posts of a made-up blog or a folder of HTML files.

    python benchmarks/extract_speed.py [--pages N] [--folder DIR] [--repeat N] [--learned] [--peers PYTHON] [--markdown]

With ``--learned`` the pages are read with the places that they teach together, as with a site profile. Each figure is the least
of the repeats. With ``--peers``, trafilatura with its metadata reads the same pages in the same run, by turns; it lives in an
environment of its own: ``pip install trafilatura newspaper4k readability-lxml resiliparse fastwarc``.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from extract import write_warc
from made_blog import make_blog

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.learned import NOTHING_LEARNED, Learned, learn, shape_of
from blogarchive.extract.learnedfields import FIELDS, Lesson, learn_places
from blogarchive.extract.placefinding import find_places
from blogarchive.extract.steps import STEPS, extract_article, finish_article, new_draft, run_step
from blogarchive.sites import page_for

HERE = Path(__file__).resolve().parent
BASE = "http://blog.example"
CAPTURED_AT = datetime(2026, 11, 1, tzinfo=UTC)
PEER = "trafilatura"
LENGTHS = (1650, 2450)
"""Words of the posts: with what stands around them, pages of 50 kB."""


def main() -> None:
    """Measure and print."""
    options = _options()
    pages = _pages(options.folder, options.pages)
    learned = _taught(pages) if options.learned else NOTHING_LEARNED
    best: dict[str, float] = {}
    peer: list[float] = []
    for _ in range(options.repeat):
        for step, seconds in _measure(pages, learned).items():
            best[step] = min(best.get(step, seconds), seconds)
        if options.peers:
            peer.append(_measure_peer(options.peers, pages))
    size = sum(map(len, pages.values())) / len(pages) / 1000
    each = {step: 1000 * seconds / len(pages) for step, seconds in best.items()}
    other = 1000 * min(peer) / len(pages) if peer else None
    (_print_markdown if options.markdown else _print)(len(pages), size, each, other)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60, metavar="N", help="at most N pages (default 60)")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="HTML files to read instead of the made-up blog's")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="times every page is read (default 5)")
    parser.add_argument("--learned", action="store_true", help="read the pages with what they teach together")
    parser.add_argument("--peers", metavar="PYTHON", help=f"interpreter with {PEER} and fastwarc; without it, blogarchive alone")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args()


def _pages(folder: Path | None, limit: int) -> dict[str, bytes]:
    """Address → bytes."""
    if folder:
        files = sorted(folder.rglob("*.html"))[:limit]
        if not files:
            raise SystemExit(f"{folder} holds no HTML file.")
        return {f"{BASE}/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in files}
    with tempfile.TemporaryDirectory() as made:
        site = Path(made) / "site"
        make_blog(site, BASE, max(100, 2 * limit), LENGTHS)
        found = {
            f"{BASE}/{file.parent.relative_to(site).as_posix()}/": file.read_bytes() for file in sorted(site.rglob("*.html"))
        }
    return dict([(url, body) for url, body in found.items() if b'"BlogPosting"' in body][:limit])


def _taught(pages: dict[str, bytes]) -> Learned:
    """What a profile of the pages says."""
    shapes, lessons = [], []
    for url, body in pages.items():
        page = page_for(url=url, body=body, content_type="text/html; charset=utf-8", captured_at=CAPTURED_AT)
        shape = shape_of(extract_article(page, SiteKnowledge(url=BASE)))
        known = shape.fields.known()
        shapes.append(shape)
        lessons.append(Lesson("", known, find_places(page, known), frozenset(FIELDS)))
    return replace(learn(shapes), places=learn_places(lessons), given=True)


def _measure(pages: dict[str, bytes], learned: Learned) -> dict[str, float]:
    """Seconds of each step over all *pages*; "parse" holds the choice of the rule and the decoding, "row" the plain values."""
    spent: defaultdict[str, float] = defaultdict(float)
    gc.collect()
    for url, body in pages.items():
        began = time.process_time()
        page = page_for(url=url, body=body, content_type="text/html; charset=utf-8", captured_at=CAPTURED_AT)
        _ = page.tree
        draft = new_draft(page, SiteKnowledge(url=BASE, learned=learned))
        spent["parse"] += time.process_time() - began
        for step in STEPS:
            began = time.process_time()
            run_step(step, draft)
            spent[step] += time.process_time() - began
        began = time.process_time()
        finish_article(draft).to_row()
        spent["row"] += time.process_time() - began
    return spent


def _measure_peer(python: str, pages: dict[str, bytes]) -> float:
    """Seconds that the other extractor takes for all *pages*: the second time it reads them, when its own caches are filled."""
    with tempfile.TemporaryDirectory() as made:
        warc = Path(made) / "pages.warc.gz"
        write_warc(warc, pages.items())
        command = [python, str(HERE / "extract_peer.py"), PEER, str(warc), "2"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{PEER} ended with {done.returncode}: {done.stderr[-500:]}")
    said = json.loads(done.stdout.splitlines()[-1])
    if said["pages"] != len(pages):
        sys.exit(f"{PEER} read {said['pages']} of {len(pages)} pages.")
    return float(said["cpu_seconds"])


def _print(number: int, size: float, each: dict[str, float], other: float | None) -> None:
    print(f"{number} pages of {size:.0f} kB, CPU ms a page")
    for step, milliseconds in (*each.items(), ("all", sum(each.values()))):
        print(f"{step:12} {milliseconds:6.2f}")
    if other is not None:
        print(f"{PEER:12} {other:6.2f}   {other / sum(each.values()):.2f} times as much")


def _print_markdown(number: int, size: float, each: dict[str, float], other: float | None) -> None:
    everything = sum(each.values())
    print(f"| all fields, page level, page of {size:.0f} kB | CPU ms a page | of {PEER} |\n| --- | ---: | ---: |")
    ratio = "–" if other is None else f"{everything / other:.2f} x"
    print(f"| blogarchive, every field of the row | {everything:.2f} | {ratio} |")
    if other is not None:
        print(f"| {PEER}, text with metadata | {other:.2f} | 1.00 x |")
    steps = ", ".join(f"{step} {milliseconds:.2f}" for step, milliseconds in each.items())
    print(f"\n{number} made pages, the least of the repeats, start left out. Of blogarchive's: {steps}.")


if __name__ == "__main__":
    main()
