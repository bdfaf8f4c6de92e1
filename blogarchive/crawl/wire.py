"""Listening to Twisted's HTTP/1.1 client connections, byte for byte.

A `Tap` belongs to one download. It travels to the connection that Twisted chooses inside the request's headers object,
because headers are the only thing that goes unchanged from `Agent.request` to `HTTP11ClientProtocol.request`.

Private names this file rests on, none of which has a public counterpart:

- `scrapy…http11._LenientHTTP11ClientProtocol`, `_LenientHTTP11ClientFactory`, `_LenientHTTPClientParser`: Scrapy's own
  client classes, which forgive header lines without a colon.
- `HTTP11ClientProtocol._finishResponse(rest)`: the only place that says where a response ends and junk begins.
- `HTTP11ClientProtocol._parser`: its class is replaced, as Scrapy does itself, to forgive a few more things.
- `_HTTP11ClientFactory._quiescentCallback`: hands a connection back to the pool.
- `HTTPClientParser._transferDecoders`: what takes the chunks apart; ours is the one the reader of WARC files uses.
- `twisted.web.http._DataLoss`: what such a decoder raises when the body is not whole.
- `HTTPParser._partialHeader`: the header line that a continuation line belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IHandshakeListener, ISSLTransport
from twisted.web.http import PotentialDataLoss, _DataLoss
from twisted.web.http_headers import Headers, InvalidHeaderName
from zope.interface import implementer

from blogarchive.warc.dechunk import Dechunker
from blogarchive.warc.exchange import Attempt, Exchange, Truncation
from blogarchive.warc.http import HttpHead, parse_head

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.python.failure import Failure
    from twisted.web.iweb import IResponse

__all__ = ["Tap", "TappedHeaders", "WireFactory"]


class Tap:
    """Fills an Exchange with what goes over the connection, and ends the download at its limits."""

    def __init__(self, exchange: Exchange, *, max_head: int, max_body: int, proxied: bool) -> None:
        self.exchange = exchange
        self.head: HttpHead | None = None
        """Of the final response, once it is complete."""
        self.connected = False
        """Whether what is written goes out; before the end of the TLS handshake it waits in a buffer."""
        self.reset = False
        """Whether the connection broke instead of being closed."""
        self.finished = False
        """Whether the end of the response was seen."""
        self._max_head = max_head
        self._max_body = max_body
        self._proxied = proxied
        self._transport: Any = None

    def begin(self, transport: Any, *, connected: bool) -> None:
        """A connection was chosen; called again when Twisted re-sends on a fresh one after a dead one."""
        exchange = self.exchange
        if exchange.request:
            exchange.earlier.append(Attempt(started=exchange.started, request=exchange.request, ip=exchange.ip))
        exchange.started = datetime.now(UTC)
        exchange.request = b""
        exchange.response.cut(exchange.response.size)
        exchange.attempts += 1
        exchange.ip = None if self._proxied else getattr(transport.getPeer(), "host", None)
        self.connected = connected
        self.reset = False
        self._transport = transport

    def sent(self, data: bytes) -> None:
        """*data* goes to the server."""
        self.exchange.request += data

    def received(self, data: bytes) -> None:
        """*data* came from the server, and was not yet parsed."""
        if not self.exchange.response.size:
            self._note_tls()
        self.exchange.response.write(data)

    def enforce_limits(self) -> None:
        """End the download when the head or the body is longer than allowed; what is beyond is forgotten."""
        size = self.exchange.response.size
        limit = self._max_head if self.head is None else self.head.header_end + self._max_body
        if size > limit and self.exchange.truncated is None:
            self.exchange.response.cut(size - limit)
            self.abort(Truncation.LENGTH)

    def head_received(self) -> None:
        """Twisted has seen the end of the head."""
        self.head = parse_head(self.exchange.response.head(self._max_head))

    def message_finished(self, junk: int) -> None:
        """The response is complete; the last *junk* bytes received are not part of it."""
        self.finished = True
        if self.exchange.truncated is None:
            self.exchange.response.cut(junk)

    def close(self) -> None:
        """The download is over: forget a request that never left."""
        if not self.connected:
            self.exchange.request = b""

    def abort(self, cause: Truncation) -> None:
        """Stop here, because of *cause*."""
        self.exchange.truncated = cause
        if self._transport is not None and not self.finished:
            self._transport.abortConnection()

    def _note_tls(self) -> None:
        """Now, not when the request is queued: the handshake is not over then."""
        if ISSLTransport.providedBy(self._transport):
            connection = self._transport.getHandle()
            self.exchange.tls_version = connection.get_protocol_version_name()
            self.exchange.tls_cipher = connection.get_cipher_name()


class TappedHeaders(Headers):
    """Request headers that know which download they belong to."""

    def __init__(self, headers: Mapping[bytes, Sequence[bytes]], tap: Tap) -> None:
        super().__init__(headers)
        self.tap = tap

    def copy(self) -> TappedHeaders:
        """Twisted copies the headers to add Host; the tap must not be lost."""
        return TappedHeaders(dict(self.getAllRawHeaders()), self.tap)


class _TappedTransport:
    """The transport as the request sees it while it is being written."""

    def __init__(self, transport: Any, tap: Tap) -> None:
        self._transport = transport
        self._tap = tap

    def write(self, data: bytes) -> None:
        self._tap.sent(data)
        self._transport.write(data)

    def writeSequence(self, data: Iterable[bytes]) -> None:  # noqa: N802 - Twisted's name
        self.write(b"".join(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _ChunkReader:
    """Finds the end of a chunked body; the interface of Twisted's transfer decoders."""

    def __init__(self, data_callback: Callable[[bytes], object], finish_callback: Callable[[bytes], object]) -> None:
        self._data_callback = data_callback
        self._finish_callback = finish_callback
        self._dechunker = Dechunker()

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take *data*, which may go on behind the end."""
        body = self._dechunker.feed(data)
        if body:
            self._data_callback(body)
        if self._dechunker.broken:
            raise ValueError("a chunk size cannot be read")
        if self._dechunker.ended:
            self._finish_callback(data[len(data) - self._dechunker.unread :])

    def noMoreData(self) -> None:  # noqa: N802 - Twisted's name
        """The connection is closed."""
        if self._dechunker.ended:
            return
        if self._dechunker.plain:
            self._finish_callback(b"")
            raise PotentialDataLoss
        if not self._dechunker.complete:
            raise _DataLoss("the chunks break off")
        self._finish_callback(b"")


class _ForgivingParser(_LenientHTTPClientParser):
    """Skips what would otherwise lose the whole response; the bytes are kept as they are in any case."""

    _transferDecoders: dict[bytes, Any] = {b"chunked": _ChunkReader}  # noqa: N815 - Twisted's name

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Pass over empty lines before the status line, and a continuation of nothing."""
        is_empty_start = self.state == "STATUS" and not line.strip()
        is_stray = self.state == "HEADER" and self._partialHeader is None and line[:1] in (b" ", b"\t")
        if not is_empty_start and not is_stray:
            super().lineReceived(line)

    def statusReceived(self, status: bytes) -> None:  # noqa: N802 - Twisted's name
        """Several blanks between the parts count as one."""
        super().statusReceived(b" ".join(status.split(None, 2)))  # type: ignore[no-untyped-call]

    def parseVersion(self, strversion: bytes) -> tuple[bytes, int, int]:  # noqa: N802 - Twisted's name
        """`HTTP` without a number and `ICY` (Shoutcast) are HTTP/1.0."""
        if strversion.upper() in (b"HTTP", b"ICY"):
            return (b"HTTP", 1, 0)
        version: tuple[bytes, int, int] = super().parseVersion(strversion)  # type: ignore[no-untyped-call]
        return version

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - Twisted's name
        """Pass on what matters for the framing in the form Twisted understands."""
        name = name.strip()
        framing = _framing_value(name.lower(), value, self.connHeaders)
        # A name that is no token (a blank or a letter beyond ASCII in it) carries no meaning for the framing.
        with suppress(InvalidHeaderName):
            if framing is not None:
                super().headerReceived(name, framing)  # type: ignore[no-untyped-call]


