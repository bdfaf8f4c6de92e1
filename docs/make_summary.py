"""Archives the demo blog and writes docs/summary.svg, the picture in the README: ``python docs/make_summary.py``."""

from __future__ import annotations

import io
import os
import re
import tempfile
from pathlib import Path

from rich.console import Console

from blogarchive.crawl.options import CrawlOptions
from blogarchive.crawl.run import run_crawl
from blogarchive.demo import DemoServer
from blogarchive.report.summary import summary

TARGET = Path(__file__).with_name("summary.svg")


def main() -> None:
    """Crawl into a folder that is thrown away, and keep the picture of the summary."""
    console = Console(record=True, width=84, file=io.StringIO())
    with tempfile.TemporaryDirectory() as folder, DemoServer() as server:
        os.chdir(folder)
        result = run_crawl(CrawlOptions(url=server.url, output=Path("output/demo")), progress=False)
        if result.figures:
            console.print(summary(result.figures, result.folder, "complete"))
    picture = console.export_svg(title="blogarchive demo", unique_id="summary")
    # Rich's picture loads its fonts from elsewhere; whoever looks at ours should ask nobody.
    TARGET.write_text(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
