"""report.html in Chromium: nothing is loaded, nothing is run, and a phone shows it without sideways scrolling."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import pytest

from blogarchive.report.page import report_page
from blogarchive.text import one_line
from report.filled import HOSTILE, hostile_figures, hostile_groups

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --virtual-time-budget=5000"
).split()
PHONE_PIXELS = 390

# Looks at the page from outside, since the page itself may run no script.
LOOK = f"""<!DOCTYPE html><meta charset="utf-8"><title>look</title><link rel="icon" href="data:,">
<iframe id="page" src="http://report.test/report.html" style="width:{PHONE_PIXELS}px;height:800px;border:0"></iframe>
<pre id="seen"></pre>
<script>
document.getElementById("page").addEventListener("load", event => {{
  const page = event.target.contentDocument, root = page.documentElement;
  for (const details of page.querySelectorAll("details")) details.open = true;
  const seen = {{
    width: root.scrollWidth, title: page.title, heading: page.querySelector("h1").textContent,
    scripts: page.scripts.length, images: page.images.length,
    paper: getComputedStyle(page.body).backgroundColor,
  }};
  document.getElementById("seen").textContent = "SEEN" + JSON.stringify(seen) + "END";
}});
</script>"""


@dataclass
class Proxy:
    """The only way out of the browser: answers for ``report.test`` and notes what else is asked for."""

    page: str
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        files = {"http://report.test/": LOOK, "http://report.test/report.html": self.page}
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                body = files.get(self.path, "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 -- the name http.server calls

            def do_CONNECT(self) -> None:
                asked.append(self.path)
                self.send_error(403)

            def log_message(self, *args: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass(frozen=True)
class Look:
    """What the browser showed, and what it asked for."""

    seen: dict[str, Any]
    asked: list[str]


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine: the report page is not looked at")
    profile = tmp_path_factory.mktemp("profile")
    with Proxy(report_page(hostile_figures(), hostile_groups())) as proxy:
        dumped = browse(
            profile,
            f"--proxy-server=http://127.0.0.1:{proxy.server.server_port}",
            "--proxy-bypass-list=<-loopback>",
            "--dump-dom",
            "http://report.test/",
        )
        match = re.search(r"SEEN(\{.*\})END", dumped)
        assert match, dumped[:2000]
        seen = json.loads(match[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        yield Look(seen, list(proxy.asked))


def browse(profile: Path, *arguments: str) -> str:
    """What Chromium writes to its standard output."""
    assert CHROMIUM
    command = [CHROMIUM, *OPTIONS, f"--user-data-dir={profile}", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=90, check=False)
    return done.stdout


def test_no_request_leaves_the_page(look: Look) -> None:
    """Beside what the browser itself may ask its maker for."""
    own = [url for url in look.asked if "report.test" in url or "127.0.0.1" in url or "example" in url]
    assert own == ["http://report.test/", "http://report.test/report.html"]


def test_phone_needs_no_sideways_scrolling(look: Look) -> None:
    assert look.seen["width"] <= PHONE_PIXELS


def test_hostile_title_is_text(look: Look) -> None:
    assert look.seen["heading"] == one_line(HOSTILE)
    assert look.seen["title"].startswith("Archive report: </title>")
    assert (look.seen["scripts"], look.seen["images"]) == (0, 0)
