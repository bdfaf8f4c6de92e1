"""The download handler: an exact Exchange for the archive, and a Response for the spider.

Settings: CAPTURE_MAX_BODY (bytes of a body as sent), CAPTURE_MAX_HEAD (bytes before the body), CAPTURE_MAX_DECODED
(bytes of a body the spider sees). DOWNLOAD_TIMEOUT and DOWNLOAD_FAIL_ON_DATALOSS work as in Scrapy; DOWNLOAD_MAXSIZE
does not count here, but `download_maxsize` in a request's meta lowers CAPTURE_MAX_BODY for it, and `head_timeout` gives the
seconds in which the head of the response has to be there.

What is lost against Scrapy's handler: the signals headers_received and bytes_received, and Response.certificate.
HTTP/1.1 only, since there is no agreed WARC form of HTTP/2.

Private names of Scrapy and Twisted this file rests on (see wire.py for the others):

- `HTTP11DownloadHandler._pool`, `_contextFactory`: connections and TLS options, set up from the settings.
- `HTTPConnectionPool._factory`: what builds connections; Scrapy replaces it, too.
- `_ScrapyAgent._get_agent`: chooses between direct connection, proxy and CONNECT tunnel.
- `scrapy.utils._download_handlers.wrap_twisted_exceptions`: turns Twisted's errors into Scrapy's.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urldefrag, urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _ScrapyAgent
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionClosed
from twisted.internet.protocol import Protocol as TwistedProtocol
from twisted.internet.protocol import connectionDone
from twisted.web.client import FileBodyProducer, ResponseDone, ResponseFailed
from twisted.web.http import PotentialDataLoss, _DataLoss

from blogarchive.crawl.guard import Guard
from blogarchive.crawl.underway import BrokenOffError, UnderWay
from blogarchive.crawl.wire import Tap, TappedHeaders, WireFactory
from blogarchive.warc.exchange import SPOOL_BYTES, Exchange, Truncation
from blogarchive.warc.http import HttpHead, read_payload
from blogarchive.warc.reader import MAX_BODY

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

__all__ = ["FLAG_BODY_ON_DISK", "FLAG_TRUNCATED", "CaptureHandler", "CaptureSink"]

FLAG_TRUNCATED = "truncated"
"""In Response.flags: the body is only the beginning."""
FLAG_BODY_ON_DISK = "body-on-disk"
"""In Response.flags: the body is large and not text, and only in the archive."""

_TEXT_MARKS = ("text/", "html", "xml", "json", "rss", "atom", "javascript")
_UNTOLD_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/unknown"})
_TEXT_STARTS = (b"<", b"{", b"[")


class CaptureSink(Protocol):
    """Where exchanges go; one per crawler, set as `crawler.capture_sink`."""

    async def put(self, exchange: Exchange, request: Request) -> None:
        """Write *exchange*; the download returns or fails only afterwards.

        The spool of the response is closed when this returns. An exchange that sent nothing (no such host, connection
        refused) comes here, too: `exchange.sent` is False. What is raised here goes to the engine as it is.
        """


class CaptureHandler(HTTP11DownloadHandler):
    """For `DOWNLOAD_HANDLERS`, both http and https."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._pool._factory = WireFactory
        # A slot of its own may allow a host more than CONCURRENT_REQUESTS_PER_DOMAIN, for which Scrapy makes the pool.
        self._pool.maxPersistentPerHost = settings.getint("CONCURRENT_REQUESTS")
        self._capture_crawler = crawler
        self._max_body = settings.getint("CAPTURE_MAX_BODY", 100 * 1024 * 1024)
        self._max_head = settings.getint("CAPTURE_MAX_HEAD", 256 * 1024)
        self._max_decoded = settings.getint("CAPTURE_MAX_DECODED", MAX_BODY)
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT", 180)
        self._verifies = settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        self._bind_to = settings.get("DOWNLOAD_BIND_ADDRESS")
        self._fail_on_loss = settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS", True)
        self._under_way = UnderWay(crawler)
        # The crawl's own knows what the user named; without one, nothing internal is reached.
        self._guard: Guard = getattr(crawler, "request_guard", None) or Guard(())

    async def download_request(self, request: Request) -> Response:
        exchange = Exchange(url=urldefrag(request.url)[0], not_modified_of=request.meta.get("not_modified_of"))
        tap = self._tap(request, exchange)
        try:
            try:
                await self._exchange(request, tap)
                response = self._response(request, tap)
            except Exception as exc:
                if self._under_way.broken_off:
                    raise BrokenOffError(exchange.url) from exc  # half an answer because of us is no record
                exchange.error = type(exc).__name__
                await self._put(tap, request)
                raise
            await self._put(tap, request)
        finally:
            exchange.response.close()
        return response

    def _tap(self, request: Request, exchange: Exchange) -> Tap:
        max_body = min(self._max_body, request.meta.get("download_maxsize") or self._max_body)
        return Tap(exchange, max_head=self._max_head, max_body=max_body, proxied=bool(request.meta.get("proxy")))

    async def _put(self, tap: Tap, request: Request) -> None:
        tap.close()
        exchange = tap.exchange
        if exchange.tls_version and self._verifies:
            # With verification on, nothing is sent before the certificate was found good.
            exchange.tls_verified = True
        sink: CaptureSink | None = getattr(self._capture_crawler, "capture_sink", None)
        if sink is not None:
            await sink.put(exchange, request)

    async def _exchange(self, request: Request, tap: Tap) -> None:
        """Send *request* and receive until the end, whatever it is; Scrapy's exceptions when there is no response."""

        from twisted.internet import reactor  # at the top of the file it would install the default reactor

        clock: Any = reactor
        timeout = request.meta.get("download_timeout") or self._timeout
        done = self._send(request, tap, timeout)
        self._under_way.begin(done)
        timers: list[Any] = [clock.callLater(timeout, _give_up, tap, done)]
        if head_timeout := request.meta.get("head_timeout"):
            timers.append(clock.callLater(head_timeout, _give_up_without_head, tap, done))
        try:
            with wrap_twisted_exceptions():
                end = await maybe_deferred_to_future(done)
        except Exception as exc:
            self._explain(request, tap, timeout, exc)
            raise
        finally:
            self._under_way.end(done)
            for timer in timers:
                if timer.active():
                    timer.cancel()
        exchange = tap.exchange
        if exchange.truncated is None:
            exchange.truncated = _why_truncated(end, tap)
        if exchange.truncated is Truncation.TIME:
            raise DownloadTimeoutError(f"Getting {exchange.url} took longer than {timeout} seconds.")

    def _send(self, request: Request, tap: Tap, timeout: float) -> Deferred[BaseException | None]:
        """Fires when the response has ended, with the reason; fails when there is no head of a response."""
        self._guard.check_literal(tap.exchange.url)
        agent = _ScrapyAgent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_to,
            pool=self._pool,
            crawler=self._capture_crawler,
        )._get_agent(request, timeout)
        if not request.meta.get("proxy"):  # the user named the proxy, and the proxy resolves the name
            self._guard.watch(agent, tap.exchange.url)
        headers = TappedHeaders(request.headers, tap)
        if request.meta.get("proxy") and urlsplit(request.url).scheme == "https":
            headers.removeHeader(b"Proxy-Authorization")
        started = monotonic()
        body: Any = FileBodyProducer(BytesIO(request.body)) if request.body else None  # type: ignore[no-untyped-call]
        sent = agent.request(request.method.encode(), tap.exchange.url.encode("ascii"), headers, body)

        def read_body(response: Any) -> Deferred[BaseException | None] | None:
            request.meta["download_latency"] = monotonic() - started
            tap.head_received()
            # Twisted never calls the receiver of a body that is known to be empty.
            return _BodyEnd.of(response, tap) if response.length else None

        return sent.addCallback(read_body)

    def _explain(self, request: Request, tap: Tap, timeout: float, exc: Exception) -> None:
        """Note why there is no response, and raise what Scrapy expects for it."""
        exchange = tap.exchange
        if exchange.truncated is Truncation.TIME:
            raise DownloadTimeoutError(f"Getting {exchange.url} took longer than {timeout} seconds.") from exc
        if exchange.truncated is Truncation.LENGTH:
            raise DownloadCancelledError(f"The headers of {exchange.url} are longer than {self._max_head} bytes.") from exc
        cause = exc.__cause__ or exc
        is_lost = isinstance(cause, ResponseFailed) and _lost_connection(cause)
        exchange.truncated = Truncation.DISCONNECT if is_lost else Truncation.UNSPECIFIED

    def _response(self, request: Request, tap: Tap) -> Response:
        exchange = tap.exchange
        if exchange.truncated in (Truncation.DISCONNECT, Truncation.UNSPECIFIED) and request.meta.get(
            "download_fail_on_dataloss", self._fail_on_loss
        ):
            raise ResponseDataLossError(f"The response of {exchange.url} broke off.")
        head = tap.head
        assert head is not None
        flags = [FLAG_TRUNCATED] if exchange.truncated else []
        body = b""
        if exchange.response.size - head.header_end > SPOOL_BYTES and not _is_text(exchange, head):
            flags.append(FLAG_BODY_ON_DISK)
        else:
            payload = read_payload(head, exchange.response.chunks(head.header_end), self._max_decoded)
            body = payload.body
            if not payload.complete and not flags:
                flags.append(FLAG_TRUNCATED)
        headers = Headers(head.headers)
        # The body has no content coding any more; Scrapy would take a coded one for something other than text.
        headers.pop("Content-Encoding", None)
        response_class = responsetypes.from_args(headers=headers, url=exchange.url, body=body)
        return response_class(
            url=exchange.url,
            status=head.status or 0,
            headers=headers,
            body=body,
            flags=flags,
            ip_address=_ip_address(exchange.ip),
            protocol="HTTP/1.1",
        )


