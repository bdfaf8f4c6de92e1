"""Whole records as bytes, with ids and clock fixed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from blogarchive.warc.exchange import Attempt, Exchange, Spool, Truncation
from blogarchive.warc.record import (
    Record,
    conversion_record,
    examine,
    identical_revisit_record,
    metadata_record,
    not_modified_record,
    repeated_request_record,
    request_record,
    resource_record,
    response_record,
    warc_date,
    warcinfo_record,
)
from blogarchive.warc.revisit import RevisitTarget
from blogarchive.warc.tls import cipher_suite, protocol_name

ID = "urn:uuid:00000000-0000-4000-8000-000000000001"
INFO = "urn:uuid:00000000-0000-4000-8000-00000000000f"
OTHER = "urn:uuid:00000000-0000-4000-8000-000000000002"
MOMENT = datetime(2026, 3, 4, 5, 6, 7, 80, tzinfo=UTC)
TARGET = RevisitTarget(OTHER, "http://blog.test/first", "2026-01-01T00:00:00.000001Z")
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"


def exchange(response: bytes = b"HTTP/1.1 200 OK\r\nx-a:1\r\n\r\nhi", **parts: object) -> Exchange:
    values: dict[str, object] = {
        "url": "http://blog.test/post",
        "started": MOMENT,
        "request": b"GET /post HTTP/1.1\r\nHost: blog.test\r\n\r\n",
        "response": Spool(response),
        "ip": "192.0.2.1",
    }
    return Exchange(**{**values, **parts})  # type: ignore[arg-type]


def data(record: Record) -> bytes:
    return b"".join(record.pieces())


def response(of: Exchange) -> bytes:
    return data(response_record(of, examine(of), record_id=ID, warcinfo_id=INFO))


def test_response_record() -> None:
    assert response(exchange()) == (
        b"WARC/1.1\r\n"
        b"WARC-Type: response\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Target-URI: http://blog.test/post\r\n"
        b"WARC-Date: 2026-03-04T05:06:07.000080Z\r\n"
        b"WARC-IP-Address: 192.0.2.1\r\n"
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-00000000000f>\r\n"
        b"WARC-Protocol: http/1.1\r\n"
        b"WARC-Payload-Digest: sha1:YIVV7ELYGQTASQUNN5I3FRNPJQF542SC\r\n"
        b"WARC-Block-Digest: sha1:IMFZVH4VIWOWQ2UFKB2YTMB575L7FGDB\r\n"
        b"Content-Type: application/http;msgtype=response\r\n"
        b"Content-Length: 28\r\n"
        b"\r\n"
        b"HTTP/1.1 200 OK\r\nx-a:1\r\n\r\nhi"
        b"\r\n\r\n"
    )


def test_request_record() -> None:
    record = request_record(exchange(), record_id=ID, warcinfo_id=INFO, concurrent_to=OTHER)
    assert data(record) == (
        b"WARC/1.1\r\n"
        b"WARC-Type: request\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Target-URI: http://blog.test/post\r\n"
        b"WARC-Date: 2026-03-04T05:06:07.000080Z\r\n"
        b"WARC-IP-Address: 192.0.2.1\r\n"
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-00000000000f>\r\n"
        b"WARC-Protocol: http/1.1\r\n"
        b"WARC-Concurrent-To: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n"
        b"WARC-Block-Digest: sha1:47XFUVDSV7DMYEI77ETKSMF4IXQ5UEAL\r\n"
        b"Content-Type: application/http;msgtype=request\r\n"
        b"Content-Length: 39\r\n"
        b"\r\n"
        b"GET /post HTTP/1.1\r\nHost: blog.test\r\n\r\n"
        b"\r\n\r\n"
    )


def test_identical_revisit_record_holds_the_head_alone() -> None:
    of = exchange()
    record = identical_revisit_record(of, examine(of), TARGET, record_id=ID, warcinfo_id=INFO)
    assert data(record) == (
        b"WARC/1.1\r\n"
        b"WARC-Type: revisit\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Target-URI: http://blog.test/post\r\n"
        b"WARC-Date: 2026-03-04T05:06:07.000080Z\r\n"
        b"WARC-IP-Address: 192.0.2.1\r\n"
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-00000000000f>\r\n"
        b"WARC-Protocol: http/1.1\r\n"
        b"WARC-Payload-Digest: sha1:YIVV7ELYGQTASQUNN5I3FRNPJQF542SC\r\n"
        b"WARC-Truncated: length\r\n"
        b"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
        b"WARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n"
        b"WARC-Refers-To-Target-URI: http://blog.test/first\r\n"
        b"WARC-Refers-To-Date: 2026-01-01T00:00:00.000001Z\r\n"
        b"WARC-Block-Digest: sha1:MLEOWCKH5SUTQDXQQBTM57TVZ7QAGE23\r\n"
        b"Content-Type: application/http;msgtype=response\r\n"
        b"Content-Length: 26\r\n"
        b"\r\n"
        b"HTTP/1.1 200 OK\r\nx-a:1\r\n\r\n"
        b"\r\n\r\n"
    )


def test_not_modified_record_has_no_payload_digest() -> None:
    of = exchange(b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n')
    record = not_modified_record(of, TARGET, record_id=ID, warcinfo_id=INFO)
    assert data(record) == (
        b"WARC/1.1\r\n"
        b"WARC-Type: revisit\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Target-URI: http://blog.test/post\r\n"
        b"WARC-Date: 2026-03-04T05:06:07.000080Z\r\n"
        b"WARC-IP-Address: 192.0.2.1\r\n"
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-00000000000f>\r\n"
        b"WARC-Protocol: http/1.1\r\n"
        b"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n"
        b"WARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n"
        b"WARC-Refers-To-Target-URI: http://blog.test/first\r\n"
        b"WARC-Refers-To-Date: 2026-01-01T00:00:00.000001Z\r\n"
        b"WARC-Block-Digest: sha1:XYWIPSWZI6GWSO6TGJDUHDMLHRMUW3BH\r\n"
        b"Content-Type: application/http;msgtype=response\r\n"
        b"Content-Length: 40\r\n"
        b"\r\n"
        b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n'
        b"\r\n\r\n"
    )


def test_warcinfo_record_leaves_out_empty_fields() -> None:
    fields = [("software", "blogarchive/1"), ("description", ""), ("operator", "a@blog.test\r\nx: y")]
    record = warcinfo_record(record_id=ID, date=MOMENT, filename="a.warc.gz", fields=fields)
    assert data(record) == (
        b"WARC/1.1\r\n"
        b"WARC-Type: warcinfo\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Date: 2026-03-04T05:06:07.000080Z\r\n"
        b"WARC-Filename: a.warc.gz\r\n"
        b"WARC-Block-Digest: sha1:7A55S6SYQOHSCYICQQKDRZFSMWG4J55H\r\n"
        b"Content-Type: application/warc-fields\r\n"
        b"Content-Length: 53\r\n"
        b"\r\n"
        b"software: blogarchive/1\r\noperator: a@blog.test x: y\r\n"
        b"\r\n\r\n"
    )


def test_conversion_record() -> None:
    record = conversion_record(
        record_id=ID,
        target_uri="http://blog.test/post",
        refers_to=OTHER,
        date=MOMENT,
        block=b"Flut",
        content_type="text/plain; charset=utf-8",
        warcinfo_id=INFO,
    )
    assert data(record) == (
        b"WARC/1.1\r\n"
        b"WARC-Type: conversion\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Target-URI: http://blog.test/post\r\n"
        b"WARC-Date: 2026-03-04T05:06:07.000080Z\r\n"
        b"WARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n"
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-00000000000f>\r\n"
        b"WARC-Block-Digest: sha1:AXL3TUJ5H46I7ZLEHLQOQWRRGBEC27VV\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n"
        b"Content-Length: 4\r\n"
        b"\r\n"
        b"Flut\r\n\r\n"
    )


def test_metadata_and_resource_records_carry_their_block() -> None:
    metadata = metadata_record(
        record_id=ID, target_uri="http://blog.test/", date=MOMENT, fields=[("via", "feed")], warcinfo_id=INFO
    )
    resource = resource_record(
        record_id=ID, target_uri="file:a", date=MOMENT, block=b"x", content_type="text/css", warcinfo_id=None
    )
    assert data(metadata).endswith(b"Content-Length: 11\r\n\r\nvia: feed\r\n\r\n\r\n")
    assert b"WARC-Warcinfo-ID" not in data(resource)


def test_request_that_was_sent_again_has_its_own_date() -> None:
    attempt = Attempt(started=MOMENT - timedelta(seconds=1), request=b"GET / HTTP/1.1\r\n\r\n", ip="192.0.2.9")
    record = repeated_request_record(exchange(), attempt, record_id=ID, warcinfo_id=INFO, concurrent_to=OTHER)
    assert b"WARC-Date: 2026-03-04T05:06:06.000080Z\r\nWARC-IP-Address: 192.0.2.9\r\n" in data(record)


def test_tls_is_told_as_protocol_and_cipher_suite() -> None:
    record = response(exchange(tls_version="TLSv1.2", tls_cipher="ECDHE-RSA-AES128-GCM-SHA256"))
    assert (
        b"WARC-Protocol: http/1.1\r\nWARC-Protocol: tls/1.2\r\nWARC-Cipher-Suite: TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\r\n"
    ) in record


@pytest.mark.parametrize(
    ("openssl", "warc"),
    [("TLSv1.3", "tls/1.3"), ("TLSv1.2", "tls/1.2"), ("TLSv1", "tls/1.0"), ("SSLv3", "ssl/3.0")],
)
def test_protocol_names(openssl: str, warc: str) -> None:
    assert protocol_name(openssl) == warc


def test_unknown_cipher_keeps_its_name() -> None:
    assert cipher_suite("TLS_AES_128_GCM_SHA256") == "TLS_AES_128_GCM_SHA256"


@pytest.mark.parametrize("cause", list(Truncation))
def test_truncation_is_named(cause: Truncation) -> None:
    assert b"WARC-Truncated: %s\r\n" % cause.value.encode() in response(exchange(truncated=cause))


def test_payload_digest_is_over_the_body_without_chunks() -> None:
    assert examine(exchange(CHUNKED)).payload_digest == examine(exchange()).payload_digest


def test_payload_digest_is_over_the_coded_body() -> None:
    coded = exchange(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nhi")
    assert examine(coded).payload_digest == examine(exchange()).payload_digest


def test_head_that_breaks_off_has_no_payload() -> None:
    assert examine(exchange(b"HTTP/1.1 200 OK\r\nA: 1")).payload_digest is None


@pytest.mark.parametrize(
    "evil",
    ["a\r\nWARC-Type: x", "a\nb", "a\x00b", "a\x85b", "a\ud800b", "a\u2028b"],
    ids=["CR LF", "LF", "NUL", "C1 control", "lone surrogate", "line separator"],
)
def test_fields_cannot_be_injected(evil: str) -> None:
    of = exchange(url=f"http://blog.test/{evil}", ip=evil)
    header = response(of).partition(b"\r\n\r\n")[0]
    lines = header.decode().split("\r\n")
    assert [line.partition(": ")[0] for line in lines].count("WARC-Type") == 1
    assert len(lines) == 12
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028]", "".join(lines))


def test_date_is_in_utc_with_microseconds() -> None:
    moment = datetime(2026, 3, 4, 1, 0, tzinfo=timezone(timedelta(hours=2)))
    assert warc_date(moment) == "2026-03-03T23:00:00.000000Z"


def test_mime_is_without_parameters() -> None:
    assert examine(exchange(b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML ; charset=x\r\n\r\n")).mime == "text/html"
