"""A crawl in a process of its own: fetches what a plan names and tells what the spider would have seen.

    python wire_crawl.py PLAN FOLDER

PLAN is a JSON file with the keys settings, revisits (whether known payloads become revisit records) and chains: lists
of requests, each with url, method, headers, body and meta. The requests of a chain follow each other, the chains run at
the same time. WARC files go to FOLDER/warc, the account to FOLDER/told.json.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from blogarchive.crawl.guard import Guard
from blogarchive.errors import StorageError
from blogarchive.warc.exchange import Exchange
from blogarchive.warc.info import WarcInfo
from blogarchive.warc.revisit import RevisitTarget
from blogarchive.warc.writer import WarcWriter

HANDLER = "blogarchive.crawl.handler.CaptureHandler"
SETTINGS = {
    "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER, "file": None, "ftp": None, "s3": None, "data": None},
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    },
    "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
    "USER_AGENT": "wire-test",
    "CONCURRENT_REQUESTS": 128,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 128,
    "DOWNLOAD_DELAY": 0,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "LOG_LEVEL": "WARNING",
}


class MemoryRevisits:
    """A RevisitIndex in a dict."""

    def __init__(self) -> None:
        self._targets: dict[str, RevisitTarget] = {}

    def find(self, payload_digest: str) -> RevisitTarget | None:
        return self._targets.get(payload_digest)

    def add(self, payload_digest: str, target: RevisitTarget) -> None:
        self._targets[payload_digest] = target


class Sink:
    """Writes exchanges and notes what they were."""

    def __init__(self, folder: Path, revisits: MemoryRevisits | None) -> None:
        self.writer = WarcWriter(folder / "warc", "wire", info=WarcInfo(software="wire-test"), revisits=revisits, hostname="host")
        self.notes: list[dict[str, Any]] = []

    async def put(self, exchange: Exchange, request: scrapy.Request) -> None:
        if request.meta.get("fail_sink"):
            raise StorageError("no space left")
        note: dict[str, Any] = {
            "url": exchange.url,
            "sent": exchange.sent,
            "attempts": exchange.attempts,
            "error": exchange.error,
            "truncated": exchange.truncated,
            "size": exchange.response.size,
            "tls_verified": exchange.tls_verified,
        }
        if exchange.sent:
            note["written"] = asdict(await asyncio.wrap_future(self.writer.write_exchange(exchange)))
        self.notes.append(note)
        request.meta["record_id"] = note.get("written", {}).get("record_id")


class WireSpider(scrapy.Spider):
    """Fetches the chains of the plan with nothing but the downloader between."""

    name = "wire"

    def __init__(self, plan: dict[str, Any], told: list[list[dict[str, Any]]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.told = told

    async def start(self) -> AsyncIterator[Any]:
        self.told += await asyncio.gather(*(self._chain(chain) for chain in self.plan["chains"]))
        return
        yield

    async def _chain(self, chain: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [await self._fetch(step) for step in chain]

    async def _fetch(self, step: dict[str, Any]) -> dict[str, Any]:
        request = scrapy.Request(
            step["url"],
            method=step.get("method", "GET"),
            headers=step.get("headers"),
            body=step.get("body"),
            meta={"dont_retry": True, "dont_redirect": True, **step.get("meta", {})},
        )
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as exc:  # noqa: BLE001 - what it was is what the test wants to know
            return {"raised": type(exc).__name__, "text": str(exc)}
        return {
            "url": response.url,
            "kind": type(response).__name__,
            "status": response.status,
            "headers": [[k.decode("latin-1"), [v.decode("latin-1") for v in vs]] for k, vs in response.headers.items()],
            "body": base64.b64encode(response.body[:100_000]).decode(),
            "body_size": len(response.body),
            "flags": response.flags,
            "latency": request.meta.get("download_latency"),
        }


def _peak_mb() -> float:
    """Most memory this process ever had; getrusage() would count that of the process it was forked from."""
    match = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(match[1]) / 1024 if match else 0.0


def main(plan_file: Path, folder: Path) -> None:
    """Run the crawl."""
    plan = json.loads(plan_file.read_text())
    told: list[list[dict[str, Any]]] = []
    sink = Sink(folder, MemoryRevisits() if plan["revisits"] else None)
    process = AsyncCrawlerProcess({**SETTINGS, **plan["settings"]})
    crawler = Crawler(WireSpider, process.settings)
    crawler.capture_sink = sink  # type: ignore[attr-defined]
    named = {step["url"] for chain in plan["chains"] for step in chain}
    proxies = {step["meta"]["proxy"] for chain in plan["chains"] for step in chain if step.get("meta", {}).get("proxy")}
    crawler.request_guard = Guard(named | proxies)  # type: ignore[attr-defined]
    process.crawl(crawler, plan=plan, told=told)
    process.start()
    sink.writer.close()
    account = {"told": told, "notes": sink.notes, "peak_mb": _peak_mb()}
    (folder / "told.json").write_text(json.dumps(account, default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
