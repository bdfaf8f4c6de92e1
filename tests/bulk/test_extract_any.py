"""`blogarchive extract` over the files of other programs."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from backports import zstd
from server.command import CHECKOUT, Crawled, blogarchive, read_lines, start
from server.foreign import hand_made, index_line, needs_wget, wacz, warcio_made, wget
from server.site import Site

from blogarchive.bulk.run import Extracted, Job, extract_files, versions_path
from blogarchive.errors import StorageError, UsageError

URL = "http://example.org/2026/a-post/"
OTHER = "http://other.example/2026/b-post/"


def page(number: int, text: str = "") -> bytes:
    """A post that says what it is."""
    data = {"@type": "BlogPosting", "headline": f"Post {number}", "datePublished": "2026-01-02T00:00:00Z"}
    body = f"<p>{text or 'Some words of a post that is long enough to be one. ' * 12}</p>"
    head = f"<title>Post {number}</title><script type='application/ld+json'>{json.dumps(data)}</script>"
    return f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>Post {number}</h1>{body}</article></body></html>".encode()


def answer(body: bytes, head: str = "HTTP/1.1 200 OK", *headers: str) -> bytes:
    lines = "".join(f"{line}\r\n" for line in (head, "Content-Type: text/html; charset=utf-8", *headers))
    return f"{lines}\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def post_record(url: str = URL, block: bytes | None = None, kind: str = "response", **fields: str) -> bytes:
    return hand_made(kind, answer(page(1)) if block is None else block, **{"WARC_Target_URI": url, **fields})


def extract(folder: Path, *named: object, **options: Any) -> tuple[list[dict[str, Any]], Extracted]:
    out = folder / "rows.jsonl"
    result = extract_files(Job(named=[str(one) for one in named], **options), out)
    return read_lines(out), result


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


# --- who made the file


@needs_wget
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",)], ids=["gz", "plain"])
def test_blog_archived_by_wget(tmp_path: Path, options: tuple[str, ...]) -> None:
    path, address = wget(tmp_path, *options, posts=4)
    rows, _ = extract(tmp_path, path)
    assert sorted(row["url"] for row in rows) == [f"{address}post-{n}/" for n in range(1, 5)]
    assert {row["archive"]["warc"] for row in rows} == {path.name}
    assert all(row["body_text"] for row in rows)


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_pages_written_by_warcio(tmp_path: Path, packed: bool) -> None:
    path = written(tmp_path / "a.warc.gz", warcio_made((URL, page(1)), (OTHER, page(2)), gzip=packed))
    rows, result = extract(tmp_path, path)
    assert [(row["url"], row["title"]) for row in rows] == [(URL, "Post 1"), (OTHER, "Post 2")]
    assert result.blogs == 2


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(post_record(version="0.17"), id="0.17"),
        pytest.param(post_record(version="0.18"), id="0.18"),
        pytest.param(post_record(version="1.0"), id="1.0"),
        pytest.param(post_record(version="1.1", WARC_Date="2026-01-02T03:04:05.678901Z"), id="1.1"),
        pytest.param(post_record(WARC_Date="20260102030405"), id="14 digits"),
        pytest.param(post_record(f"<{URL}>"), id="address in angle brackets"),
        pytest.param(post_record(block=answer(page(1), "HTTP/1.0 200 OK")), id="HTTP/1.0"),
        pytest.param(post_record(block=answer(page(1), "HTTP/2 200")), id="HTTP/2 without a reason"),
        pytest.param(post_record(block=answer(page(1), "HTTP/2.0 200 OK")), id="HTTP/2.0"),
        pytest.param(
            post_record(
                block=answer(b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(1)), page(1)), "HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
            ),
            id="chunks",
        ),
        pytest.param(post_record(block=answer(page(1), "HTTP/1.1 200 OK", "Transfer-Encoding: chunked")), id="chunks taken off"),
        pytest.param(post_record(block=page(1), kind="resource"), id="resource"),
        pytest.param(hand_made("request", b"GET / HTTP/1.1\r\n\r\n", WARC_Target_URI=URL) + post_record(), id="with a request"),
    ],
)
def test_form_of_a_record(tmp_path: Path, record: bytes) -> None:
    [row], _ = extract(tmp_path, written(tmp_path / "a.warc", record))
    assert (row["url"], row["title"], row["date_published"]) == (URL, "Post 1", "2026-01-02T00:00:00+00:00")
    assert row["archive"]["captured_at"].startswith("2026-01-02T03:04:05")


def test_offset_and_length_of_a_row_are_those_of_its_record(tmp_path: Path) -> None:
    first, second = post_record(), post_record(OTHER, answer(page(2)))
    rows, _ = extract(tmp_path, written(tmp_path / "a.warc", first + second))
    assert [(r["archive"]["offset"], r["archive"]["length"]) for r in rows] == [(0, len(first)), (len(first), len(second))]


# --- compression and packages


def zstd_file(*records: bytes, dictionary: bytes = b"", pack_dictionary: bool = False) -> bytes:
    trained = zstd.ZstdDict(dictionary, is_raw=True) if dictionary else None
    frames = b"".join(zstd.compress(record, zstd_dict=trained) for record in records)
    if not dictionary:
        return frames
    shown = zstd.compress(dictionary) if pack_dictionary else dictionary
    return b"\x5d\x2a\x4d\x18" + len(shown).to_bytes(4, "little") + shown + frames


def test_zstd_file(tmp_path: Path) -> None:
    rows, _ = extract(tmp_path, written(tmp_path / "a.warc.zst", zstd_file(post_record(), post_record(OTHER, answer(page(2))))))
    assert [row["title"] for row in rows] == ["Post 1", "Post 2"]
    assert rows[0]["archive"]["warc"] == "a.warc.zst"


@pytest.mark.parametrize("pack", [False, True], ids=["plain", "packed"])
def test_zstd_file_with_a_dictionary(tmp_path: Path, pack: bool) -> None:
    samples = [post_record(f"http://example.org/{n}", answer(page(n))) for n in range(200)]
    dictionary = zstd.train_dict(samples, 4096)
    frames = b"".join(zstd.compress(record, zstd_dict=dictionary) for record in samples[:2])
    shown = zstd.compress(dictionary.dict_content) if pack else dictionary.dict_content
    data = b"\x5d\x2a\x4d\x18" + len(shown).to_bytes(4, "little") + shown + frames
    rows, _ = extract(tmp_path, written(tmp_path / "a.warc.zst", data))
    assert [row["title"] for row in rows] == ["Post 0", "Post 1"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_wacz_file(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w", method) as package:
        package.writestr("archive/one.warc.gz", warcio_made((URL, page(1))))
        package.writestr("archive/two.warc.gz", warcio_made((OTHER, page(2))))
        package.writestr("pages/pages.jsonl", "{}\n")
    rows, _ = extract(tmp_path, path)
    assert [row["title"] for row in rows] == ["Post 1", "Post 2"]
    if method == zipfile.ZIP_STORED:
        where = rows[1]["archive"]
        assert where["warc"] == "a.wacz"
        assert path.read_bytes()[where["offset"] :].startswith(b"\x1f\x8b")


def test_wacz_file_with_index_and_datapackage(tmp_path: Path) -> None:
    data = warcio_made((URL, page(1)))
    path = wacz(
        tmp_path / "a.wacz", {"archive/a.warc.gz": data, "indexes/index.cdxj": index_line(URL, "a.warc.gz", 0, 9).encode()}
    )
    rows, _ = extract(tmp_path, path)
    assert [row["title"] for row in rows] == ["Post 1"]


# --- what is named


def test_range_of_a_file(tmp_path: Path) -> None:
    first, second = post_record(), post_record(OTHER, answer(page(2)))
    path = written(tmp_path / "a.warc", first + second)
    [row], _ = extract(tmp_path, f"{path}#{len(first)},{len(second)}")
    assert (row["url"], row["archive"]["offset"]) == (OTHER, len(first))


def test_cdxj_index_as_a_list(tmp_path: Path) -> None:
    first, second, third = (
        post_record(),
        post_record(OTHER, answer(page(2))),
        post_record("http://third.example/x/", answer(page(3))),
    )
    written(tmp_path / "a.warc", first + second + third)
    index = tmp_path / "index.cdxj"
    places = [(URL, 0, len(first)), ("http://third.example/x/", len(first + second), len(third))]
    index.write_text("!meta {}\n" + "".join(index_line(url, "a.warc", offset, length) for url, offset, length in places))
    done = blogarchive("extract", "--list", index)
    assert [json.loads(line)["title"] for line in done.out.splitlines()] == ["Post 1", "Post 3"]
    done = blogarchive("extract", "--list", index, "--match", "third")
    assert [json.loads(line)["title"] for line in done.out.splitlines()] == ["Post 3"]


def test_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "blogarchive", "extract", "-"],
        input=warcio_made((URL, page(1))), capture_output=True, timeout=60, check=False, cwd=CHECKOUT,
    )  # fmt: skip
    row = json.loads(done.stdout)
    assert (row["title"], row["archive"]["warc"]) == ("Post 1", "stdin")


def test_address_of_a_warc_file(tmp_path: Path, site: Site) -> None:
    site.on("/files/a.warc.gz", body=warcio_made((URL, page(1))), content_type="application/warc")
    [row], _ = extract(tmp_path, site.url("/files/a.warc.gz"))
    assert (row["title"], row["archive"]["warc"]) == ("Post 1", "a.warc.gz")


def test_files_of_one_name_in_two_folders(tmp_path: Path) -> None:
    for number, url in ((1, URL), (2, OTHER)):
        (tmp_path / str(number)).mkdir()
        written(tmp_path / str(number) / "a.warc", post_record(url, answer(page(number))))
    rows, _ = extract(tmp_path, tmp_path / "1", tmp_path / "2")
    assert [(r["title"], r["archive"]["warc"]) for r in rows] == [
        ("Post 1", str(tmp_path / "1" / "a.warc")),
        ("Post 2", str(tmp_path / "2" / "a.warc")),
    ]


# --- revisits and versions


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"WARC_Refers_To": "<urn:uuid:1>"}, id="by id"),
        pytest.param({"WARC_Payload_Digest": "sha1:SAME"}, id="by digest"),
        pytest.param(
            {"WARC_Refers_To_Target_URI": "http://elsewhere.example/copy", "WARC_Refers_To_Date": "2026-01-02T03:04:05Z"},
            id="by address and date",
        ),
    ],
)
@pytest.mark.parametrize("before", [True, False], ids=["target before", "target behind"])
def test_revisit_is_read_with_the_body_of_its_target(tmp_path: Path, fields: dict[str, str], before: bool) -> None:
    """Also when the target was captured under another host."""
    target = post_record("http://elsewhere.example/copy", WARC_Record_ID="<urn:uuid:1>", WARC_Payload_Digest="sha1:SAME")
    revisit = post_record(block=answer(b""), kind="revisit", **fields)
    records = target + revisit if before else revisit + target
    rows, _ = extract(tmp_path, written(tmp_path / "a.warc", records))
    [row] = [row for row in rows if row["url"] == URL]
    assert row["title"] == "Post 1"
    assert row["body_text"]


def test_newest_capture_is_the_row_and_the_others_are_its_versions(tmp_path: Path) -> None:
    """Whatever the order in the files; a capture that says the same is none of its own."""
    words = "These are the words of the {} version, and there are quite a few of them. " * 10
    captures = [("2026-03-01", "third"), ("2026-01-01", "first"), ("2026-02-01", "second"), ("2026-02-02", "second")]
    records = [
        post_record(
            block=answer(page(1, words.replace("{}", text))),
            WARC_Date=f"{day}T00:00:00Z",
            WARC_Record_ID=f"<urn:uuid:{day}>",
        )
        for day, text in captures
    ]
    [row], result = extract(tmp_path, written(tmp_path / "a.warc", b"".join(records)))
    older = read_lines(versions_path(tmp_path / "rows.jsonl"))
    assert result.versions == 2
    assert [r["body_text"].split()[6] for r in (*older, row)] == ["first", "second", "third"]
    assert [r["version"] for r in (*older, row)] == [1, 2, 3]
    assert {r["first_seen"][:10] for r in (*older, row)} == {"2026-01-01"}
    assert [r["last_seen"][:10] for r in (*older, row)] == ["2026-01-01", "2026-02-02", "2026-03-01"]


def test_capture_date_stands_for_today(tmp_path: Path) -> None:
    words = "Some words of a post that is long enough to be one. " * 12
    html = f"<html><body><article><h1>A post</h1><time>3 days ago</time><p>{words}</p></article></body></html>"
    [row], _ = extract(tmp_path, written(tmp_path / "a.warc", post_record(block=answer(html.encode()))))
    assert row["date_published"] in (None, "2025-12-30")


# --- broken files


def test_broken_record_is_left_out_and_named(tmp_path: Path) -> None:
    first, second, third = (warcio_made((f"http://example.org/post-{n}/", page(n))) for n in (1, 2, 3))
    broken = bytearray(second)
    broken[len(broken) // 2 + 200] ^= 0xFF
    rows, result = extract(tmp_path, written(tmp_path / "a.warc.gz", first + bytes(broken) + third))
    assert [row["title"] for row in rows] == ["Post 1", "Post 3"]
    [said] = result.broken
    assert said.startswith("a.warc.gz at byte ")
    assert said.endswith("the record is left out.")


def test_command_names_the_broken_record_and_ends_with_1(tmp_path: Path) -> None:
    data = warcio_made((URL, page(1)), (OTHER, page(2)))
    done = blogarchive("extract", written(tmp_path / "a.warc.gz", data[:-20]))
    assert (done.code, json.loads(done.out)["title"]) == (1, "Post 1")
    assert done.sentence.endswith("the file ends within a gzip member; the record is left out.")


def test_cut_tail_costs_the_last_record_only(tmp_path: Path) -> None:
    data = warcio_made((URL, page(1)), (OTHER, page(2)))
    rows, result = extract(tmp_path, written(tmp_path / "a.warc.gz", data[:-20]))
    assert [row["title"] for row in rows] == ["Post 1"]
    assert len(result.broken) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("missing.warc.gz", None, "There is no file {path}.", id="no such file"),
        pytest.param("empty.warc.gz", b"", "{path} is empty: it is no WARC file.", id="empty file"),
        pytest.param("page.html", b"<html></html>", "{path} is no WARC file: it begins with b'<html></'.", id="no WARC file"),
        pytest.param("a.warc#5,9999", b"", "There is no file ", id="range of no file"),
        pytest.param("a.zip", b"PK\x05\x06" + bytes(18), "{path} is a ZIP file without WARC files", id="ZIP without WARC"),
        pytest.param(
            "a.warc", hand_made("request", b"GET / HTTP/1.1\r\n\r\n"), "The files hold no answer with a page", id="no page"
        ),
        pytest.param("b.warc", b"WARC/1.0\r\nX: y\r\n\r\n", "There is no WARC record in b.warc", id="no record"),
    ],
)
def test_bad_input_is_said_in_one_sentence(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    path = tmp_path / name
    if content is not None and "#" not in name:
        path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        extract(tmp_path, path)
    assert str(caught.value).startswith(said.format(path=path))


def test_range_beyond_the_file_is_said(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc", post_record())
    with pytest.raises(UsageError, match=r"has \d+ bytes: there are no 99 at 100000"):
        extract(tmp_path, f"{path}#100000,99")


def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc", post_record())
    with pytest.raises(StorageError, match=r"Cannot write .*no-folder"):
        extract_files(Job(named=[str(path)]), tmp_path / "no-folder" / "rows.jsonl")
    (tmp_path / "rows.jsonl").mkdir()
    with pytest.raises(StorageError, match=r"Cannot write .*rows\.jsonl"):
        extract_files(Job(named=[str(path)]), tmp_path / "rows.jsonl")


def test_command_without_input_says_what_to_name() -> None:
    done = blogarchive("extract")
    assert (done.code, done.sentence[:16]) == (2, "Name a WARC file")


# --- single pages


def test_pages_of_a_site_that_shows_no_pattern_are_rows_unless_only_posts_are_wanted(tmp_path: Path) -> None:
    words = "<p>Some words of a text that is neither dated nor signed by anybody at all.</p>" * 12
    html = f"<html><head><title>A text</title></head><body><h1>A text</h1>{words}</body></html>"
    path = written(tmp_path / "a.warc", post_record("http://example.org/text", answer(html.encode())))
    assert [row["title"] for row in extract(tmp_path, path)[0]] == ["A text"]
    assert extract(tmp_path, path, only_posts=True)[0] == []


# --- many processes, and again


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with posts of six hosts."""
    pages = [(f"http://host-{n % 6}.example/2026/post-{n}/", page(n)) for n in range(18)]
    return written(tmp_path_factory.mktemp("many") / "many.warc.gz", warcio_made(*pages))


