"""Opens a WACZ file in replayweb.page in Chromium, and says what was seen.

    python replay.py FILE.wacz REPLAYWEBPAGE_FOLDER [--picture OUT.png] [--url PAGE] [--chromium PATH]

REPLAYWEBPAGE_FOLDER is the unpacked npm package `replaywebpage`. Needs `playwright` (its Python package only, no browsers).
Ends with 1 when the page has no text or no picture, or when anything was asked of the archived site.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import json
import re
import socket
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Frame, Page, sync_playwright

PAGE = """<!doctype html><meta charset="utf-8"><title>Replay</title><script src="ui.js"></script>
<style>html,body{{margin:0;height:100%}}replay-web-page{{display:block;height:100vh}}</style>
<replay-web-page source="/archive.wacz" url="{url}" replayBase="/replay/" embed="default"></replay-web-page>
"""


class Files(http.server.BaseHTTPRequestHandler):
    """replayweb.page and the WACZ file, with ranges."""

    def __init__(self, wacz: Path, player: Path, page: str, *arguments: object) -> None:
        self.places = {
            "/ui.js": (player / "ui.js", "text/javascript"),
            "/replay/sw.js": (player / "sw.js", "text/javascript"),
            "/archive.wacz": (wacz, "application/wacz"),
        }
        self.page = page
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in self.places:
            file, kind = self.places[path]
            self.answer(file.read_bytes(), kind)
        elif path in ("/", "/replay/"):
            self.answer(self.page.encode(), "text/html; charset=utf-8")
        else:
            self.send_error(404)

    do_HEAD = do_GET  # noqa: N815

    def answer(self, data: bytes, kind: str) -> None:
        whole = len(data)
        wanted = re.match(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if wanted:
            first = int(wanted[1]) if wanted[1] else whole - int(wanted[2])
            last = min(int(wanted[2]), whole - 1) if wanted[1] and wanted[2] else whole - 1
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{last}/{whole}")
            data = data[first : last + 1]
        else:
            self.send_response(200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def origin_watched(url: str) -> Iterator[list[str]]:
    """Listens where the archived site was, when that was on this machine; gets what is asked there."""
    asked: list[str] = []
    parts = urlsplit(url)
    if parts.hostname not in ("127.0.0.1", "localhost"):
        yield asked
        return

    class Origin(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", parts.port or 80)) == 0:
            raise SystemExit(f"{url} is being served: stop that server first.")
    with http.server.ThreadingHTTPServer(("127.0.0.1", parts.port or 80), Origin) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield asked
        server.shutdown()


def replayed(page: Page) -> Frame:
    """The frame with the archived page, once it is there."""
    for waited in range(360):
        page.wait_for_timeout(500)
        found = [frame for frame in page.frames if "mp_/" in frame.url]
        if found:
            found[0].wait_for_load_state()
            return found[0]
        if waited % 60 == 59:
            page.reload()  # a worker that was slow to start serves the next load
    raise SystemExit(f"the archived page did not come up within three minutes; there are {[frame.url for frame in page.frames]}")


def main_page(wacz: Path) -> str:
    """The first page in the list."""
    with zipfile.ZipFile(wacz) as archive:
        lines = archive.read("pages/pages.jsonl").splitlines()
    url: str = json.loads(lines[1])["url"]
    return url


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("wacz", type=Path)
    parser.add_argument("player", type=Path)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    url = given.url or main_page(given.wacz)
    handler = functools.partial(Files, given.wacz, given.player, PAGE.format(url=url))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, origin_watched(url) as asked:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 900, "height": 960})
            outside: list[str] = []
            here = f"http://127.0.0.1:{server.server_port}/"
            known = (here, "blob:", "data:")
            page.on("request", lambda request: outside.append(request.url) if not request.url.startswith(known) else None)
            page.goto(here)
            frame = replayed(page)
            frame.locator("img").evaluate_all("all => all.forEach(one => (one.loading = 'eager'))")
            page.wait_for_timeout(3000)
            text = frame.locator("body").inner_text()
            # A placeholder that waits for a script stands in the page itself and is no picture.
            pictures = frame.locator("img:not([src^='data:'])")
            lost = pictures.evaluate_all("all => all.filter(one => one.naturalWidth <= 1).map(one => one.outerHTML)")
            count = pictures.count()
            if given.picture:
                page.screenshot(path=str(given.picture))
            browser.close()
        server.shutdown()
    print(f"{url}: {len(text)} characters of text, {count - len(lost)} of {count} pictures")
    print(f"asked of the site: {asked or 'nothing'}; elsewhere: {outside or 'nothing'}")
    return 0 if len(text) > 200 and not lost and not asked and not outside else 1


if __name__ == "__main__":
    sys.exit(main())
