"""`blogarchive verify` on whole archives: a clean one gives no finding, and no damage passes."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from isal import isal_zlib
from server.command import Crawled, blogarchive

from blogarchive.store.archive import Archive
from blogarchive.store.lock import FolderLock
from blogarchive.verify.finding import Severity
from blogarchive.verify.run import Outcome, verify

PLACES = 200
UNSEALED = {".lock", "crawl.log"}


@pytest.fixture
def archive(demo_crawl: Crawled, tmp_path: Path) -> Path:
    """A copy of the demo blog's archive."""
    return Path(shutil.copytree(demo_crawl.archive.folder, tmp_path / "archive"))


@pytest.fixture
def warc(archive: Path) -> Path:
    """Its WARC file with captures."""
    [path] = (path for path in (archive / "warc").iterdir() if "-text-" not in path.name)
    return path


def found(outcome: Outcome) -> set[tuple[str, str]]:
    return {(finding.check, finding.file) for finding in outcome.findings}


def change(archive: Path, sql: str) -> None:
    """Change archive.db behind the program's back, and seal it anew, so that the change itself must be found."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        assert db.execute(sql).rowcount == 1
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    manifest = archive / "manifest-sha256.txt"
    lines = [line for line in manifest.read_text().splitlines() if not line.endswith("  archive.db")]
    lines.insert(1, f"{hashlib.sha256((archive / 'archive.db').read_bytes()).hexdigest()}  archive.db")
    manifest.write_text("\n".join(lines) + "\n")


def members(path: Path) -> list[bytes]:
    """The gzip members of a file."""
    data, parts = path.read_bytes(), []
    while data:
        inflater = isal_zlib.decompressobj(31)
        inflater.decompress(data)
        parts.append(data[: len(data) - len(inflater.unused_data)])
        data = inflater.unused_data
    return parts


# --- clean archives


def test_clean_archive_gives_no_finding(demo_crawl: Crawled) -> None:
    before = sorted(path.name for path in demo_crawl.archive.folder.rglob("*"))
    outcome = verify([demo_crawl.archive.folder], rows=True)
    assert (outcome.findings, outcome.damaged, outcome.rows_compared) == ([], False, len(demo_crawl.archive.rows))
    assert outcome.counts.block_digests == sum(outcome.counts.records.values())
    assert sorted(path.name for path in demo_crawl.archive.folder.rglob("*")) == before


def test_every_byte_of_the_warc_files_is_read(demo_crawl: Crawled) -> None:
    read: list[int] = []
    verify([demo_crawl.archive.folder], progress=read.append)
    assert sum(read) == sum(path.stat().st_size for path in (demo_crawl.archive.folder / "warc").iterdir())


def test_manifest_is_what_sha256sum_reads(demo_crawl: Crawled) -> None:
    folder = demo_crawl.archive.folder
    command = ["sha256sum", "-c", "--strict", "manifest-sha256.txt"]
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    listed = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert (done.returncode, there - listed) == (0, {*UNSEALED, "manifest-sha256.txt"})


def test_run_that_changes_nothing_leaves_a_clean_archive(archive: Path) -> None:
    Archive(archive).close()
    assert verify([archive]).findings == []


def test_rebuilt_archive_is_clean(archive: Path, demo_crawl: Crawled) -> None:
    assert blogarchive("rebuild", archive, "--blog", demo_crawl.url).code == 0
    assert [finding for finding in verify([archive]).findings if finding.file != "failures.jsonl"] == []


def test_archive_of_an_interrupted_run_is_not_damaged(archive: Path) -> None:
    """What a kill leaves is for the next run; it is told as a note."""
    copy = Archive(archive)
    shutil.copytree(archive, archive.parent / "killed")
    copy.close()
    outcome = verify([archive.parent / "killed"])
    assert not outcome.damaged
    assert [finding.severity for finding in outcome.findings] == [Severity.NOTE]


# --- damage


def test_flipped_bits_and_cuts_at_random_places_are_all_found(archive: Path) -> None:
    """200 places, in every file the archive rests on, by the size of the file and at least a few in each."""
    files = [path for path in archive.rglob("*") if path.is_file() and path.name not in UNSEALED]
    chance = random.Random(20260101)
    missed = []
    for number in range(PLACES):
        path = files[number % len(files)] if number % 2 else chance.choices(files, [p.stat().st_size for p in files])[0]
        whole = path.read_bytes()
        place = chance.randrange(len(whole))
        bit = 1 << chance.randrange(8)
        cut = number % 4 == 3
        path.write_bytes(whole[:place] if cut else whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        if not verify([archive]).damaged:
            missed.append((path.name, place, "cut" if cut else bit))
        path.write_bytes(whole)
    assert missed == []
    assert verify([archive]).findings == []


@pytest.mark.parametrize("place", range(10), ids=["ID1", "ID2", "CM", "FLG", "MTIME", "MTIME2", "MTIME3", "MTIME4", "XFL", "OS"])
def test_bit_that_no_checksum_of_gzip_covers_is_found(warc: Path, archive: Path, place: int) -> None:
    data = bytearray(warc.read_bytes())
    start = len(members(warc)[0]) + place
    data[start] ^= 4
    warc.write_bytes(data)
    assert ("manifest", f"warc/{warc.name}") in found(verify([archive]))


def test_swapped_records_are_found(warc: Path, archive: Path) -> None:
    parts = members(warc)
    parts[1], parts[3] = parts[3], parts[1]
    warc.write_bytes(b"".join(parts))
    assert {("manifest", f"warc/{warc.name}"), ("capture", "archive.db")} <= found(verify([archive]))


def test_missing_file_is_found(warc: Path, archive: Path) -> None:
    warc.unlink()
    outcome = verify([archive])
    assert ("file", f"warc/{warc.name}") in found(outcome)


def test_file_that_nobody_knows_is_a_warning(archive: Path) -> None:
    (archive / "warc" / "other.warc.gz").write_bytes(b"")
    [finding] = verify([archive]).findings
    assert (finding.severity, finding.file) == (Severity.WARNING, "warc/other.warc.gz")


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("UPDATE capture SET offset = offset + 1 WHERE id = 5", id="offset off by one"),
        pytest.param("UPDATE capture SET length = length + 1 WHERE id = 5", id="length off by one"),
        pytest.param('UPDATE capture SET "end" = "end" + 1 WHERE id = 5', id="end off by one"),
        pytest.param("UPDATE capture SET payload_digest = 'sha1:AAAA' WHERE id = 5", id="digest"),
        pytest.param("UPDATE capture SET record_id = 'urn:uuid:0' WHERE id = 5", id="record id"),
        pytest.param("UPDATE capture SET status = 204 WHERE id = 5", id="status"),
        pytest.param("UPDATE capture SET captured_at = '2020-01-01T00:00:00.000000Z' WHERE id = 5", id="date"),
        pytest.param("UPDATE capture SET url_id = 1 WHERE id = 5", id="address"),
        pytest.param("DELETE FROM capture WHERE id = (SELECT max(id) FROM capture)", id="record that no table knows"),
    ],
)
def test_capture_that_does_not_fit_its_record_is_found(archive: Path, sql: str) -> None:
    change(archive, sql)
    assert {check for check, _ in found(verify([archive]))} & {"capture", "orphan"}


@pytest.mark.parametrize("field", ["warc", "offset", "length", "record_id", "payload_digest", "captured_at", "status"])
def test_row_whose_archive_field_is_wrong_is_found(archive: Path, field: str) -> None:
    change(
        archive,
        f"UPDATE article SET row = json_set(row, '$.archive.{field}', 7) WHERE id = (SELECT min(id) FROM article)",
    )
    outcome = verify([archive])
    assert ("row", "archive.db") in found(outcome)
    assert any(field in finding.message for finding in outcome.findings)


def test_changed_line_is_found_with_its_place(archive: Path) -> None:
    path = archive / "articles.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[2] = lines[2].replace("the", "teh", 1)
    path.write_text("".join(lines), encoding="utf-8")
    [finding, *_] = [finding for finding in verify([archive]).findings if finding.check == "lines"]
    assert (finding.file, finding.offset) == ("articles.jsonl", len("".join(lines[:2]).encode()))
    assert finding.message.startswith("line 3 ")


def test_changed_value_of_a_row_is_found_by_making_the_row_again(archive: Path) -> None:
    change(archive, "UPDATE article SET row = json_set(row, '$.title', 'Another') WHERE id = (SELECT min(id) FROM article)")
    outcome = verify([archive], rows=True)
    [finding] = [finding for finding in outcome.findings if finding.check == "rows"]
    assert "differ in title" in finding.message


def test_row_of_another_extractor_is_told_and_not_compared(archive: Path) -> None:
    change(
        archive,
        "UPDATE article SET row = json_set(row, '$.extractor.version', '0.0.1', '$.title', 'x')"
        " WHERE id = (SELECT min(id) FROM article)",
    )
    outcome = verify([archive], rows=True)
    [finding] = [finding for finding in outcome.findings if finding.check == "rows"]
    assert (finding.severity, finding.message[:40]) == (Severity.NOTE, "1 rows were made by extractor 0.0.1 and ")


def test_damaged_record_does_not_hide_the_next_damage(warc: Path, archive: Path) -> None:
    parts = members(warc)
    for number in (4, 9):
        parts[number] = parts[number][:60] + bytes([parts[number][60] ^ 1]) + parts[number][61:]
    warc.write_bytes(b"".join(parts))
    offsets = {finding.offset for finding in verify([archive]).findings if finding.file == f"warc/{warc.name}"}
    assert {sum(map(len, parts[:4])), sum(map(len, parts[:9]))} <= offsets


# --- the command


def test_command_says_each_finding_in_one_line_and_ends_with_5(warc: Path, archive: Path) -> None:
    data = warc.read_bytes()
    warc.write_bytes(data[:-10])
    done = blogarchive("verify", archive)
    assert done.code == 5
    lines = done.out.splitlines()
    assert lines
    assert all(line.startswith(("error: ", "warning: ")) and line.endswith(".") for line in lines)
    assert f"warc/{warc.name}#" in done.out


def test_command_on_a_clean_archive_says_what_was_read(demo_crawl: Crawled) -> None:
    done = blogarchive("verify", demo_crawl.archive.folder)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith(" digests taken: nothing is wrong.\n")


def test_findings_come_as_json(archive: Path) -> None:
    (archive / "report.json").write_text("{}")
    done = blogarchive("verify", "--json", archive)
    said = json.loads(done.out)
    assert (done.code, said["damaged"]) == (5, True)
    [finding] = said["findings"]
    assert finding.keys() == {"severity", "check", "file", "offset", "message"}
    assert (finding["severity"], finding["file"]) == ("warning", "report.json")


def test_archive_in_use_is_not_read(archive: Path) -> None:
    lock = FolderLock(archive / ".lock")
    done = blogarchive("verify", archive)
    lock.release()
    assert done.code == 4
    assert "in use" in done.sentence


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("nothing.warc.gz", None, 2, id="no such file"),
        pytest.param("empty.warc.gz", b"", 5, id="empty file"),
        pytest.param("text.warc.gz", b"no WARC at all\n", 5, id="no WARC file"),
        pytest.param("broken.wacz", b"PK\x03\x04 and nothing else", 5, id="broken ZIP"),
    ],
)
def test_bad_input_is_one_sentence_and_its_exit_code(tmp_path: Path, name: str, content: bytes | None, code: int) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = blogarchive("verify", path)
    assert done.code == code
    assert name in (done.out or done.sentence)
    assert "Traceback" not in done.err
