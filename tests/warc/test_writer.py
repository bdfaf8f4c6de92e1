"""Files of whole records: names, rotation, revisits, resuming, and a disk that is full."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator

from blogarchive.errors import StorageError
from blogarchive.warc.exchange import Attempt, Exchange, Spool, Truncation
from blogarchive.warc.info import WarcInfo
from blogarchive.warc.revisit import RevisitTarget
from blogarchive.warc.writer import WarcWriter

INFO = WarcInfo(software="test/1", operator="a@blog.test")
MOMENT = datetime(2026, 3, 4, 5, 6, 7, 80, tzinfo=UTC)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\n\r\n"
TARGET = RevisitTarget("urn:uuid:00000000-0000-4000-8000-000000000002", "http://blog.test/old", "2026-01-01T00:00:00Z")


class Index:
    """A RevisitIndex in a dict."""

    def __init__(self) -> None:
        self.targets: dict[str, RevisitTarget] = {}

    def find(self, payload_digest: str) -> RevisitTarget | None:
        return self.targets.get(payload_digest)

    def add(self, payload_digest: str, target: RevisitTarget) -> None:
        self.targets[payload_digest] = target


def exchange(number: int = 0, body: bytes = b"hi", **parts: Any) -> Exchange:
    values: dict[str, Any] = {
        "url": f"http://blog.test/{number}",
        "started": MOMENT,
        "request": b"GET / HTTP/1.1\r\n\r\n",
        "response": Spool(OK + body),
    }
    return Exchange(**{**values, **parts})


def writer(folder: Path, **options: Any) -> WarcWriter:
    return WarcWriter(folder, "tides", **{"info": INFO, "hostname": "host", **options})


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def records(path: Path) -> Iterator[tuple[str, str, int]]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file, parse_http=False):
            assert record.verify_block_digest()
            yield str(record.record_type), record.headers.get("WARC-Target-URI") or "", record.stream_pos


def kinds(path: Path) -> list[str]:
    return [kind for kind, _, _ in records(path)]


def test_file_is_named_by_prefix_time_serial_and_host(tmp_path: Path) -> None:
    with_tilde = WarcWriter(tmp_path, "~my blog/é~", info=INFO, hostname="my host~")
    with_tilde.write_exchange(exchange()).result()
    with_tilde.close()
    [path] = files(tmp_path)
    assert re.fullmatch(r"my-blog-\d{17}-00000-my-host\.warc\.gz", path.name)


def test_file_is_open_until_closed(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    written = warcs.write_exchange(exchange()).result()
    assert [p.name for p in files(tmp_path)] == [written.warc + ".open"]
    warcs.close()
    assert [p.name for p in files(tmp_path)] == [written.warc]


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    warcs.close()
    warcs.close()
    assert files(tmp_path) == []


def test_file_begins_with_its_warcinfo(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    warcs.write_exchange(exchange()).result()
    warcs.close()
    [path] = files(tmp_path)
    assert kinds(path) == ["warcinfo", "response", "request"]
    text = gzip.decompress(path.read_bytes())
    assert b"software: test/1\r\nformat: WARC File Format 1.1\r\n" in text
    assert b"WARC-Filename: " + path.name.encode() in text
    assert len(set(re.findall(rb"WARC-Warcinfo-ID: (\S+)", text))) == 1


def test_written_says_where_the_record_is(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    first = warcs.write_exchange(exchange(1)).result()
    second = warcs.write_exchange(exchange(2)).result()
    warcs.close()
    [path] = files(tmp_path)
    assert (first.warc, second.warc) == (path.name, path.name)
    assert second.offset == first.end
    assert second.end == path.stat().st_size
    member = gzip.decompress(path.read_bytes()[second.offset : second.offset + second.length])
    assert b"WARC-Target-URI: http://blog.test/2\r\n" in member
    assert member.endswith(OK + b"hi\r\n\r\n")
    assert f"WARC-Record-ID: <{second.record_id}>".encode() in member
    assert (second.record_type, second.status, second.mime) == ("response", 200, "text/html")
    assert second.captured_at == "2026-03-04T05:06:07.000080Z"


def test_new_file_begins_once_the_size_is_reached(tmp_path: Path) -> None:
    warcs = writer(tmp_path, max_bytes=1500)
    for number in range(4):
        warcs.write_exchange(exchange(number))
    warcs.close()
    assert [p.name.split("-")[2] for p in files(tmp_path)] == ["00000", "00001"]
    pair = ["response", "request"]
    assert [kinds(p) for p in files(tmp_path)] == [["warcinfo", *pair, *pair]] * 2


def test_known_payload_becomes_a_revisit(tmp_path: Path) -> None:
    warcs = writer(tmp_path, revisits=Index())
    first = warcs.write_exchange(exchange(1)).result()
    second = warcs.write_exchange(exchange(2)).result()
    warcs.close()
    assert (first.record_type, second.record_type) == ("response", "revisit")
    assert first.payload_digest == second.payload_digest


@pytest.mark.parametrize(
    "again",
    [
        pytest.param({"body": b""}, id="empty body"),
        pytest.param({"truncated": Truncation.TIME}, id="truncated"),
    ],
)
def test_what_is_not_whole_never_becomes_a_revisit(tmp_path: Path, again: dict[str, Any]) -> None:
    index = Index()
    warcs = writer(tmp_path, revisits=index)
    seen = {warcs.write_exchange(exchange(number, **again)).result().record_type for number in range(3)}
    warcs.close()
    assert (seen, index.targets) == ({"response"}, {})


def test_304_refers_to_what_it_confirms(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    written = warcs.write_exchange(exchange(response=Spool(NOT_MODIFIED), not_modified_of=TARGET)).result()
    plain = warcs.write_exchange(exchange(response=Spool(NOT_MODIFIED))).result()
    changed = warcs.write_exchange(exchange(not_modified_of=TARGET)).result()
    warcs.close()
    assert (written.record_type, written.status, written.payload_digest) == ("revisit", 304, None)
    assert plain.record_type == "response"
    assert (changed.record_type, bool(changed.payload_digest)) == ("response", True)


def test_request_without_answer_stands_alone(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    written = warcs.write_exchange(exchange(response=Spool(), truncated=Truncation.TIME)).result()
    warcs.close()
    assert (written.record_type, written.status, written.truncated) == ("request", None, "time")
    assert kinds(files(tmp_path)[0]) == ["warcinfo", "request"]


def test_earlier_attempts_are_written_as_well(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    attempt = Attempt(started=MOMENT, request=b"GET / HTTP/1.1\r\n\r\n", ip=None)
    written = warcs.write_exchange(exchange(earlier=[attempt])).result()
    warcs.close()
    [path] = files(tmp_path)
    assert kinds(path) == ["warcinfo", "response", "request", "request"]
    assert written.end == path.stat().st_size


def test_exchange_that_sent_nothing_cannot_be_written(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    with pytest.raises(ValueError, match="nothing was sent"):
        warcs.write_exchange(exchange(request=b"")).result()
    warcs.close()


def test_large_body_goes_through_unchanged(tmp_path: Path) -> None:
    body = bytes(range(256)) * 20_000
    warcs = writer(tmp_path)
    large = exchange(body=body)
    written = warcs.write_exchange(large).result()
    warcs.close()
    large.response.close()
    data = files(tmp_path)[0].read_bytes()
    assert gzip.decompress(data[written.offset : written.offset + written.length]).endswith(OK + body + b"\r\n\r\n")


def test_spool_that_is_closed_too_early_leaves_no_broken_record(tmp_path: Path) -> None:
    class Vanishing(Spool):
        """Loses its bytes once the digests are made, as when the download is cancelled."""

        rounds = 0

        def chunks(self, start: int = 0) -> Iterator[bytes]:
            self.rounds += 1
            return super().chunks(start) if self.rounds < 3 else iter(())

    warcs = writer(tmp_path)
    with pytest.raises(ValueError, match="instead of"):
        warcs.write_exchange(exchange(response=Vanishing(OK + b"hi"))).result()
    warcs.write_exchange(exchange()).result()
    warcs.close()
    assert kinds(files(tmp_path)[0]) == ["warcinfo", "response", "request"]


def test_conversion_refers_to_its_source(tmp_path: Path) -> None:
    warcs = writer(tmp_path)
    written = warcs.write_conversion("http://blog.test/1", "urn:uuid:1", MOMENT, "Ebbe und Flut \ud800").result()
    warcs.close()
    member = gzip.decompress(files(tmp_path)[0].read_bytes()[written.offset :])
    assert b"WARC-Refers-To: <urn:uuid:1>\r\n" in member
    assert b"WARC-Concurrent-To" not in member
    assert member.endswith(b"Ebbe und Flut ?\r\n\r\n")
    assert (written.record_type, written.mime) == ("conversion", "text/plain")


def test_folder_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    warcs = writer(tmp_path / "file" / "warc")
    with pytest.raises(StorageError, match="cannot create a WARC file"):
        warcs.write_exchange(exchange()).result()
    warcs.close()


FULL_DISK = """
import resource, sys
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from warc.test_writer import *
from blogarchive.errors import StorageError
import random
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
warcs = writer(Path(sys.argv[1]))
good = 0
try:
    while True:
        warcs.write_exchange(exchange(good, random.randbytes(30_000))).result()
        good += 1
except StorageError as exc:
    print(exc)
warcs.write_exchange(exchange(good)).result()
warcs.close()
print(good)
"""


def test_full_disk_leaves_whole_records_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """A limit on the size of files fails a write in its middle, as a full disk does."""
    folder = tmp_path / "warc"
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", FULL_DISK, str(folder), str(tests), str(tests.parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    message, good = done.stdout.splitlines()
    [path] = files(folder)
    assert message.startswith(f"cannot write {path}.open: File too large")
    assert kinds(path).count("response") == kinds(path).count("request") == int(good) + 1
