"""Milliseconds of CPU that each step from a page to an article costs, over pages of a made-up blog or of a folder of HTML files.

``python benchmarks/extract_speed.py [--pages N] [--folder DIR] [--repeat N]``. Each figure is the least of the repeats.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from made_blog import make_blog

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.steps import STEPS, new_draft, run_step
from blogarchive.sites import page_for

BASE = "http://blog.example"
CAPTURED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60, help="at most N pages (default 60)")
    parser.add_argument("--folder", type=Path, help="HTML files to read instead of the made-up blog's")
    parser.add_argument("--repeat", type=int, default=5, help="times every page is read (default 5)")
    options = parser.parse_args()
    pages = _pages(options.folder, options.pages)
    best: dict[str, float] = {}
    for _ in range(options.repeat + 1):
        for step, seconds in _measure(pages).items():
            best[step] = min(best.get(step, seconds), seconds)
    size = sum(map(len, pages.values())) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} kB, ms a page")
    for step, seconds in (*best.items(), ("all", sum(best.values()))):
        print(f"{step:10} {seconds * 1000 / len(pages):6.2f}")


def _pages(folder: Path | None, limit: int) -> dict[str, bytes]:
    """Address → bytes."""
    if folder:
        files = sorted(folder.rglob("*.html"))[:limit]
        if not files:
            raise SystemExit(f"{folder} holds no HTML file.")
        return {f"{BASE}/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in files}
    with tempfile.TemporaryDirectory() as made:
        site = Path(made) / "site"
        make_blog(site, BASE, max(100, 2 * limit))
        found = {
            f"{BASE}/{file.parent.relative_to(site).as_posix()}/": file.read_bytes() for file in sorted(site.rglob("*.html"))
        }
    return dict([(url, body) for url, body in found.items() if b'"BlogPosting"' in body][:limit])


def _measure(pages: dict[str, bytes]) -> dict[str, float]:
    """Seconds of each step over all *pages*; "parse" holds the choice of the rule and the decoding."""
    spent: defaultdict[str, float] = defaultdict(float)
    gc.collect()
    for url, body in pages.items():
        began = time.process_time()
        page = page_for(url=url, body=body, content_type="text/html; charset=utf-8", captured_at=CAPTURED_AT)
        _ = page.tree
        draft = new_draft(page, SiteKnowledge(url=BASE))
        spent["parse"] += time.process_time() - began
        for step in STEPS:
            began = time.process_time()
            run_step(step, draft)
            spent[step] += time.process_time() - began
    return spent


if __name__ == "__main__":
    main()
