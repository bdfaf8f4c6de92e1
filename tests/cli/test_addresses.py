"""Addresses given by hand."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from blogarchive.cli.addresses import Given, collect, lines_of, outlines_of
from blogarchive.cli.crawl import INPUT_PARAMETERS, crawl
from blogarchive.cli.many import arguments_of, folders_of, worst
from blogarchive.errors import UsageError
from blogarchive.store.archive import Archive


def test_list_skips_blank_lines_and_comments_and_knows_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "blogs.txt"
    path.write_bytes("\ufeff# mine\r\n\r\nhttps://a.example/#top\r\n  b.example  \n".encode())
    assert list(lines_of(path)) == [Given("https://a.example/#top", f"{path}, line 3"), Given("b.example", f"{path}, line 4")]


def test_bad_line_names_file_and_line_and_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "blogs.txt"
    path.write_text("https://a.example/\nftp://b.example/\n\x00\xff\nhttps://c.example/\n", encoding="latin-1")
    addresses = collect(lines_of(path))
    assert [url for url, _ in addresses.good] == ["https://a.example/", "https://c.example/"]
    assert [sentence.partition(": ")[0] for sentence in addresses.bad] == [f"{path}, line 2", f"{path}, line 3"]


def test_same_blog_twice_counts_once() -> None:
    addresses = collect([Given("https://a.example/blog/", ""), Given("https://a.example/blog", ""), Given("a.example/blog/", "")])
    assert (len(addresses.good), addresses.twice) == (1, 2)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Cannot read .*none\.txt: No such file or directory"):
        list(lines_of(tmp_path / "none.txt"))


def test_text_file_given_as_opml_says_which_option_to_take(tmp_path: Path) -> None:
    path = tmp_path / "blogs.txt"
    path.write_text("https://a.example/\n")
    with pytest.raises(UsageError, match="is no OPML file; a text file with one address a line goes with --list"):
        list(outlines_of(path))


def test_two_blogs_of_one_host_have_two_folders(tmp_path: Path) -> None:
    urls = ["https://example.org/ida/", "https://example.org/bo/", "https://www.example.org/", "https://other.example:8080/x"]
    assert [folder.name for folder in folders_of(tmp_path, urls)] == [
        "example.org",
        "example.org-bo",
        folders_of(tmp_path / "x", urls)[2].name,
        "other.example-8080",
    ]
    assert len({folder.name for folder in folders_of(tmp_path, urls)}) == 4


def test_folder_of_another_blog_is_left_to_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "example.org")
    archive.set_meta("start_url", "https://example.org/bo/")
    archive.commit()
    archive.close()
    urls = ["https://example.org/ida/", "https://example.org/bo/"]
    assert [folder.name for folder in folders_of(tmp_path, urls)] == ["example.org-ida", "example.org"]


@pytest.mark.parametrize("url", ["https://example.org/../../etc/", "https://example.org/%2e%2e/%2e%2e/", "https://[::1]/a/../b"])
def test_no_folder_lies_outside(tmp_path: Path, url: str) -> None:
    for folder in folders_of(tmp_path, [url] * 3):
        assert folder.resolve().parent == tmp_path.resolve()


@pytest.mark.parametrize(
    ("codes", "code"),
    [([], 0), ([0, 0], 0), ([0, 1], 1), ([2, 1], 2), ([4, 2], 4), ([5, 4], 5), ([3, 5], 3), ([11, 3], 11), ([0, 77], 1)],
)
def test_worst_exit_code_wins(codes: list[int], code: int) -> None:
    assert worst(codes) == code


def test_options_go_on_as_they_were_given() -> None:
    given = (
        "a.example -o out --list x.txt --exclude /tag/ --exclude=-x --no-feeds --delay 2.5 --warc-size 5M --header 'A: b: c' -q"
    ).replace("'A: b: c'", "A:\u00a0b:\u00a0c")
    context = crawl.make_context("crawl", [part.replace("\u00a0", " ") for part in given.split(" ")])
    assert isinstance(context, click.Context)
    arguments = arguments_of(context, INPUT_PARAMETERS)
    assert sorted(arguments) == [
        "--delay=2.5",
        "--exclude=-x",
        "--exclude=/tag/",
        "--header=A: b: c",
        "--no-feeds",
        "--quiet",
        "--warc-size=5000000",
    ]
    again = crawl.make_context("crawl", [*arguments, "--", "a.example"])
    same = set(context.params) - INPUT_PARAMETERS
    assert {name: again.params[name] for name in same} == {name: context.params[name] for name in same}