def _framing_value(name: bytes, value: bytes, earlier: Headers) -> bytes | None:
    """*value* of the header *name* as Twisted needs it; None when it had better not see it."""
    lowered = value.lower()
    if name == b"connection":
        return lowered
    if name == b"transfer-encoding":
        return b"chunked" if b"chunked" in lowered else None
    if name == b"content-length" and (not value.isdigit() or earlier.hasHeader(name)):
        # A repeated length makes Twisted give up, an unreadable one, too; browsers read on.
        return None
    return value


@implementer(IHandshakeListener)
class WireProtocol(_LenientHTTP11ClientProtocol):
    """A client connection that tells the tap of the current download what it sends and receives."""

    _tap: Tap | None = None
    _handshaken = False

    def handshakeCompleted(self) -> None:  # noqa: N802 - Twisted's name
        """TLS is agreed upon, and the certificate was good if it had to be."""
        self._handshaken = True
        if self._tap is not None:
            self._tap.connected = True

    def request(self, request: Any) -> Deferred[IResponse]:
        tap = request.headers.tap
        transport = self.transport
        if self.state == "QUIESCENT":
            self._tap = tap
            tap.begin(transport, connected=self._handshaken or not ISSLTransport.providedBy(transport))
        # The request writes to whatever is the protocol's transport during this call.
        self.transport = _TappedTransport(transport, tap)  # type: ignore[assignment]
        try:
            response = super().request(request)
        finally:
            self.transport = transport
        if self._parser is not None:
            self._parser.__class__ = _ForgivingParser
        return response

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        tap = self._tap
        if tap is None:
            super().dataReceived(data)  # type: ignore[no-untyped-call]
            return
        if tap.exchange.truncated is not None:
            return
        tap.received(data)
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        tap.enforce_limits()

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override] # noqa: N802 - Twisted's name
        if self._tap is not None:
            self._tap.reset = not reason.check(ConnectionDone)  # type: ignore[no-untyped-call]
        super().connectionLost(reason)  # type: ignore[no-untyped-call]
        self._tap = None

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._tap is not None:
            self._tap.message_finished(len(rest))
            self._tap = None
        super()._finishResponse(rest)


class WireFactory(_LenientHTTP11ClientFactory):
    """Builds connections that can be listened to."""

    def buildProtocol(self, addr: IAddress | None) -> WireProtocol:  # noqa: N802 - Twisted's name
        return WireProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
