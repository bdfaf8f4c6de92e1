"""Crawls recorded blogs with known content and prints how much of them is kept, and how right it is.

``python benchmarks/blogs.py --blogs DIR``. DIR holds ``NAME.tar.xz`` of each blog and the truth, ``NAME.truth.jsonl.gz``. Beside
them lie ``serve.py``, which serves one on loopback, and ``score_blog.py``, which counts what is right. Every blog is crawled with
the command's own defaults from the page its posts lie under.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os.path
import sys
import tempfile
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))

from recorded import crawl, score, serve  # noqa: E402 -- the end-to-end tests do the same

FIGURES = (
    ("posts", "posts"),
    ("not_posts", "no posts"),
    ("drafts_kept", "drafts"),
    ("twice", "twice"),
    ("title", "title"),
    ("date", "date"),
    ("modified", "modified"),
    ("authors", "authors"),
    ("bio", "bio"),
    ("tags", "tags"),
    ("paras", "paragraphs"),
    ("precision", "precision"),
    ("related_recall", "teasers R"),
    ("related_precision", "teasers P"),
)
"""Key in what ``score_blog.py`` gives, and the column's name."""

INVENTED = ("date_invented", "authors_invented", "bio_invented", "related_self")


def main() -> None:
    """Crawl, score and print."""
    options = _options()
    names = options.only or sorted(path.name.removesuffix(".truth.jsonl.gz") for path in options.blogs.glob("*.truth.jsonl.gz"))
    if not names:
        sys.exit(f"There is no NAME.truth.jsonl.gz in {options.blogs}.")
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="blogarchive-blogs-") as folder:
        for name in names:
            with serve(options.blogs, name) as address:
                crawled = crawl(name, address + _start(options.blogs, name), Path(folder) / name)
            if not (crawled.folder / "articles.jsonl").exists():
                sys.exit(f"The crawl of {name} ended with {crawled.exit_code}: {crawled.stderr[-500:]}")
            results[name] = score(options.blogs, crawled)
            print(f"{name}: {results[name]['rows']} rows", file=sys.stderr)
    _print(results, markdown=options.markdown)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blogs", type=Path, required=True, metavar="DIR", help="folder of the recorded blogs")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these blogs (default: all)")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/accuracy.md")
    return parser.parse_args()


def _start(blogs: Path, name: str) -> str:
    """The path of the folder that all posts of the blog lie in; folders of years and months are no blog's own."""
    with gzip.open(blogs / f"{name}.truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        folder = os.path.commonpath([str(PurePosixPath(urlsplit(json.loads(line)["url"]).path).parent) for line in lines])
    shared = list(takewhile(lambda part: not part.isdigit(), folder.strip("/").split("/")))
    return f"/{'/'.join(shared)}/" if any(shared) else "/"


def _print(results: dict[str, dict[str, Any]], *, markdown: bool) -> None:
    headings = ("blog", *(heading for _, heading in FIGURES), "invented")
    rows = []
    for name, result in results.items():
        cells = [_cell(key, result) for key, _ in FIGURES]
        rows.append((name, *cells, str(sum(result[key] for key in INVENTED))))
    if markdown:
        print("\n".join(f"| {' | '.join(line)} |" for line in (headings, ("---",) * len(headings), *rows)))
        return
    table = Table(title="Recorded blogs")
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "blog" else "right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _cell(key: str, result: dict[str, Any]) -> str:
    """The figure; posts as kept of expected, a dash where the blog shows none."""
    if key not in result:
        return "–"
    if key == "posts":
        return f"{round(result[key] * result['expected'])} of {result['expected']}"
    return f"{result[key]:.3f}" if isinstance(result[key], float) else str(result[key])


if __name__ == "__main__":
    main()