class _BodyEnd(TwistedProtocol):
    """Waits for the end of a body, whose bytes the tap has already."""

    def __init__(self, ended: Deferred[BaseException | None]) -> None:
        self._ended = ended

    @classmethod
    def of(cls, response: Any, tap: Tap) -> Deferred[BaseException | None]:
        """Fires with the reason the body of *response* ended for."""
        ended: Deferred[BaseException | None] = Deferred(lambda _: tap.abort(Truncation.TIME))
        response.deliverBody(cls(ended))
        return ended

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        pass

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802 - Twisted's name
        if not self._ended.called:
            # The exception and not the Failure, which would fail the Deferred.
            self._ended.callback(reason.value)


def _give_up(tap: Tap, done: Deferred[Any]) -> None:
    """Time is over."""
    if tap.exchange.truncated is None:
        tap.exchange.truncated = Truncation.TIME
    done.cancel()


def _give_up_without_head(tap: Tap, done: Deferred[Any]) -> None:
    """Time for the head of the response is over."""
    if tap.head is None:
        _give_up(tap, done)


def _why_truncated(end: BaseException | None, tap: Tap) -> Truncation | None:
    """What the end of a body says; None when it is whole."""
    if end is None or isinstance(end, ResponseDone):
        return None
    if isinstance(end, PotentialDataLoss):
        # The end of the connection is the end of the body (RFC 9112, 6.3); a broken connection is not.
        is_tls = tap.exchange.tls_version is not None
        return Truncation.DISCONNECT if tap.reset and not is_tls else None
    if isinstance(end, ResponseFailed) and _lost_connection(end):
        return Truncation.DISCONNECT
    return Truncation.UNSPECIFIED


def _lost_connection(failed: ResponseFailed) -> bool:
    """Whether the connection ended, rather than the response being unreadable."""
    return all(reason.check(ConnectionClosed, _DataLoss) for reason in failed.reasons)


def _is_text(exchange: Exchange, head: HttpHead) -> bool:
    """Whether the spider may want to read the body: by its type, or by its first byte when the type says nothing."""
    mime = (head.content_type or "").partition(";")[0].strip().lower()
    if any(mark in mime for mark in _TEXT_MARKS) or urlsplit(exchange.url).path.endswith(".xml.gz"):
        return True
    if mime not in _UNTOLD_TYPES:
        return False
    start = read_payload(head, _first_pieces(exchange, head), 512).body
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_TEXT_STARTS)


def _first_pieces(exchange: Exchange, head: HttpHead) -> Iterator[bytes]:
    yield exchange.response.head(head.header_end + 4096)[head.header_end :]


def _ip_address(ip: str | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    with suppress(ValueError):
        return ipaddress.ip_address(ip or "")
    return None
