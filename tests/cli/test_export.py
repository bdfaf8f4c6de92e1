"""``blogarchive export`` as a user meets it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from server.command import CHECKOUT, Crawled, blogarchive, start


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["--to", "excel"], "There is no format 'excel'; there are: jsonl,", id="unknown format"),
        pytest.param(["--to", "csv", "--fields", "titel"], "There is no field 'titel'; there are: id,", id="unknown field"),
        pytest.param(["--to", "csv", "--since", "May"], "--since 'May' is no date", id="no date"),
        pytest.param(["--to", "wacz", "--until", "2024"], "wacz holds whole archives", id="some rows of a whole"),
        pytest.param(["--to", "epub", "--fields", "id"], "epub has no columns", id="columns of a book"),
        pytest.param(["--to", "csv", "-o", "-"], "Only jsonl can go to standard output", id="another format to stdout"),
        pytest.param(["--to", ","], "--to names no format", id="no format"),
        pytest.param([], "Missing option '--to'", id="format left out"),
    ],
)
def test_wrong_usage_is_said_in_one_sentence(demo_crawl: Crawled, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    output = [] if "-o" in arguments else ["-o", tmp_path / "out"]
    done = blogarchive("export", demo_crawl.archive.folder, *arguments, *output)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "sentence"), [("nowhere", "There is no"), (".", "holds neither archive.db nor a WARC file")])
def test_place_that_is_no_archive_is_said(tmp_path: Path, name: str, sentence: str) -> None:
    done = blogarchive("export", tmp_path / name, "--to", "csv", "-o", tmp_path / "out")
    assert done.code == 2
    assert sentence in done.sentence


def test_nothing_is_replaced_unasked(demo_crawl: Crawled, tmp_path: Path) -> None:
    command = ("export", demo_crawl.archive.folder, "--to", "jsonl,parquet", "-o", tmp_path)
    assert blogarchive(*command).code == 0
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = blogarchive(*command)
    assert again.code == 2
    assert "is there already" in again.sentence
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_force_replaces_and_gives_the_same_bytes(demo_crawl: Crawled, tmp_path: Path) -> None:
    command = ("export", demo_crawl.archive.folder, "--to", "jsonl,csv,parquet,sqlite,wacz,cdxj,markdown", "-o", tmp_path)
    assert blogarchive(*command).code == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (tmp_path / "data" / "stale.parquet").write_bytes(b"from an export before")
    assert blogarchive(*command, "--force").code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_one_file_may_be_named_and_stands_alone(demo_crawl: Crawled, tmp_path: Path) -> None:
    assert blogarchive("export", demo_crawl.archive.folder, "--to", "csv", "-o", tmp_path / "a" / "posts.csv").code == 0
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["posts.csv"]


@pytest.mark.parametrize(("place", "cwd"), [("demo", "."), (".", "demo"), ("demo/", ".")])
def test_without_output_the_folder_is_beside_the_archive(demo_crawl: Crawled, tmp_path: Path, place: str, cwd: str) -> None:
    shutil.copytree(demo_crawl.archive.folder, tmp_path / "demo")
    assert blogarchive("export", place, "--to", "cdxj", cwd=tmp_path / cwd).code == 0
    assert len(list((tmp_path / "demo-export").glob("*.cdxj"))) == 1


def test_rows_can_be_chosen_and_piped(demo_crawl: Crawled) -> None:
    done = blogarchive(
        "export", demo_crawl.archive.folder, "--to", "jsonl", "-o", "-", "--language", "de", "--fields", "language,title"
    )
    assert done.code == 0, done.err
    rows = [json.loads(line) for line in done.out.splitlines()]
    wanted = [row["title"] for row in demo_crawl.archive.rows if row["language"] == "de"]
    assert sorted(row["title"] for row in rows) == sorted(wanted)
    assert {tuple(row) for row in rows} == {("title", "language")}


def test_several_archives_make_one_table(demo_crawl: Crawled, tmp_path: Path) -> None:
    shutil.copytree(demo_crawl.archive.folder, tmp_path / "copy")
    done = blogarchive("export", demo_crawl.archive.folder, tmp_path / "copy", "--to", "jsonl", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    lines = (tmp_path / "out" / "blogs.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 * len(demo_crawl.archive.rows)


@pytest.mark.parametrize("form", ["wacz", "warc"])
def test_two_warc_files_of_one_name_are_not_mixed(demo_crawl: Crawled, tmp_path: Path, form: str) -> None:
    shutil.copytree(demo_crawl.archive.folder, tmp_path / "copy")
    done = blogarchive("export", demo_crawl.archive.folder, tmp_path / "copy", "--to", form, "-o", tmp_path / "out")
    assert done.code == 2
    assert "WARC file" in done.sentence
    assert list((tmp_path / "out").iterdir()) == []


def test_warc_files_are_copied_as_they_are(demo_crawl: Crawled, tmp_path: Path) -> None:
    assert blogarchive("export", demo_crawl.archive.folder, "--to", "warc", "-o", tmp_path).code == 0
    [warc] = demo_crawl.archive.warcs()
    [copy] = (tmp_path / "warc").iterdir()
    assert (copy.name, copy.read_bytes()) == (warc.name, warc.read_bytes())


def test_failed_export_leaves_nothing(demo_crawl: Crawled, tmp_path: Path) -> None:
    shutil.copytree(demo_crawl.archive.folder, tmp_path / "a")
    [warc] = [path for path in (tmp_path / "a" / "warc").glob("*.warc.gz") if "-text-" not in path.name]
    data = bytearray(warc.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 500] = bytes(500)
    warc.write_bytes(data)
    done = blogarchive("export", tmp_path / "a", "--to", "csv,wacz", "-o", tmp_path / "out")
    assert done.code == 5
    assert warc.name in done.sentence
    assert list((tmp_path / "out").iterdir()) == []


def test_target_that_cannot_be_written_is_said(demo_crawl: Crawled, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = blogarchive("export", demo_crawl.archive.folder, "--to", "csv", "-o", tmp_path / "file" / "below")
    assert done.code == 3
    assert "Cannot write" in done.sentence


def test_archive_of_another_program_is_exported(demo_crawl: Crawled, tmp_path: Path) -> None:
    [warc] = demo_crawl.archive.warcs()
    (tmp_path / "in").mkdir()
    shutil.copy(warc, tmp_path / "in" / "other.warc.gz")
    done = blogarchive("export", tmp_path / "in", "--to", "csv,wacz", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    assert f"{len(demo_crawl.archive.rows)} rows" in done.err
    [wacz] = (tmp_path / "out").glob("*.wacz")
    assert "archive/other.warc.gz" in zipfile.ZipFile(wacz).namelist()
    assert "read from WARC files alone" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "modules", "extra"),
    [("parquet", ["pyarrow"], "parquet"), ("jsonl.zst", ["backports.zstd", "compression.zstd"], "zstd")],
)
def test_missing_library_is_named(demo_crawl: Crawled, tmp_path: Path, form: str, modules: list[str], extra: str) -> None:
    hidden = f"import sys; sys.modules.update(dict.fromkeys({modules}))"
    arguments = ["blogarchive", "export", str(demo_crawl.archive.folder), "--to", form, "-o", str(tmp_path / "out")]
    program = f"{hidden}; sys.argv = {arguments}; from blogarchive.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert f'pip install "blogarchive[{extra}]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_reader_that_has_enough_may_stop(demo_crawl: Crawled) -> None:
    with start("export", demo_crawl.archive.folder, "--to", "jsonl", "-o", "-") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