def test_rows_do_not_depend_on_the_number_of_processes(many: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"{jobs}.jsonl" for jobs in (1, 2, 3)]
    for jobs, out in enumerate(outs, 1):
        assert extract_files(Job(named=[str(many)], jobs=jobs), out).rows == 18
    assert outs[0].read_bytes() == outs[1].read_bytes() == outs[2].read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.jsonl", "2.jsonl", "3.jsonl"]


def test_rows_do_not_depend_on_where_the_tables_of_a_blog_are(
    demo_crawl: Crawled, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(named=[str(demo_crawl.archive.folder), str(many)])
    extract_files(job, tmp_path / "memory.jsonl")
    monkeypatch.setattr("blogarchive.bulk.work.MANY", 0)
    extract_files(job, tmp_path / "file.jsonl")
    assert (tmp_path / "file.jsonl").read_bytes() == (tmp_path / "memory.jsonl").read_bytes()


def test_stopped_extraction_goes_on_with_the_next_blog(many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "rows.jsonl"
    extract_files(Job(named=[str(many)]), whole)

    class StopError(Exception):
        pass

    from blogarchive.bulk.run import Shown

    class Stops(Shown):
        def __init__(self) -> None:
            self.blogs = 0

        def finished(self, captures: int, total: int) -> None:
            self.blogs += captures > 0
            if self.blogs == 3:
                raise StopError

    with pytest.raises(StopError):
        extract_files(Job(named=[str(many)]), out, Stops())
    with out.open("ab") as file:
        file.write(b'{"half a li')
    result = extract_files(Job(named=[str(many)]), out)
    assert (result.resumed, result.rows) == (3, 9)
    assert out.read_bytes() == whole.read_bytes()
    assert not out.with_name("rows.jsonl.done").exists()


def test_signal_ends_all_processes_and_leaves_nothing_but_what_the_next_run_needs(tmp_path: Path) -> None:
    pages = [(f"http://host-{n % 60}.example/2026/post-{n}/", page(n)) for n in range(600)]
    path = written(tmp_path / "many.warc.gz", warcio_made(*pages))
    out = tmp_path / "rows.jsonl"
    process = start("extract", path, "--jobs", 2, "-o", out)
    while process.poll() is None and not (out.exists() and out.stat().st_size):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (11, "blogarchive: Stopped. The same command goes on where this one was.\n")
    assert {p.name for p in tmp_path.iterdir()} == {"many.warc.gz", "rows.jsonl", "rows.jsonl.done", "rows.versions.jsonl"}
    assert blogarchive("extract", path, "-o", out).code == 0
    assert len(read_lines(out)) == 600


def test_rows_of_our_archive_are_those_of_its_crawl_beside_other_files(demo_crawl: Crawled, many: Path, tmp_path: Path) -> None:
    rows, result = extract(tmp_path, demo_crawl.archive.folder, many)
    assert result.blogs == 7
    crawled = {row["id"]: row for row in demo_crawl.archive.rows}
    assert {row["id"]: row for row in rows[: len(crawled)]} == crawled


def test_rows_of_our_archive_with_the_address_it_was_archived_from(demo_crawl: Crawled, tmp_path: Path) -> None:
    rows, result = extract(tmp_path, demo_crawl.archive.folder, blog=demo_crawl.url)
    assert (rows, result.blogs, result.versions) == (demo_crawl.archive.rows, 1, 0)


def test_everything_is_one_blog_with_its_address(tmp_path: Path) -> None:
    home = b"<html><body><h1>A blog</h1><p><a href='/2026/a-post/'>Post 1</a></p></body></html>"
    path = written(tmp_path / "a.warc.gz", warcio_made(("http://www.example.org/", home), (URL, page(1)), (OTHER, page(2))))
    rows, result = extract(tmp_path, path, blog="http://www.example.org/")
    assert ([row["url"] for row in rows], result.blogs) == ([URL], 1)


# --- what changed


def test_diff_counts_what_changed_by_field(many: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    extract_files(Job(named=[str(many)]), old)
    rows = read_lines(old)
    rows[0]["title"] = "Another title"
    rows[1]["tags"] = ["harbour"]
    del rows[2]
    rows.append({**rows[-1], "id": "0", "url": "http://gone.example/"})
    old.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    said = json.loads(blogarchive("extract", many, "--diff", old).out)
    assert (said["same"], said["differing"]) == (15, 2)
    assert (len(said["added"]), said["removed"]) == (1, ["http://gone.example/"])
    assert said["fields"]["title"]["changed"] == 1
    assert said["fields"]["title"]["examples"][0]["old"] == "Another title"
    assert said["fields"]["tags"]["emptied"] == 1


def test_diff_against_what_is_no_file_of_rows_is_said(many: Path, tmp_path: Path) -> None:
    old = written(tmp_path / "old.jsonl", b"no row\n")
    done = blogarchive("extract", many, "--diff", old)
    assert done.code == 2
    assert str(old) in done.sentence
