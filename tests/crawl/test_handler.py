"""Real downloads through the capture handler and the WARC writer, compared byte for byte with what a server did.

All cases run at the same time in one crawl in a process of its own, each against a server of its own; the tests look at
what came out.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from server.wire import Close, Pause, Repeat, Seen, Step, Vanish, WireServer, authority
from warcio.archiveiterator import ArchiveIterator

from crawl.wire_cases import CASES, MAX_DECODED, MAX_HEAD, PAGE, Case, sized

ROOT = Path(__file__).parents[2]
MEGABYTE = 1024 * 1024


@dataclass
class WarcRecord:
    """A record as warcio reads it."""

    headers: dict[str, str]
    block: bytes


@dataclass
class Account:
    """What a crawl left behind."""

    told: list[list[dict[str, Any]]]
    notes: dict[str, list[dict[str, Any]]]
    records: list[WarcRecord] = field(repr=False)
    warc: Path | None
    peak_mb: float

    def record(self, kind: str, url: str, index: int = -1) -> WarcRecord:
        """A record of the type *kind* for *url*; the last one when there are several."""
        return self.of(kind, url)[index]

    def of(self, kind: str, url: str) -> list[WarcRecord]:
        return [r for r in self.records if r.headers["warc-type"] == kind and r.headers["warc-target-uri"] == url]


def run_crawl(
    folder: Path,
    chains: list[list[dict[str, Any]]],
    *,
    revisits: bool = False,
    trusted: Path | None = None,
    **settings: Any,
) -> Account:
    plan = folder / "plan.json"
    plan.write_text(json.dumps({"settings": settings, "revisits": revisits, "chains": chains}))
    command = [sys.executable, "-W", "error::DeprecationWarning", str(Path(__file__).with_name("wire_crawl.py"))]
    done = subprocess.run(
        [*command, str(plan), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **({"SSL_CERT_FILE": str(trusted)} if trusted else {})},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    account = json.loads((folder / "told.json").read_text())
    notes: dict[str, list[dict[str, Any]]] = {}
    for note in account["notes"]:
        notes.setdefault(note["url"], []).append(note)
    warc = next((folder / "warc").glob("*.warc.gz"), None)
    return Account(account["told"], notes, read_records(warc) if warc else [], warc, account["peak_mb"])


def read_records(path: Path) -> list[WarcRecord]:
    with path.open("rb") as file:
        return [
            WarcRecord({n.lower(): v for n, v in r.rec_headers.headers}, r.raw_stream.read())
            for r in ArchiveIterator(file, no_record_parse=True)
            if r.rec_type != "warcinfo"
        ]


def step(url: str, **parts: Any) -> dict[str, Any]:
    return {"url": url, **parts}


@dataclass
class Played:
    """A case, its server's side and the crawl's side."""

    case: Case
    url: str
    seen: list[Seen]
    told: dict[str, Any]
    account: Account

    @property
    def response(self) -> WarcRecord:
        return self.account.record("response", self.url)

    @property
    def request(self) -> WarcRecord:
        return self.account.record("request", self.url)

    @property
    def note(self) -> dict[str, Any]:
        return self.account.notes[self.url][-1]


@dataclass
class Chain:
    """A chain of requests to one server."""

    server: WireServer
    steps: list[dict[str, Any]]
    told: list[dict[str, Any]]
    account: Account

    def records(self, kind: str, path: str | None = None) -> list[WarcRecord]:
        """Records of the type *kind* for *path*, or for the whole server."""
        start = self.server.url(path or "/")
        found = [r for r in self.account.records if r.headers["warc-type"] == kind]
        return [r for r in found if r.headers["warc-target-uri"].startswith(start)]

    def blocks(self, kind: str, path: str | None = None) -> list[bytes]:
        return [record.block for record in self.records(kind, path)]

    def note(self, path: str) -> dict[str, Any]:
        return self.account.notes[self.server.url(path)][-1]


@dataclass
class Crawl:
    """Everything that was fetched."""

    account: Account
    played: dict[str, Played]
    chains: dict[str, Chain]


AGAIN = {"dont_retry": False, "dont_redirect": False}
BUSY = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
MOVED = b"HTTP/1.1 301 Moved\r\nlocation: /new\r\nContent-Length: 4\r\n\r\ngone"

# Path -> scripts of its visits; the paths are asked for in this order.
CHAINS: dict[str, dict[str, list[tuple[Step, ...]]]] = {
    "keep-alive": {path: [(sized(path.encode() + PAGE),)] for path in ("/a", "/b", "/c")},
    "dead connection": {"/first": [(sized(b"1" + PAGE),)], "/second": [(Close(),), (sized(b"2" + PAGE),)]},
    "retry": {"/page": [(BUSY,), (sized(PAGE),)]},
    "redirect": {"/page": [(MOVED,)], "/new": [(sized(PAGE),)]},
    "closed at once": {"/page": [(Close(),)]},
    "silence": {"/page": [(Pause(4),)]},
    "full disk": {"/page": [(sized(PAGE),)]},
    "TLS 1.2": {"/page": [(sized(PAGE),)]},
    "no close_notify": {"/page": [(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE, Vanish())]},
}
CHAIN_META: dict[str, dict[str, Any]] = {
    "retry": AGAIN,
    "redirect": AGAIN,
    "silence": {"download_timeout": 1.2},
    "full disk": {"fail_sink": True},
}


def start_chain(stack: contextlib.ExitStack, name: str) -> tuple[WireServer, list[dict[str, Any]]]:
    newest = ssl.TLSVersion.TLSv1_2 if name == "TLS 1.2" else ssl.TLSVersion.TLSv1_3
    server = stack.enter_context(WireServer(tls=name in ("TLS 1.2", "no close_notify"), tls_version=newest))
    for path, scripts in CHAINS[name].items():
        for script in scripts:
            server.on(path, *script)
    paths = [path for path in CHAINS[name] if path != "/new"]
    return server, [step(server.url(path), meta=CHAIN_META.get(name, {})) for path in paths]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    """Every case and every chain, fetched once."""
    with contextlib.ExitStack() as stack:
        servers = {name: stack.enter_context(WireServer(tls=case.tls)) for name, case in CASES.items()}
        urls = {name: servers[name].on("/page", *case.steps) for name, case in CASES.items()}
        singles = [[step(urls[n], method=c.method, meta=c.meta, body=c.body.decode("latin-1") or None)] for n, c in CASES.items()]
        started = {name: start_chain(stack, name) for name in CHAINS}
        nowhere = started["keep-alive"][0]
        started["refused"] = (nowhere, [step(f"http://127.0.0.1:{free_port()}/")])
        started["unknown host"] = (nowhere, [step("http://no-such-host.invalid/")])
        proxy = stack.enter_context(WireServer())
        proxy.on("http://blog.invalid/page", sized(PAGE))
        started["proxy"] = (proxy, [step("http://blog.invalid/page", meta={"proxy": proxy.url("")})])
        account = run_crawl(
            tmp_path_factory.mktemp("crawl"),
            singles + [steps for _, steps in started.values()],
            CAPTURE_MAX_HEAD=MAX_HEAD,
            CAPTURE_MAX_DECODED=MAX_DECODED,
        )
        told = iter(account.told)
        played = {n: Played(c, urls[n], servers[n].seen, next(told)[0], account) for n, c in CASES.items()}
        chains = {n: Chain(server, steps, next(told), account) for n, (server, steps) in started.items()}
        yield Crawl(account, played, chains)


@pytest.fixture(scope="module")
def played(crawl: Crawl) -> dict[str, Played]:
    return crawl.played


@pytest.fixture(scope="module")
def chains(crawl: Crawl) -> dict[str, Chain]:
    return crawl.chains


@pytest.fixture(params=CASES)
def one(request: pytest.FixtureRequest, played: dict[str, Played]) -> Played:
    return played[request.param]


def test_response_block_is_what_the_server_sent(one: Played) -> None:
    sent = bytes(one.seen[-1].sent)
    whole = sent[: len(sent) - one.case.junk]
    expected = whole if one.case.kept is None else whole[: one.case.kept]
    if one.case.racing:
        assert expected.startswith(one.response.block)
        assert len(expected) - len(one.response.block) < 100
    else:
        assert one.response.block == expected


def test_request_block_is_what_the_server_received(one: Played) -> None:
    assert len(one.seen) == 1
    assert one.request.block == one.seen[0].received


def test_truncation_is_recorded_with_its_cause(one: Played) -> None:
    assert one.response.headers.get("warc-truncated") == one.case.truncated
    assert one.note["truncated"] == one.case.truncated
    assert one.note["written"]["truncated"] == one.case.truncated


def test_spider_gets_the_page_or_the_failure(one: Played) -> None:
    assert one.told.get("raised") == one.case.raised, one.told
    if one.case.raised is None:
        assert one.told["status"] == one.case.status
        assert one.told["flags"] == list(one.case.flags)
    if one.case.raised is None and one.case.page is not None:
        assert base64.b64decode(one.told["body"]) == one.case.page


def test_pair_belongs_together(one: Played) -> None:
    assert one.request.headers["warc-concurrent-to"] == one.response.headers["warc-record-id"]
    assert one.request.headers["warc-date"] == one.response.headers["warc-date"]
    assert one.response.headers["warc-ip-address"] == "127.0.0.1"


def test_tls_is_named(one: Played) -> None:
    assert one.response.headers.get("warc-cipher-suite", "").startswith("TLS_") is one.case.tls


def test_foreign_reader_finds_digests_right(crawl: Crawl) -> None:
    """Payload digests of chunked records are left out: fastwarc takes them over the chunk framing."""
    account = crawl.account
    assert account.warc
    with account.warc.open("rb") as file:
        checked = 0
        for record in FastIterator(file, parse_http=False):
            assert record.verify_block_digest(), record.headers["WARC-Record-ID"]
            checked += 1
    assert checked == 1 + len(account.records)


def test_foreign_indexer_finds_records_where_the_writer_said(crawl: Crawl) -> None:
    account = crawl.account
    command = [sys.executable, "-c", "from cdxj_indexer.main import main; main()", str(account.warc)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    indexed = {tuple(int(json.loads(line.split(" ", 2)[2])[key]) for key in ("offset", "length")) for line in lines}
    written = {
        (note["written"]["offset"], note["written"]["length"])
        for notes in account.notes.values()
        for note in notes
        if note["sent"] and note["written"]["record_type"] != "request"
    }
    assert indexed == written


def test_header_order_and_repeats_reach_the_spider(played: dict[str, Played]) -> None:
    headers = dict(played["repeated headers"].told["headers"])
    assert headers["Set-Cookie"] == ["a=1", "b=2", "a=1"]


def test_coded_page_is_told_to_be_html(played: dict[str, Played]) -> None:
    assert played["gzip"].told["kind"] == "HtmlResponse"


def test_latency_is_measured_for_autothrottle(played: dict[str, Played]) -> None:
    assert played["plain"].told["latency"] > 0


def test_bomb_is_kept_whole_and_shown_in_part(played: dict[str, Played]) -> None:
    bomb = played["gzip bomb"]
    assert bomb.told["body_size"] == MAX_DECODED
    assert bomb.response.headers.get("warc-truncated") is None


@pytest.mark.parametrize("name", ["large text", "large text of no stated type"])
def test_large_text_reaches_the_spider(played: dict[str, Played], name: str) -> None:
    assert played[name].told["body_size"] == 3_000_000


def test_payload_digest_is_of_the_body_without_chunks(played: dict[str, Played]) -> None:
    digests = {
        played[name].response.headers["warc-payload-digest"]
        for name in ("plain", "chunks", "chunk extensions and trailers", "early hints", "folded header")
    }
    assert len(digests) == 1


def test_head_that_never_ended_has_no_payload_digest(played: dict[str, Played]) -> None:
    assert "warc-payload-digest" not in played["endless headers"].response.headers


# Chains: requests that follow each other, and requests that never arrive.


def test_connection_is_used_again(chains: dict[str, Chain]) -> None:
    seen = chains["keep-alive"].server.seen
    assert [s.connection for s in seen] == [1, 1, 1]
    assert chains["keep-alive"].blocks("response") == [bytes(s.sent) for s in seen]


def test_dead_connection_is_noted_with_both_attempts(chains: dict[str, Chain]) -> None:
    """Twisted sends a request again without a word when a kept connection turns out to be closed."""
    played = chains["dead connection"]
    dead, alive = played.server.requests("/second")
    assert (dead.connection, alive.connection) == (1, 2)
    assert played.blocks("request", "/second") == [alive.received, dead.received]
    assert played.blocks("response", "/second") == [bytes(alive.sent)]
    assert played.note("/second")["attempts"] == 2


def test_retry_is_an_exchange_of_its_own(chains: dict[str, Chain]) -> None:
    played = chains["retry"]
    assert played.told[0]["status"] == 200
    assert played.blocks("response") == [bytes(s.sent) for s in played.server.seen]
    assert [b[9:12] for b in played.blocks("response")] == [b"503", b"200"]


def test_each_hop_of_a_redirect_is_kept(chains: dict[str, Chain]) -> None:
    played = chains["redirect"]
    assert played.told[0]["url"].endswith("/new")
    assert [b[9:12] for b in played.blocks("response")] == [b"301", b"200"]


def test_answer_without_a_byte_leaves_the_request_alone(chains: dict[str, Chain]) -> None:
    played = chains["closed at once"]
    assert played.told[0]["raised"] == "DownloadFailedError"
    assert played.blocks("response") == []
    assert played.blocks("request") == [played.server.seen[0].received]
    assert played.note("/page")["written"]["record_type"] == "request"


def test_silence_until_time_is_over_leaves_the_request_alone(chains: dict[str, Chain]) -> None:
    played = chains["silence"]
    assert played.told[0]["raised"] == "DownloadTimeoutError"
    assert played.blocks("request") == [played.server.seen[0].received]
    assert played.note("/page")["truncated"] == "time"


def test_refused_connection_is_noted_and_not_written(chains: dict[str, Chain]) -> None:
    played = chains["refused"]
    assert played.told[0]["raised"] == "DownloadConnectionRefusedError"
    [note] = played.account.notes[played.steps[0]["url"]]
    assert (note["sent"], note["attempts"], note["error"]) == (False, 0, "DownloadConnectionRefusedError")


def test_unknown_host_is_noted_and_not_written(chains: dict[str, Chain]) -> None:
    played = chains["unknown host"]
    assert played.told[0]["raised"] == "CannotResolveHostError"
    assert [n["sent"] for n in played.account.notes[played.steps[0]["url"]]] == [False]


def test_error_of_the_sink_ends_the_download(chains: dict[str, Chain]) -> None:
    assert chains["full disk"].told[0] == {"raised": "StorageError", "text": "no space left"}


def test_second_copy_becomes_a_revisit_with_the_headers_alone(tmp_path: Path) -> None:
    with WireServer() as server:
        one, two = server.on("/one", sized(PAGE)), server.on("/two", sized(PAGE, b"X-Visit: 2"))
        account = run_crawl(tmp_path, [[step(one), step(two)]], revisits=True)
    first, second = account.record("response", one), account.record("revisit", two)
    assert second.headers["warc-refers-to"] == first.headers["warc-record-id"]
    assert second.headers["warc-refers-to-target-uri"] == one
    assert second.headers["warc-payload-digest"] == first.headers["warc-payload-digest"]
    assert second.block == sized(PAGE, b"X-Visit: 2").removesuffix(PAGE)
    assert base64.b64decode(account.told[0][1]["body"]) == PAGE


def test_suites_of_older_tls_have_their_registered_name(chains: dict[str, Chain]) -> None:
    record = chains["TLS 1.2"].records("response")[0]
    assert record.headers["warc-cipher-suite"].startswith("TLS_ECDHE_ECDSA_WITH_")


def test_cutting_off_without_goodbye_is_no_truncation_over_tls(chains: dict[str, Chain]) -> None:
    """Many servers end TLS connections without close_notify; that says nothing about the body."""
    played = chains["no close_notify"]
    assert played.told[0]["flags"] == []
    assert "warc-truncated" not in played.records("response")[0].headers


def test_request_through_a_proxy_is_kept_as_sent_to_it(chains: dict[str, Chain]) -> None:
    """The proxy's address is not the server's, so none is recorded."""
    played = chains["proxy"]
    [seen] = played.server.seen
    assert seen.received.startswith(b"GET http://blog.invalid/page HTTP/1.1\r\n")
    request = played.account.record("request", "http://blog.invalid/page")
    assert request.block == seen.received
    assert "warc-ip-address" not in request.headers


def test_bad_certificate_ends_before_anything_is_sent(tmp_path: Path) -> None:
    with WireServer(tls=True) as server:
        url = server.on("/page", sized(PAGE))
        account = run_crawl(tmp_path, [[step(url)]], DOWNLOAD_VERIFY_CERTIFICATES=True)
    assert server.seen == []
    assert [note["sent"] for note in account.notes[url]] == [False]


def test_head_has_to_come_within_its_own_time(tmp_path: Path) -> None:
    with WireServer() as server:
        slow = step(server.on("/slow", b"HTTP/1.1 200 OK\r\n", Pause(3), b"\r\n"))
        body = step(server.on("/body", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", Pause(1), b"ok"))
        slow["meta"] = body["meta"] = {"head_timeout": 0.5}
        account = run_crawl(tmp_path, [[slow], [body]])
    assert account.told[0][0]["raised"] == "DownloadTimeoutError"
    assert account.notes[slow["url"]][0]["truncated"] == "time"
    assert account.told[1][0]["status"] == 200


def test_good_certificate_is_noted_where_it_is_checked(tmp_path: Path) -> None:
    authority().cert_pem.write_to_path(tmp_path / "authority.pem")
    with WireServer(tls=True) as server:
        url = server.on("/page", sized(PAGE)).replace("127.0.0.1", "localhost")
        account = run_crawl(tmp_path, [[step(url)]], trusted=tmp_path / "authority.pem", DOWNLOAD_VERIFY_CERTIFICATES=True)
    assert account.told[0][0]["status"] == 200
    assert account.notes[url][0]["tls_verified"] is True


def test_unchecked_certificate_is_noted_as_unknown(played: dict[str, Played]) -> None:
    assert played["plain, https"].note["tls_verified"] is None


def test_large_body_stays_out_of_memory(tmp_path: Path, crawl: Crawl) -> None:
    """60 MB go to disk while the crawl needs hardly more memory than one of small pages."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\n\r\n" % (60 * MEGABYTE)
    with WireServer() as server:
        url = server.on("/film", head, Repeat(os.urandom(MEGABYTE), 60))
        account = run_crawl(tmp_path, [[step(url)]])
    assert account.told[0][0]["flags"] == ["body-on-disk"]
    assert len(account.record("response", url).block) == len(head) + 60 * MEGABYTE
    assert account.peak_mb < crawl.account.peak_mb + 20
