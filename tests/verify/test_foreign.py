"""`verify` on files of other programs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import sys
import zlib
from pathlib import Path

import pytest
from backports import zstd
from server.foreign import CHUNKED, hand_made, index_line, needs_wget, sha1, wacz, warcio_made, wget

from blogarchive.errors import UsageError
from blogarchive.verify.finding import Finding, Severity
from blogarchive.verify.run import verify

PAGE = ("http://example.org/", b"<p>One page.</p>")


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def findings(path: Path, content: bytes | None = None) -> list[Finding]:
    if content is not None:
        path.write_bytes(content)
    return verify([path]).findings


@needs_wget
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",)], ids=["gz", "plain"])
def test_file_by_wget_gives_no_finding(tmp_path: Path, options: tuple[str, ...]) -> None:
    path, _ = wget(tmp_path, *options)
    outcome = verify([path])
    assert outcome.findings == []
    assert outcome.counts.records["response"] >= 4
    assert outcome.counts.payload_digests >= 4


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_file_by_warcio_gives_no_finding(tmp_path: Path, packed: bool) -> None:
    assert findings(tmp_path / "a.warc.gz", warcio_made(PAGE, gzip=packed)) == []


@needs_wget
def test_every_flipped_bit_of_a_plain_block_is_found(tmp_path: Path) -> None:
    path, _ = wget(tmp_path, "--no-warc-compression", posts=1)
    whole = path.read_bytes()
    start, end = whole.index(b"HTTP/1.1 200"), whole.index(b"</html>")
    chance = random.Random(1)
    for _ in range(30):
        place = chance.randrange(start, end)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        assert verify([path]).damaged, place


@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1"])
def test_version_is_known(tmp_path: Path, version: str) -> None:
    assert findings(tmp_path / "a.warc", hand_made(version=version)) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"WARC_Date": ""}, "warc-date is missing", id="no date"),
        pytest.param({"WARC_Date": "yesterday"}, "is no date", id="date"),
        pytest.param({"WARC_Record_ID": ""}, "warc-record-id is missing", id="no id"),
        pytest.param({"WARC_Target_URI": ""}, "warc-target-uri is missing", id="no target"),
        pytest.param({"Content_Length": "7"}, "two empty lines", id="too short"),
        pytest.param({"Content_Length": "1000"}, "misses its last", id="too long"),
        pytest.param({"Content_Length": "many"}, "is no number", id="length"),
        pytest.param({"X y": "1"}, "is no named field", id="name of a field"),
    ],
)
def test_record_that_breaks_the_specification_is_found(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    found = findings(tmp_path / "a.warc", hand_made(**fields) + hand_made("resource", b"whole"))
    assert any(said in finding.message and finding.offset == 0 for finding in found)


def test_payload_digest_is_of_the_body_without_chunks(tmp_path: Path) -> None:
    assert findings(tmp_path / "a.warc", hand_made(WARC_Payload_Digest=sha1(b"hello"))) == []
    [finding] = findings(tmp_path / "a.warc", hand_made(WARC_Payload_Digest=sha1(b"other")))
    assert finding.check == "payload digest"


def test_payload_digest_with_chunk_framing_is_counted_and_no_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(hand_made(WARC_Payload_Digest=sha1(CHUNKED.partition(b"\r\n\r\n")[2])))
    outcome = verify([path])
    assert (outcome.findings, outcome.counts.framed_payloads) == ([], 1)


@pytest.mark.parametrize("kind", ["sha1 hex", "sha256 base32", "md5 hex"])
def test_block_digest_of_any_usual_kind_is_checked(tmp_path: Path, kind: str) -> None:
    name, form = kind.split()
    raw = hashlib.new(name, CHUNKED).digest()
    text = f"{name}:{raw.hex() if form == 'hex' else base64.b32encode(raw).decode()}"
    path = tmp_path / "a.warc"
    assert findings(path, hand_made(WARC_Block_Digest=text)) == []
    assert [f.check for f in findings(path, hand_made(WARC_Block_Digest=text[:-8] + "33333333"))] == ["block digest"]


def test_same_record_id_twice_is_found(tmp_path: Path) -> None:
    [finding] = findings(tmp_path / "a.warc", hand_made() + hand_made())
    assert (finding.check, finding.offset) == ("record id", len(hand_made()))


def test_revisit_whose_target_is_elsewhere_is_a_note(tmp_path: Path) -> None:
    revisit = hand_made("revisit", b"HTTP/1.1 200 OK\r\n\r\n", WARC_Refers_To="<urn:uuid:0>")
    [finding] = findings(tmp_path / "a.warc", revisit)
    assert (finding.check, finding.severity) == ("revisit", Severity.NOTE)


def test_revisit_that_does_not_fit_its_target_is_found(tmp_path: Path) -> None:
    target = hand_made(WARC_Record_ID="<urn:uuid:1>", WARC_Payload_Digest=sha1(b"hello"))
    right = hand_made("revisit", b"HTTP/1.1 200 OK\r\n\r\n", WARC_Refers_To="<urn:uuid:1>", WARC_Payload_Digest=sha1(b"hello"))
    wrong = right.replace(sha1(b"hello").encode(), sha1(b"other").encode())
    assert findings(tmp_path / "a.warc", target + right) == []
    [finding] = findings(tmp_path / "a.warc", target + wrong)
    assert "has another payload digest" in finding.message


def test_record_that_does_not_begin_a_member_is_a_warning(tmp_path: Path) -> None:
    two = gzip.compress(hand_made() + hand_made("resource", b"whole"))
    [finding] = findings(tmp_path / "a.warc.gz", two)
    assert (finding.check, finding.severity) == ("member", Severity.WARNING)


def test_after_a_broken_record_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(hand_made().replace(b"WARC/1.0", b"WORC/1.0") + hand_made("resource", b"whole"))
    outcome = verify([path])
    assert (outcome.damaged, outcome.counts.records["resource"]) == (True, 1)


# --- WACZ


def package(path: Path, **changed: bytes) -> Path:
    """A WACZ of one page; *changed* replaces parts after the digests were taken."""
    data = warcio_made(PAGE)
    start = len(gzip_members(data)[0])
    index = index_line(PAGE[0], "pages.warc.gz", start, len(data) - start).encode()
    return wacz(path, {"archive/pages.warc.gz": data, "indexes/index.cdxj": changed.get("index", index)})


def gzip_members(data: bytes) -> list[bytes]:
    parts = []
    while data:
        inflater = zlib.decompressobj(31)
        inflater.decompress(data)
        parts.append(data[: len(data) - len(inflater.unused_data)])
        data = inflater.unused_data
    return parts


def test_whole_wacz_gives_no_finding(tmp_path: Path) -> None:
    outcome = verify([package(tmp_path / "a.wacz")])
    assert (outcome.findings, outcome.counts.records["response"]) == ([], 1)


def test_index_line_that_is_off_by_one_is_found(tmp_path: Path) -> None:
    index = index_line(PAGE[0], "pages.warc.gz", 1, 100).encode()
    [finding] = findings(package(tmp_path / "a.wacz", index=index))
    assert (finding.check, finding.file) == ("index", f"{tmp_path / 'a.wacz'}!indexes/index.cdxj")


def test_flipped_byte_in_a_part_of_a_wacz_is_found(tmp_path: Path) -> None:
    path = package(tmp_path / "a.wacz")
    data = path.read_bytes()
    for at in (data.index(b"\x1f\x8b") + 40, data.index(b"org,example"), data.index(b'"wacz_version"') + 3):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert verify([path]).damaged


# --- Zstandard


def test_file_packed_with_zstd_is_read_and_its_damage_found(tmp_path: Path) -> None:
    whole = zstd.compress(hand_made()) + zstd.compress(hand_made("resource", b"whole"))
    outcome = verify([written(tmp_path / "a.warc.zst", whole)])
    assert (outcome.findings, sum(outcome.counts.records.values())) == ([], 2)
    assert verify([written(tmp_path / "b.warc.zst", whole[:-6])]).damaged


def test_zstd_file_without_the_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "backports", None)
    monkeypatch.setitem(sys.modules, "compression", None)
    with pytest.raises(UsageError, match=r"install blogarchive\[zstd\]"):
        verify([written(tmp_path / "a.warc.zst", zstd.compress(hand_made()))])


def test_folder_of_any_files_is_read(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    written(tmp_path / "below" / "a.warc.zst", zstd.compress(hand_made()))
    assert verify([tmp_path]).counts.files == 1
    written(tmp_path / "b.warc", hand_made("resource", b"whole"))
    package(tmp_path / "c.wacz")
    outcome = verify([tmp_path])
    assert (outcome.counts.files, outcome.findings) == (3, [])


def test_folder_without_any_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No WARC file"):
        verify([tmp_path])
